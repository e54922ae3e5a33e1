/** The only way for figures to reach an outside audience. What is withheld of a KPI was decided over its whole publication,
 * whatever a page asks for, so that no two pages can be compared to reveal it. */

import { sql } from 'kysely'
import type { Withheld } from '#domain/suppression/decide-withheld.ts'
import { type Suppression, suppressionOf } from '#domain/suppression/suppression.ts'
import { lastMonth } from '#domain/time/period.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'
import { loadUnitHistory } from './units.ts'

/** The same source for an outside audience: `loadFigures` and the bulk export hide what it may not see. */
export function readOutside(db: ReadSource): ReadSource {
  return { selectFrom: db.selectFrom.bind(db), audience: 'outside' }
}

/** What is withheld of each of these KPIs after a publication. */
export async function loadSuppressions(
  db: ReadSource,
  kpis: readonly string[],
  publication: number,
): Promise<Map<string, Suppression>> {
  if (kpis.length === 0) return new Map()
  const [withheld, last, tree] = await Promise.all([
    loadWithheld(db, kpis, publication),
    loadLastPeriods(db, kpis, publication),
    loadUnitHistory(db),
  ])
  const byKpi = Map.groupBy(withheld, (cell) => cell.kpi)
  const unitsAt = (period: string) => tree.in(lastMonth(period))
  return new Map(kpis.map((kpi) => [kpi, suppressionOf(byKpi.get(kpi) ?? [], unitsAt, last.get(kpi) ?? '')]))
}

async function loadWithheld(
  db: ReadSource,
  kpis: readonly string[],
  publication: number,
): Promise<Withheld[]> {
  const rows = await db
    .selectFrom('withheld_cell')
    .select(['kpi_code as kpi', 'unit_code as unit', 'period', 'band_from', 'band_to'])
    .select(['band_numerator as numerator', 'band_denominator as denominator'])
    .where('council_id', '=', councilId)
    .where('kpi_code', 'in', [...kpis])
    .where('publication_id', '<=', publication)
    .execute()
  return rows.map(({ band_from: from, band_to: to, numerator, denominator, ...place }) => ({
    ...place,
    band: from === null || to === null ? null : { from, to, numerator, denominator },
  }))
}

async function loadLastPeriods(
  db: ReadSource,
  kpis: readonly string[],
  publication: number,
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('figure')
    .select(['kpi_code as kpi', (e) => e.fn.max('period').as('period')])
    .where('council_id', '=', councilId)
    .where('kpi_code', 'in', [...kpis])
    .where('publication_id', '<=', publication)
    .groupBy('kpi_code')
    .execute()
  return new Map(rows.map(({ kpi, period }) => [kpi, period]))
}

/** The first publication whose figures are not complete, or of which it is not decided what is withheld; a number past all of them
 * if there is none. */
export const firstPending = sql<number>`least(
  (select min(publication_id) from pending_figures),
  (select min(p.id) from publication p where p.council_id = ${councilId}
    and not exists (select from withholding w where w.council_id = p.council_id and w.publication_id = p.id)),
  9223372036854775807)`

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
