/** Which month a unit's pages open on: the latest that has come in far enough to be read, not the latest that has begun to. */

/** How much of a unit's month has come. */
export type MonthArrival = {
  period: string
  /** The day on which the first of its returns falls due; null where none ever does. */
  firstDueOn: string | null
  /** The figures that the unit's teams are to send. */
  expected: number
  /** How many of those came. */
  received: number
  /** How many of those that did not come never will, as far as it is known. */
  neverComing: number
}

/** The percentage of the expected figures from which a month is opened on, unless the council set another. */
export const defaultOpeningShare = 50

/**
 * The month that a unit's pages open on: the latest for which the day of its first return has passed and enough of the
 * expected figures came or will never come. Where no month has enough, as when a council sends a part of the catalogue, the
 * latest past its day with at least half as many as the fullest; where none is past its day, the latest in which anything
 * came. Null without any month.
 * @param months in any order
 * @param day the day it is asked on
 * @param share the percentage that is enough in a month
 */
export function latestMonthOf(
  months: readonly MonthArrival[],
  day: string,
  share: (month: string) => number,
): MonthArrival | null {
  const newestFirst = [...months].sort((a, b) => (a.period < b.period ? 1 : -1))
  const due = newestFirst.filter((month) => isPastDue(month, day))
  const fullest = Math.max(0, ...due.map((month) => month.received))
  return (
    due.find((month) => isEnough(month, share(month.period))) ??
    due.find((month) => month.received > 0 && month.received * 2 >= fullest) ??
    newestFirst.find((month) => month.received > 0) ??
    newestFirst[0] ??
    null
  )
}

/** True where the month may be opened on whatever came of earlier ones. */
export function isOpenedOn(month: MonthArrival, day: string, share: number): boolean {
  return isPastDue(month, day) && isEnough(month, share)
}

function isPastDue({ firstDueOn }: MonthArrival, day: string): boolean {
  return firstDueOn === null || firstDueOn < day
}

function isEnough({ expected, received, neverComing }: MonthArrival, share: number): boolean {
  return (received + neverComing) * 100 >= expected * share
}
