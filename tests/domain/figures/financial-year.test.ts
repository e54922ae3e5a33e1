import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  countedMonths,
  financialYearName,
  monthsOfFinancialYear,
  ownYears,
  periodsOfYearSoFar,
  sumOf,
  type YearMonth,
  yearEndingOf,
  yearSoFar,
  yearsToDate,
} from '#domain/figures/financial-year.ts'
import { addMonths, monthsFrom } from '#domain/time/period.ts'

const flow = { kind: 'ratio', basis: 'flow' } as const
const month = (period: string, numerator: number, denominator: number): YearMonth => ({
  ...{ period, state: 'reported', numerator, denominator, value: (100 * numerator) / denominator },
})
const of = (from: string, to: string, make = (period: string) => month(period, 8, 10)) =>
  monthsFrom(from, to).map(make)

describe('a financial year', () => {
  test('begins in April and is named by the year in which it ends', () => {
    expect(['2018-03', '2018-04', '2019-03', '2019-04'].map(yearEndingOf)).toEqual([2018, 2019, 2019, 2020])
    expect([financialYearName(2019), financialYearName(2000)]).toEqual(['2018/19', '1999/00'])
    expect(monthsOfFinancialYear(2019)).toEqual(monthsFrom('2018-04', '2019-03'))
  })
})

describe('our own years', () => {
  test('add up the cases of twelve months, sum over sum, and never average percentages', () => {
    const months = [...of('2017-04', '2018-02'), month('2018-03', 0, 110)]
    expect(ownYears(flow, months, null)).toEqual([
      { year: 2018, value: 40, numerator: 88, denominator: 220, months: 12, to: '2018-03', isWhole: true },
    ])
  })

  test('are not complete without every month, and say how far they have come', () => {
    const suppressed = (period: string): YearMonth =>
      period === '2018-07'
        ? { period, state: 'suppressed', numerator: null, denominator: null, value: null }
        : month(period, 8, 10)
    const years = ownYears(flow, of('2018-04', '2019-05', suppressed), null)
    expect(years.map(({ year, months, to, isWhole }) => [year, months, to, isWhole])).toEqual([
      [2019, 11, '2019-03', false],
      [2020, 2, '2019-05', false],
    ])
  })

  test('leave out a figure that lacks a team, and months of another definition', () => {
    const lacking = (period: string): YearMonth => ({
      ...month(period, 8, 10),
      status: period === '2018-07' ? 'not_whole' : 'met',
    })
    const months = of('2018-04', '2019-03', lacking)
    expect(ownYears(flow, months, null)[0]?.months).toBe(11)
    expect(countedMonths(months, '2018-10')).toHaveLength(6)
    expect(ownYears(flow, months, '2018-10')[0]).toMatchObject({ months: 6, isWhole: false })
  })

  test('count a month without cases as none', () => {
    const none = (period: string): YearMonth =>
      period === '2018-12'
        ? { period, state: 'no_cases', numerator: null, denominator: 0, value: null }
        : month(period, 8, 10)
    expect(ownYears(flow, of('2018-04', '2019-03', none), null)[0]).toMatchObject({
      ...{ numerator: 88, denominator: 110, months: 12, isWhole: true },
    })
  })

  test('leave out an earlier year that lacks more than half of its months', () => {
    expect(ownYears(flow, of('2017-11', '2018-04'), null).map((y) => y.year)).toEqual([2019])
    expect(ownYears(flow, of('2017-10', '2018-04'), null).map((y) => y.year)).toEqual([2018, 2019])
  })

  test('are those of 31 March for open cases, and the state so far in the year that runs', () => {
    const stock = { kind: 'ratio', basis: 'snapshot' } as const
    const months = of('2018-01', '2019-04', (p) => month(p, Number(p.slice(5)), 12))
    expect(
      ownYears(stock, months, null).map(({ to, numerator, isWhole }) => [to, numerator, isWhole]),
    ).toEqual([
      ['2018-03', 3, true],
      ['2019-03', 3, true],
      ['2019-04', 4, false],
    ])
    const noMarch = months.filter(({ period }) => period !== '2018-03')
    expect(ownYears(stock, noMarch, null).map((y) => y.to)).toEqual(['2019-03', '2019-04'])
  })

  test('are none of medians, windows of three months, quarters and weeks', () => {
    const months = of('2018-04', '2019-03')
    expect(ownYears({ kind: 'median', basis: 'flow' }, months, null)).toEqual([])
    expect(ownYears({ kind: 'ratio', basis: 'rolling_3_months' }, months, null)).toEqual([])
    expect(ownYears(flow, [{ ...month('2019-03', 1, 2), period: '2019-Q1' }], null)).toEqual([])
    expect(ownYears(flow, [], null)).toEqual([])
  })
})

test('a year lies between its least and its most month, and its counts add up', () => {
  const counts = fc.record({ n: fc.nat(50), rest: fc.nat(50) })
  fc.assert(
    fc.property(fc.array(counts, { minLength: 12, maxLength: 12 }), (given) => {
      const months = given.map(({ n, rest }, i) => month(addMonths('2018-04', i), n, n + rest + 1))
      const sums = sumOf(flow, months)
      const values = months.map((m) => m.value ?? 0)
      expect(sums?.numerator).toBe(given.reduce((sum, { n }) => sum + n, 0))
      expect(sums?.value).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9)
      expect(sums?.value).toBeLessThanOrEqual(Math.max(...values) + 1e-9)
      expect(sumOf({ kind: 'count' }, months)?.value).toBe(sums?.numerator)
    }),
  )
})

describe('the year to date', () => {
  test('adds up the months so far, and the same months of earlier years', () => {
    const months = of('2017-04', '2019-06', (p) => month(p, p >= '2019-04' ? 9 : p >= '2018-04' ? 8 : 7, 10))
    expect(
      yearsToDate(flow, months, null).map(({ year, value, numerator }) => [year, value, numerator]),
    ).toEqual([
      [2020, 90, 27],
      [2019, 80, 24],
      [2018, 70, 21],
    ])
  })

  test('is compared with no year that lacks one of its months, nor with another definition', () => {
    const lacking = of('2017-04', '2019-06').filter(({ period }) => period !== '2018-05')
    expect(yearsToDate(flow, lacking, null).map((y) => y.year)).toEqual([2020, 2018])
    expect(yearsToDate(flow, of('2017-04', '2019-06'), '2018-05').map((y) => y.year)).toEqual([2020])
  })

  test('leaves out a month of this year that is missing, in every year', () => {
    const lacking = of('2018-04', '2019-06').filter(({ period }) => period !== '2019-05')
    expect(yearsToDate(flow, lacking, null).map((y) => y.months)).toEqual([
      ['2019-04', '2019-06'],
      ['2018-04', '2018-06'],
    ])
  })

  test('is none of open cases, of medians, and of a year without a month', () => {
    const months = of('2018-04', '2019-03')
    expect(yearsToDate({ kind: 'ratio', basis: 'snapshot' }, months, null)).toEqual([])
    expect(yearsToDate({ kind: 'median', basis: 'flow' }, months, null)).toEqual([])
    const none = { state: 'not_reported', value: null, numerator: null, denominator: null } as const
    expect(yearsToDate(flow, [...months, { period: '2019-04', ...none }], null)).toEqual([])
  })
})

describe('the financial year so far', () => {
  const monthWith = (period: string, numerator: number, denominator: number, over: Partial<YearMonth>) => ({
    ...month(period, numerator, denominator),
    ...over,
  })
  const march = month('2019-03', 1, 1)
  const months = [march, month('2019-04', 8, 10), month('2019-05', 30, 40), month('2019-06', 2, 10)]

  test('is sum over sum from April to the month, and never a mean of percentages', () => {
    expect(yearSoFar(flow, '2019-06', months, null)).toEqual({
      ...{ year: 2020, from: '2019-04', to: '2019-06', expected: 3, months: 3, missing: [], inPart: [] },
      ...{ value: 100 * (40 / 60), numerator: 40, denominator: 60 },
    })
    expect(yearSoFar(flow, '2019-05', months, null)).toMatchObject({ numerator: 38, months: 2, expected: 2 })
    expect(yearSoFar(flow, '2019-03', months, null)).toMatchObject({
      year: 2019,
      from: '2018-04',
      expected: 12,
    })
  })

  test('names the months that it lacks: late, not whole, withheld, or counted differently', () => {
    const lacking = (over: Partial<YearMonth>) =>
      yearSoFar(flow, '2019-06', [...months.slice(0, 2), monthWith('2019-05', 30, 40, over)], null)
    for (const over of [{ state: 'suppressed' }, { state: 'not_reported' }, { status: 'not_whole' }] as const)
      expect(lacking(over)).toMatchObject({
        ...{ months: 1, expected: 3, missing: ['2019-05', '2019-06'], numerator: 8 },
      })
    expect(yearSoFar(flow, '2019-06', months, '2019-05')).toMatchObject({
      missing: ['2019-04'],
      numerator: 32,
    })
  })

  test('counts a month without cases as one with none, and names the months that lack a team', () => {
    const none = {
      period: '2019-05',
      state: 'no_cases' as const,
      value: null,
      numerator: null,
      denominator: null,
    }
    const own = [monthWith('2019-04', 8, 10, { isPart: true }), none]
    expect(yearSoFar(flow, '2019-05', own, null)).toMatchObject({
      ...{ months: 2, missing: [], numerator: 8, denominator: 10, inPart: ['2019-04'] },
    })
  })

  test('is none of a measure whose months do not add up, and where there is no month', () => {
    const others = [
      { kind: 'ratio', basis: 'snapshot' },
      { kind: 'stock', basis: 'snapshot' },
      { kind: 'median', basis: 'flow' },
      { kind: 'ratio', basis: 'rolling_12_months' },
      { kind: 'ratio', basis: 'rolling_3_months' },
      { kind: 'ratio', basis: 'cohort' },
    ] as const
    expect(others.map((kpi) => yearSoFar(kpi, '2019-06', months, null))).toEqual(others.map(() => null))
    expect(yearSoFar(flow, '2020-04', months, null)).toBeNull()
    expect(yearSoFar(flow, '2019-Q2', months, null)).toBeNull()
  })
})

describe('the year so far of quarters', () => {
  const quarter = (period: string, n: number, d: number) => ({ ...month('2019-04', n, d), period })
  const quarters = [
    quarter('2018-Q1', 9, 9),
    quarter('2018-Q2', 1, 10),
    quarter('2018-Q3', 2, 10),
    quarter('2019-Q1', 4, 10),
  ]

  test('adds up those from April on, and names one that is missing', () => {
    expect(periodsOfYearSoFar('2019-Q1')).toEqual(['2018-Q2', '2018-Q3', '2018-Q4', '2019-Q1'])
    expect(periodsOfYearSoFar('2019-Q2')).toEqual(['2019-Q2'])
    expect(yearSoFar(flow, '2019-Q1', quarters, null)).toMatchObject({
      ...{ year: 2019, from: '2018-Q2', to: '2019-Q1', numerator: 7, denominator: 30 },
      ...{ expected: 4, months: 3, missing: ['2018-Q4'] },
    })
    expect(yearSoFar(flow, '2018-Q1', quarters, null)).toMatchObject({ year: 2018, numerator: 9, months: 1 })
  })

  test('takes no month among its quarters, and is none of a week', () => {
    expect(yearSoFar(flow, '2018-Q3', [...quarters, month('2018-07', 50, 50)], null)?.numerator).toBe(3)
    expect(yearSoFar(flow, '2019-W03', [quarter('2019-W03', 1, 2)], null)).toBeNull()
  })
})
