import type { Picture } from '../picture.ts'
import { type BenchmarkChart, titledBenchmark } from './benchmark.ts'
import example from './example.json' with { type: 'json' }

export function examples(): Record<string, Picture> {
  // TypeScript types the words in JSON as any string; the measure is one of the catalogue.
  const chart = example as BenchmarkChart
  const { picture, narrow = picture } = titledBenchmark(chart)
  const drawn = (changed: Partial<BenchmarkChart>) => titledBenchmark({ ...chart, ...changed }).picture
  const small = (changed: Partial<BenchmarkChart>) =>
    titledBenchmark({ ...chart, ...changed }).narrow ?? narrow
  const longName = 'Ridgeshire and the Borough of Upper Wychwood Unitary Council'
  const allAlike = {
    own: chart.own.map((y) => ({ ...y, value: 100 })),
    years: chart.years.map((c) => ({ ...c, value: 100 })),
  }
  return {
    wide: picture,
    narrow,
    'nothing of our own': drawn({ own: [] }),
    'a year was not published': drawn({
      years: chart.years.filter((c) => c.year !== 2016 || c.geography === 'England'),
    }),
    'one year': drawn({ own: [], years: chart.years.filter((c) => c.year === 2018) }),
    'one month of one year': drawn({ own: chart.own.slice(-1), years: [] }),
    'a long name': drawn({ council: longName }),
    'a long name, narrow': small({ council: longName }),
    'all alike': drawn(allAlike),
    'all alike, narrow': small(allAlike),
    'open cases': drawn({
      kpi: { ...chart.kpi, basis: 'snapshot' },
      own: chart.own.map((y) => ({ ...y, months: 1 })),
    }),
  }
}
