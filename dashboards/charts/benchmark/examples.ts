import type { Picture } from '../picture.ts'
import { type BenchmarkChart, titledBenchmark } from './benchmark.ts'
import example from './example.json' with { type: 'json' }

export function examples(): Record<string, Picture> {
  const chart = example as BenchmarkChart
  const { picture, narrow = picture } = titledBenchmark(chart)
  return {
    wide: picture,
    narrow,
    'nothing of our own': titledBenchmark({ ...chart, own: null }).picture,
    'a year was not published': titledBenchmark({
      ...chart,
      years: chart.years.filter((c) => c.year !== 2016 || c.geography === 'England'),
    }).picture,
    'one year': titledBenchmark({ ...chart, years: chart.years.filter((c) => c.year === 2018) }).picture,
  }
}
