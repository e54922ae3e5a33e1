import { stringify } from 'csv-stringify/sync'
import type { Series } from '#server/reads/series.ts'

/** A series as CSV, one row a period, columns named as the API names them. */
export function seriesCsv({ unit, kpi, points }: Series): string {
  return stringify(
    points.map((p) => ({
      unit: unit.code,
      kpi: kpi.code,
      ...p,
      restated: String(p.restated),
      rebase: String(p.rebase),
    })),
    { header: true, escape_formulas: true, record_delimiter: '\r\n' },
  )
}
