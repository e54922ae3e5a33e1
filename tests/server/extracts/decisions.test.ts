import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { type ExtractAct, type ExtractStatus, extractWays, isOpenTo } from '#domain/extracts/status.ts'
import { monthsFrom } from '#domain/time/period.ts'
import { type Db, inTransaction } from '#server/db/database.ts'
import { Problem } from '#server/errors.ts'
import { checkExtract } from '#server/extracts/checking/check.ts'
import { recordRecheck } from '#server/extracts/checking/recheck.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { cancelExtract } from '#server/extracts/publishing/cancel.ts'
import { loadChanges } from '#server/extracts/publishing/changes.ts'
import { approveExtract, publishScheduled } from '#server/extracts/publishing/planned-publication.ts'
import { publishExtract } from '#server/extracts/publishing/publish.ts'
import { loadReceipts } from '#server/extracts/publishing/receipt.ts'
import { revertExtract } from '#server/extracts/publishing/revert.ts'
import { lockForAct } from '#server/extracts/record/locked-extract.ts'
import { sweepExtracts } from '#server/extracts/sweep.ts'
import { recordedAt, testDatabase } from '../../support/database.ts'
import { csvOf, fileOf, NOW, PUBLISH } from '../../support/extract-files.ts'
import { named } from '../../support/named.ts'
import { bySize, isWide } from '../../support/run-size.ts'
import { some } from '../../support/some.ts'
import { currentFigure, minutesOn, publishAtOnce, receive, setApproval, statusOf } from './decision-steps.ts'

let db: Db
let owner: Db
beforeAll(async () => {
  ;({ db, owner } = await testDatabase('catalogue'))
  await db.updateTable('council').set({ first_scorecard: '2019-01' }).execute()
})

describe('an extract that is cancelled', () => {
  test('says by whom and when, keeps its file and its findings, and cannot be published', async () => {
    const id = await receive(db, ['CIC-N,LC01,2017-01,1,10'])
    await cancelExtract(db, id, { by: named('Data team'), mayPublish: true })
    expect(await statusOf(db, id)).toMatchObject({
      status: 'cancelled',
      cancelled_by: 'Data team',
      cancelled_at: expect.any(Date),
    })
    await expect(publishExtract(db, id, PUBLISH)).rejects.toMatchObject({ code: 'conflict' })
    const chunks = await db
      .selectFrom('extract_chunk')
      .select('position')
      .where('extract_id', '=', id)
      .execute()
    expect(chunks).toHaveLength(1)
  })

  test('may be sent again, and is then another extract', async () => {
    const rows = ['CIC-N,LC01,2017-02,1,10']
    const first = await receive(db, rows)
    await cancelExtract(db, first, { by: named('Data team'), mayPublish: true })
    const again = await ingestFile(db, fileOf(csvOf(rows)))
    expect(again).toMatchObject({ status: 'ready', alreadyReceived: false, sameBytesAs: first })
  })

  test('is not one that was published', async () => {
    const { extract } = await publishAtOnce(db, ['CIC-N,LC01,2017-03,1,10'])
    await expect(
      cancelExtract(db, extract, { by: named('Data team'), mayPublish: true }),
    ).rejects.toMatchObject({
      code: 'conflict',
      detail: `Extract ${extract} was published already, on 10 June 2019 by Data team.`,
    })
  })
})

describe('a rejected extract that is checked again', () => {
  const recheck = async (id: number, change = {}) => {
    await recordRecheck(db, id, { by: named('Data team'), ...change })
    await checkExtract(db, id, NOW)
    return statusOf(db, id)
  }

  test('is found clean once the team that it named has been added', async () => {
    const id = await receive(db, ['CIC-X,LC01,2017-04,1,10'])
    expect((await statusOf(db, id)).status).toBe('rejected')
    expect((await recheck(id)).status).toBe('rejected')
    const like = await db.selectFrom('unit').selectAll().where('code', '=', 'CIC-N').executeTakeFirstOrThrow()
    const detail = await db
      .selectFrom('unit_detail')
      .selectAll()
      .where('unit_code', '=', 'CIC-N')
      .executeTakeFirstOrThrow()
    await db
      .insertInto('unit')
      .values({ ...like, code: 'CIC-X', position: 999 })
      .execute()
    await db
      .insertInto('unit_detail')
      .values({ ...detail, unit_code: 'CIC-X', name: 'New team' })
      .execute()
    expect(await recheck(id)).toMatchObject({ status: 'ready', row_count: 1, problem_count: 0 })
    expect(await publishExtract(db, id, PUBLISH)).toMatchObject({ is: 'published' })
  })

  test('is left to whoever took it up, and no longer publishes itself', async () => {
    const report = await ingestFile(db, fileOf(csvOf(['CIC-Y,LC01,2017-12,1,10']), { publish: PUBLISH }))
    const id = Number(report.id)
    expect(report.status).toBe('rejected')
    await recordRecheck(db, id, { by: named('Data team') })
    await db.updateTable('extract').set({ status: 'ready' }).where('id', '=', id).execute()
    await sweepExtracts(db, NOW)
    expect((await statusOf(db, id)).status).toBe('ready')
  })

  test('keeps the codes that a person mapped, each time beside those before, and by whom', async () => {
    const id = await receive(db, ['WYC-HP2,LC01,2017-05,1,10'])
    await recheck(id, { codes: { team_code: { 'WYC-HP2': 'CIC-N' }, kpi_code: {} } })
    await recordRecheck(db, await rejectedAgain(id), {
      by: named('Somebody else'),
      codes: { team_code: { 'WYC-HP3': 'CIC-C' }, kpi_code: { OLD1: 'LC01' } },
    })
    expect(await statusOf(db, id)).toMatchObject({
      status: 'received',
      code_map: { team_code: { 'WYC-HP2': 'CIC-N', 'WYC-HP3': 'CIC-C' }, kpi_code: { OLD1: 'LC01' } },
      code_map_by: 'Somebody else',
    })
  })

  async function rejectedAgain(id: number): Promise<number> {
    await db.updateTable('extract').set({ status: 'rejected' }).where('id', '=', id).execute()
    return id
  }

  test('is not one of which nothing was kept, nor one that is not rejected', async () => {
    const id = await receive(db, ['CIC-N,LC01,2017-06,1,10'])
    await expect(recheck(id)).rejects.toMatchObject({ code: 'conflict' })
    await rejectedAgain(id)
    await owner.deleteFrom('extract_chunk').where('extract_id', '=', id).execute()
    await expect(recheck(id)).rejects.toMatchObject({
      code: 'conflict',
      detail: 'Nothing of this file was kept. Correct it and upload it again.',
    })
  })

  test('takes no more codes than a person maps by hand', async () => {
    const id = await receive(db, ['WYC-HP2,LC01,2017-07,1,10'])
    const many = Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`T${i}`, 'CIC-N']))
    await expect(recheck(id, { codes: { team_code: many, kpi_code: {} } })).rejects.toMatchObject({
      code: 'unprocessable',
    })
    expect((await statusOf(db, id)).status).toBe('rejected')
  })
})

describe('a receipt', () => {
  test('is given again as it was, of the publication and of the taking back', async () => {
    const receipt = await publishAtOnce(db, ['CIC-N,LC01,2017-08,1,10'], { reason: 'First figures' })
    const { extract } = receipt
    const back = await revertExtract(recordedAt(db, minutesOn(5)), extract, {
      by: named('Somebody'),
      reason: 'The wrong month',
    })
    expect(await loadReceipts(db, extract)).toEqual([receipt, back])
    expect(receipt).toMatchObject({ kind: 'publish', publishedBy: 'Data team', reason: 'First figures' })
    expect(back).toMatchObject({ kind: 'revert', publishedBy: 'Somebody', reason: 'The wrong month' })
  })

  test('of before receipts were kept is put together again from the publication', async () => {
    const receipt = await publishAtOnce(db, ['CIC-N,LC01,2017-09,1,10'])
    await owner.deleteFrom('receipt').where('publication_id', '=', receipt.publication).execute()
    expect(await loadReceipts(db, receipt.extract)).toEqual([receipt])
  })

  test('cannot be changed or removed by the service', async () => {
    const change = inTransaction(db, (trx) => trx.updateTable('receipt').set({ content: '{}' }).execute())
    await expect(change).rejects.toThrow(/permission denied/)
    const removal = inTransaction(db, (trx) => trx.deleteFrom('receipt').execute())
    await expect(removal).rejects.toThrow(/permission denied/)
  })
})

test.runIf(isWide)(
  'a person who acts while somebody else is publishing is told so, and nothing is decided',
  {
    timeout: 40_000,
  },
  async () => {
    const id = await receive(db, ['CIC-N,LC01,2017-10,1,10'])
    const other = await receive(db, ['CIC-N,LC01,2017-11,1,10'])
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    let begun: () => void = () => undefined
    const isHeld = new Promise<void>((resolve) => {
      begun = resolve
    })
    const publishing = inTransaction(db, async (trx) => {
      await lockForAct(trx, other, 'publish')
      begun()
      await held
    })
    await isHeld
    await expect(publishExtract(db, id, PUBLISH)).rejects.toMatchObject({
      code: 'conflict',
      detail: expect.stringContaining('Someone else is publishing'),
    })
    // Reading the changes does not hold a connection for longer either.
    await expect(loadChanges(db, id, NOW)).rejects.toMatchObject({ code: 'conflict' })
    release()
    await publishing
    expect((await statusOf(db, id)).status).toBe('ready')
  },
)

describe('along any sequence of acts', () => {
  type Act = ExtractAct | 'time_comes'
  const steps = fc.array(
    fc.record({
      act: fc.constantFrom<Act>('publish', 'approve', 'cancel', 'revert', 'time_comes'),
      by: fc.constantFrom('Ann', 'Ben'),
      later: fc.boolean(),
      approval: fc.boolean(),
    }),
    { minLength: 1, maxLength: 8 },
  )
  const step = { act: 'publish' as Act, by: 'Ann', later: false, approval: true }
  /** Chance seldom finds these: one asks and may not approve it herself, and a time that comes. */
  const asking = [step, { ...step, act: 'approve' as Act }, { ...step, act: 'approve' as Act, by: 'Ben' }]
  const timeComes = { ...step, act: 'time_comes' as Act, approval: false }
  const waiting = [{ ...step, later: true, approval: false }, timeComes, timeComes, timeComes]

  /** A cell for each sequence, of months in which no other test publishes. */
  const cells = ['CIC-N', 'CIC-C', 'CIC-S'].flatMap((unit) =>
    monthsFrom('2015-04', '2016-12').map((period) => ({ unit, period })),
  )
  let file = 0

  async function take(id: number, step: { act: Act; by: string; later: boolean }, minute: number) {
    const now = minutesOn(minute)
    switch (step.act) {
      case 'publish':
        return publishExtract(db, id, {
          ...PUBLISH,
          by: named(step.by),
          now,
          acceptWarnings: true,
          at: step.later ? minutesOn(minute + 2) : null,
        })
      case 'approve':
        return approveExtract(db, id, { by: named(step.by), now })
      case 'cancel':
        return cancelExtract(recordedAt(db, now), id, { by: named(step.by), mayPublish: true })
      case 'revert':
        return revertExtract(recordedAt(db, now), id, { by: named(step.by), reason: 'Why' })
      default:
        return publishScheduled(db, now)
    }
  }

  test('an extract stands where the table says, its figures are current only while it is published, and it is published once', async () => {
    const seen = { refused: 0, ownApproval: 0, timeCame: 0, done: 0, receipts: 0 }
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const minute = 1000 + file * 100
        const { unit, period } = cells[file++ % cells.length] as (typeof cells)[number]
        const id = await receive(db, [`${unit},LC01,${period},1,10`], minutesOn(minute))
        expect((await statusOf(db, id)).status).toBe('ready')
        let asked: string | null = null
        for (const [i, step] of some(sequence).entries()) {
          await setApproval(db, step.approval)
          const before = (await statusOf(db, id)).status as ExtractStatus
          const outcome = await take(id, step, minute + i).catch((refusal: unknown) => refusal)
          const after = (await statusOf(db, id)).status as ExtractStatus
          if (outcome instanceof Problem) {
            seen.refused++
            expect(after).toBe(before)
            if (step.act !== 'time_comes' && isOpenTo(step.act, before)) {
              seen.ownApproval++
              expect([outcome.code, step.by]).toEqual(['not_allowed', asked])
            }
          } else if (step.act === 'time_comes') {
            if (after !== before) {
              seen.timeCame++
              expect(extractWays[before].time_comes).toContain(after)
            }
          } else {
            seen.done++
            expect(outcome).not.toBeInstanceOf(Error)
            expect(extractWays[before][step.act]).toContain(after)
          }
          if (after === 'awaiting_approval' && step.act === 'publish' && !(outcome instanceof Problem))
            asked = step.by
          const cell = await currentFigure(db, unit, 'LC01', period)
          expect(cell?.state === 'reported').toBe(after === 'published')
        }
        const receipts = await loadReceipts(db, id)
        expect(receipts.filter(({ kind }) => kind === 'publish').length).toBeLessThanOrEqual(1)
        for (const { approvedBy, publishedBy } of receipts) {
          seen.receipts++
          expect(approvedBy).not.toBe(publishedBy)
        }
      }),
      { numRuns: bySize({ part: 8, wide: 25, whole: 25 }), examples: [[asking], [waiting]] },
    )
    expect(Object.entries(seen).filter(([, times]) => times === 0)).toEqual([])
    await setApproval(db, false)
  })
})
