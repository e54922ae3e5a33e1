import { beforeAll, describe, expect, test } from 'vitest'
import { councilId } from '#server/db/council-id.ts'
import { connect, type Db } from '#server/db/database.ts'
import { cancelExtract } from '#server/extracts/publishing/cancel.ts'
import { publishScheduled } from '#server/extracts/publishing/planned-publication.ts'
import { publishExtract } from '#server/extracts/publishing/publish.ts'
import { loadReceipts } from '#server/extracts/publishing/receipt.ts'
import { publishScheduledExtracts } from '../../../jobs/publish-scheduled-extracts.ts'
import { testDatabase } from '../../support/database.ts'
import { NOW, PUBLISH } from '../../support/extract-files.ts'
import { named } from '../../support/named.ts'
import { some } from '../../support/some.ts'
import {
  currentFigure,
  minutesOn,
  publishAtOnce,
  receive,
  setApproval,
  silentLog,
  statusOf,
} from './decision-steps.ts'

let db: Db
let url: string
beforeAll(async () => {
  ;({ db, url } = await testDatabase('catalogue'))
  await db.updateTable('council').set({ first_scorecard: '2019-01' }).execute()
})

const ask = (id: number, at: Date, change = {}) => publishExtract(db, id, { ...PUBLISH, at, ...change })

async function publications(id: number): Promise<number> {
  return (await db.selectFrom('publication').select('id').where('extract_id', '=', id).execute()).length
}

describe('an extract to be published at a time', () => {
  test('waits for it, and is published once it has come, by whoever asked', async () => {
    const id = await receive(db, ['CIC-N,LC01,2017-01,1,10'])
    const at = minutesOn(60)
    expect(await ask(id, at)).toEqual({ is: 'scheduled', at: at.toISOString() })
    expect(await publishScheduled(db, minutesOn(59))).toBe(0)
    expect(await currentFigure(db, 'CIC-N', 'LC01', '2017-01')).toBeUndefined()
    expect(await publishScheduled(db, minutesOn(60))).toBe(1)
    expect(await currentFigure(db, 'CIC-N', 'LC01', '2017-01')).toMatchObject({ numerator: 1, version: 1 })
    expect(await statusOf(db, id)).toMatchObject({ status: 'published', published_by: 'Data team' })
    expect(await loadReceipts(db, id)).toMatchObject([{ publishedAt: at.toISOString(), approvedBy: null }])
    expect(await publishScheduled(db, minutesOn(61))).toBe(0)
  })

  test('is refused a time that has passed', async () => {
    const id = await receive(db, ['CIC-N,LC01,2017-02,1,10'])
    for (const at of [NOW, minutesOn(-1)]) {
      await expect(ask(id, at)).rejects.toMatchObject({ code: 'unprocessable', status: 422 })
    }
    expect((await statusOf(db, id)).status).toBe('ready')
  })

  test('may be given another time, published now, or cancelled before it', async () => {
    const id = await receive(db, ['CIC-N,LC01,2017-03,1,10'])
    await ask(id, minutesOn(60))
    await ask(id, minutesOn(120))
    expect(await publishScheduled(db, minutesOn(90))).toBe(0)
    expect(await publishExtract(db, id, PUBLISH)).toMatchObject({ is: 'published' })
    expect(await publishScheduled(db, minutesOn(130))).toBe(0)

    const other = await receive(db, ['CIC-N,LC01,2017-04,1,10'])
    await ask(other, minutesOn(60))
    await cancelExtract(db, other, { by: named('Data team'), mayPublish: true })
    expect(await publishScheduled(db, minutesOn(61))).toBe(0)
    expect(await currentFigure(db, 'CIC-N', 'LC01', '2017-04')).toBeUndefined()
  })

  test('needs its warnings accepted, and a reason for a signed-off month, when it is asked for and not only when it is due', async () => {
    const id = await receive(db, ['CL-1,LC01,2017-05,1,10', 'CIC-N,LC01,2017-05,1,10'])
    expect((await statusOf(db, id)).status).toBe('rejected')
    const odd = await receive(db, ['CIC-N,LC01,2019-02,1,10'])
    await db
      .insertInto('extract_problem')
      .values({
        council_id: councilId,
        extract_id: odd,
        position: 1,
        level: 'warning',
        code: 'restates_signed_off',
        message: 'A figure changes on a signed-off scorecard. Say why',
        needs_reason: true,
      })
      .execute()
    await db.updateTable('extract').set({ warning_count: 1 }).where('id', '=', odd).execute()
    await expect(ask(odd, minutesOn(60))).rejects.toMatchObject({ code: 'warnings_not_accepted' })
    await expect(ask(odd, minutesOn(60), { acceptWarnings: true, reason: ' ' })).rejects.toMatchObject({
      code: 'reason_needed',
    })
    const said = { acceptWarnings: true, reason: 'A miscount' }
    expect(await ask(odd, minutesOn(60), said)).toMatchObject({ is: 'scheduled' })
  })

  test('goes back to ready, saying why, where the ledger has moved so that it looks odd', async () => {
    const id = await receive(db, ['CIC-N,LC01,2019-04,5,50'])
    await ask(id, minutesOn(60))
    await publishAtOnce(db, ['CIC-N,LC01,2019-03,5,50', 'CIC-C,LC01,2019-03,5,50'], { now: minutesOn(30) })
    await publishScheduled(db, minutesOn(60))
    expect(await statusOf(db, id)).toMatchObject({
      status: 'ready',
      warning_count: 1,
      publish_at: null,
      decision_note:
        'Since Data team asked to publish it on 10 June 2019, a new warning was found. Look at the warnings and publish it again.',
    })
    expect(await currentFigure(db, 'CIC-N', 'LC01', '2019-04')).toBeUndefined()
    expect(await publications(id)).toBe(0)
  })

  test('is published all the same where what came in meanwhile makes nothing odd', async () => {
    const id = await receive(db, ['CIC-N,LC01,2016-04,5,50'])
    await ask(id, minutesOn(60))
    await publishAtOnce(db, ['CIC-C,LC01,2016-04,5,50'], { now: minutesOn(30) })
    await publishScheduled(db, minutesOn(60))
    expect((await statusOf(db, id)).status).toBe('published')
  })

  test('goes back to ready where a month that it changes was signed off meanwhile', async () => {
    await publishAtOnce(db, ['CIC-S,LC01,2018-06,5,50'], { now: minutesOn(200) })
    const id = await receive(db, ['CIC-S,LC01,2018-06,40,50'])
    // The reason was given for published figures, not for a month that is signed off.
    const order = { now: minutesOn(201), acceptWarnings: true, reason: 'Late visits' }
    await ask(id, minutesOn(260), order)
    await db
      .insertInto('scorecard_sign_off')
      .values(
        (['submitted', 'agreed'] as const).map((step, i) => ({
          council_id: councilId,
          unit_code: 'CIC-S',
          period: '2018-06',
          position: i + 1,
          step,
          taken_by: 'Head of service',
          taken_at: minutesOn(220 + i),
        })),
      )
      .execute()
    await publishScheduled(db, minutesOn(260))
    const { status, decision_note } = await statusOf(db, id)
    expect(status).toBe('ready')
    expect(decision_note).toContain('Since Data team asked to publish it on 10 June 2019')
    expect(await currentFigure(db, 'CIC-S', 'LC01', '2018-06')).toMatchObject({ numerator: 5 })
    const again = { now: minutesOn(261), acceptWarnings: true, reason: 'A miscount' }
    expect(await publishExtract(db, id, { ...PUBLISH, ...again })).toMatchObject({
      is: 'published',
      receipt: { reason: 'A miscount', restatedSignOffs: [{ unit: 'CIC-S', period: '2018-06', version: 2 }] },
    })
  })

  test('goes back to ready where the council has come to ask for a second person', async () => {
    const id = await receive(db, ['CIC-N,LC01,2016-05,5,50'])
    await ask(id, minutesOn(300))
    await setApproval(db, true)
    await publishScheduled(db, minutesOn(300))
    await setApproval(db, false)
    expect(await statusOf(db, id)).toMatchObject({
      status: 'ready',
      decision_note:
        'Since Data team asked to publish it on 10 June 2019, a second person has become needed. Ask for it again.',
    })
    expect(await publications(id)).toBe(0)
  })

  test('is published once, however many processes find it due at the same moment', async () => {
    const ids = []
    for (const month of ['07', '08', '09', '10'])
      ids.push(await receive(db, [`CIC-N,LC01,2017-${month},1,10`]))
    for (const id of ids) await ask(id, minutesOn(60))
    const others = Array.from({ length: 4 }, () => connect(url, { max: 2 }))
    try {
      const run = (of: Db) =>
        publishScheduledExtracts.run({
          db: of,
          now: () => minutesOn(60),
          log: silentLog,
          config: { extractInbox: null },
        })
      await Promise.all(others.map(run))
    } finally {
      await Promise.all(others.map((other) => other.destroy()))
    }
    for (const id of some(ids)) {
      expect((await statusOf(db, id)).status).toBe('published')
      expect(await publications(id)).toBe(1)
    }
  })
})
