/** The door through which figures leave for an outside audience: what is hidden of each KPI, decided over its whole
 *  publication whatever a page asked for, so that no two pages can be set against each other. */
import type { Figure } from '#domain/figure.ts'
import type { Kpi } from '#domain/kpi.ts'
import type { State } from '#domain/measurement.ts'
import { lastMonth } from '#domain/period.ts'
import { decideSuppression, type Suppression } from '#domain/suppression.ts'
import type { ReadSource } from '../db/database.ts'
import { loadCatalogueHistory } from './catalogue.ts'
import { loadUnitHistory } from './units.ts'

/** The same source, read for an outside audience: `loadFigures` and the bulk export hide what it may not know. */
export function readOutside(db: ReadSource): ReadSource {
  return { selectFrom: db.selectFrom.bind(db), audience: 'outside' }
}

/** What is hidden of each of these KPIs, as their figures stood after the last publication by a moment; by the catalogue
 *  and the tree as they are now recorded. */
export async function loadSuppressions(
  db: ReadSource,
  kpis: readonly string[],
  asAt: Date,
): Promise<Map<string, Suppression>> {
  if (kpis.length === 0) return new Map()
  const [cells, catalogue, tree] = await Promise.all([
    loadCells(db, kpis, asAt),
    loadCatalogueHistory(db),
    loadUnitHistory(db),
  ])
  const definitions = new Map<string, Map<string, Kpi>>()
  const definitionsIn = (month: string): Map<string, Kpi> => {
    const known = definitions.get(month) ?? new Map(catalogue.in(month).map((k) => [k.code, k]))
    definitions.set(month, known)
    return known
  }
  return new Map(
    [...Map.groupBy(cells, (c) => c.kpi)].map(([kpi, own]) => [
      kpi,
      decideSuppression(own, {
        kpiAt: (period) => definitionOf(definitionsIn(lastMonth(period)), kpi),
        unitsAt: (period) => tree.in(lastMonth(period)),
      }),
    ]),
  )
}

function definitionOf(kpis: ReadonlyMap<string, Kpi>, code: string): Kpi {
  const kpi = kpis.get(code)
  if (kpi === undefined) throw new Error(`There are figures of ${code}, which the catalogue does not hold`)
  return kpi
}

/** When the last publication was: figures and what is hidden of them are read as of it, so that one made meanwhile does not
 *  come between the two. Null before the first. */
export async function loadLastPublished(db: ReadSource): Promise<Date | null> {
  const row = await db
    .selectFrom('publication')
    .select((e) => e.fn.max<Date | null>('published_at').as('last'))
    .where('council_id', '=', 1)
    .executeTakeFirst()
  return row?.last ?? null
}

async function loadCells(db: ReadSource, kpis: readonly string[], asAt: Date) {
  const rows = await db
    .selectFrom('figure')
    .distinctOn(['unit_code', 'kpi_code', 'period'])
    .select([
      'unit_code as unit',
      'kpi_code as kpi',
      'period',
      'origin',
      'state',
      'numerator',
      'denominator',
      'value',
    ])
    .where('council_id', '=', 1)
    .where('kpi_code', 'in', [...kpis])
    .where('published_at', '<=', asAt)
    .orderBy('unit_code')
    .orderBy('kpi_code')
    .orderBy('period')
    .orderBy('publication_id', 'desc')
    .execute()
  return rows.map((r) => ({ ...r, origin: r.origin as Figure['origin'], state: r.state as State }))
}
