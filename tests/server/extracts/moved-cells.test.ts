/** Figures on record that change between the moment a person looks at a comparison and their decision. */
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { Problem } from '#server/errors.ts'
import { loadChanges } from '#server/extracts/publishing/changes.ts'
import { approveExtract, publishScheduled } from '#server/extracts/publishing/planned-publication.ts'
import { type PublishOrder, publishExtract } from '#server/extracts/publishing/publish.ts'
import { revertExtract } from '#server/extracts/publishing/revert.ts'
import { sweepExtracts } from '#server/extracts/sweep.ts'
import { recordedAt, testDatabase } from '../../support/database.ts'
import { PUBLISH } from '../../support/extract-files.ts'
import { named } from '../../support/named.ts'
import { currentFigure, minutesOn, publishAtOnce, receive, setApproval, statusOf } from './decision-steps.ts'

let db: Db
beforeAll(async () => {
  db = (await testDatabase('catalogue')).db
  await db.updateTable('council').set({ first_scorecard: '2019-01' }).execute()
})
afterEach(() => setApproval(db, false))

let minute = 0
const next = () => minutesOn(++minute)
const known = (rows: readonly string[]) => publishAtOnce(db, rows, { now: next() })
const file = (rows: readonly string[]) => receive(db, rows, next())
const publish = (id: number, order: Partial<PublishOrder> = {}) =>
  publishExtract(db, id, { ...PUBLISH, now: next(), acceptWarnings: true, reason: 'A miscount', ...order })
const seenOf = async (id: number) => (await loadChanges(db, id, next())).seen

/** Returns the refusal, and fails if there is none. */
async function refusal(attempt: Promise<unknown>): Promise<Problem> {
  const outcome = await attempt.catch((error: unknown) => error)
  if (!(outcome instanceof Problem)) throw new Error(`nothing was refused: ${JSON.stringify(outcome)}`)
  return outcome
}

const percent = (month: string, n: number, team = 'CIC-N') => `${team},LC01,${month},${n},40`
const numerator = async (month: string, team = 'CIC-N') =>
  (await currentFigure(db, team, 'LC01', month))?.numerator

describe('an extract whose figures on record were changed since somebody looked', () => {
  test('is not published: the answer says what moved and gives the changes of now', async () => {
    await known([percent('2017-01', 33)])
    const id = await file([percent('2017-01', 31)])
    const seen = await seenOf(id)
    const other = await known([percent('2017-01', 36)])
    const refused = await refusal(publish(id, { seen }))
    expect(refused).toMatchObject({
      code: 'changes_moved',
      status: 409,
      detail: expect.stringContaining('1 figure that this file compares has changed on record'),
      extra: {
        seen: expect.any(String),
        changes: {
          counts: { new: 0, changed: 1, unchanged: 0 },
          changed: [{ unit: 'CIC-N', before: { value: 90 }, after: { value: 77.5 } }],
        },
        moved: {
          total: 1,
          cells: [
            {
              unit: 'CIC-N',
              kpi: 'LC01',
              period: '2017-01',
              before: { value: 82.5 },
              after: { value: 90 },
              extract: other.extract,
              by: 'Data team',
            },
          ],
        },
      },
    })
    expect(refused.extra.seen).not.toBe(seen)
    expect(await numerator('2017-01')).toBe(36)
    expect(await statusOf(db, id)).toMatchObject({ status: 'ready', published_at: null })
    expect(await publish(id, { seen: String(refused.extra.seen) })).toMatchObject({ is: 'published' })
    expect(await numerator('2017-01')).toBe(31)
  })

  test('is not published either by somebody who names no comparison: then it is that of its check', async () => {
    await known([percent('2017-02', 33)])
    const id = await file([percent('2017-02', 31)])
    await known([percent('2017-02', 36)])
    expect((await refusal(publish(id))).code).toBe('changes_moved')
    expect(await numerator('2017-02')).toBe(36)
  })

  test('has moved too where a cell that was new is no longer, and where a figure that was there is taken back', async () => {
    const id = await file([percent('2017-03', 31)])
    const other = await known([percent('2017-03', 36)])
    expect((await refusal(publish(id))).extra.moved).toMatchObject({
      cells: [{ before: null, after: { value: 90 } }],
    })
    const later = await file([percent('2017-03', 30)])
    await revertExtract(recordedAt(db, next()), other.extract, {
      by: named('Data team'),
      reason: 'The wrong month',
    })
    expect((await refusal(publish(later))).extra.moved).toMatchObject({
      cells: [{ before: { value: 90 }, after: null }],
    })
  })

  test('has moved where a figure that it left as it was is another now: it would be put back', async () => {
    await known([percent('2017-04', 33)])
    const id = await file([percent('2017-04', 33), percent('2017-04', 10, 'CIC-C')])
    await known([percent('2017-04', 36)])
    expect((await refusal(publish(id))).code).toBe('changes_moved')
    expect(await numerator('2017-04')).toBe(36)
  })

  test('is published where only other figures were', async () => {
    await known([percent('2017-05', 33)])
    const id = await file([percent('2017-05', 31)])
    await known([percent('2017-05', 36, 'CIC-C'), percent('2017-06', 36), 'CIC-N,LC02,2017-05,1,10'])
    expect(await publish(id)).toMatchObject({ is: 'published' })
  })

  test('is published where a figure moved away and back: what was looked at is true again', async () => {
    await known([percent('2017-07', 33)])
    const id = await file([percent('2017-07', 31)])
    const other = await known([percent('2017-07', 36)])
    await revertExtract(recordedAt(db, next()), other.extract, {
      by: named('Data team'),
      reason: 'The wrong month',
    })
    expect(await publish(id)).toMatchObject({ is: 'published' })
    const unknown = await file([percent('2017-08', 31)])
    const taken = await known([percent('2017-08', 36)])
    await revertExtract(recordedAt(db, next()), taken.extract, {
      by: named('Data team'),
      reason: 'The wrong month',
    })
    expect(await publish(unknown)).toMatchObject({ is: 'published' })
  })

  test('is told of new warnings with the same answer, so that it is asked about once', async () => {
    const id = await file([percent('2019-03', 31)])
    await known([percent('2019-02', 36), percent('2019-02', 36, 'CIC-C'), percent('2019-03', 36)])
    const refused = await refusal(publish(id))
    expect(refused).toMatchObject({ code: 'changes_moved', detail: expect.stringContaining('new warning') })
    expect((await statusOf(db, id)).warning_count).toBeGreaterThan(0)
    expect(await publish(id, { seen: String(refused.extra.seen) })).toMatchObject({ is: 'published' })
  })
})

describe('a comparison that was never made', () => {
  test('is refused, whatever is made up', async () => {
    await known([percent('2017-09', 33)])
    const id = await file([percent('2017-09', 31)])
    const seen = String(await seenOf(id))
    const madeUp = [
      '',
      '1',
      '-1',
      '99999999999999999999',
      'x',
      seen.slice(0, -1),
      `${seen}0`,
      seen.toUpperCase(),
    ]
    const forged = [seen.replace(/^[0-9]+/, (n) => String(Number(n) + 1)), '\u0000', '\ud800', "1' or 1=1"]
    const wrong = [...madeUp, ...forged].filter((each) => each !== seen)
    expect(wrong.length).toBeGreaterThan(10)
    for (const each of wrong) {
      const refused = await refusal(publish(id, { seen: each }))
      expect([each, refused.code]).toEqual([each, 'changes_moved'])
      expect(refused.extra.seen).toBe(seen)
    }
    expect(await numerator('2017-09')).toBe(33)
  })

  test('is refused where it is another extract’s', async () => {
    await known([percent('2017-10', 33)])
    const id = await file([percent('2017-10', 31)])
    const other = await file([percent('2017-10', 30)])
    expect((await refusal(publish(id, { seen: await seenOf(other) }))).code).toBe('changes_moved')
    expect(await numerator('2017-10')).toBe(33)
  })
})

test('of people who publish over one month at once one gets through, and the others are shown what it published', async () => {
  await known([percent('2017-11', 33)])
  const numerators = [10, 11, 12, 13]
  const ids: number[] = []
  for (const n of numerators) ids.push(await file([percent('2017-11', n), percent('2017-11', n, 'CIC-C')]))
  const seen = await Promise.all(ids.map(seenOf))
  const outcomes = await Promise.allSettled(ids.map((id, i) => publish(id, { seen: seen[i] ?? '' })))
  const through = outcomes.findIndex(({ status }) => status === 'fulfilled')
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const shown = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
  expect(shown).toHaveLength(3)
  for (const refused of shown)
    expect(refused).toMatchObject({
      code: 'changes_moved',
      extra: { changes: { changed: [{ before: { numerator: numerators[through] } }, expect.anything()] } },
    })
  expect(await numerator('2017-11')).toBe(numerators[through])
  expect(await currentFigure(db, 'CIC-N', 'LC01', '2017-11')).toMatchObject({ version: 2 })
})

describe('what was compared when its publication was asked for travels with it', () => {
  const back = (count: string) =>
    `Since Data team asked to publish it on 10 June 2019, ${count} on record. Look at the changes and publish it again.`

  test('to a second person: where it moved it goes back to whoever asked', async () => {
    await known([percent('2016-01', 33)])
    const id = await file([percent('2016-01', 31)])
    await setApproval(db, true)
    await publish(id)
    await setApproval(db, false)
    const other = await known([percent('2016-01', 36)])
    await setApproval(db, true)
    const refused = await refusal(
      approveExtract(db, id, { by: named('Senior management team'), now: next() }),
    )
    expect(refused).toMatchObject({
      code: 'changes_moved',
      detail: back('1 figure that this file compares has changed'),
      extra: {
        moved: { total: 1, cells: [{ extract: other.extract }] },
        changes: { counts: { changed: 1 } },
      },
    })
    expect(await statusOf(db, id)).toMatchObject({
      status: 'ready',
      decision_note: refused.detail,
      approved_by: null,
    })
    expect(await numerator('2016-01')).toBe(36)
    // The person who asked looks at the current comparison and asks again; then it is published.
    expect((await refusal(publish(id))).code).toBe('changes_moved')
    await publish(id, { seen: await seenOf(id) })
    const approved = await approveExtract(db, id, { by: named('Senior management team'), now: next() })
    expect(approved).toMatchObject({ is: 'published' })
    expect(await numerator('2016-01')).toBe(31)
  })

  test('and what the second person looked at is compared too', async () => {
    await known([percent('2016-02', 33)])
    const id = await file([percent('2016-02', 31)])
    await setApproval(db, true)
    await publish(id)
    await setApproval(db, false)
    const other = await known([percent('2016-02', 36)])
    const seen = String(await seenOf(id))
    await revertExtract(recordedAt(db, next()), other.extract, { by: named('Data team'), reason: 'Wrong' })
    await setApproval(db, true)
    const by = named('Senior management team')
    expect((await refusal(approveExtract(db, id, { by, now: next(), seen }))).code).toBe('changes_moved')
    expect(await statusOf(db, id)).toMatchObject({ status: 'awaiting_approval', decision_note: null })
    const again = await approveExtract(db, id, { by, now: next(), seen: String(await seenOf(id)) })
    expect(again).toMatchObject({ is: 'published' })
  })

  test('to its time: where it moved it goes back, and is not published', async () => {
    await known([percent('2016-03', 33)])
    const id = await file([percent('2016-03', 31)])
    const at = minutesOn(minute + 20)
    await publish(id, { at })
    await known([percent('2016-03', 36)])
    await publishScheduled(db, at)
    expect(await statusOf(db, id)).toMatchObject({
      status: 'ready',
      publish_at: null,
      decision_note: back('1 figure that this file compares has changed'),
    })
    expect(await numerator('2016-03')).toBe(36)
  })

  test('and through: it is published where only other figures moved, or after it was asked for again', async () => {
    await known([percent('2016-04', 33)])
    const id = await file([percent('2016-04', 31)])
    const at = minutesOn(minute + 60)
    await publish(id, { at })
    await known([percent('2016-04', 36)])
    await publish(id, { at, seen: await seenOf(id) })
    await known([percent('2016-04', 36, 'CIC-C')])
    await publishScheduled(db, at)
    expect((await statusOf(db, id)).status).toBe('published')
  })
})

test('a file that was to publish itself waits for a person where its figures moved since its check', async () => {
  const id = await file([percent('2016-05', 31)])
  await known([percent('2016-05', 36)])
  // The state left by a process that dies between its check and its publication.
  await db.updateTable('extract').set({ publish_when_clean: true }).where('id', '=', id).execute()
  await sweepExtracts(db, next())
  expect(await statusOf(db, id)).toMatchObject({
    status: 'ready',
    publish_when_clean: false,
    decision_note:
      'Since it was checked, 1 figure that this file compares has changed on record. Look at the changes and publish it.',
  })
  expect(await numerator('2016-05')).toBe(36)
})
