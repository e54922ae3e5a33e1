/** The ratings of the plan at each meeting, derived from the single ratings. */
import { dayName } from '../time/period.ts'
import { compareRefs } from './plan.ts'
import { type Rating, ratings, ratingWords } from './rating.ts'

/** One rating. Days are `YYYY-MM-DD`. Of several on one day, the last in the list counts. */
export type GivenRating = { action: string; rating: Rating; ratedOn: string }

/** Every action's rating at the end of a day, and the number of actions with each rating. */
export type RatingsOn = {
  date: string
  counts: Record<Rating, number>
  of: ReadonlyMap<string, Rating>
}

/** A day on which this many actions were rated is a meeting; a rating given between two is shown with the next (setting). */
const ratedAtMeeting = 5

/** The ratings at each meeting up to a day, earliest first, and on `day` itself if anything was rated since the
 *  last meeting. An action without a rating by then is `not_rated`. `given` is in the order of recording. */
export function ratingHistory(
  given: readonly GivenRating[],
  actions: readonly string[],
  day: string,
): RatingsOn[] {
  const known = new Set(actions)
  const until = given
    .filter((r) => r.ratedOn <= day && known.has(r.action))
    // Those of one day keep the order in which they were recorded.
    .sort((a, b) => (a.ratedOn < b.ratedOn ? -1 : a.ratedOn > b.ratedOn ? 1 : 0))
  const meetings = [...Map.groupBy(until, (r) => r.ratedOn)]
    .filter(([, rated]) => new Set(rated.map((r) => r.action)).size >= ratedAtMeeting)
    .map(([date]) => date)
  const isLater = until.some((r) => r.ratedOn > (meetings.at(-1) ?? ''))
  return [...meetings, ...(isLater ? [day] : [])].map((date) => {
    const of = new Map<string, Rating>(actions.map((action) => [action, 'not_rated']))
    for (const r of until) if (r.ratedOn <= date) of.set(r.action, r.rating)
    const counts = Object.fromEntries(ratings.map((rating) => [rating, 0])) as Record<Rating, number>
    for (const rating of of.values()) counts[rating]++
    return { date, counts, of }
  })
}

/** What became of an action's rating between two dates. */
export type RatingMove = { action: string; from: Rating; to: Rating }

/** The actions whose rating changed from one date to a later one, in plan order. */
export function movesBetween(before: RatingsOn, after: RatingsOn): RatingMove[] {
  return [...after.of]
    .flatMap(([action, to]): RatingMove[] => {
      const from = before.of.get(action)
      return from === undefined || from === to ? [] : [{ action, from, to }]
    })
    .sort((a, b) => compareRefs(a.action, b.action))
}

/**
 * One action's ratings in a sentence: "On track since 6 February 2019, was too early to show impact". `given` is
 * earliest first.
 */
export function ratingRunFinding(given: readonly { date: string; rating: Rating }[]): string {
  const last = given.at(-1)
  if (last === undefined) return 'This action has not been rated'
  const before = given.findLastIndex((r) => r.rating !== last.rating)
  const since = `${ratingWords[last.rating]} since ${dayName(given[before + 1]?.date ?? last.date)}`
  const was = given[before]
  return was === undefined ? since : `${since}, was ${ratingWords[was.rating].toLowerCase()}`
}
