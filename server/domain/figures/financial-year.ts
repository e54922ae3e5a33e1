/** Financial years, April to March, of a unit's own months: for a look back over years, and beside places that publish one figure a year.
 * A year is named by the calendar year in which it ends. */

import type { Kpi } from '../catalogue/kpi.ts'
import { addMonths, type Grain, grainOf, lastMonth, monthsFrom, quarterOf } from '../time/period.ts'
import { isCountedAlike } from './definition.ts'
import type { Status } from './figure.ts'
import { type Cell, rate } from './measurement.ts'

/** What a year needs of a month. */
export type YearMonth = Pick<Cell, 'state' | 'value' | 'numerator' | 'denominator'> & {
  period: string
  status?: Status | null
  /** True if it is a sum that lacks a unit. */
  isPart?: boolean
}

/** A year's figure: sum over sum of its months, or for open cases the state at its last month. */
export type OwnYear = {
  year: number
  value: number
  numerator: number | null
  denominator: number | null
  /** The months added up, of twelve; 1 for a state at one month. */
  months: number
  /** The last month in it. */
  to: string
  /** True if all its months are in it, or for a state its March. */
  isWhole: boolean
}

type Counted = Pick<Kpi, 'kind' | 'basis'>

const monthsOfYear = 12
/** An earlier year that lacks more is not shown: it says too little of its year. */
const fewestMonths = 6

/** The year in which a month's financial year ends: 2020 for April 2019. */
export function yearEndingOf(month: string): number {
  const [year = 0, of = 0] = month.split('-').map(Number)
  return of >= 4 ? year + 1 : year
}

/** "2018/19" for the year that ends in March 2019. */
export function financialYearName(yearEnding: number): string {
  return `${yearEnding - 1}/${String(yearEnding % 100).padStart(2, '0')}`
}

/** The months of a financial year, April first. */
export function monthsOfFinancialYear(yearEnding: number): string[] {
  const march = `${String(yearEnding).padStart(4, '0')}-03`
  return monthsFrom(addMonths(march, 1 - monthsOfYear), march)
}

/** How a measure's months make a year: they are added up, or its last month is the year's; null if neither says anything of a year,
 * as for medians, which cannot be added, and for windows of three months. */
export function yearMadeOf({ kind, basis }: Counted): 'months' | 'last month' | null {
  if (basis === 'snapshot' || basis === 'rolling_12_months') return 'last month'
  return basis === 'flow' && kind !== 'median' ? 'months' : null
}

/** The months, or the periods of another grain, that may be added or set beside each other: a whole figure of the
 * definition in force. No cases count as none. */
export function countedMonths<Month extends YearMonth>(
  months: readonly Month[],
  definedSince: string | null,
  grain: Grain = 'monthly',
): Month[] {
  return months.filter(
    ({ period, state, status }) =>
      grainOf(period) === grain &&
      (state === 'reported' || state === 'no_cases') &&
      status !== 'not_whole' &&
      isCountedAlike(period, definedSince),
  )
}

/** Each financial year of a series, earliest first. An earlier year is left out if it lacks more than half of its months or, for a
 * state, its March; the year of the last month is given as far as it has come. */
export function ownYears(kpi: Counted, months: readonly YearMonth[], definedSince: string | null): OwnYear[] {
  const made = yearMadeOf(kpi)
  if (made === null) return []
  const counted = countedMonths(months, definedSince)
  const last = months.at(-1)?.period
  if (last === undefined || grainOf(last) !== 'monthly') return []
  const now = yearEndingOf(last)
  return [...Map.groupBy(counted, (m) => yearEndingOf(m.period))]
    .sort(([a], [b]) => a - b)
    .flatMap(([year, own]) => {
      const found = made === 'months' ? addedUp(kpi, year, own) : stateAtEnd(year, own)
      if (found === null) return []
      const isEnough = made === 'months' ? found.months >= fewestMonths : found.isWhole
      return year === now || isEnough ? [found] : []
    })
}

function addedUp(kpi: Counted, year: number, months: readonly YearMonth[]): OwnYear | null {
  const sums = sumOf(kpi, months)
  const to = months.at(-1)?.period
  if (sums === null || to === undefined) return null
  return { year, ...sums, months: months.length, to, isWhole: months.length === monthsOfYear }
}

function stateAtEnd(year: number, months: readonly YearMonth[]): OwnYear | null {
  const last = months.at(-1)
  if (last === undefined || last.value === null) return null
  const { value, numerator, denominator, period: to } = last
  return { year, value, numerator, denominator, months: 1, to, isWhole: to.endsWith('-03') }
}

/** Months added up: counts as a sum, shares and means sum over sum. Null without a case, and where a month lacks its counts. */
export function sumOf(
  { kind }: Pick<Kpi, 'kind'>,
  months: readonly YearMonth[],
): { value: number; numerator: number; denominator: number | null } | null {
  const lacks = (of: 'numerator' | 'denominator') =>
    months.some((m) => m.state === 'reported' && m[of] === null)
  if (months.length === 0 || lacks('numerator')) return null
  const numerator = months.reduce((sum, m) => sum + (m.numerator ?? 0), 0)
  if (kind === 'count' || kind === 'stock') return { value: numerator, numerator, denominator: null }
  if (kind === 'median' || lacks('denominator')) return null
  const denominator = months.reduce((sum, m) => sum + (m.denominator ?? 0), 0)
  return denominator > 0 ? { value: rate(kind, numerator, denominator), numerator, denominator } : null
}

/** A year's months so far, added up. */
export type YearToDate = {
  year: number
  value: number
  numerator: number
  denominator: number | null
  months: string[]
}

/** This year's months up to the last, added up, and the same months of each earlier year that has them all, latest year first. Empty for
 * a measure whose months do not add up, and where this year has no month yet. */
export function yearsToDate(
  kpi: Counted,
  months: readonly YearMonth[],
  definedSince: string | null,
): YearToDate[] {
  const last = months.at(-1)?.period
  if (yearMadeOf(kpi) !== 'months' || last === undefined || grainOf(last) !== 'monthly') return []
  const byPeriod = new Map(countedMonths(months, definedSince).map((m) => [m.period, m]))
  const now = yearEndingOf(last)
  const reached = monthsOfFinancialYear(now).filter((month) => byPeriod.has(month))
  if (reached.length === 0) return []
  const years = [...new Set([...byPeriod.keys()].map(yearEndingOf))].sort((a, b) => b - a)
  const found = years.flatMap((year): YearToDate[] => {
    const same = reached.map((month) => addMonths(month, -monthsOfYear * (now - year)))
    const own = same.flatMap((month) => byPeriod.get(month) ?? [])
    const sums = own.length === same.length ? sumOf(kpi, own) : null
    return sums === null ? [] : [{ year, ...sums, months: same }]
  })
  return found[0]?.year === now ? found : []
}

/** A financial year's months from April to one month, or its quarters to one quarter, added up: sum over sum. */
export type YearSoFar = {
  /** The calendar year in which it ends. */
  year: number
  /** Its April or the quarter that begins then, and the period it goes up to. */
  from: string
  to: string
  value: number
  numerator: number
  denominator: number | null
  /** How many periods there are from April on, and how many of them are added up. */
  expected: number
  months: number
  /** The periods that are not in it: not reported, not whole, withheld, or counted differently. Earliest first. */
  missing: string[]
  /** The periods in it that lack a unit and are whole enough to be judged. */
  inPart: string[]
}

/** The months of a financial year from April to a month, or its quarters to a quarter. */
export function periodsOfYearSoFar(period: string): string[] {
  const months = monthsOfFinancialYear(yearEndingOf(lastMonth(period)))
  const all = grainOf(period) === 'quarterly' ? [...new Set(months.map(quarterOf))] : months
  return all.filter((each) => each <= period)
}

/** The financial year so far of a month or a quarter; null for a measure whose months do not add up, and where no month of it can be
 *  added. `months` are those that the reader is given, so nothing can be subtracted from the sum that the reader does not have. */
export function yearSoFar(
  kpi: Counted,
  period: string,
  months: readonly YearMonth[],
  definedSince: string | null,
): YearSoFar | null {
  const grain = grainOf(period)
  if (yearMadeOf(kpi) !== 'months' || grain === null || grain === 'weekly') return null
  const wanted = periodsOfYearSoFar(period)
  const counted = new Map(countedMonths(months, definedSince, grain).map((m) => [m.period, m]))
  const own = wanted.flatMap((month) => counted.get(month) ?? [])
  const sums = sumOf(kpi, own)
  if (sums === null) return null
  return {
    year: yearEndingOf(lastMonth(period)),
    from: wanted[0] ?? period,
    to: period,
    ...sums,
    expected: wanted.length,
    months: own.length,
    missing: wanted.filter((month) => !counted.has(month)),
    inPart: own.flatMap((m) => (m.isPart === true ? m.period : [])),
  }
}
