import type { Picture } from '../picture.ts'
import example from './example.json' with { type: 'json' }
import { type TrendSeries, trendPicture } from './trend.ts'

/** The example in a page and on a phone: with trial limits, with none, and with no data. */
export function examples(): Record<string, Picture> {
  const series = example as TrendSeries
  const nothing = series.points.slice(0, 3).map((p) => ({
    ...p,
    state: 'not_reported' as const,
    value: null,
    numerator: null,
    denominator: null,
    mean: null,
    lower: null,
    upper: null,
    target: null,
    meaning: null,
    signal: null,
  }))
  const bare = series.points.map((p) => ({
    ...p,
    mean: null,
    lower: null,
    upper: null,
    meaning: null,
    signal: null,
  }))
  return {
    wide: trendPicture(series),
    narrow: trendPicture(series, 'narrow'),
    'after support began': trendPicture({
      ...series,
      supportedFrom: series.points.at(-8)?.period,
      annotations: [],
    }),
    'after two earlier teams': trendPicture({
      ...series,
      points: series.points.slice(-9),
      limits: 'trial',
      annotations: [],
      before: [
        { name: 'South 1', points: series.points.slice(0, -9).map((p) => ({ ...p, symbol: null })) },
        {
          name: 'South 2',
          points: series.points.slice(4, -9).map((p) => ({ ...p, symbol: null, value: 78 })),
        },
      ],
    }),
    'earlier signals': trendPicture({
      ...series,
      points: series.points.map((p) => ({ ...p, earlier: p.meaning !== null })),
    }),
    'trial limits': trendPicture({ ...series, limits: 'trial', points: series.points.slice(-9) }),
    'too early': trendPicture({ ...series, limits: 'none', points: bare.slice(-4), annotations: [] }),
    'a count': trendPicture({
      ...series,
      kpi: { ...series.kpi, unit: 'children_or_items', kind: 'count', good: 'neither' },
    }),
    'nothing reported': trendPicture({ ...series, limits: 'none', points: nothing, annotations: [] }),
    'no periods': trendPicture({ ...series, limits: 'none', points: [], annotations: [] }),
  }
}
