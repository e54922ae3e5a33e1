import type { Writer } from '#server/access/permissions/actor.ts'

/** A writer who is known by a name alone, as everybody was before people had accounts. */
export function named(name: string): Writer {
  return { id: null, name }
}
