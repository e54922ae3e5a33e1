import { describe, expect, test } from 'vitest'
import { monthsFrom } from '#domain/time/period.ts'
import { yearOnYearFinding, yearToDateWords } from '#domain/wording/year-on-year-finding.ts'

const visits = { unit: 'percent', decimals: 1, kind: 'ratio' } as const
const months = [
  { period: '2018-04', value: 80.1 },
  { period: '2019-04', value: 82 },
]

describe('a finding of a year beside the one before', () => {
  test('is of the same month in both', () => {
    expect(yearOnYearFinding(visits, months, '2019-04')).toBe('82% in April 2019, 80.1% in April 2018')
  })

  test('says which of both is missing', () => {
    expect(yearOnYearFinding(visits, months.slice(1), '2019-04')).toBe(
      '82% in April 2019; nothing to compare in April 2018',
    )
    expect(yearOnYearFinding(visits, months, '2019-05')).toBe(
      'No figure for May 2019; nothing to compare in May 2018',
    )
  })
})

describe('the year to date in words', () => {
  const of = (year: number, numerator: number, to: string) => ({
    ...{ year, numerator, denominator: 100, value: numerator },
    months: monthsFrom(`${year - 1}-04`, to),
  })

  test('sets it beside the same months of the year before, each with its counts', () => {
    expect(yearToDateWords(visits, [of(2020, 82, '2019-06'), of(2019, 80, '2018-06')])).toBe(
      '2019/20 to date, 3 months: 82% (82 of 100); the same months of 2018/19: 80% (80 of 100)',
    )
    expect(yearToDateWords(visits, [of(2020, 82, '2019-04'), of(2019, 80, '2018-04')])).toBe(
      '2019/20 to date, 1 month: 82% (82 of 100); the same month of 2018/19: 80% (80 of 100)',
    )
  })

  test('stands alone without such a year, and is nothing where months do not add up', () => {
    expect(yearToDateWords(visits, [of(2020, 82, '2019-04')])).toBe(
      '2019/20 to date, 1 month: 82% (82 of 100)',
    )
    expect(yearToDateWords(visits, [])).toBeNull()
  })
})
