import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, type Db, inTransaction } from '#server/db/database.ts'
import { migrate } from '#server/db/migrations.ts'
import { testDatabase } from '../support/database.ts'
import { OLDEST, startOldestPostgres } from '../support/debian-postgres.ts'
import { schemaTypes } from '../support/schema.ts'
import { schemaText } from '../support/schema-text.ts'

let server: Awaited<ReturnType<typeof startOldestPostgres>>
let db: Db

beforeAll(async () => {
  server = await startOldestPostgres()
  db = connect(server.url, { waitMs: 30_000 })
})

afterAll(async () => {
  await db?.destroy()
  await server?.stop()
})

test(`the migrations make the same tables on PostgreSQL ${OLDEST} as on the embedded one`, async () => {
  const { rows } = await sql<{ server_version: string }>`show server_version`.execute(db)
  expect(rows[0]?.server_version).toMatch(new RegExp(`^${OLDEST}\\.`))
  expect((await migrate(db)).length).toBeGreaterThan(0)
  const embedded = (await testDatabase('empty')).db
  expect(await schemaTypes(db)).toBe(await schemaTypes(embedded))
  // Between versions PostgreSQL prints a view differently, but not a table.
  const tablesOf = async (of: Db) => (await schemaText(of)).split('\ncreate view ')[0]
  expect(await tablesOf(db)).toBe(await tablesOf(embedded))
})

test(`an owner without special rights migrates PostgreSQL ${OLDEST} and takes on the role of the service`, async () => {
  await sql`create role plain_owner login createrole`.execute(db)
  await sql`create database plain owner plain_owner`.execute(db)
  const url = new URL(server.url)
  url.username = 'plain_owner'
  url.pathname = '/plain'
  const plain = connect(url.href)
  try {
    await migrate(plain)
    expect(await inTransaction(plain, (trx) => trx.selectFrom('council').selectAll().execute())).toEqual([])
  } finally {
    await plain.destroy()
  }
})
