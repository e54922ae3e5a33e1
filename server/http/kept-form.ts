/** Returns what was typed into a form that was refused for a character that cannot be stored, without that character, so that a
 * person loses nothing they wrote. */
import type { FastifyRequest } from 'fastify'
import type { Problem } from '#server/errors.ts'
import { actorOrNull } from '../access/permissions/guard.ts'
import { sentText } from './sent-text.ts'

/** A form as it was sent. */
export type KeptForm = {
  /** The address it was sent to. */
  action: string
  /** In the order they were sent. `isFaulty` is true if the character was removed from the value. */
  fields: { name: string; value: string; isFaulty: boolean }[]
}

const plainForm = 'application/x-www-form-urlencoded'

/** The form to show again; null if the refusal has another reason or the form did not come from one of our pages. */
export function keptForm(request: FastifyRequest, failure: Pick<Problem, 'code'>): KeptForm | null {
  const { method, url, headers, body } = request
  if (failure.code !== 'bad_request' || method !== 'POST') return null
  if (actorOrNull(request)?.via !== 'session' || headers['content-type']?.startsWith(plainForm) !== true)
    return null
  const sent = Object.entries((body ?? {}) as Record<string, unknown>)
  const fields = sent.flatMap(([name, value]) =>
    [value]
      .flat()
      .flatMap((text) => (canBeStored(name) && typeof text === 'string' ? field(name, text) : [])),
  )
  return fields.some(({ isFaulty }) => isFaulty) ? { action: url, fields } : null
}

function field(name: string, text: string): KeptForm['fields'][number] {
  const isFaulty = !canBeStored(text)
  return { name, value: isFaulty ? storable(text) : text, isFaulty }
}

function canBeStored(text: string): boolean {
  return sentText.safeParse(text).success
}

/** The text without NUL and without half characters. */
function storable(text: string): string {
  return text.replaceAll('\0', '').replaceAll(/\p{Surrogate}/gu, '')
}
