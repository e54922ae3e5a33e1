import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { testDatabase } from '../../../support/database.ts'
import { doWork } from '../../../support/extract-work.ts'
import { PrivateDatabase } from '../../../support/private-database.ts'
import { partOf } from '../../../support/run-size.ts'
import { buildDoors, withDoorShut } from '../../../support/transaction-doors.ts'
import { begin, expectToEndWell, leftAt, lostAt, namedSteps, statusOf } from './scenario.ts'
import { STEPS } from './steps.ts'

let database: PrivateDatabase
let quiet: Db

beforeAll(async () => {
  database = await PrivateDatabase.start()
  quiet = (await testDatabase('catalogue')).db
  await database.asOwner((owner) =>
    buildDoors(
      owner,
      STEPS.map(({ door }) => door),
    ),
  )
})
afterAll(async () => database.stop())

describe('a database that crashes', () => {
  test.each(partOf(namedSteps, 9))('%s loses only what it had not acknowledged', async (_name, each) => {
    const { db } = database
    const order = await begin(db, each)
    const shut = withDoorShut(db, each.number, async (somebodyWaits) => {
      const asked = doWork(db, order).then(
        () => 'answered',
        () => 'not answered',
      )
      await somebodyWaits()
      database.crash(each.number % 2 === 0 ? 'SIGKILL' : 'SIGQUIT')
      expect(await asked).toBe('not answered')
    })
    // The door was in the database and went with it.
    await expect(shut).rejects.toThrow()
    await database.recover()
    // At a commit, the crash and the end of the door that it causes run a race: either everything is there or nothing.
    expect([lostAt(each), leftAt(each)]).toContain(await statusOf(db, order))
    await expectToEndWell(db, quiet, order)
  })
})
