/** What one grant opens by itself, for a page that shows each of a reader's grants in its own part. */
import type { Unit } from '#domain/catalogue/unit.ts'
import type { Grant } from './actor.ts'
import { inAudience } from './audience.ts'
import { givesAnywhere, type Permission, unitsWith } from './permissions.ts'

export type GrantReach = {
  /** Those of the tree's units that the grant reaches. */
  units: (tree: readonly Unit[]) => Unit[]
  may: (permission: Permission) => boolean
}

/** Reads what a grant opens, in the audience of that grant. */
export function withGrant<Answer>(grant: Grant, read: (reach: GrantReach) => Answer): Answer {
  return inAudience(grant.audience, () =>
    read({
      units: (tree) => unitsWith([grant], 'signed_in', tree),
      may: (permission) => givesAnywhere(grant, permission),
    }),
  )
}
