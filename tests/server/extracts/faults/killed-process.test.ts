import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { sweepExtracts } from '#server/extracts/sweep.ts'
import { testDatabase } from '../../../support/database.ts'
import { recordOf } from '../../../support/exactly-once.ts'
import { NOW } from '../../../support/extract-files.ts'
import { KillableProcess } from '../../../support/killable-process.ts'
import { partOf } from '../../../support/run-size.ts'
import { buildDoors, withDoorShut } from '../../../support/transaction-doors.ts'
import { begin, expectToEndWell, leftAt, namedSteps, statusOf } from './scenario.ts'
import { STEPS } from './steps.ts'

/** The database where the process is killed, and one where the same is done and nothing goes wrong. */
let db: Db
let url: string
let quiet: Db
/** Already started, and waiting for the next kill. */
let spare: Promise<KillableProcess> | undefined

beforeAll(async () => {
  const made = await testDatabase('catalogue')
  db = made.db
  url = made.url
  quiet = (await testDatabase('catalogue')).db
  await buildDoors(
    made.owner,
    STEPS.map(({ door }) => door),
  )
  spare = KillableProcess.start(url)
})
afterAll(async () => (await spare)?.kill())

describe('a process killed', () => {
  test.each(partOf(namedSteps, 6))('%s ends as if it had not been', async (_name, each) => {
    const order = await begin(db, each)
    const child = await (spare ?? KillableProcess.start(url))
    await withDoorShut(db, each.number, async (somebodyWaits) => {
      child.give(order)
      await somebodyWaits()
      await child.kill()
    })
    spare = KillableProcess.start(url)
    await expect.poll(() => statusOf(db, order), { interval: 20 }).toBe(leftAt(each))
    await expectToEndWell(db, quiet, order, child.acknowledged())
  })

  test('leaves nothing that a second sweep would do again', async () => {
    const before = await recordOf(db)
    expect(await sweepExtracts(db, NOW)).toBe(0)
    expect(await recordOf(db)).toEqual(before)
  })
})
