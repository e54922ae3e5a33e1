import type { Picture } from '../picture.ts'
import example from './example.json' with { type: 'json' }
import { titledYearOnYear, type YearOnYear } from './year-on-year.ts'

type Month = YearOnYear['months'][number]

export function examples(): Record<string, Picture> {
  // TypeScript types the words in JSON as any string; the states are those of figures.
  const chart = example as YearOnYear
  const { picture, narrow = picture } = titledYearOnYear(chart)
  const drawn = (changed: Partial<YearOnYear>) => titledYearOnYear({ ...chart, ...changed })
  const valued = (value: (i: number) => number) =>
    chart.months.map((month, i) => (month.value === null ? month : { ...month, value: value(i) }))
  const count = {
    ...chart.kpi,
    unit: 'children_or_items',
    kind: 'count',
    good: 'neither',
    decimals: 0,
  } as const
  const untargeted = (months: readonly Month[]) => months.map((month) => ({ ...month, target: null }))
  const large = untargeted(valued((i) => 1_200_000 + i * 31_000))
  const nothing = chart.months.map((month) => ({ ...month, state: 'not_reported' as const, value: null }))
  const rising = chart.months
    .filter(({ period }) => period <= '2019-01')
    .map((month) => ({
      ...month,
      target: month.period < '2018-07' ? 70 : month.period < '2018-11' ? 75 : 80,
    }))
  const short = chart.months.filter(({ period }) => period <= '2019-04')
  return {
    wide: picture,
    narrow,
    'a whole year': drawn({ months: chart.months.filter(({ period }) => period <= '2019-03') }).picture,
    'a whole year, narrow':
      drawn({ months: chart.months.filter(({ period }) => period <= '2019-03') }).narrow ?? narrow,
    'one month of this year': drawn({ months: short }).picture,
    'one month of this year, narrow': drawn({ months: short }).narrow ?? narrow,
    'counted differently before': drawn({ definedSince: '2018-10' }).picture,
    'all at 100%': drawn({ months: valued(() => 100) }).picture,
    'none at all': drawn({ kpi: count, months: untargeted(valued(() => 0)) }).picture,
    'very many': drawn({ kpi: count, months: large }).picture,
    'very many, narrow': drawn({ kpi: count, months: large }).narrow ?? narrow,
    'nothing reported': drawn({ months: nothing }).picture,
    'the target rose twice': drawn({ months: rising }).picture,
    'the target rose twice, narrow': drawn({ months: rising }).narrow ?? narrow,
    'one point': drawn({ months: chart.months.slice(-1) }).picture,
  }
}
