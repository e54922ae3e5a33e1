import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { recordActivity, unknownAuthor } from '#server/access/activity/activity.ts'
import { withOrigin } from '#server/access/activity/origin.ts'
import { recordPerson } from '#server/access/people/people.ts'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction, type Trx } from '#server/db/database.ts'
import { serviceAuthorId } from '#server/db/service-author.ts'
import { testNow } from '../../../support/app.ts'
import { testDatabase } from '../../../support/database.ts'

let db: Db
let owner: Db
let jo: { id: number; name: string }

beforeAll(async () => {
  ;({ db, owner } = await testDatabase('catalogue'))
  const by = { id: null, name: 'Command line' }
  const id = await recordPerson(db, { name: 'Jo Bell', email: 'jo.bell@council.example', by, now: testNow })
  jo = { id, name: 'Jo Bell' }
})

const lines = () => db.selectFrom('activity').selectAll().orderBy('id').execute()
const lastLine = async () => (await lines()).at(-1)

describe('a line of the record', () => {
  it('has the moment of the database, the author with what they are, what it is about and where from', async () => {
    const { rows } = await sql<{ before: Date }>`select clock_timestamp() as before`.execute(db)
    await withOrigin({ channel: 'session', network: '192.0.2.7' }, () =>
      recordActivity(db, {
        kind: 'scorecard.submitted',
        by: jo,
        unit: 'HP-S1',
        subject: 'month 2019-04',
      }),
    )
    const line = await lastLine()
    expect(line).toMatchObject({
      ...{ kind: 'scorecard.submitted', author_id: jo.id, author_kind: 'person', author_name: 'Jo Bell' },
      ...{ unit_code: 'HP-S1', subject: 'month 2019-04', times: 1, reason: null },
      ...{ channel: 'session', network: '192.0.2.7' },
    })
    expect(line?.recorded_at.getTime()).toBeGreaterThanOrEqual(rows[0]?.before.getTime() ?? Infinity)
  })

  it('says of the service itself by which door it wrote', async () => {
    const id = await inTransaction(db, (trx) => serviceAuthorId(trx, 'inbox'))
    await recordActivity(db, { kind: 'extract.received', by: { id, name: 'Inbox' }, subject: 'extract 12' })
    expect(await lastLine()).toMatchObject({ author_kind: 'inbox', channel: 'inbox', network: null })
  })

  it('of somebody who is not known names nobody', async () => {
    await withOrigin({ channel: 'sign_in', network: '192.0.2.8' }, () =>
      recordActivity(db, { kind: 'session.failed', by: unknownAuthor, times: 3 }),
    )
    expect(await lastLine()).toMatchObject({
      ...{ author_id: null, author_kind: 'unknown', author_name: 'Not known', times: 3 },
      ...{ channel: 'sign_in', network: '192.0.2.8' },
    })
  })

  it('stands or falls with the deed', async () => {
    const before = await lines()
    const deed = inTransaction(db, async (trx) => {
      await recordActivity(trx, { kind: 'grant.given', by: jo, subject: 'person 7' })
      throw new Error('the deed failed')
    })
    await expect(deed).rejects.toThrow('the deed failed')
    expect(await lines()).toEqual(before)
  })

  it('is not added before there is a council', async () => {
    const { db: empty } = await testDatabase('empty')
    await recordActivity(empty, { kind: 'session.failed', by: unknownAuthor })
    expect(await empty.selectFrom('activity').selectAll().execute()).toEqual([])
  })
})

describe('the roles of the database', () => {
  const as = (role: string, run: (trx: Trx) => Promise<unknown>) =>
    owner.transaction().execute(async (trx) => {
      await sql`set local role ${sql.id(role)}`.execute(trx)
      return run(trx)
    })
  const add = (trx: Trx) =>
    trx
      .insertInto('activity')
      .values({
        ...{ council_id: councilId, recorded_at: testNow, kind: 'session.started', author_kind: 'person' },
        ...{ author_name: 'Somebody else', times: 1 },
      })
      .execute()

  it('let the service add a line only by the function, which sets its moment', async () => {
    await expect(as('golden_thread_app', add)).rejects.toThrow('permission denied for table activity')
  })

  it.each(['golden_thread_app', 'golden_thread_record'])('let %s change and delete nothing', async (role) => {
    const before = await lines()
    expect(before.length).toBeGreaterThan(0)
    await expect(
      as(role, (trx) => trx.updateTable('activity').set({ author_name: 'Nobody' }).execute()),
    ).rejects.toThrow('permission denied for table activity')
    await expect(as(role, (trx) => trx.deleteFrom('activity').execute())).rejects.toThrow(
      'permission denied for table activity',
    )
    await expect(as(role, (trx) => sql`truncate activity`.execute(trx))).rejects.toThrow('permission denied')
    expect(await lines()).toEqual(before)
  })
})
