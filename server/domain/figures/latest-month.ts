/** The month on which a unit's pages open: the latest of which enough has come, not the latest of which anything has come. */

/** How much of a unit's month has come. */
export type MonthArrival = {
  period: string
  /** The day on which the first of its returns falls due; null where none ever does. */
  firstDueOn: string | null
  /** The number of figures that the unit's teams have to send. */
  expected: number
  /** How many of those came. */
  received: number
  /** The number of the others that are known never to come. */
  neverComing: number
}

/** Pages open on a month from this percentage of the expected figures on, unless the council set another. */
export const defaultOpeningShare = 50

/**
 * The month on which a unit's pages open: the latest after its first due day for which enough of the expected figures
 * came or will never come. If no month has enough, as when a council sends only part of the catalogue: the latest
 * after its due day with at least half as many figures as the fullest month. If no month is after its due day: the
 * latest with any figure. Null without months.
 * @param months in any order
 * @param day the day of reading
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

/** True if pages may open on the month, regardless of earlier months. */
export function isOpenedOn(month: MonthArrival, day: string, share: number): boolean {
  return isPastDue(month, day) && isEnough(month, share)
}

function isPastDue({ firstDueOn }: MonthArrival, day: string): boolean {
  return firstDueOn === null || firstDueOn < day
}

function isEnough({ expected, received, neverComing }: MonthArrival, share: number): boolean {
  return (received + neverComing) * 100 >= expected * share
}
