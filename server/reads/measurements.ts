import type { Grain } from '#domain/kpi.ts'
import type { ReadSource } from '../db/database.ts'
import { type FigureQuery, loadFigures, type StoredFigure } from './figures.ts'

export type MeasurementQuery = {
  unit?: string | undefined
  kpi?: string | undefined
  from?: string | undefined
  to?: string | undefined
  grain?: Grain | undefined
  asAt?: Date | undefined
}

/** The figures of units in scope, teams and roll-ups alike: what every page shows, row by row. */
export async function loadMeasurements(
  db: ReadSource,
  query: MeasurementQuery,
  scope: readonly string[],
): Promise<StoredFigure[]> {
  const units = query.unit === undefined ? scope : scope.filter((code) => code === query.unit)
  const filter: FigureQuery = {
    units,
    grain: query.grain ?? 'monthly',
    asAt: query.asAt,
    ...(query.kpi === undefined ? {} : { kpis: [query.kpi] }),
    ...(query.from === undefined ? {} : { from: query.from }),
    ...(query.to === undefined ? {} : { to: query.to }),
  }
  return loadFigures(db, filter)
}
