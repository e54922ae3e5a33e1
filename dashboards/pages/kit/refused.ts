/** What an address asks for and there is not. A page says so and shows something else; a file of data is refused, since
 *  nobody reads what a scheduled refresh gets. */
import { nearest } from '#domain/extracts/nearest.ts'
import { grainOf } from '#domain/time/period.ts'
import type { PageDeps } from './page.ts'

export type Refused = {
  key: string
  /** What is wrong, as a sentence. */
  what: string
  /** What a page does about it, as a sentence. */
  instead: string
  /** `malformed` is what never can be, `unknown` what there is not, or not for this reader. */
  is: 'malformed' | 'unknown'
  /** What could have been asked for, as a sentence; empty where that is said already. */
  known: string
}

/** At most this many known values are listed. */
const mostListed = 14

/** As a page says it: what there is not, and what is shown instead. */
export function refusedWords(refused: readonly Refused[]): string[] {
  return refused.map(({ what, instead }) => `${what} ${instead}`)
}

/** As a file of data says it: which key asks for what there is not, and what there is. Nothing happens where all is there. */
export function refuseData(refused: readonly Refused[], refuse: PageDeps['refuse']): void {
  const [first] = refused
  if (first === undefined) return
  const code = refused.some(({ is }) => is === 'malformed') ? 'bad_request' : 'not_found'
  throw refuse(
    code,
    refused.map(({ key, what, known }) => `${key}: ${what}${known === '' ? '' : ` ${known}`}`).join(' '),
  )
}

/** A month that was asked for and is none, or is not published. */
export function refusedMonth(
  key: string,
  value: unknown,
  months: readonly string[],
  instead: string,
): Refused {
  const isMonth = typeof value === 'string' && grainOf(value) === 'monthly'
  return {
    key,
    what: `‘${clipped(value)}’ is not ${isMonth ? 'a published month' : 'a month such as 2019-04'}.`,
    instead,
    is: isMonth ? 'unknown' : 'malformed',
    known: months.length === 0 ? '' : `Published are ${months[0]} to ${months.at(-1)}.`,
  }
}

/** A key of a query that a page knows nothing of. Of a file's address it never gets here: its route names its keys. */
export function refusedKey(name: string): Refused {
  return {
    key: clipped(name),
    what: `There is no filter ‘${clipped(name)}’.`,
    instead: 'It is left out.',
    is: 'malformed',
    known: '',
  }
}

/** True where a key of a query asks for something. */
export function isAsked(value: unknown): boolean {
  return value !== undefined && value !== ''
}

/** A value as it is quoted: no longer than what a person reads. */
export function clipped(value: unknown): string {
  const text = String(value)
  return text.length <= 40 ? text : `${text.slice(0, 40)}…`
}

/** What there is in place of what was asked for: all of it where that is little, else the closest. */
export function knownWords(value: unknown, known: readonly string[]): string {
  if (known.length === 0) return ''
  if (known.length <= mostListed) return `There is ${known.join(', ')}.`
  const close = nearest(String(value).slice(0, 40).toUpperCase(), known)
  return close === null
    ? `There are ${known.length}, from ${known[0]} to ${known.at(-1)}.`
    : `The closest is ${close}.`
}
