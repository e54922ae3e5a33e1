import type { Series } from '#server/reads/series.ts'
import { partsColumns } from '../../../charts/parts-columns.ts'
import { csvOf } from '../../../exports/csv.ts'
import { seriesRows } from './series-rows.ts'

/** A series as CSV, one row a period, columns named as the API names them; before it those of the teams that it took over from,
 *  under their codes and without what is only said of its own. */
export function seriesCsv(series: Series): string {
  return csvOf(
    seriesRows(series).map(({ unit, isBefore, point: { origin, coverage, leftOut: _leftOut, ...p } }) => ({
      unit,
      kpi: series.kpi.code,
      ...p,
      ...partsColumns({ origin, coverage }),
      restated: isBefore ? null : String(p.restated),
      rebase: isBefore ? null : String(p.rebase),
    })),
  )
}
