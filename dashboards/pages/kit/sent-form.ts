/** The form that a person sent about people, and why it was refused. */
import { isDay } from '#domain/time/period.ts'
import type { ProblemCode } from '#server/errors.ts'
import { textSent } from './form-values.ts'
import type { PageDeps } from './page.ts'

/** The texts of a form as they were typed. */
export type Typed = Readonly<Record<string, string>>

/** A form to show again: which of the page's, as it was typed, and what is wrong. */
export type SentForm = { form: string; typed: Typed; fault: string }

/** The fields of a form as they were typed. Throws `bad_request` for a field that the form does not have, so that nothing is set by
 * adding one. */
export function typedIn(body: unknown, names: readonly string[], refuse: PageDeps['refuse']): Typed {
  const sent = (body ?? {}) as Record<string, unknown>
  const strange = Object.keys(sent).find((name) => !names.includes(name))
  if (strange !== undefined)
    throw refuse(
      'bad_request',
      `This form has no field ‘${strange.slice(0, 40)}’. Open the page again and send it from there.`,
    )
  return Object.fromEntries(names.map((name) => [name, textSent(sent[name])]))
}

/** The names of the three fields of a day. */
export function dayNames(prefix: string): string[] {
  return [`${prefix}-day`, `${prefix}-month`, `${prefix}-year`]
}

/** The day in three fields; null if all are empty. Throws `unprocessable` if they make no day. */
export function dayIn(
  typed: Typed,
  prefix: string,
  words: string,
  refuse: PageDeps['refuse'],
): string | null {
  const [d = '', m = '', y = ''] = dayNames(prefix).map((name) => (typed[name] ?? '').trim())
  if (d === '' && m === '' && y === '') return null
  const day = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
  if (!isDay(day)) throw refuse('unprocessable', `${words} is not a day such as 27 3 2019.`)
  return day
}

/** The three fields of a day, to be shown. */
export function dayValues(typed: Typed, prefix: string): { day: string; month: string; year: string } {
  const [day = '', month = '', year = ''] = dayNames(prefix).map((name) => typed[name] ?? '')
  return { day, month, year }
}

const shown: readonly ProblemCode[] = ['unprocessable', 'conflict', 'stale', 'not_allowed']

/** Why a form was refused, as it is shown with the form. Throws what is another failure. */
export function faultOf(error: unknown): string {
  const { code, detail } = (error ?? {}) as { code?: ProblemCode; detail?: string }
  if (error instanceof Error && code !== undefined && shown.includes(code) && detail !== undefined)
    return detail
  throw error
}
