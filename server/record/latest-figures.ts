/** The last known figure of each measure of each unit. A month that has begun to come in, a late return, a retired measure and a
 * closed team do not hide it. */

import { sql } from 'kysely'
import { asOf, inForce } from '../db/as-of.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'
import { isTakenBack } from './figure-versions.ts'
import { loadFigures, type StoredFigure } from './figures.ts'
import { firstPending } from './suppression.ts'

type LatestQuery = {
  units?: readonly string[]
  kpis?: readonly string[]
  /** Reads what was current at that moment. */
  asAt?: Date | undefined
  /** No month or quarter before this one is considered: `2018-05`. */
  from?: string
  /** True to ignore figures sent for a measure after its last month. */
  whileCollected?: boolean
}

/** A measure of a unit, and the latest period in which it has a figure. */
export type LatestCell = { unit: string; kpi: string; period: string }

/** For each unit and measure the current figure of the latest period that has one, without phases and flags. Ordered by unit, then
 *  measure. */
export async function loadLatestFigures(db: ReadSource, query: LatestQuery): Promise<StoredFigure[]> {
  const cells = await loadLatestCells(db, { ...query, whileCollected: true })
  const found = await Promise.all(
    [...Map.groupBy(cells, (c) => c.period)].map(async ([period, own]) => {
      const [units, kpis] = [new Set(own.map((c) => c.unit)), new Set(own.map((c) => c.kpi))]
      return loadFigures(db, {
        units: [...units],
        kpis: [...kpis],
        periods: [period],
        asAt: query.asAt,
        brief: true,
      })
    }),
  )
  const figures = new Map(found.flat().map((f) => [`${f.unit} ${f.kpi} ${f.period}`, f]))
  return cells.flatMap(({ unit, kpi, period }) => figures.get(`${unit} ${kpi} ${period}`) ?? [])
}

/** Each measure of each unit with its latest period that has a figure: a month, or a quarter for a measure without months. Blank
 * and taken-back cells are ignored, and so are figures whose verdict is still being computed. */
export async function loadLatestCells(
  db: ReadSource,
  { units, kpis, from, asAt, whileCollected }: LatestQuery,
): Promise<LatestCell[]> {
  return db
    .selectFrom('unit as u')
    .innerJoin('kpi as k', 'k.council_id', 'u.council_id')
    .innerJoinLateral(
      (e) =>
        e
          .selectFrom('figure as f')
          .select('f.period')
          .whereRef('f.council_id', '=', 'u.council_id')
          .whereRef('f.unit_code', '=', 'u.code')
          .whereRef('f.kpi_code', '=', 'k.code')
          .where(
            sql<boolean>`f.grain = case when 'monthly' = any(k.grains) then 'monthly' else 'quarterly' end`,
          )
          .where('f.state', '<>', 'not_reported')
          .$if(whileCollected === true, (q) => q.where(isCollected))
          .where(asOf(asAt, 'f.published_at'))
          .$if(from !== undefined, (q) => q.where('f.period', '>=', from as string))
          .$if(db.audience === 'outside', (q) => q.where('f.publication_id', '<', firstPending))
          .where((w) => w.not(isTakenBack(w, db, asAt, isBlank)))
          .orderBy('f.period', 'desc')
          .limit(1)
          .as('last'),
      (j) => j.onTrue(),
    )
    .select(['u.code as unit', 'k.code as kpi', 'last.period'])
    .where('u.council_id', '=', councilId)
    .$if(units !== undefined, (q) => q.where('u.code', 'in', [...(units ?? []), '']))
    .$if(kpis !== undefined, (q) => q.where('k.code', 'in', [...(kpis ?? []), '']))
    .orderBy('u.code')
    .orderBy('k.code')
    .execute()
}

/** True for a later version without a value. */
const isBlank = sql<boolean>`l.state = 'not_reported'`

/** True for a period that ends by the measure's last month; always true while the measure is collected. */
const isCollected = sql<boolean>`not exists (
  select 1 from kpi_definition d
  where d.council_id = k.council_id and d.kpi_code = k.code and ${inForce(undefined, 'd')}
  having bool_and(d.valid_to is not null) and max(d.valid_to) < case
    when f.grain = 'quarterly' then left(f.period, 5) || lpad((right(f.period, 1)::integer * 3)::text, 2, '0')
    else f.period
  end)`
