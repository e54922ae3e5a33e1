import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type pg from 'pg'
import { inject } from 'vitest'
import { connect, type Db, loadingInto } from '#server/db/database.ts'
import { migrate } from '#server/db/migrations.ts'
import { asAdmin, type TestServer, testServer } from './server.ts'

/** empty: migrated. catalogue: also with the units, KPIs, targets and plan. demo: also with the whole demonstration council. */
export type TestDatabaseKind = 'empty' | 'catalogue' | 'demo'

/** A database of a test. The service and its tests use the service's own login; only what the service may not do, such as
 * changing what is recorded, is done as the owner. */
export type TestDatabase = { db: Db; url: string; owner: Db; ownerUrl: string }

/** What several tests begin with: done once in a run, to a database that each of them gets a copy of. */
export type Prepared = { name: string; prepare: (db: Db) => Promise<void> }

const opened: { pools: Db[]; server: TestServer; name: string }[] = []

/** Drops the databases of the finished test file. */
export async function closeDatabases(): Promise<void> {
  for (const { pools, server, name } of opened.splice(0)) {
    await Promise.all(pools.map((pool) => pool.destroy()))
    await asAdmin(server.ownerUrl, (client) => client.query(`drop database if exists "${name}" with (force)`))
  }
}

/** A database for this test file alone: a copy of its kind's template, dropped at the end of the file. The first file that asks
 * for the template makes it, once in a run. */
export async function testDatabase(kind: TestDatabaseKind, prepared?: Prepared): Promise<TestDatabase> {
  const run = inject('testRun')
  const { id } = run
  const server = await testServer(run)
  const name = `gt_${id}_copy_${randomBytes(6).toString('hex')}`
  await asAdmin(server.ownerUrl, async (client) => {
    const template = await makeTemplate(client, server, id, kind, prepared)
    // The files are copied as they are: a fifth of the time that it takes to copy them through the log.
    await client.query(`create database "${name}" template "${template}" strategy file_copy`)
  })
  const [url, ownerUrl] = [urlOf(server.url, name), urlOf(server.ownerUrl, name)]
  const [db, owner] = [connect(url, { waitMs: 60_000 }), connect(ownerUrl, { waitMs: 60_000 })]
  opened.push({ pools: [db, owner], server, name })
  return { db: recordedAt(db, TEST_MOMENT), url, owner: recordedAt(owner, TEST_MOMENT), ownerUrl }
}

/** The moment at which tests record, unless they give another: with the clock that a function takes, or with `recordedAt`. Those about
 * the clock of the database connect to `url`. */
export const TEST_MOMENT = new Date('2019-06-10T09:00:00Z')

/** The database of a test for lines that are recorded at another moment. */
export function recordedAt(db: Db, moment: Date): Db {
  return loadingInto(db, { moment: () => moment, hasOwnDays: true })
}

async function makeTemplate(
  client: pg.Client,
  server: TestServer,
  run: string,
  kind: TestDatabaseKind,
  prepared?: Prepared,
): Promise<string> {
  const name = prepared === undefined ? `gt_${run}_${kind}` : `gt_${run}_${kind}_${prepared.name}`
  const exists = async () =>
    (await client.query('select from pg_database where datname = $1', [name])).rowCount === 1
  if (await exists()) return name
  // Test files run in several processes: the first one builds, the others wait for it.
  await client.query('select pg_advisory_lock(hashtext($1))', [name])
  try {
    if (await exists()) return name
    const half = `${name}_half`
    await client.query(`drop database if exists "${half}" with (force)`)
    const source =
      prepared !== undefined
        ? await makeTemplate(client, server, run, kind)
        : kind === 'empty'
          ? 'template0'
          : await makeTemplate(client, server, run, 'empty')
    await client.query(`create database "${half}" template "${source}" strategy file_copy`)
    const db = connect(urlOf(server.ownerUrl, half), { waitMs: 60_000 })
    try {
      await (prepared === undefined
        ? fill(db, kind, server.url)
        : prepared.prepare(recordedAt(db, TEST_MOMENT)))
    } finally {
      await db.destroy()
    }
    await client.query(`alter database "${half}" rename to "${name}"`)
    return name
  } finally {
    await client.query('select pg_advisory_unlock(hashtext($1))', [name])
  }
}

/** Lets the login of an address write at moments of the test's own, as only the owner may elsewhere. */
export async function letLoad(owner: Db, url: string): Promise<void> {
  await sql`grant execute on function may_load_earlier_lines() to ${sql.id(new URL(url).username)}`.execute(
    owner,
  )
}

/** The demonstration is loaded on a real clock, because its content has its own days. */
async function fill(db: Db, kind: TestDatabaseKind, serverUrl: string): Promise<void> {
  if (kind === 'empty') {
    await migrate(db)
    await letLoad(db, serverUrl)
  } else if (kind === 'catalogue') {
    const { loadCatalogue } = await import('../../seeds/load.ts')
    await loadCatalogue(db, new Date('2019-06-10T08:00:00Z'))
    // Only a demonstration's people may be signed in by choosing them.
    await db.updateTable('council').set({ is_demonstration: true }).execute()
  } else {
    const { loadDemo } = await import('../../seeds/demo.ts')
    const { ingestFile } = await import('#server/extracts/ingest.ts')
    const { recordBaseline } = await import('#server/extracts/publishing/baseline.ts')
    const { setCaseList } = await import('#server/settings/set-case-list.ts')
    await loadDemo(db, { ingest: ingestFile, setBaseline: recordBaseline, setCaseList })
  }
}

function urlOf(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}
