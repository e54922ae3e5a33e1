import type { Picture } from '../picture.ts'
import type { TrendSeries } from '../trend/trend.ts'
import example from './example.json' with { type: 'json' }
import { runPicture } from './run.ts'

export function examples(): Record<string, Picture> {
  const series = example as TrendSeries
  return {
    wide: runPicture(series),
    narrow: runPicture(series, 'narrow'),
    'two points, no median': runPicture({ ...series, points: series.points.slice(-2) }),
    'a count': runPicture({ ...series, kpi: { ...series.kpi, kind: 'count', unit: 'children_or_items' } }),
    'no periods': runPicture({ ...series, points: [] }),
  }
}
