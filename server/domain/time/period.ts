/** Periods are text: a month `2019-04`, an ISO week `2019-W21`, a calendar quarter `2019-Q1`. Days are
 *  `2019-04-30`. No Date object: day arithmetic is on the count of days since 1970-01-01. */

/** How long a period is. */
export type Grain = 'monthly' | 'weekly' | 'quarterly'

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** Caches an answer about a period: a file names the same few periods a million times. */
function remembered<T>(find: (period: string) => T): (period: string) => T {
  const known = new Map<string, T>()
  return (period) => {
    const before = known.get(period)
    if (before !== undefined) return before
    const found = find(period)
    if (known.size >= REMEMBERED) known.clear()
    known.set(period, found)
    return found
  }
}
const REMEMBERED = 500

/** The grain of a period's text, or null if it is none of the three forms or does not exist (2019-13, 2019-W53). */
export const grainOf = remembered(findGrain)
/** The first day of a period, `YYYY-MM-DD`. */
export const firstDay = remembered(findFirstDay)
/** The last day of a period, `YYYY-MM-DD`. */
export const lastDay = remembered(findLastDay)
/** The weeks that have a day in a month, four to six. */
export const weeksTouching = remembered(findWeeksTouching)

function findGrain(period: string): Grain | null {
  if (/^[0-9]{4}-(0[1-9]|1[0-2])$/.test(period)) return 'monthly'
  if (/^[0-9]{4}-Q[1-4]$/.test(period)) return 'quarterly'
  const week = /^([0-9]{4})-W([0-9]{2})$/.exec(period)
  if (week === null) return null
  const number = Number(week[2])
  return number >= 1 && number <= weeksIn(Number(week[1])) ? 'weekly' : null
}

/** Days since 1970-01-01 of a `YYYY-MM-DD` day (proleptic Gregorian; H. Hinnant's civil-from-days algorithm). */
export function dayNumber(day: string): number {
  const [y, m, d] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))]
  const year = m <= 2 ? y - 1 : y
  const era = Math.floor(year / 400)
  const yearOfEra = year - era * 400
  const dayOfYear = Math.floor((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + d - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146097 + dayOfEra - 719468
}

/** The `YYYY-MM-DD` day of a count of days since 1970-01-01. */
export function dayFromNumber(days: number): string {
  const shifted = days + 719468
  const era = Math.floor(shifted / 146097)
  const dayOfEra = shifted - era * 146097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}`
}

/** True for a day that exists, written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  return /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) && dayFromNumber(dayNumber(text)) === text
}

export function addDays(day: string, days: number): string {
  return dayFromNumber(dayNumber(day) + days)
}

/** 1 for Monday to 7 for Sunday. */
export function weekday(day: string): number {
  return ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1
}

/** The month `months` later (earlier if negative). */
export function addMonths(month: string, months: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months
  return `${pad(Math.floor(index / 12), 4)}-${pad((index % 12) + 1)}`
}

/** How many months from one month to another; 0 for the same. */
export function monthsBetween(from: string, to: string): number {
  return (
    (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
    Number(to.slice(5, 7)) -
    Number(from.slice(5, 7))
  )
}

/** Every month from one to another, both included; none if the first is later or either is no month. */
export function monthsFrom(from: string, to: string): string[] {
  if (grainOf(from) !== 'monthly' || grainOf(to) !== 'monthly') return []
  return Array.from({ length: Math.max(0, monthsBetween(from, to) + 1) }, (_, i) => addMonths(from, i))
}

/** The period of the same grain `count` later. */
export function addPeriods(period: string, count: number): string {
  switch (grainOf(period)) {
    case 'weekly':
      return weekOf(addDays(firstDay(period), 7 * count))
    case 'quarterly':
      return quarterOf(addMonths(lastMonth(period), 3 * count))
    default:
      return addMonths(period, count)
  }
}

/** The month a day falls in. */
export function monthOf(day: string): string {
  return day.slice(0, 7)
}

/** The ISO week a day falls in: the week's year is the one that holds its Thursday. */
export function weekOf(day: string): string {
  const thursday = addDays(day, 4 - weekday(day))
  const year = thursday.slice(0, 4)
  return `${year}-W${pad(Math.floor((dayNumber(thursday) - dayNumber(`${year}-01-01`)) / 7) + 1)}`
}

/** The calendar quarter a month falls in. */
export function quarterOf(month: string): string {
  return `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5, 7)) / 3)}`
}

/** The last quarter that ended in or before a month. */
export function lastQuarter(month: string): string {
  const quarter = quarterOf(month)
  return lastMonth(quarter) === month ? quarter : quarterOf(addMonths(month, -3))
}

function findFirstDay(period: string): string {
  switch (grainOf(period)) {
    case 'weekly': {
      const fourth = `${period.slice(0, 4)}-01-04`
      return addDays(fourth, 1 - weekday(fourth) + 7 * (Number(period.slice(6)) - 1))
    }
    case 'quarterly':
      return `${period.slice(0, 4)}-${pad(Number(period.slice(6)) * 3 - 2)}-01`
    default:
      return `${period}-01`
  }
}

function findLastDay(period: string): string {
  if (grainOf(period) === 'weekly') return addDays(firstDay(period), 6)
  return addDays(`${addMonths(lastMonth(period), 1)}-01`, -1)
}

/** A month touches at most this many weeks. */
const MOST_WEEKS = 6

function findWeeksTouching(month: string): string[] {
  const monday = firstDay(weekOf(firstDay(month)))
  const weeks = Array.from({ length: MOST_WEEKS }, (_, i) => weekOf(addDays(monday, 7 * i)))
  return weeks.filter((week) => firstDay(week) <= lastDay(month))
}

/** The last month of a period. The period uses the target, tree and names of that month. */
export function lastMonth(period: string): string {
  switch (grainOf(period)) {
    case 'weekly':
      return monthOf(addDays(firstDay(period), 6))
    case 'quarterly':
      return `${period.slice(0, 4)}-${pad(Number(period.slice(6)) * 3)}`
    default:
      return period
  }
}

/** "April 2019", "Week beginning 20 May 2019", "January to March 2019". */
export function periodName(period: string): string {
  switch (grainOf(period)) {
    case 'weekly':
      return `Week beginning ${dayName(firstDay(period))}`
    case 'quarterly': {
      const end = lastMonth(period)
      return `${monthNames[Number(end.slice(5, 7)) - 3]} to ${monthNames[Number(end.slice(5, 7)) - 1]} ${period.slice(0, 4)}`
    }
    default:
      return `${monthNames[Number(period.slice(5, 7)) - 1]} ${period.slice(0, 4)}`
  }
}

/** The same within a sentence: "April 2019", "the week beginning 20 May 2019". */
export function periodInSentence(period: string): string {
  return periodName(period).replace(/^Week/, 'the week')
}

/** "Apr 2019", for tables and axes. */
export function shortMonth(month: string): string {
  return `${monthNames[Number(month.slice(5, 7)) - 1]?.slice(0, 3)} ${month.slice(0, 4)}`
}

/** "20 May 2019". */
export function dayName(day: string): string {
  return `${Number(day.slice(8, 10))} ${monthNames[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`
}

function weeksIn(year: number): number {
  return weekOf(`${year}-12-28`) === `${pad(year, 4)}-W53` ? 53 : 52
}

function pad(number: number, length = 2): string {
  return String(number).padStart(length, '0')
}
