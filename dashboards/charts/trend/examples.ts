import type { Drawing } from '../render.ts'
import example from './example.json' with { type: 'json' }
import { type TrendSeries, trendChart } from './trend.ts'

/** The example as it stands in a page and on a phone, with trial limits, with none, and with nothing at all. */
export function examples(): Record<string, Drawing> {
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
    wide: trendChart(series),
    narrow: trendChart(series, 'narrow'),
    'trial limits': trendChart({ ...series, limits: 'trial', points: series.points.slice(-9) }),
    'too early': trendChart({ ...series, limits: 'none', points: bare.slice(-4), annotations: [] }),
    'a count': trendChart({
      ...series,
      kpi: { ...series.kpi, unit: 'children_or_items', kind: 'count', good: 'neither' },
    }),
    'nothing reported': trendChart({ ...series, limits: 'none', points: nothing, annotations: [] }),
    'no periods': trendChart({ ...series, limits: 'none', points: [], annotations: [] }),
  }
}
