import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { cancelExtract } from '#server/extracts/publishing/cancel.ts'
import { approveExtract } from '#server/extracts/publishing/planned-publication.ts'
import { publishExtract } from '#server/extracts/publishing/publish.ts'
import { loadReceipts } from '#server/extracts/publishing/receipt.ts'
import { sweepExtracts } from '#server/extracts/sweep.ts'
import { testDatabase } from '../../support/database.ts'
import { csvOf, fileOf, NOW, PUBLISH } from '../../support/extract-files.ts'
import { named } from '../../support/named.ts'
import { currentFigure, minutesOn, publishAtOnce, receive, setApproval, statusOf } from './decision-steps.ts'

let db: Db
beforeAll(async () => {
  db = (await testDatabase('catalogue')).db
  await db.updateTable('council').set({ first_scorecard: '2019-01' }).execute()
})
beforeEach(() => setApproval(db, true))
afterEach(() => setApproval(db, false))

const ask = (id: number, by = 'Data team', at: Date | null = null) =>
  publishExtract(db, id, { ...PUBLISH, by: named(by), at, acceptWarnings: true })
const approve = (id: number, by = 'Senior management team', now = NOW) =>
  approveExtract(db, id, { by: named(by), now })

describe('where the council asks for a second person', () => {
  test('an extract that somebody asks to publish waits, and the ledger with it', async () => {
    const id = await receive(db, ['CIC-N,LC01,2017-01,1,10'])
    expect(await ask(id)).toEqual({ is: 'awaiting_approval' })
    expect(await currentFigure(db, 'CIC-N', 'LC01', '2017-01')).toBeUndefined()
    expect(await statusOf(db, id)).toMatchObject({
      status: 'awaiting_approval',
      requested_by: 'Data team',
      requested_at: NOW,
      approved_by: null,
      published_at: null,
    })
  })

  test('whoever asked cannot approve, and it stays as it was', async () => {
    const id = await receive(db, ['CIC-N,LC01,2017-02,1,10'])
    await ask(id)
    await expect(approve(id, 'Data team')).rejects.toMatchObject({ code: 'not_allowed', status: 403 })
    expect(await statusOf(db, id)).toMatchObject({ status: 'awaiting_approval', approved_by: null })
    expect(await currentFigure(db, 'CIC-N', 'LC01', '2017-02')).toBeUndefined()
  })

  test('a second person’s word publishes it, and the receipt names both', async () => {
    const id = await receive(db, ['CIC-N,LC01,2017-03,1,10'])
    await ask(id)
    const decision = await approve(id)
    expect(decision).toMatchObject({
      is: 'published',
      receipt: { publishedBy: 'Data team', approvedBy: 'Senior management team', counts: { new: 1 } },
    })
    expect(await currentFigure(db, 'CIC-N', 'LC01', '2017-03')).toMatchObject({ numerator: 1, version: 1 })
    expect(await loadReceipts(db, id)).toEqual([decision.is === 'published' ? decision.receipt : null])
    await expect(approve(id)).rejects.toThrow(/was published already, on 10 June 2019 by Data team/)
  })

  test('nothing that nobody asked for can be approved', async () => {
    const id = await receive(db, ['CIC-N,LC01,2017-04,1,10'])
    await expect(approve(id)).rejects.toMatchObject({ code: 'conflict' })
    await expect(approve(999_999)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('a file that was to be published once clean waits too, by whichever way it came', async () => {
    for (const channel of ['inbox', 'command_line', 'api', 'page'] as const) {
      const month = { inbox: '05', command_line: '06', api: '07', page: '08' }[channel]
      const report = await ingestFile(
        db,
        fileOf(csvOf([`CIC-N,LC01,2017-${month},1,10`]), {
          channel,
          receivedBy: named('Drop folder'),
          publish: { ...PUBLISH, by: named('Drop folder') },
        }),
      )
      expect(report).toMatchObject({ status: 'awaiting_approval', requestedBy: 'Drop folder' })
      await sweepExtracts(db, NOW)
      expect((await statusOf(db, Number(report.id))).status).toBe('awaiting_approval')
      expect(await approve(Number(report.id), 'Data team')).toMatchObject({ is: 'published' })
    }
  })

  test('the second person may cancel it instead, after which nothing can be done with it', async () => {
    const id = await receive(db, ['CIC-N,LC01,2017-09,1,10'])
    await ask(id)
    await cancelExtract(db, id, { by: named('Senior management team'), mayPublish: false })
    expect(await statusOf(db, id)).toMatchObject({
      status: 'cancelled',
      cancelled_by: 'Senior management team',
    })
    await expect(approve(id)).rejects.toThrow(/was cancelled/)
    await expect(ask(id)).rejects.toThrow(/was cancelled/)
  })

  test('approved for a later time it is published then, and not before', async () => {
    const id = await receive(db, ['CIC-N,LC01,2017-10,1,10'])
    expect(await ask(id, 'Data team', minutesOn(60))).toEqual({ is: 'awaiting_approval' })
    expect(await approve(id)).toEqual({ is: 'scheduled', at: minutesOn(60).toISOString() })
    expect(await statusOf(db, id)).toMatchObject({
      status: 'scheduled',
      approved_by: 'Senior management team',
    })
  })

  test('approved after its time it is published at once', async () => {
    const id = await receive(db, ['CIC-N,LC01,2017-11,1,10'])
    await ask(id, 'Data team', minutesOn(60))
    expect(await approve(id, 'Senior management team', minutesOn(90))).toMatchObject({ is: 'published' })
  })

  test('what came up meanwhile goes back to whoever asked, with the new warning, and is not published', async () => {
    const id = await receive(db, ['CIC-N,LC01,2019-04,5,50'])
    await ask(id)
    await setApproval(db, false)
    // Meanwhile the month before came in, with a team that April's file leaves out.
    await publishAtOnce(db, ['CIC-N,LC01,2019-03,5,50', 'CIC-C,LC01,2019-03,5,50'], { now: minutesOn(1) })
    await setApproval(db, true)
    await expect(approve(id, 'Senior management team', minutesOn(2))).rejects.toMatchObject({
      code: 'conflict',
      detail: expect.stringContaining(
        'Since Data team asked to publish it on 10 June 2019, a new warning was found',
      ),
    })
    expect(await statusOf(db, id)).toMatchObject({
      status: 'ready',
      warning_count: 1,
      approved_by: null,
      decision_note: expect.stringContaining('Look at the warnings'),
    })
    expect(await currentFigure(db, 'CIC-N', 'LC01', '2019-04')).toBeUndefined()
    const warnings = await db
      .selectFrom('extract_problem')
      .select(['code', 'message'])
      .where('extract_id', '=', id)
      .execute()
    expect(warnings).toMatchObject([{ code: 'team_missing', message: expect.stringContaining('April 2019') }])
    // When it is looked at again, it takes the same steps and is published.
    await publishExtract(db, id, { ...PUBLISH, acceptWarnings: true, now: minutesOn(3) })
    expect((await statusOf(db, id)).decision_note).toBeNull()
    expect(await approve(id, 'Senior management team', minutesOn(4))).toMatchObject({ is: 'published' })
  })

  test('two people who approve at once publish it once', async () => {
    const id = await receive(db, ['CIC-N,LC01,2017-12,1,10'])
    await ask(id)
    const answers = await Promise.allSettled(Array.from({ length: 6 }, (_, i) => approve(id, `Manager ${i}`)))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await currentFigure(db, 'CIC-N', 'LC01', '2017-12')).toMatchObject({ version: 1 })
    const publications = await db
      .selectFrom('publication')
      .select('id')
      .where('extract_id', '=', id)
      .execute()
    expect(publications).toHaveLength(1)
  })
})

test('where it does not, nobody is asked', async () => {
  await setApproval(db, false)
  const id = await receive(db, ['CIC-N,LC01,2016-01,1,10'])
  expect(await ask(id)).toMatchObject({ is: 'published', receipt: { approvedBy: null } })
})
