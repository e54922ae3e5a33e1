/** Judges stored figures again after the service's rules of judgement changed. */
import { sql } from 'kysely'
import { judgementVersion } from '#domain/figures/wholeness.ts'
import type { Grain } from '#domain/time/period.ts'
import { recordActivity } from '#server/access/activity/activity.ts'
import { type Db, inTransaction, type Trx } from '#server/db/database.ts'
import { lockRecord } from '#server/db/record-lock.ts'
import { serviceAuthorId } from '#server/db/service-author.ts'
import { recordWithheld } from '#server/record/withholding.ts'
import { councilId } from '../../db/council-id.ts'
import { recordFigures } from './figures.ts'
import { finishFiguresFirst } from './pending-figures.ts'

/** What each version of the rules changed, and how to find the figures that it may change. */
const versions = [
  {
    by: 2,
    reason:
      'a count without all the teams expected is no longer judged, nor a share that lacks much of its base',
    load: loadLacking,
  },
  {
    by: 3,
    reason: 'what is better or worse than usual keeps the start that was told first, as long as it lasts',
    load: loadMovedStarts,
  },
  {
    by: 4,
    reason: 'a change is called one only if chance and the same children counted again do not explain it',
    load: loadAll,
  },
] as const

type Judged = { kpi: string; grain: Grain; period: string }

/**
 * Computes again the figures that newer rules may change, in one publication without an extract. No value changes,
 * and a page read as of an earlier moment stays as it was. Does nothing if the rules are the same. Returns the number
 * of figures that changed.
 */
export async function judgeAnew(db: Db): Promise<number> {
  const council = await db
    .selectFrom('council')
    .select('judged_by')
    .where('council_id', '=', councilId)
    .executeTakeFirst()
  if (council === undefined || council.judged_by >= judgementVersion) return 0
  return inTransaction(db, async (trx) => {
    const at = await lockRecord(trx, councilId)
    const { judged_by } = await trx
      .selectFrom('council')
      .select('judged_by')
      .where('council_id', '=', councilId)
      .executeTakeFirstOrThrow()
    if (judged_by >= judgementVersion) return 0
    await finishFiguresFirst(trx)
    const later = versions.filter(({ by }) => by > judged_by)
    const found: Judged[] = []
    for (const { load } of later) found.push(...(await load(trx)))
    await trx
      .updateTable('council')
      .set({ judged_by: judgementVersion })
      .where('council_id', '=', councilId)
      .execute()
    if (found.length === 0) return 0
    const reason = `The method changed: ${later.map((version) => version.reason).join('; ')}.`
    const publication = { councilId, id: await recordPublication(trx, at, reason), publishedAt: at }
    let figures = 0
    // A measure at a time, so that no more than one ledger is held.
    for (const [, cells] of Map.groupBy(found, ({ kpi }) => kpi))
      figures += await recordFigures(trx, { ...publication, cells })
    await recordWithheld(trx)
    return figures
  })
}

/** Each measure and grain with a roll-up that lacks a unit, with the first such period. */
async function loadLacking(trx: Trx): Promise<Judged[]> {
  const { rows } = await sql<Judged>`
    select kpi_code as kpi, grain, min(period) as period from figure
    where council_id = ${councilId} and origin = 'computed'
      and (coverage->>'notReported')::integer + (coverage->>'suppressed')::integer
        + (coverage->>'withoutDenominator')::integer > 0
    group by 1, 2 order by 1, 2`.execute(trx)
  return rows
}

/** Each measure and grain with its first period. */
async function loadAll(trx: Trx): Promise<Judged[]> {
  const { rows } = await sql<Judged>`
    select kpi_code as kpi, grain, min(period) as period from figure
    where council_id = ${councilId} group by 1, 2 order by 1, 2`.execute(trx)
  return rows
}

/** Each measure and grain with a series whose stored start moved later although the verdict was the same, with the
 *  first such period. */
async function loadMovedStarts(trx: Trx): Promise<Judged[]> {
  const { rows } = await sql<Judged>`
    with current as (
      select distinct on (unit_code, kpi_code, period) unit_code, kpi_code, grain, period,
        analysis->>'since' as since, analysis->>'meaning' as meaning, analysis->>'rising' as rising
      from figure where council_id = ${councilId}
      order by unit_code, kpi_code, period, publication_id desc
    ), said as (
      select *, lag(since) over series as before, lag(meaning) over series as meant, lag(rising) over series as rose
      from current where since is not null
      window series as (partition by unit_code, kpi_code, grain order by period)
    )
    select kpi_code as kpi, grain, min(period) as period from said
    where since > before and meaning = meant and rising = rose
    group by 1, 2 order by 1, 2`.execute(trx)
  return rows
}

async function recordPublication(trx: Trx, at: Date, reason: string): Promise<number> {
  const by = { id: await serviceAuthorId(trx, 'job'), name: 'Golden Thread' }
  const { id } = await trx
    .insertInto('publication')
    .values({
      council_id: councilId,
      kind: 'method',
      extract_id: null,
      published_at: at,
      published_by: by.name,
      published_by_id: by.id,
      reason,
      new_count: 0,
      changed_count: 0,
      unchanged_count: 0,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await recordActivity(trx, { kind: 'figures.judged_anew', by, subject: `publication ${id}` })
  return id
}
