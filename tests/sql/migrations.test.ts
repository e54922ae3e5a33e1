import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { councilId } from '#server/db/council-id.ts'
import { connect, type Db, inTransaction } from '#server/db/database.ts'
import { MIGRATIONS, migrate } from '#server/db/migrations.ts'
import { testDatabase } from '../support/database.ts'

const names = readdirSync(MIGRATIONS)
  .filter((name) => name.endsWith('.sql'))
  .map((name) => name.replace('.sql', ''))
  .sort()

let db: Db
let url: string
const opened: Db[] = []
const folders: string[] = []

beforeAll(async () => {
  ;({ owner: db, ownerUrl: url } = await testDatabase('empty'))
})

afterAll(async () => {
  await Promise.all(opened.map((pool) => pool.destroy()))
  for (const folder of folders) rmSync(folder, { recursive: true })
})

/** An empty database beside the file's own one. */
async function bareDatabase(name: string): Promise<string> {
  const bare = new URL(url)
  bare.pathname += `_${name}`
  await sql`create database ${sql.ref(bare.pathname.slice(1))} template template0`.execute(db)
  return bare.href
}

async function withBareDatabase(name: string, use: (url: string) => Promise<void>): Promise<void> {
  const bare = await bareDatabase(name)
  try {
    await use(bare)
  } finally {
    await Promise.all(opened.splice(0).map((pool) => pool.destroy()))
    await sql`drop database ${sql.ref(new URL(bare).pathname.slice(1))} with (force)`.execute(db)
  }
}

function open(target: string): Db {
  const pool = connect(target, { waitMs: 30_000 })
  opened.push(pool)
  return pool
}

/** The shipped migrations and one more. */
function folderWith(name: string, text: string): URL {
  const folder = mkdtempSync(join(tmpdir(), 'golden-thread-migrations-'))
  folders.push(folder)
  for (const file of readdirSync(MIGRATIONS)) copyFileSync(new URL(file, MIGRATIONS), join(folder, file))
  writeFileSync(join(folder, name), text)
  return pathToFileURL(`${folder}/`)
}

describe('migrations', () => {
  test('three processes that start together apply each migration once', async () => {
    await withBareDatabase('three', async (target) => {
      const applied = await Promise.all([target, target, target].map((at) => migrate(open(at))))
      expect(applied.flat().sort()).toEqual(names)
    })
  })

  test('a second run applies nothing', async () => {
    expect(await migrate(db)).toEqual([])
  })

  test('a migration that fails half way leaves nothing of itself, and the ones before it stand', async () => {
    await withBareDatabase('failing', async (target) => {
      const folder = folderWith('9999_half.sql', 'create table half (id integer); select 1 / 0;')
      const pool = open(target)
      await expect(migrate(pool, folder)).rejects.toThrow('division by zero')
      const { rows } = await sql<{ half: string | null; council: string | null }>`
        select to_regclass('half')::text as half, to_regclass('council')::text as council`.execute(pool)
      expect(rows).toEqual([{ half: null, council: 'council' }])
      expect(await migrate(pool)).toEqual([])
    })
  })

  test('several statements and a quoted body work in one file', async () => {
    await withBareDatabase('several', async (target) => {
      const body =
        "do $$ begin perform 1; raise notice 'a;b'; end $$; create table a (id integer); drop table a;"
      const folder = folderWith('9999_several.sql', body)
      expect((await migrate(open(target), folder)).at(-1)).toBe('9999_several')
    })
  })

  test('a migration edited after it was applied stops the start and says so', async () => {
    const folder = folderWith(`${names[0]}.sql`, 'select 1;')
    await expect(migrate(db, folder)).rejects.toThrow(`migration ${names[0]} has been edited`)
  })
})

describe('the role that the service runs as', () => {
  test('adds to the ledger and reads it, and can neither change nor delete it', async () => {
    for (const statement of [
      sql`update measurement set note = 'changed'`,
      sql`delete from measurement`,
      sql`update figure set value = 1`,
      sql`truncate figure`,
      sql`delete from publication`,
      sql`delete from extract`,
      sql`drop table council`,
      sql`create table mine (id integer)`,
      sql`delete from migration`,
    ]) {
      await expect(inTransaction(db, (trx) => statement.execute(trx))).rejects.toMatchObject({
        code: '42501',
      })
    }
    const rows = await inTransaction(db, (trx) => trx.selectFrom('measurement').selectAll().execute())
    expect(rows).toEqual([])
  })

  test('what fails inside a transaction leaves nothing behind and the pool goes on', async () => {
    const council = { council_id: councilId, name: 'Ridgeshire', unit_code: 'RC' }
    const failing = inTransaction(db, async (trx) => {
      await trx.insertInto('council').values(council).execute()
      throw new Error('stopped')
    })
    await expect(failing).rejects.toThrow('stopped')
    expect(await db.selectFrom('council').selectAll().execute()).toEqual([])
  })
})

describe('values read from the database', () => {
  test('numbers are numbers, a date is its text and a moment is a Date', async () => {
    const { rows } = await sql`select 12.5::numeric as n, 9007199254740991::int8 as i, date '2019-06-10' as d,
      timestamptz '2019-06-10T08:00:00Z' as t, array[1.5, null]::numeric[] as ns, array[2]::int8[] as is,
      array[date '2019-06-10'] as ds, null::numeric as nothing`.execute(db)
    expect(rows).toEqual([
      {
        ...{ n: 12.5, i: Number.MAX_SAFE_INTEGER, d: '2019-06-10', t: new Date('2019-06-10T08:00:00Z') },
        ...{ ns: [1.5, null], is: [2], ds: ['2019-06-10'], nothing: null },
      },
    ])
  })

  test('a statement past its limit is stopped by the server', async () => {
    const hasty = open(url)
    const limited = connect(url, { statementTimeoutMs: 50 })
    opened.push(limited)
    await expect(sql`select pg_sleep(5)`.execute(limited)).rejects.toMatchObject({ code: '57014' })
    await expect(sql`select pg_sleep(0.1)`.execute(hasty)).resolves.toBeDefined()
  })

  test('a connection closed by the server in the middle of a transaction fails that transaction alone', async () => {
    const pool = open(url)
    const cut = inTransaction(pool, async (trx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx)
      await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(db)
      await new Promise((done) => setTimeout(done, 100))
      await sql`select 1`.execute(trx)
    })
    await expect(cut).rejects.toThrow()
    await expect(sql`select 1 as one`.execute(pool)).resolves.toMatchObject({ rows: [{ one: 1 }] })
  })

  test('a connection closed by the server is replaced by the next question', async () => {
    let told = 0
    const pool = connect(url, { max: 1, onIdleError: () => told++ })
    opened.push(pool)
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(pool)
    await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(db)
    await expect.poll(() => told).toBe(1)
    await expect(sql`select 1 as one`.execute(pool)).resolves.toMatchObject({ rows: [{ one: 1 }] })
  })
})
