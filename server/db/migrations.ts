import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { sql, type Transaction } from 'kysely'
import type { Db } from './database.ts'
import type { DB } from './schema.ts'

/** The migrations that ship with the service: plain SQL, forward only, in the order of their names. */
export const MIGRATIONS = new URL('../../sql/migrations/', import.meta.url)

/** The number of the one lock that every process waits for before it migrates this database. Any constant works. */
const MIGRATION_LOCK = 7_103_905_114

type Migration = { name: string; text: string; sha256: string }

/** Applies the migrations that the database does not have yet and returns their names. Each file runs in its own transaction,
 * which first takes an advisory lock. So replicas that start together apply it once, and a file that fails leaves nothing
 * behind. The lock belongs to the transaction and not to the session, because a pooler in transaction mode gives the session to
 * another client. Throws if an applied file has been edited since, because the database would no longer match the files. */
export async function migrate(db: Db, folder: URL = MIGRATIONS): Promise<string[]> {
  const applied: string[] = []
  for (const migration of readMigrations(folder)) {
    if (await db.transaction().execute((trx) => apply(trx, migration))) applied.push(migration.name)
  }
  return applied
}

/** The names of the migrations that the database does not have yet. Reads only, so the service's own login may ask. Throws as
 * `migrate` does if an applied file has been edited. */
export async function missingMigrations(db: Db, folder: URL = MIGRATIONS): Promise<string[]> {
  const { rows } = await sql<{
    isThere: boolean
  }>`select to_regclass('migration') is not null as "isThere"`.execute(db)
  const known = rows[0]?.isThere ? await db.selectFrom('migration').select(['name', 'sha256']).execute() : []
  const applied = new Map(known.map(({ name, sha256 }) => [name, sha256]))
  return readMigrations(folder)
    .filter((migration) => !isApplied(migration, applied.get(migration.name)))
    .map(({ name }) => name)
}

function readMigrations(folder: URL): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  return names.map((name) => {
    const text = readFileSync(new URL(name, folder), 'utf8')
    return { name: name.replace(/\.sql$/, ''), text, sha256: createHash('sha256').update(text).digest('hex') }
  })
}

async function apply(trx: Transaction<DB>, { name, text, sha256 }: Migration): Promise<boolean> {
  await sql`set local lock_timeout = 0`.execute(trx)
  await sql`set local statement_timeout = 0`.execute(trx)
  await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK}::bigint)`.execute(trx)
  await sql`create table if not exists migration (
    name text primary key,
    sha256 text not null,
    applied_at timestamptz not null default now()
  )`.execute(trx)
  const known = await trx.selectFrom('migration').select('sha256').where('name', '=', name).executeTakeFirst()
  if (isApplied({ name, sha256 }, known?.sha256)) return false
  await sql.raw(text).execute(trx)
  await trx.insertInto('migration').values({ name, sha256 }).execute()
  return true
}

function isApplied({ name, sha256 }: Omit<Migration, 'text'>, applied: string | undefined): boolean {
  if (applied === undefined || applied === sha256) return applied !== undefined
  throw new Error(
    `migration ${name} has been edited since it was applied to this database: add a new migration instead` +
      ' (a development database can be deleted and made again)',
  )
}
