import type { Picture } from '../picture.ts'
import { type BenchmarkChart, benchmarkTold } from './benchmark.ts'
import example from './example.json' with { type: 'json' }

export function examples(): Record<string, Picture> {
  const chart = example as BenchmarkChart
  const { picture, narrow = picture } = benchmarkTold(chart)
  return {
    wide: picture,
    narrow,
    'nothing of our own': benchmarkTold({ ...chart, own: null }).picture,
    'a year was not published': benchmarkTold({
      ...chart,
      years: chart.years.filter((c) => c.year !== 2016 || c.geography === 'England'),
    }).picture,
    'one year': benchmarkTold({ ...chart, years: chart.years.filter((c) => c.year === 2018) }).picture,
  }
}
