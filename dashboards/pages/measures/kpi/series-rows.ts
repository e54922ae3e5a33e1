/** A series as the rows of a file. The rows of the teams that it took over from come first, under their own codes. */

import type { YearSoFar } from '#domain/figures/financial-year.ts'
import { notAdded } from '#domain/figures/wholeness.ts'
import type { Series, SeriesPoint } from '#server/reads/series.ts'

/** `isBefore` marks a row of a predecessor team: it counts towards no limit and is not judged here. */
export type SeriesRow = {
  unit: string
  isBefore: boolean
  point: SeriesPoint
  /** The financial year so far; null for a predecessor, and where months do not add up. */
  year: YearSoFar | null
}

export function seriesRows({
  unit,
  points,
  before,
  yearsSoFar,
}: Pick<Series, 'unit' | 'points' | 'before' | 'yearsSoFar'>): SeriesRow[] {
  const earlier = before.flatMap((team) =>
    team.points.map((point) => ({ unit: team.unit, isBefore: true, point: unjudged(point), year: null })),
  )
  return [
    ...earlier.sort((a, b) => (a.point.period < b.point.period ? -1 : 1)),
    ...points.map((point) => ({
      ...{ unit: unit.code, isBefore: false, point },
      year: yearsSoFar.get(point.period) ?? null,
    })),
  ]
}

function unjudged({
  period,
  state,
  symbol,
  value,
  numerator,
  denominator,
}: Series['before'][number]['points'][number]): SeriesPoint {
  return {
    period,
    ...notAdded,
    ...{ state, symbol, value, status: null, numerator, denominator },
    ...{ mean: null, lower: null, upper: null, target: null, signal: null, meaning: null },
    earlier: false,
    ...{ rebase: false, restated: false },
  }
}
