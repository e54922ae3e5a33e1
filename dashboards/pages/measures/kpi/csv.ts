import type { Series } from '#server/reads/series.ts'
import { partsColumns } from '../../../charts/parts-columns.ts'
import { csvOf } from '../../../exports/csv.ts'
import { yearSoFarFields } from '../../../exports/year-so-far-columns.ts'
import { seriesRows } from './series-rows.ts'

/** A series as CSV, one row for each period, with the API's column names. The rows of the teams that it took over from come
 * first, under their own codes and without the columns that apply only to the unit itself. */
export function seriesCsv(series: Series): string {
  return csvOf(
    seriesRows(series).map(
      ({ unit, isBefore, year, point: { origin, coverage, leftOut: _leftOut, band, ...p } }) => ({
        unit,
        kpi: series.kpi.code,
        ...p,
        ...partsColumns({ origin, coverage }),
        restated: isBefore ? null : String(p.restated),
        earlier: isBefore ? null : String(p.earlier),
        rebase: isBefore ? null : String(p.rebase),
        bandFrom: band?.from ?? null,
        bandTo: band?.to ?? null,
        ...yearSoFarFields(year),
      }),
    ),
  )
}
