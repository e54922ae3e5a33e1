import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect, type Db } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { testDatabase } from '../../../support/database.ts'
import { DatabaseLine } from '../../../support/database-line.ts'
import { fileOf } from '../../../support/extract-files.ts'
import { doWork } from '../../../support/extract-work.ts'
import { isWide, partOf } from '../../../support/run-size.ts'
import { buildDoors, withDoorShut } from '../../../support/transaction-doors.ts'
import { begin, caseAt, expectToEndWell, leftAt, namedSteps, statusOf } from './scenario.ts'
import { STEPS } from './steps.ts'

/** The database, the same one through a line that is cut, and one to which nothing happens. */
let db: Db
let far: Db
let quiet: Db
let line: DatabaseLine

beforeAll(async () => {
  const made = await testDatabase('catalogue')
  db = made.db
  quiet = (await testDatabase('catalogue')).db
  line = await DatabaseLine.open(made.url)
  far = connect(line.url)
  await buildDoors(
    made.owner,
    STEPS.map(({ door }) => door),
  )
})
afterAll(async () => {
  await far.destroy()
  await line.close()
})

describe.runIf(isWide)('a connection lost', () => {
  test.each(partOf(namedSteps, 2, 1))('%s is noticed, and nothing is done twice', async (_name, each) => {
    const order = await begin(far, each)
    await withDoorShut(db, each.number, async (somebodyWaits) => {
      const asked = doWork(far, order).then(
        () => 'answered',
        () => 'not answered',
      )
      await somebodyWaits()
      line.cut()
      expect(await asked).toBe('not answered')
    })
    await expect.poll(() => statusOf(db, order), { interval: 20 }).toBe(leftAt(each))
    // A retry goes through the same pool, which has made new connections.
    await expectToEndWell(far, quiet, order)
  })

  test.runIf(isWide)(
    'after the bytes were committed: sent again, the file is the one already received',
    async () => {
      const committing = caseAt('as the bytes are committed')
      const order = await begin(far, committing)
      await withDoorShut(db, committing.number, async (somebodyWaits) => {
        const asked = doWork(far, order).catch(() => 'not answered')
        await somebodyWaits()
        line.cut()
        expect(await asked).toBe('not answered')
      })
      await expect.poll(() => statusOf(db, order), { interval: 20 }).toBe('received')
      expect(await ingestFile(far, fileOf(order.content))).toMatchObject({ alreadyReceived: true })
    },
  )
})
