/** For how long lines of the activity record are kept, and deleting those that are older. */
import { sql } from 'kysely'
import { recordActivity } from '#server/access/activity/activity.ts'
import { serviceAuthorId } from '#server/access/people/authors.ts'
import type { Writer } from '#server/access/permissions/actor.ts'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction, type Trx } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'

export type RetentionOrder = { months: number; reason: string; seen: number; by: Writer }

/** Sets for how many months lines are kept. A longer time counts at once, a shorter one after 30 days. Throws `unprocessable` for
 * less than 12 months, and `stale` if somebody set it since it was read. */
export function setRetention(
  db: Db,
  { months, reason, seen, by }: RetentionOrder,
): Promise<{ months: number; version: number }> {
  if (!Number.isInteger(months) || months < 12 || months > 1200)
    throw problem('unprocessable', 'Lines are kept for at least 12 months, and at most 1,200.')
  return inTransaction(db, async (trx) => {
    const last = await loadLast(trx)
    if ((last?.version ?? 0) !== seen)
      throw problem('stale', 'Somebody set this since you read it.', { version: last?.version ?? 0 })
    if (last?.months === months) return { months, version: seen }
    const added = await trx
      .insertInto('activity_retention')
      .values({
        ...{ council_id: councilId, version: seen + 1, months, reason },
        ...{ by_id: by.id, by_name: by.name },
      })
      .onConflict((oc) => oc.doNothing())
      .returning('version')
      .executeTakeFirst()
    if (added === undefined)
      throw problem('stale', 'Somebody set this since you read it.', { version: seen + 1 })
    const subject = `retention ${months} months`
    await recordActivity(trx, { kind: 'setting.changed', by, subject, reason })
    return { months, version: seen + 1 }
  })
}

function loadLast(trx: Trx): Promise<{ version: number; months: number } | undefined> {
  return trx
    .selectFrom('activity_retention')
    .where('council_id', '=', councilId)
    .orderBy('version', 'desc')
    .limit(1)
    .select(['version', 'months'])
    .executeTakeFirst()
}

/** Deletes the lines of days that are older than lines are kept, and returns how many there were. The database refuses any other. */
export function deleteOldActivity(db: Db): Promise<number> {
  return inTransaction(db, async (trx) => {
    const { rows: days } = await sql<{ through: string | null }>`
      select max(day)::text as through from activity_digest where council_id = ${councilId}
        and day < (now() at time zone 'Europe/London')::date
          - make_interval(months => activity_months_kept(${councilId}))`.execute(trx)
    const through = days[0]?.through ?? null
    if (through === null) return 0
    const id = await serviceAuthorId(trx, 'job')
    const { rows } = await sql<{ deleted: number }>`
      select delete_activity(${councilId}, ${through}::date, ${id}, 'Golden Thread') as deleted`.execute(trx)
    return rows[0]?.deleted ?? 0
  })
}
