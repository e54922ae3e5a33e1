import { describe, expect, test } from 'vitest'
import { drawPicture } from '#dashboards/charts/draw.ts'
import theme from '#dashboards/charts/theme.json' with { type: 'json' }
import example from '#dashboards/charts/year-on-year/example.json' with { type: 'json' }
import {
  titledYearOnYear,
  type YearOnYear,
  yearOnYearInput,
} from '#dashboards/charts/year-on-year/year-on-year.ts'
import { some } from '../support/some.ts'

// TypeScript types the words in JSON as any string; the states are those of figures.
const chart = example as YearOnYear
const to = (last: string, target: (period: string) => number | null): YearOnYear => ({
  ...chart,
  months: chart.months
    .filter(({ period }) => period <= last)
    .map((month) => ({ ...month, target: target(month.period) })),
})

describe('earlier years', () => {
  test('are told apart by a dash each, in the plot and beside their names', () => {
    const { svg } = drawPicture(titledYearOnYear(chart).picture)
    const dashes = [...svg.matchAll(/<path [^>]*stroke="(#\w+)"[^>]*stroke-dasharray="([^"]+)"/g)].map(
      ([, , d]) => d,
    )
    for (const dash of ['6,3', '1.5,3']) expect(dashes).toContain(dash)
    expect(new Set(theme.range.yearDash.map((dash) => JSON.stringify(dash))).size).toBe(3)
    expect(new Set(theme.range.yearLine.map(({ colour }) => colour)).size).toBe(3)
    const { names } = yearOnYearInput(chart).data as { names: { words: string; kind: string; age: number }[] }
    expect(names.filter(({ kind }) => kind === 'earlier').map(({ words, age }) => [words, age])).toEqual(
      expect.arrayContaining([
        ['2018/19', 1],
        ['2017/18', 2],
        ['2016/17', 3],
      ]),
    )
  })

  test('the key says which line is which, and names no line that is not drawn', () => {
    expect(titledYearOnYear(chart).key).toBe(
      'Dark: this year. Grey: earlier years, solid last year, dashed the year before, dotted before that. Hollow circle: not judged.',
    )
    expect(titledYearOnYear({ ...chart, months: chart.months.slice(-1) }).key).toBe('Dark: this year.')
  })
})

describe('the target', () => {
  test('of each month of this year stands in the table’s last column; without any there is none', () => {
    const { columns, rows } = titledYearOnYear(to('2019-01', (period) => (period < '2018-11' ? 75 : 80)))
    expect(columns.at(-1)).toEqual({ heading: 'Target 2018/19', numeric: true })
    expect(rows.map((row) => row.at(-1))).toEqual([...Array(7).fill('75%'), ...Array(5).fill('80%')])
    const without = titledYearOnYear(to('2019-01', () => null))
    expect(without.columns.at(-1)?.heading).toMatch(/^20/)
    for (const row of some(without.rows)) expect(row).toHaveLength(without.columns.length)
  })

  const stepsOf = (given: YearOnYear) =>
    (yearOnYearInput(given).data.targets as { target: number; from: string; to: string }[]).map(
      ({ target, from, to }) => [target, from, to],
    )

  test('is drawn as it was in each month of this year, the latest to the end of the year', () => {
    const rising = to('2019-01', (period) => (period < '2018-07' ? 70 : period < '2018-11' ? 75 : 80))
    expect(stepsOf(rising)).toEqual([
      [70, 'Apr', 'Jun'],
      [75, 'Jul', 'Oct'],
      [80, 'Nov', 'Mar'],
    ])
    const { subtitle } = titledYearOnYear(rising)
    expect(subtitle).toContain('Target 70% from April 2018 to June 2018')
    expect(subtitle).toContain('Target 75% from July 2018 to October 2018')
  })

  test('is one line where it did not change, and none for months without one', () => {
    expect(stepsOf(to('2019-07', () => 80))).toEqual([[80, 'Apr', 'Mar']])
    expect(stepsOf(to('2019-07', () => null))).toEqual([])
    expect(stepsOf(to('2019-07', (period) => (period < '2019-06' ? null : 85)))).toEqual([[85, 'Jun', 'Mar']])
    expect(stepsOf(to('2019-07', (period) => (period === '2019-06' ? null : 85)))).toEqual([
      [85, 'Apr', 'May'],
      [85, 'Jul', 'Mar'],
    ])
  })

  test('an earlier year’s target is not drawn in this year', () => {
    expect(stepsOf(to('2019-07', (period) => (period < '2019-04' ? 60 : 80)))).toEqual([[80, 'Apr', 'Mar']])
  })
})
