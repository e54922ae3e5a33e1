import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { closeDays, proveDigests } from '#server/activity/digest.ts'
import { deleteOldActivity, setRetention } from '#server/activity/retention.ts'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction } from '#server/db/database.ts'
import { testDatabase } from '../../support/database.ts'
import { named } from '../../support/named.ts'
import { publishRows } from '../../support/publish-rows.ts'
import { some } from '../../support/some.ts'

let db: Db
let owner: Db
beforeAll(async () => {
  ;({ db, owner } = await testDatabase('catalogue'))
  await publishRows(db, ['CIC-N,LC01,2018-05,39,50'])
})

/** A line of so many days ago, as no caller of the service could add one. */
function line(daysAgo: number, name = 'Jo Bell') {
  return sql`insert into activity (council_id, recorded_at, kind, author_kind, author_name, times)
    values (${councilId}, now() - make_interval(days => ${daysAgo}::integer), 'session.started', 'unknown', ${name}, 1)`.execute(
    owner,
  )
}
const digests = () => db.selectFrom('activity_digest').selectAll().orderBy('day').execute()

describe('the digest of a day', () => {
  it('is made of each day that is over, also of one without lines, once', async () => {
    for (const days of [5, 5, 3]) await line(days)
    const closed = await closeDays(db)
    expect(closed).toHaveLength(5)
    expect(some(await digests()).map(({ lines }) => lines)).toEqual([2, 0, 1, 0, 0])
    expect(await closeDays(db)).toEqual([])
    expect(await proveDigests(db)).toEqual({ days: 5, deleted: 0, faults: [] })
  })

  it('covers what was published until the day was closed', async () => {
    const [first] = await digests()
    expect(first).toMatchObject({ ledger_lines: 1, through_publication: 1 })
  })

  it('is made later where somebody writes at that moment', async () => {
    await inTransaction(db, async (trx) => {
      await sql`select record_activity(${councilId}, 'session.started', null, 'Jo Bell', null, null, 1, null, null, null)`.execute(
        trx,
      )
      expect(await closeDays(db)).toBeNull()
    })
  })

  const [day] = [async () => (await digests())[0]?.day ?? '']
  it.each([
    ['a changed line', "update activity set author_name = 'Sam' where author_name = 'Jo Bell'", 'activity'],
    ['a line taken away', "delete from activity where author_name = 'Jo Bell'", 'activity'],
    ['a changed figure of the ledger', 'update measurement set numerator = 38', 'ledger'],
    ['a figure taken out of the ledger', 'delete from measurement', 'ledger'],
    ['a changed digest', "update activity_digest set lines = 2, sha256 = 'other' where lines = 2", 'digest'],
  ])('no longer fits after %s', async (_, change, what) => {
    const undone = new Error('undone')
    const found = owner.transaction().execute(async (trx) => {
      await sql.raw(change).execute(trx)
      expect((await proveDigests(trx)).faults).toContainEqual({ day: await day(), what })
      throw undone
    })
    await expect(found).rejects.toBe(undone)
    expect((await proveDigests(db)).faults).toEqual([])
  })

  it('no longer fits after a day of the chain is gone', async () => {
    const undone = new Error('undone')
    const found = owner.transaction().execute(async (trx) => {
      const { rows } = await sql<{ day: string }>`delete from activity_digest
        where day = (select day from activity_digest order by day offset 2 limit 1) returning day::text`.execute(
        trx,
      )
      expect(rows).toHaveLength(1)
      const { faults } = await proveDigests(trx)
      expect(faults.map(({ what }) => what)).toContain('digest')
      throw undone
    })
    await expect(found).rejects.toBe(undone)
  })
})

describe('deleting old lines', () => {
  const remove = (through: string) =>
    inTransaction(db, (trx) =>
      sql`select delete_activity(${councilId}, ${through}::date, null, 'Golden Thread')`.execute(trx),
    )
  const daysAgo = async (days: number) => {
    const { rows } = await sql<{ day: string }>`
      select ((now() at time zone 'Europe/London')::date - ${days}::integer)::text as day`.execute(db)
    return rows[0]?.day ?? ''
  }
  /** Sets the retention as if that had been so many days ago. */
  const set = async (months: number, days: number) => {
    const { rows } = await sql<{ version: number }>`
      select count(*)::integer as version from activity_retention`.execute(db)
    await setRetention(db, { months, reason: 'Agreed', seen: rows[0]?.version ?? 0, by: named('A. Keeper') })
    await sql`update activity_retention set recorded_at = now() - make_interval(days => ${days}::integer)
      where version = (select max(version) from activity_retention)`.execute(owner)
  }

  it('is refused for the last 12 months, whatever is asked', async () => {
    await expect(remove(await daysAgo(1))).rejects.toThrow('lines of the last 12 months are never deleted')
    await expect(remove(await daysAgo(360))).rejects.toThrow('lines of the last 12 months are never deleted')
    await expect(set(11, 0)).rejects.toThrow('at least 12 months')
  })

  it('is refused for what is still to be kept: six years, or a shorter time from 30 days after it was set', async () => {
    await expect(remove(await daysAgo(1_000))).rejects.toThrow('lines are kept for 72 months')
    await set(24, 29)
    await expect(remove(await daysAgo(1_000))).rejects.toThrow('lines are kept for 72 months')
    await set(12, 28)
    await set(36, 0)
    await expect(remove(await daysAgo(1_000))).rejects.toThrow('lines are kept for 72 months')
    await sql`update activity_retention set recorded_at = recorded_at - interval '31 days'`.execute(owner)
    await expect(remove(await daysAgo(1_000))).rejects.toThrow('lines are kept for 36 months')
  })

  it('takes whole days, leaves a line and the digests, and what is left is still proven', async () => {
    const place = { db, owner }
    ;({ db, owner } = await testDatabase('catalogue'))
    await set(12, 31)
    await sql`truncate activity`.execute(owner)
    await line(500, 'Long gone')
    await line(500, 'Long gone too')
    await line(400, 'More than a year')
    await line(40, 'Lately')
    await closeDays(db)
    expect(await deleteOldActivity(db)).toBe(3)
    const left = await db
      .selectFrom('activity')
      .select(['kind', 'author_name', 'times'])
      .orderBy('id')
      .execute()
    expect(left).toEqual([
      { kind: 'session.started', author_name: 'Lately', times: 1 },
      { kind: 'activity.deleted', author_name: 'Golden Thread', times: 3 },
    ])
    expect(await digests()).toHaveLength(500)
    expect((await proveDigests(db)).faults).toEqual([])
    expect(await deleteOldActivity(db)).toBe(0)
    ;({ db, owner } = place)
  })

  it('of a day without a digest is refused', async () => {
    const { db: own } = await testDatabase('catalogue')
    await expect(
      inTransaction(own, (trx) =>
        sql`select delete_activity(${councilId}, '2015-01-01'::date, null, 'Golden Thread')`.execute(trx),
      ),
    ).rejects.toThrow('the day 2015-01-01 has no digest yet')
  })
})
