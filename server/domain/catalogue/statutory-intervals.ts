/** How often children must be seen and their plans reviewed, as data. England: the Care Planning, Placement and Case
 *  Review Regulations 2010, regulations 28 (visits) and 33 (reviews). */
import { addWorkingDays } from '../time/calendar.ts'
import { addDays, addMonths, isDay, lastDay, monthOf } from '../time/period.ts'

export type Interval = { count: number; of: 'working_days' | 'weeks' | 'months' }

/** Reviews of a child in care: after coming into care, after the first review, after every later one. */
export const reviewIntervals: readonly [Interval, Interval, Interval] = [
  { count: 20, of: 'working_days' },
  { count: 3, of: 'months' },
  { count: 6, of: 'months' },
]

/** Visits to a child in care, by what the placement is and how far it has come. */
export const visitIntervals = {
  first: { count: 1, of: 'weeks' },
  first_year: { count: 6, of: 'weeks' },
  later: { count: 6, of: 'weeks' },
  later_meant_to_last: { count: 3, of: 'months' },
  with_parent_before_first_review: { count: 1, of: 'weeks' },
  with_parent_later: { count: 4, of: 'weeks' },
} as const satisfies Record<string, Interval>

/** What no national rule sets: each council has its own. */
export const ownIntervals = [
  'visits to children on a child protection plan',
  'visits to children in need',
  'reviews of children in need',
] as const

/** "Two years or more" is more than this many days. */
export const twoYearsDays = 729

export function isTwoYears(days: number): boolean {
  return days > twoYearsDays
}

/** The last day that is in time. An interval in months ends on the same day of the month, or on the month's last
 *  day. Returns `start` if it is no day. */
export function dueAfter(start: string, { count, of }: Interval): string {
  if (!isDay(start) || !Number.isFinite(count)) return start
  if (of === 'working_days') return addWorkingDays(start, count)
  if (of === 'weeks') return addDays(start, Math.trunc(count) * 7)
  const month = addMonths(monthOf(start), Math.trunc(count))
  const day = `${month}-${start.slice(8)}`
  return isDay(day) ? day : lastDay(month)
}

/** The interval before a review, 1 for the first after coming into care. */
export function reviewInterval(number: number): Interval {
  if (number <= 1) return reviewIntervals[0]
  return number === 2 ? reviewIntervals[1] : reviewIntervals[2]
}

/** What decides how often a child in care is visited. */
export type Placement = {
  placedOn: string
  /** Meant to last until the child is 18. */
  meantToLast: boolean
  /** With a parent under an interim care order. */
  withParent: boolean
  /** True once the first review has been held. */
  reviewed: boolean
  /** The day of the last visit; null before the first. */
  lastVisit: string | null
}

/** The last day on which the next visit is in time. */
export function nextVisitDue({ placedOn, meantToLast, withParent, reviewed, lastVisit }: Placement): string {
  if (lastVisit === null) return dueAfter(placedOn, visitIntervals.first)
  if (withParent)
    return dueAfter(
      lastVisit,
      reviewed ? visitIntervals.with_parent_later : visitIntervals.with_parent_before_first_review,
    )
  const firstYear = lastVisit < dueAfter(placedOn, { count: 12, of: 'months' })
  if (firstYear) return dueAfter(lastVisit, visitIntervals.first_year)
  return dueAfter(lastVisit, meantToLast ? visitIntervals.later_meant_to_last : visitIntervals.later)
}
