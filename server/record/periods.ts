import { type ExpressionBuilder, sql } from 'kysely'
import type { Grain } from '#domain/time/period.ts'
import { lastMonth } from '#domain/time/period.ts'
import { asOf } from '../db/as-of.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'
import type { DB } from '../db/schema.ts'
import { isTakenBack } from './figure-versions.ts'
import { firstPending } from './suppression.ts'

/** A month with at least one published figure. `publishedAt` is when the first of its current figures was published. */
export type PublishedMonth = { period: string; publishedAt: Date }

/** The published months with a scorecard, earliest first: those from the council's first scorecard on with a current figure. A
 * month whose figures were all taken back is left out. An outside audience gets those of complete publications. */
export async function loadPublishedMonths(db: ReadSource, asAt?: Date): Promise<PublishedMonth[]> {
  const rows = await figuresBy(db, asAt)
    .innerJoin('council as c', (j) =>
      j.onRef('c.council_id', '=', 'f.council_id').onRef('c.unit_code', '=', 'f.unit_code'),
    )
    .select('f.period')
    .select((e) =>
      e.fn
        .min<Date | null>('f.published_at')
        .filterWhere(holds(e, db, asAt))
        .as('publishedAt'),
    )
    .whereRef('f.period', '>=', (e) => e.fn.coalesce('c.first_scorecard', e.val('0000-00')))
    .groupBy('f.period')
    .orderBy('f.period')
    .execute()
  // Every publication reaches the council's own figures, so its rows name every month; but they have no value
  // if only figures came that are not added.
  const silent = rows.filter((r) => r.publishedAt === null).map((r) => r.period)
  const beneath = silent.length === 0 ? [] : await loadFirstMoments(db, silent, asAt)
  const momentOf = new Map(beneath.map((r) => [r.period, r.publishedAt]))
  return rows.flatMap(({ period, publishedAt }) => {
    const at = publishedAt ?? momentOf.get(period) ?? null
    return at === null ? [] : [{ period, publishedAt: at }]
  })
}

/** When the first current figure of any unit was published, by month; months without figures are left out. */
async function loadFirstMoments(db: ReadSource, months: readonly string[], asAt: Date | undefined) {
  return figuresBy(db, asAt)
    .select('f.period')
    .select((e) => e.fn.min<Date>('f.published_at').as('publishedAt'))
    .where('f.period', 'in', [...months])
    .where((e) => holds(e, db, asAt))
    .groupBy('f.period')
    .execute()
}

/** The last month with a current figure of any grain; a week or a quarter belongs to the month it ends in. */
export async function loadLastMonthWithFigures(db: ReadSource): Promise<string | null> {
  const months: string[] = []
  for (const grain of ['monthly', 'quarterly', 'weekly'] as const) {
    const last = await figuresBy(db, undefined, grain)
      .select('f.period')
      .where((e) => holds(e, db, undefined))
      .orderBy('f.period', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (last !== undefined) months.push(lastMonth(last.period))
  }
  return months.sort().at(-1) ?? null
}

function figuresBy(db: ReadSource, asAt: Date | undefined, grain: Grain = 'monthly') {
  return db
    .selectFrom('figure as f')
    .where('f.council_id', '=', councilId)
    .where('f.grain', '=', grain)
    .$if(db.audience === 'outside', (q) => q.where('f.publication_id', '<', firstPending))
    .where(asOf(asAt, 'f.published_at'))
}

/** True for a version of a figure that has a value and that no later version took back. */
function holds(e: ExpressionBuilder<DB & { f: DB['figure'] }, 'f'>, db: ReadSource, asAt: Date | undefined) {
  return e.and([says('f'), e.not(isTakenBack(e, db, asAt, e.not(says('l'))))])
}

/** A median is never computed above a team, so such a figure counts if one of its teams has a value. */
function says(figure: 'f' | 'l') {
  const [state, coverage] = [sql.ref(`${figure}.state`), sql.ref(`${figure}.coverage`)]
  return sql<boolean>`(${state} <> 'not_reported' and coalesce((${coverage}->>'notReported')::integer < (${coverage}->>'expected')::integer, true))`
}
