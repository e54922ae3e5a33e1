import { computeFigures } from '#domain/figures/compute-figures.ts'
import { firstDay, grainOf, quarterOf, weekOf } from '#domain/time/period.ts'
import { asOf } from '../db/as-of.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'
import type { StoredFigure } from './figures.ts'
import { loadKpiLedgers } from './ledger.ts'

export type TreeFiguresQuery = {
  /** A service or the council. */
  unit: string
  kpis: readonly string[]
  /** The month whose tree is used for every period: today's. */
  tree: string
  /** The first month wanted. */
  from: string
  asAt?: Date | undefined
}

/** A unit's figures as they would be if its teams had always been where one month's tree has them, in the order of KPI and
 * period. They are computed from the ledger each time by the rules of publishing and never stored: they are not the figures as
 * published. */
export async function loadTreeFigures(db: ReadSource, query: TreeFiguresQuery): Promise<StoredFigure[]> {
  // A figure on two trees reveals the team between them, so the service refuses this before it gets here.
  if (db.audience === 'outside') throw new Error('An outside audience is given no recast figures')
  const { unit, kpis, tree, asAt } = query
  const ledgers = await loadKpiLedgers(db, { kpis, asAt, recast: { unit, month: tree } })
  const publication = await db
    .selectFrom('publication')
    .select(['id as publicationId', 'published_at as publishedAt'])
    .where('council_id', '=', councilId)
    .where(asOf(asAt, 'published_at'))
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (publication === undefined) return []
  const from = {
    monthly: query.from,
    quarterly: quarterOf(query.from),
    weekly: weekOf(firstDay(query.from)),
  }
  return [...ledgers.values()]
    .flatMap((ledger) => {
      const grain = grainOf(ledger.periods[0] ?? '') ?? 'monthly'
      return computeFigures(ledger, from[grain]).filter((figure) => figure.unit === unit)
    })
    .sort((a, b) => (a.kpi === b.kpi ? (a.period < b.period ? -1 : 1) : a.kpi < b.kpi ? -1 : 1))
    .map((figure) => ({ ...figure, ...publication, restated: false }))
}
