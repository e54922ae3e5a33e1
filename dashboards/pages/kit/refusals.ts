/** Requests in an address for something that does not exist. A page names it and shows something else; a file of data is
 * refused, because nobody reads what a scheduled refresh receives. */
import { nearestText } from '#domain/extracts/nearest-text.ts'
import { grainOf } from '#domain/time/period.ts'
import type { PageDeps } from './page.ts'

export type Refusal = {
  key: string
  /** What is wrong, as a sentence. */
  what: string
  /** What a page does instead, as a sentence. */
  instead: string
  /** `malformed` is a value that can never exist, `unknown` one that does not exist, or not for this reader. */
  is: 'malformed' | 'unknown'
  /** What the reader could have asked for, as a sentence; empty if that is already included. */
  known: string
}

/** At most this many known values are listed. */
const mostListed = 14

/** The words on a page: what does not exist, and what is shown instead. */
export function refusedWords(refused: readonly Refusal[]): string[] {
  return refused.map(({ what, instead }) => `${what} ${instead}`)
}

/** The refusal of a file of data: which key asks for something that does not exist, and what exists. Does nothing if everything
 * exists. */
export function refuseData(refused: readonly Refusal[], refuse: PageDeps['refuse']): void {
  const [first] = refused
  if (first === undefined) return
  const code = refused.some(({ is }) => is === 'malformed') ? 'bad_request' : 'not_found'
  throw refuse(
    code,
    refused.map(({ key, what, known }) => `${key}: ${what}${known === '' ? '' : ` ${known}`}`).join(' '),
  )
}

/** A month in the address that is not a month, or is not published. */
export function refusedMonth(
  key: string,
  value: unknown,
  months: readonly string[],
  instead: string,
): Refusal {
  const isMonth = typeof value === 'string' && grainOf(value) === 'monthly'
  return {
    key,
    what: `‘${clipped(value)}’ is not ${isMonth ? 'a published month' : 'a month such as 2019-04'}.`,
    instead,
    is: isMonth ? 'unknown' : 'malformed',
    known: months.length === 0 ? '' : `Published are ${months[0]} to ${months.at(-1)}.`,
  }
}

/** A key of a query that the page does not know. This cannot happen for a file's address, because its route lists its keys. */
export function refusedKey(name: string): Refusal {
  return {
    key: clipped(name),
    what: `There is no filter ‘${clipped(name)}’.`,
    instead: 'It is left out.',
    is: 'malformed',
    known: '',
  }
}

/** True if a key of a query asks for something. */
export function isAsked(value: unknown): boolean {
  return value !== undefined && value !== ''
}

/** A value as it is quoted: cut to a length that a person reads. */
export function clipped(value: unknown): string {
  const text = String(value)
  return text.length <= 40 ? text : `${text.slice(0, 40)}…`
}

/** What exists instead of the value asked for: everything if that is little, otherwise the closest values. */
export function knownWords(value: unknown, known: readonly string[]): string {
  if (known.length === 0) return ''
  if (known.length <= mostListed) return `There is ${known.join(', ')}.`
  const close = nearestText(String(value).slice(0, 40).toUpperCase(), known)
  return close === null
    ? `There are ${known.length}, from ${known[0]} to ${known.at(-1)}.`
    : `The closest is ${close}.`
}
