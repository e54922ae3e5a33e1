/** Judges stored figures anew where the service's rules are later than those they were judged by. */
import { sql } from 'kysely'
import type { Grain } from '#domain/kpi.ts'
import { judgedBy } from '#domain/whole.ts'
import { type Db, inTransaction, type Trx } from '#server/db/database.ts'
import { lockRecord } from '#server/db/record-lock.ts'
import { councilId } from '../council-id.ts'
import { recordFigures } from './figures.ts'
import { finishFiguresFirst } from './pending-figures.ts'

const reason =
  'The method changed: a count without all the teams expected is no longer judged, nor a share that lacks much of its base.'

/**
 * Computes anew the figures that the rules since changed say something else of, in one publication without an extract: no
 * value moves, and a moment before it is read as it was. Does nothing where the rules are the same. Returns how many figures
 * say something else now.
 */
export async function judgeAnew(db: Db, now: Date): Promise<number> {
  const council = await db
    .selectFrom('council')
    .select('judged_by')
    .where('council_id', '=', councilId)
    .executeTakeFirst()
  if (council === undefined || council.judged_by >= judgedBy) return 0
  return inTransaction(db, async (trx) => {
    const at = await lockRecord(trx, councilId, now)
    const { judged_by } = await trx
      .selectFrom('council')
      .select('judged_by')
      .where('council_id', '=', councilId)
      .executeTakeFirstOrThrow()
    if (judged_by >= judgedBy) return 0
    await finishFiguresFirst(trx)
    const lacking = await loadLacking(trx)
    await trx
      .updateTable('council')
      .set({ judged_by: judgedBy })
      .where('council_id', '=', councilId)
      .execute()
    if (lacking.length === 0) return 0
    const publication = { councilId, id: await recordPublication(trx, at), publishedAt: at }
    let figures = 0
    // A measure at a time, so that no more than one ledger is held.
    for (const [, cells] of Map.groupBy(lacking, ({ kpi }) => kpi))
      figures += await recordFigures(trx, { ...publication, cells })
    return figures
  })
}

/** Each measure and grain with a roll-up that lacks a unit, from the first period that does. */
async function loadLacking(trx: Trx): Promise<{ kpi: string; grain: Grain; period: string }[]> {
  const { rows } = await sql<{ kpi: string; grain: Grain; period: string }>`
    select kpi_code as kpi, grain, min(period) as period from figure
    where council_id = ${councilId} and origin = 'computed'
      and (coverage->>'notReported')::integer + (coverage->>'suppressed')::integer
        + (coverage->>'withoutDenominator')::integer > 0
    group by 1, 2 order by 1, 2`.execute(trx)
  return rows
}

async function recordPublication(trx: Trx, at: Date): Promise<number> {
  const { id } = await trx
    .insertInto('publication')
    .values({
      council_id: councilId,
      kind: 'method',
      extract_id: null,
      published_at: at,
      published_by: 'Golden Thread',
      reason,
      new_count: 0,
      changed_count: 0,
      unchanged_count: 0,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
