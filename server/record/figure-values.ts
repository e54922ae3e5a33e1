/** The values of figures and their counts alone, for a line or a sum that shows nothing else of them. */

import { asOf } from '../db/as-of.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'
import { type FigureQuery, onRecord, type StoredFigure } from './figures.ts'

export type FigureValue = Pick<
  StoredFigure,
  'unit' | 'kpi' | 'period' | 'state' | 'value' | 'numerator' | 'denominator' | 'status'
> & {
  /** True if it is a sum that lacks a unit. */
  isPart: boolean
}

/** The value of each requested cell that has a figure, as `loadFigures` returns it inside. */
export async function loadFigureValues(
  db: ReadSource,
  { units, periods, asAt }: Required<Pick<FigureQuery, 'units' | 'periods'>> & Pick<FigureQuery, 'asAt'>,
): Promise<FigureValue[]> {
  // Suppression needs the whole figure, so it decides from that.
  if (db.audience === 'outside')
    throw new Error(
      'Values for an outside audience must be suppressed first: read them through the suppressed reads',
    )
  const rows = await db
    .selectFrom('visible_figure as f')
    .distinctOn(['f.unit_code', 'f.kpi_code', 'f.period'])
    .select(['f.unit_code as unit', 'f.kpi_code as kpi', 'f.period', 'f.state', 'f.value'])
    .select(['f.numerator', 'f.denominator', 'f.status'])
    .select((eb) => eb('f.left_out', 'is not', null).as('isPart'))
    .select(onRecord.as('isOnRecord'))
    .where('f.council_id', '=', councilId)
    .where('f.unit_code', 'in', [...units, ''])
    .where('f.period', 'in', [...periods, ''])
    .where(asOf(asAt, 'f.published_at'))
    .orderBy('f.unit_code')
    .orderBy('f.kpi_code')
    .orderBy('f.period')
    .orderBy('f.publication_id', 'desc')
    .orderBy('f.is_pending')
    .execute()
  return rows.filter((row) => row.isOnRecord).map(({ isOnRecord: _, ...row }) => row as FigureValue)
}
