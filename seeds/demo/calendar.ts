/** The days and months the demonstration council lives through. */
import { addDays, addMonths, firstDay, lastDay, weekday } from '#domain/period.ts'

/** The Monday on which the demonstration council lives. */
export const fixedDay = '2019-06-10'
export const firstMonth = '2017-03'
/** The last month of history, all of it loaded in one file when scorecards began. */
export const lastHistoryMonth = '2018-10'
export const firstScorecard = '2018-11'
export const lastMonth = '2019-04'
/** The month whose case-system returns are due on the fixed day and have not come. */
export const awaitedMonth = '2019-05'

export const firstWeek = '2019-W03'
export const latestWeek = '2019-W23'

/** Bank holidays in England within the days on which extracts come, as published by GOV.UK. */
const bankHolidays = [
  '2018-12-25',
  '2018-12-26',
  '2019-01-01',
  '2019-04-19',
  '2019-04-22',
  '2019-05-06',
  '2019-05-27',
]

function isWorkingDay(day: string): boolean {
  return weekday(day) <= 5 && !bankHolidays.includes(day)
}

/** The day a month's return falls due: the `count`th working day of the month that follows. */
export function dueDay(month: string, count: number): string {
  let day = lastDay(month)
  for (let left = count; left > 0; ) {
    day = addDays(day, 1)
    if (isWorkingDay(day)) left--
  }
  return day
}

/** The first working day after a week ends: the day its figures come. */
export function dayAfterWeek(week: string): string {
  let day = addDays(firstDay(week), 7)
  while (!isWorkingDay(day)) day = addDays(day, 1)
  return day
}

/** True for the last month of a calendar quarter. */
export function endsQuarter(month: string): boolean {
  return Number(month.slice(5, 7)) % 3 === 0
}

/** How many months into the council's record a month is; the first is 0. */
export function monthIndex(month: string): number {
  let index = 0
  for (let m = firstMonth; m < month; m = addMonths(m, 1)) index++
  return index
}

/** A moment of a day in London, as an instant: British Summer Time ran to 27 October 2018 and from 31 March 2019. */
export function atLondon(day: string, time: string): string {
  const summer = day < '2018-10-28' || day >= '2019-03-31'
  return new Date(`${day}T${time}:00${summer ? '+01:00' : 'Z'}`).toISOString()
}
