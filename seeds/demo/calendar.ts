/** The days and months of the demonstration council. */
import { isWorkingDay } from '#domain/time/calendar.ts'
import { addDays, firstDay, monthsBetween } from '#domain/time/period.ts'

/** The day of the demonstration, a Monday. */
export const fixedDay = '2019-06-10'
export const firstMonth = '2017-03'
/** The last month of history; one file contained all of it when scorecards began. */
export const lastHistoryMonth = '2018-10'
export const firstScorecard = '2018-11'
export const lastMonth = '2019-04'
/** The month whose case-system returns are due on that day and have not come. */
export const awaitedMonth = '2019-05'

export const firstWeek = '2019-W03'
export const latestWeek = '2019-W23'

/** The first working day after a week's end: the day on which the week's figures come. */
export function dayAfterWeek(week: string): string {
  let day = addDays(firstDay(week), 7)
  while (!isWorkingDay(day)) day = addDays(day, 1)
  return day
}

/** True for the last month of a calendar quarter. */
export function endsQuarter(month: string): boolean {
  return Number(month.slice(5, 7)) % 3 === 0
}

/** A month's index in the council's record; the first is 0, and months before it are negative. */
export function monthIndex(month: string): number {
  return monthsBetween(firstMonth, month)
}

/** A time of day in London as an instant: British Summer Time lasted until 27 October 2018 and began again on 31 March 2019. */
export function atLondon(day: string, time: string): string {
  const summer = day < '2018-10-28' || day >= '2019-03-31'
  return new Date(`${day}T${time}:00${summer ? '+01:00' : 'Z'}`).toISOString()
}
