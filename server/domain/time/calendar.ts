/** Working days in England. The start day is day 0; weekends and bank holidays are not working days; a deadline day
 *  is in time. The method page names this convention, since the sector's own code is inconsistent (it counts the
 *  start as day 1, or ignores holidays). */
import { addDays, addMonths, isDay, lastDay, weekday } from './period.ts'

/** Bank holidays in England and Wales, 2012 on. Source: the government's published list of bank holidays. */
export const bankHolidays: ReadonlySet<string> = new Set(
  `2012-01-02 2012-04-06 2012-04-09 2012-05-07 2012-06-04 2012-06-05 2012-08-27 2012-12-25 2012-12-26
   2013-01-01 2013-03-29 2013-04-01 2013-05-06 2013-05-27 2013-08-26 2013-12-25 2013-12-26
   2014-01-01 2014-04-18 2014-04-21 2014-05-05 2014-05-26 2014-08-25 2014-12-25 2014-12-26
   2015-01-01 2015-04-03 2015-04-06 2015-05-04 2015-05-25 2015-08-31 2015-12-25 2015-12-28
   2016-01-01 2016-03-25 2016-03-28 2016-05-02 2016-05-30 2016-08-29 2016-12-26 2016-12-27
   2017-01-02 2017-04-14 2017-04-17 2017-05-01 2017-05-29 2017-08-28 2017-12-25 2017-12-26
   2018-01-01 2018-03-30 2018-04-02 2018-05-07 2018-05-28 2018-08-27 2018-12-25 2018-12-26
   2019-01-01 2019-04-19 2019-04-22 2019-05-06 2019-05-27 2019-08-26 2019-12-25 2019-12-26
   2020-01-01 2020-04-10 2020-04-13 2020-05-08 2020-05-25 2020-08-31 2020-12-25 2020-12-28
   2021-01-01 2021-04-02 2021-04-05 2021-05-03 2021-05-31 2021-08-30 2021-12-27 2021-12-28
   2022-01-03 2022-04-15 2022-04-18 2022-05-02 2022-06-02 2022-06-03 2022-08-29 2022-09-19 2022-12-26 2022-12-27
   2023-01-02 2023-04-07 2023-04-10 2023-05-01 2023-05-08 2023-05-29 2023-08-28 2023-12-25 2023-12-26
   2024-01-01 2024-03-29 2024-04-01 2024-05-06 2024-05-27 2024-08-26 2024-12-25 2024-12-26
   2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26
   2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28
   2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 2027-12-28`.split(/\s+/),
)

export function isWorkingDay(day: string): boolean {
  return weekday(day) <= 5 && !bankHolidays.has(day)
}

/** A day if it is a working day, or else the next one. Returns what was given if it is no day. */
export function workingDayFrom(day: string): string {
  if (!isDay(day) || isWorkingDay(day)) return day
  return workingDayFrom(addDays(day, 1))
}

/** The day that is `count` working days after a start day, which is day 0. Returns `start` if it is no day or
 *  `count` is no number. */
export function addWorkingDays(start: string, count: number): string {
  if (!isDay(start) || !Number.isFinite(count)) return start
  let day = start
  for (let left = count; left > 0; ) {
    day = addDays(day, 1)
    if (isWorkingDay(day)) left--
  }
  return day
}

/** The day a return for a month falls due: that many working days into the month after. */
export function dueDay(month: string, workingDay: number): string {
  return addWorkingDays(lastDay(month), workingDay)
}

/**
 * When figures next change: the first day, from `today` on, on which a return for the month after the latest published one
 * falls due; where all those days have passed, the last of them. Null where no month is published or nothing is ever due.
 */
export function nextUpdate(
  latestMonth: string | null,
  dueWorkingDays: readonly number[],
  today: string,
): { month: string; day: string; isPast: boolean } | null {
  if (latestMonth === null || dueWorkingDays.length === 0) return null
  const month = addMonths(latestMonth, 1)
  const days = dueWorkingDays.map((workingDay) => dueDay(month, workingDay)).sort()
  const next = days.find((day) => day >= today)
  return next === undefined
    ? { month, day: days.at(-1) as string, isPast: true }
    : { month, day: next, isPast: false }
}
