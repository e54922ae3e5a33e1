/** The only way for figures to reach an outside audience. What is hidden of a KPI is decided over its whole publication,
 * whatever a page asks for, so that no two pages can be compared to reveal it. */

import { sql } from 'kysely'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Figure } from '#domain/figures/figure.ts'
import type { State } from '#domain/figures/measurement.ts'
import { decideSuppression, type Suppression } from '#domain/suppression/suppression.ts'
import { lastMonth } from '#domain/time/period.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'
import { loadCatalogueHistory } from './catalogue.ts'
import { loadUnitHistory } from './units.ts'

/** The same source for an outside audience: `loadFigures` and the bulk export hide what it may not see. */
export function readOutside(db: ReadSource): ReadSource {
  return { selectFrom: db.selectFrom.bind(db), audience: 'outside' }
}

/** What is hidden of each of these KPIs after a publication, by the catalogue and the tree as recorded now. */
export async function loadSuppressions(
  db: ReadSource,
  kpis: readonly string[],
  publication: number,
): Promise<Map<string, Suppression>> {
  if (kpis.length === 0) return new Map()
  const [cells, catalogue, tree] = await Promise.all([
    loadCells(db, kpis, publication),
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

/** The publication whose figures are not complete yet; a number past all of them if there is none. */
export const firstPending = sql<number>`coalesce((select min(publication_id) from pending_figures), 9223372036854775807)`

/** What decides which figures are hidden: the last publication, and the last change to the tree and the catalogue. */
export type PublishedState = { publication: number; publishedAt: Date; key: string }

/** The state at which both figures and what is hidden of them are read, so that no publication comes between the two. It is the
 * state of the last complete publication, because hiding is decided over all its figures. Null before the first. */
export async function loadPublishedState(db: ReadSource): Promise<PublishedState | null> {
  const changes = (table: 'unit_detail' | 'kpi_definition') =>
    db
      .selectFrom(table)
      .select((e) => [
        e.fn.countAll<number>().as('rows'),
        e.fn.max<Date | null>('recorded_at').as('recorded'),
        e.fn.max<Date | null>('superseded_at').as('superseded'),
      ])
      .where('council_id', '=', councilId)
      .executeTakeFirst()
  const [last, tree, catalogue] = await Promise.all([
    db
      .selectFrom('publication')
      .select(['id', 'published_at as publishedAt'])
      .where('council_id', '=', councilId)
      .where('id', '<', firstPending)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst(),
    changes('unit_detail'),
    changes('kpi_definition'),
  ])
  if (last === undefined) return null
  const { id: publication, publishedAt } = last
  return { publication, publishedAt, key: JSON.stringify([last, tree, catalogue]) }
}

/** The last decision for each source. It is valid until something is published or a rule changes. */
const decided = new WeakMap<ReadSource, { key: string; byKpi: Map<string, Suppression> }>()

/** What is hidden of these KPIs in a state, decided once. */
export async function loadCurrentSuppressions(
  db: ReadSource,
  kpis: readonly string[],
  { publication, key }: PublishedState,
): Promise<ReadonlyMap<string, Suppression>> {
  const known = decided.get(db)
  const byKpi = known?.key === key ? known.byKpi : new Map<string, Suppression>()
  decided.set(db, { key, byKpi })
  const missing = kpis.filter((kpi) => !byKpi.has(kpi))
  for (const [kpi, found] of await loadSuppressions(db, missing, publication)) byKpi.set(kpi, found)
  return byKpi
}

async function loadCells(db: ReadSource, kpis: readonly string[], publication: number) {
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
    .where('council_id', '=', councilId)
    .where('kpi_code', 'in', [...kpis])
    .where('publication_id', '<=', publication)
    .orderBy('unit_code')
    .orderBy('kpi_code')
    .orderBy('period')
    .orderBy('publication_id', 'desc')
    .execute()
  return rows.map((r) => ({ ...r, origin: r.origin as Figure['origin'], state: r.state as State }))
}
