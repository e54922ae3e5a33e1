import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, type Db, inTransaction } from '#server/db/database.ts'
import { migrate } from '#server/db/migrations.ts'
import { createServiceLogin } from '#server/db/service-login.ts'
import { loadCatalogue } from '../../seeds/load.ts'
import { bearer, testApp, testNow } from '../support/app.ts'
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
  const embedded = (await testDatabase('empty')).owner
  expect(await schemaTypes(db)).toBe(await schemaTypes(embedded))
  // Between versions PostgreSQL prints a view differently, but not a table.
  const tablesOf = async (of: Db) => (await schemaText(of)).split('\ncreate view ')[0]
  expect(await tablesOf(db)).toBe(await tablesOf(embedded))
})

test(`while pages are asked, PostgreSQL ${OLDEST} sees only the service's login: no superuser, no owner`, async () => {
  const admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
  const login = { name: 'council_service', password: 'of a test' }
  await admin.query('create role council_owner login createrole')
  await createServiceLogin(admin, login)
  // The owner's migrations create the tables, and the role of the service is there already.
  await admin.query('grant golden_thread_app to council_owner')
  await admin.query('create database council_data owner council_owner')
  const urlOf = (name: string) => {
    const url = new URL(server.url)
    url.username = name
    url.pathname = '/council_data'
    return url.href
  }
  const owner = connect(urlOf('council_owner'))
  await migrate(owner)
  await loadCatalogue(owner, testNow)
  await owner.updateTable('council').set({ is_demonstration: true }).execute()
  await owner.destroy()

  const service = connect(urlOf(login.name))
  const app = await testApp(service)
  const headers = await bearer(service, 'data_team')
  const pages = ['/', '/plan', '/plan/board', '/extracts', '/help/security', '/status', '/api/v1/units']
  const asking = (async () => {
    const seen: string[] = []
    for (let round = 0; round < 2; round++)
      for (const url of pages) seen.push(`${(await app.inject({ url, headers })).statusCode} ${url}`)
    return seen
  })()
  const connected = new Set<string>()
  let isOver = false
  asking.finally(() => {
    isOver = true
  })
  while (!isOver) {
    const { rows } = await admin.query<{ name: string }>(`
      select distinct usename as name from pg_stat_activity where datname = 'council_data'`)
    for (const { name } of rows) connected.add(name)
    await new Promise((done) => setTimeout(done, 20))
  }
  const statuses = await asking
  await app.close()
  await service.destroy()
  await admin.end()
  expect(new Set(statuses)).toEqual(new Set(pages.map((url) => `200 ${url}`)))
  expect([...connected]).toEqual([login.name])
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
