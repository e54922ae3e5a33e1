import type { Series } from '#server/reads/series.ts'
import { partsColumns } from '../../../charts/parts-columns.ts'
import { csvOf } from '../../../exports/csv.ts'

/** A series as CSV, one row a period, columns named as the API names them. */
export function seriesCsv({ unit, kpi, points }: Series): string {
  return csvOf(
    points.map(({ origin, coverage, leftOut: _leftOut, ...p }) => ({
      unit: unit.code,
      kpi: kpi.code,
      ...p,
      ...partsColumns({ origin, coverage }),
      restated: String(p.restated),
      rebase: String(p.rebase),
    })),
  )
}
