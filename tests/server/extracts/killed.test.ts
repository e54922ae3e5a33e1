import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { sweepExtracts } from '#server/extracts/sweep.ts'
import { testDatabase } from '../../support/database.ts'
import { csvOf, NOW } from '../../support/extract-files.ts'

let db: Db
let url: string
const folder = mkdtempSync(join(tmpdir(), 'golden-thread-killed-'))
beforeAll(async () => {
  const made = await testDatabase('catalogue')
  db = made.db
  url = made.url
})
afterAll(() => rmSync(folder, { recursive: true }))

const child = fileURLToPath(new URL('../../support/ingest-in-child.ts', import.meta.url))

/** Ingests in another process, which is killed as it waits to write to a table that this one has locked. */
async function killAt(table: string, content: string): Promise<void> {
  const file = join(folder, 'extract.csv')
  writeFileSync(file, content)
  await db.transaction().execute(async (trx) => {
    await sql`lock table ${sql.table(table)} in share row exclusive mode`.execute(trx)
    const process_ = spawn(process.execPath, [child, url, file], { stdio: 'ignore' })
    const ended = once(process_, 'exit')
    await expect.poll(() => waitingFor(table), { timeout: 20_000 }).toBe(true)
    process_.kill('SIGKILL')
    await ended
  })
}

async function waitingFor(table: string): Promise<boolean> {
  const { rows } = await sql`
    select from pg_locks where not granted and relation = ${table}::regclass`.execute(db)
  return rows.length > 0
}

async function rowsOf(table: 'extract' | 'extract_row' | 'measurement' | 'figure'): Promise<number> {
  const { rows } = await db
    .selectFrom(table)
    .select((where) => where.fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow()
  return rows
}

/** Sweeps until the dead process's connection is gone and nothing is left to take up. */
async function sweepAll(): Promise<void> {
  await expect.poll(() => sweepExtracts(db, NOW), { timeout: 20_000 }).toBe(0)
}

describe('a process killed', () => {
  test('while it stores the bytes leaves nothing: the file was not acknowledged', async () => {
    await killAt('extract_chunk', csvOf(['CIC-N,LC01,2018-01,1,10']))
    await sweepAll()
    expect(await rowsOf('extract')).toBe(0)
  })

  test('while it checks leaves nothing visible, and the file is taken up again', async () => {
    await killAt('extract_row', csvOf(['CIC-N,LC01,2018-02,1,10', 'CIC-C,LC01,2018-02,2,10']))
    expect(await rowsOf('extract')).toBe(1)
    expect([await rowsOf('extract_row'), await rowsOf('measurement')]).toEqual([0, 0])
    await sweepAll()
    expect(await db.selectFrom('extract').select(['status', 'accepted_count']).execute()).toEqual([
      { status: 'published', accepted_count: 2 },
    ])
    expect([await rowsOf('extract_row'), await rowsOf('measurement')]).toEqual([2, 2])
  })

  test('while it publishes leaves the ledger as it was, and the file is published on the sweep', async () => {
    const before = [await rowsOf('measurement'), await rowsOf('figure')]
    await killAt('figure', csvOf(['CIC-N,LC01,2018-02,3,10']))
    expect([await rowsOf('measurement'), await rowsOf('figure')]).toEqual(before)
    await sweepAll()
    const versions = await db
      .selectFrom('measurement')
      .select('numerator')
      .where('unit_code', '=', 'CIC-N')
      .orderBy('version')
      .execute()
    expect(versions.map(({ numerator }) => numerator)).toEqual([1, 3])
  })

  test('leaves nothing that a second sweep would do again', async () => {
    const before = [await rowsOf('extract'), await rowsOf('measurement'), await rowsOf('figure')]
    expect(await sweepExtracts(db, NOW)).toBe(0)
    expect([await rowsOf('extract'), await rowsOf('measurement'), await rowsOf('figure')]).toEqual(before)
  })
})
