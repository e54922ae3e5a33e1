/** What an address of the board asks for, and which of it does not exist. */

import type { RatingsOn } from '#domain/plan/rating-history.ts'
import { dayName, isDay } from '#domain/time/period.ts'
import { clipped, isAsked, type Refusal } from '../../kit/refusals.ts'

export type BoardQuestion = {
  /** The day of the earlier meeting that the board is compared with; null for the meeting before the last. */
  since: string | null
  onlyMoved: boolean
}

/** The keys of the board's query. */
export const boardKeys = { since: 'once', moved: 'once' } as const

/** Reads the query of an address. A day without a recorded earlier meeting is left out and named. */
export function boardQuestionOf(
  query: Readonly<Record<string, unknown>>,
  history: readonly RatingsOn[],
): BoardQuestion & { refused: Refusal[] } {
  const { since, moved } = query
  const earlier = earlierMeetings(history)
  const found = earlier.find((date) => date === since) ?? null
  const refused: Refusal[] = []
  if (isAsked(since) && found === null)
    refused.push({
      key: 'since',
      what: `‘${clipped(since)}’ is not ${isDay(String(since)) ? 'the day of an earlier meeting of the board' : 'a day such as 2019-04-03'}.`,
      instead: `${recordedWords(earlier)} ${earlier.length === 0 ? 'Nothing is compared.' : `Showing what changed since ${dayName(earlier.at(-1) ?? '')}.`}`,
      is: isDay(String(since)) ? 'unknown' : 'malformed',
      known: earlier.length === 0 ? 'None is recorded.' : `Recorded are ${earlier.join(', ')}.`,
    })
  if (isAsked(moved) && moved !== '1')
    refused.push({
      key: 'moved',
      what: `There is no filter ‘moved=${clipped(moved)}’.`,
      instead: 'Showing all actions.',
      is: 'malformed',
      known: 'There is moved=1.',
    })
  return { since: found, onlyMoved: moved === '1', refused }
}

/** The board's address for a question, from `/plan/board` or the address of a file. */
export function boardQuery({ since, onlyMoved }: BoardQuestion): string {
  const parts = [since === null ? null : `since=${since}`, onlyMoved ? 'moved=1' : null]
  const query = parts.filter((part) => part !== null).join('&')
  return query === '' ? '' : `?${query}`
}

/** The days of the meetings before the last, earliest first. */
export function earlierMeetings(history: readonly RatingsOn[]): string[] {
  return history.slice(0, -1).map(({ date }) => date)
}

function recordedWords(earlier: readonly string[]): string {
  if (earlier.length === 0) return 'No earlier meeting is recorded.'
  return `Meetings are recorded on ${earlier.map(dayName).join(', ')}.`
}
