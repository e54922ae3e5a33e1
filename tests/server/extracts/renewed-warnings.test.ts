import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { publishScheduled } from '#server/extracts/publishing/planned-publication.ts'
import { publishExtract } from '#server/extracts/publishing/publish.ts'
import { sweepExtracts } from '#server/extracts/sweep.ts'
import { testDatabase } from '../../support/database.ts'
import { csvOf, fileOf, NOW, PUBLISH } from '../../support/extract-files.ts'
import { currentFigure, minutesOn, publishAtOnce, receive, statusOf } from './decision-steps.ts'

let db: Db
beforeAll(async () => {
  db = (await testDatabase('catalogue')).db
  await db.updateTable('council').set({ first_scorecard: '2018-01' }).execute()
})

const findings = (id: number) =>
  db.selectFrom('extract_problem').select(['code', 'message']).where('extract_id', '=', id).execute()
const unseen = { code: 'warnings_not_accepted', detail: expect.stringContaining('A new warning was found') }
/** A month of two teams, published after the check of a file for the next month with only one of them. */
const monthBefore = (month: string) => [`CIC-N,LC01,${month},5,50`, `CIC-C,LC01,${month},5,50`]

describe('where another file was published since an extract was checked', () => {
  test('it is published only once its new warnings have been seen', async () => {
    const id = await receive(db, ['CIC-N,LC01,2018-04,5,50'])
    // Requested before the other file's check began and published only after it: moments do not show the order.
    await publishAtOnce(db, monthBefore('2018-03'), { now: minutesOn(-5) })
    await expect(publishExtract(db, id, PUBLISH)).rejects.toMatchObject(unseen)
    expect(await statusOf(db, id)).toMatchObject({ status: 'ready', warning_count: 1, published_at: null })
    expect(await findings(id)).toMatchObject([{ code: 'team_missing' }])
    expect(await currentFigure(db, 'CIC-N', 'LC01', '2018-04')).toBeUndefined()
    await expect(publishExtract(db, id, PUBLISH)).rejects.toMatchObject({ code: 'warnings_not_accepted' })
    const seen = { ...PUBLISH, acceptWarnings: true }
    expect(await publishExtract(db, id, seen)).toMatchObject({
      is: 'published',
      receipt: { warningsAccepted: 1 },
    })
  })

  test('warnings accepted before are not those found since', async () => {
    const id = await receive(db, ['CIC-N,LC01,2018-07,5,50'])
    await publishAtOnce(db, monthBefore('2018-06'))
    const blind = { ...PUBLISH, acceptWarnings: true }
    await expect(publishExtract(db, id, blind)).rejects.toMatchObject(unseen)
    expect((await statusOf(db, id)).status).toBe('ready')
  })

  test('it is published at once where that makes nothing odd', async () => {
    const id = await receive(db, ['CIC-N,LC01,2018-10,5,50'])
    await publishAtOnce(db, ['CIC-S,LC02,2017-01,5,50'])
    expect(await publishExtract(db, id, PUBLISH)).toMatchObject({ is: 'published' })
  })

  test('one that had a time goes back to be looked at, and its time passes', async () => {
    const id = await receive(db, ['CIC-N,LC01,2019-01,5,50'])
    await publishExtract(db, id, { ...PUBLISH, at: minutesOn(60) })
    await publishAtOnce(db, monthBefore('2018-12'), { now: minutesOn(1) })
    const again = { ...PUBLISH, now: minutesOn(2) }
    await expect(publishExtract(db, id, again)).rejects.toMatchObject(unseen)
    expect(await statusOf(db, id)).toMatchObject({ status: 'ready', publish_at: null })
    expect(await publishScheduled(db, minutesOn(61))).toBe(0)
    expect(await currentFigure(db, 'CIC-N', 'LC01', '2019-01')).toBeUndefined()
  })

  test('a file that was to publish itself waits for a person', async () => {
    const file = fileOf(csvOf(['CIC-N,LC01,2019-04,5,50']), { publish: null })
    const id = Number((await ingestFile(db, file)).id)
    await publishAtOnce(db, monthBefore('2019-03'))
    // The state left by a process that dies between its check and its publication.
    await db.updateTable('extract').set({ publish_when_clean: true }).where('id', '=', id).execute()
    await sweepExtracts(db, NOW)
    expect(await statusOf(db, id)).toMatchObject({ status: 'ready', warning_count: 1 })
    await sweepExtracts(db, NOW)
    expect((await statusOf(db, id)).status).toBe('ready')
  })
})
