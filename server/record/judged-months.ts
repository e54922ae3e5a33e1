/** How each month of a unit's measures was judged: what a sentence counts that speaks of more than one month. */

import { definedSince, isCountedAlike } from '#domain/figures/definition.ts'
import type { JudgedMonth } from '#domain/figures/target-record.ts'
import { lastMonth } from '#domain/time/period.ts'
import { asOf } from '../db/as-of.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'
import { loadCatalogueHistory } from './catalogue.ts'
import { loadFigures, onRecord } from './figures.ts'
import { loadTreeFigures } from './tree-figures.ts'

type JudgedMonthsQuery = {
  unit: string
  kpis: readonly string[]
  /** The month whose definition counts: those of another are left out. */
  period: string
  asAt?: Date | undefined
  /** The month whose tree recasts a service's or the council's months. */
  recastOn?: string | undefined
}

type OfMeasure = JudgedMonth & { kpi: string }

/** The months and quarters of each measure that were counted as it is counted in `period`, in order of time. An outside audience
 *  gets what its figures show. */
export async function loadJudgedMonths(
  db: ReadSource,
  query: JudgedMonthsQuery,
): Promise<Map<string, JudgedMonth[]>> {
  const [history, months] = await Promise.all([loadCatalogueHistory(db, query.asAt), loadMonths(db, query)])
  return alikeByMeasure(months, (kpi) => definedSince(history.changesOf(kpi), lastMonth(query.period)))
}

/** Months by measure, without those that were counted differently before the month that `sinceOf` gives. */
function alikeByMeasure<M extends OfMeasure>(
  months: readonly M[],
  sinceOf: (kpi: string) => string | null,
): Map<string, M[]> {
  return new Map(
    [...Map.groupBy(months, (m) => m.kpi)].map(([kpi, own]) => {
      const since = sinceOf(kpi)
      return [kpi, own.filter((m) => isCountedAlike(m.period, since))]
    }),
  )
}

async function loadMonths(
  db: ReadSource,
  { unit, kpis, asAt, recastOn }: JudgedMonthsQuery,
): Promise<readonly OfMeasure[]> {
  if (db.audience === 'outside') return loadFigures(db, { units: [unit], kpis, asAt })
  if (recastOn !== undefined)
    return loadTreeFigures(db, { unit, kpis, tree: recastOn, from: '0001-01', asAt })
  const rows = await db
    .selectFrom('visible_figure as f')
    .distinctOn(['f.kpi_code', 'f.period'])
    .select(['f.kpi_code as kpi', 'f.period', 'f.state', 'f.value', 'f.numerator', 'f.denominator'])
    .select(['f.target', 'f.status', 'f.judged_on as judgedOn', onRecord.as('isOnRecord')])
    .where('f.council_id', '=', councilId)
    .where('f.unit_code', '=', unit)
    .where('f.kpi_code', 'in', [...kpis, ''])
    .where('f.grain', '<>', 'weekly')
    .where(asOf(asAt, 'f.published_at'))
    .orderBy('f.kpi_code')
    .orderBy('f.period')
    .orderBy('f.publication_id', 'desc')
    .orderBy('f.is_pending')
    .execute()
  // The generated type of a view makes all columns nullable; its columns are those of the table.
  return rows.filter((row) => row.isOnRecord).map(({ isOnRecord: _, ...row }) => row as OfMeasure)
}
