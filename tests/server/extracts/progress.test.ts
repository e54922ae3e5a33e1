import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { checkExtract } from '#server/extracts/checking/check.ts'
import { receiveExtract } from '#server/extracts/receiving/receive.ts'
import { testDatabase } from '../../support/database.ts'
import { csvOf, fileOf, NOW } from '../../support/extract-files.ts'
import { buildDoors, withDoorShut } from '../../support/transaction-doors.ts'

let db: Db

beforeAll(async () => {
  const made = await testDatabase('catalogue')
  db = made.db
  await buildDoors(made.owner, [{ table: 'extract', before: 'update', of: `new.status = 'ready'` }])
})

describe('a check under way', () => {
  test('tells how many rows it has read before it is done, and nothing of what it found', async () => {
    const received = await receiveExtract(db, {
      ...fileOf(csvOf(['CIC-N,LC01,2019-04,9,10', 'CIC-C,LC01,2019-04,8,10'])),
      publish: null,
      limit: 1_000_000,
    })
    if (received.is !== 'stored') throw new Error(received.is)
    let checked: Promise<void> = Promise.resolve()
    await withDoorShut(db, 0, async (somebodyWaits) => {
      checked = checkExtract(db, received.id, NOW)
      await somebodyWaits()
      expect(await extract(received.id)).toEqual({ status: 'checking', rows_read: 2, row_count: null })
    })
    await checked
    expect(await extract(received.id)).toEqual({ status: 'ready', rows_read: 2, row_count: 2 })
  })
})

function extract(id: number) {
  return db
    .selectFrom('extract')
    .select(['status', 'rows_read', 'row_count'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}
