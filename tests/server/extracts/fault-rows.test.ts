import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { loadForeignCells } from '#server/extracts/problem-file/fault-rows.ts'
import { testDatabase } from '../../support/database.ts'
import { csvOf, fileOf, HEADER } from '../../support/extract-files.ts'

let db: Db
beforeAll(async () => {
  db = (await testDatabase('catalogue')).db
})

async function foreignIn(content: Buffer) {
  const report = await ingestFile(db, fileOf(content))
  expect(report.problems).toMatchObject([{ code: 'bad_encoding' }])
  return loadForeignCells(db, Number(report.id))
}

describe('cells that would read differently in another encoding', () => {
  test('are shown as they would read, the first three with their rows', async () => {
    const rows = ['é', 'b', 'ü', 'ß', 'ø'].map((note) => `CIC-N,LC01,2019-04,1,10,${note}`)
    expect(await foreignIn(Buffer.from(csvOf(rows, `${HEADER},note`), 'latin1'))).toEqual([
      { row: 2, text: 'é' },
      { row: 4, text: 'ü' },
      { row: 5, text: 'ß' },
    ])
  })

  test('are looked for no further in a line than a row may be long', async () => {
    const row = Buffer.from(csvOf(['CIC-N,LC01,2019-04,1,10,é'], `${HEADER},note`), 'latin1')
    const unending = [Buffer.alloc(3 * 1024 * 1024, 'a,'), Buffer.from('é', 'latin1')]
    expect(await foreignIn(Buffer.concat([row, ...unending]))).toEqual([{ row: 2, text: 'é' }])
  })
})
