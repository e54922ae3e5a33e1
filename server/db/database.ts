import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import type { ReadonlyKysely } from 'kysely/readonly'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { retryingPool } from './read-retry.ts'
import type { DB } from './schema.ts'

/** A pool that may read and write. */
export type Db = Kysely<DB>
/** A pool whose type lets nothing be written: what pages are given. */
export type ReadDb = ReadonlyKysely<DB>
/** A pool or a transaction. Reads take it, because a publication needs some reads inside its own transaction. */
export type ReadSource = Pick<ReadDb, 'selectFrom'> & {
  /** The audience that figures are read for; inside if not given. */
  readonly audience?: 'inside' | 'outside'
}
/** A transaction. A function that takes one leaves its begin and end to the caller. */
export type Trx = Transaction<DB>

export type ConnectOptions = {
  /** The most connections the pool opens. */
  max?: number
  /** How long one statement may take, in milliseconds; 0 is no limit. */
  statementTimeoutMs?: number
  /** How long a statement waits for a lock, in milliseconds; 0 is no limit. */
  lockTimeoutMs?: number
  /** How long a caller waits for a free connection before it is refused, in milliseconds. */
  waitMs?: number
  /** Called when an idle connection breaks; the pool replaces it by itself. */
  onIdleError?: (error: Error) => void
}

/** The limits for pages and API reads, so that one slow query cannot stop the service. */
export const READ_LIMITS = { statementTimeoutMs: 5_000, lockTimeoutMs: 3_000 } satisfies ConnectOptions

const INGEST_TIMEOUT_MS = 600_000

/**
 * Opens a pool on the database at `url`. Nothing is sent until the first query, so a database that is down shows
 * there and not here.
 *
 * numeric and int8 are read as numbers (the ledger holds nothing past 1e9 with four decimals, far inside 2^53),
 * date as 'YYYY-MM-DD' and timestamptz as Date.
 */
export function connect(url: string, options: ConnectOptions = {}): Db {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'golden-thread',
    max: options.max ?? 10,
    connectionTimeoutMillis: options.waitMs ?? 5_000,
    statement_timeout: options.statementTimeoutMs ?? INGEST_TIMEOUT_MS,
    lock_timeout: options.lockTimeoutMs ?? 0,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
    types,
  })
  // Without listeners a connection that the server closes would end the process. The pool's listener hears idle
  // connections and the client's those in use; the next query on those fails by itself.
  pool.on('error', options.onIdleError ?? (() => undefined))
  pool.on('connect', (client) => client.on('error', () => undefined))
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool: retryingPool(pool) }) })
  const destroy = db.destroy.bind(db)
  // Kysely only closes a pool that it has used itself, and transactions bypass it.
  db.destroy = async () => {
    await destroy()
    if (!pool.ending) await pool.end()
  }
  pools.set(db, pool)
  return db
}

/** The pool of each database and the connection of each transaction. Kysely exposes neither, and COPY needs them. */
const pools = new WeakMap<Db, pg.Pool>()
const clients = new WeakMap<Trx, pg.PoolClient>()
const homes = new WeakMap<Trx, pg.Pool>()
const followUps = new WeakMap<Trx, ((db: Db) => void)[]>()
const loads = new WeakMap<Db, RecordedLoad>()

/** When the lines of a load were recorded. */
export type RecordedLoad = {
  /** The moment of a transaction that is given none. */
  moment: () => Date
  /** True if lines are of the day of their moment, also in a demonstration, which otherwise has one day. */
  hasOwnDays: boolean
}

/** The same database for a load of lines that were recorded before: a transaction records at the service's clock that it is given.
 * Nothing else gives a line its moment, which is the clock of the database. The database refuses it to anybody but the owner of its
 * tables. */
export function loadingInto(db: Db, load: RecordedLoad): Db {
  const pool = pools.get(db)
  if (pool === undefined) throw new Error('Lines are loaded into a database that connect() opened')
  const loading = db.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => result,
  })
  loading.destroy = () => db.destroy()
  pools.set(loading, pool)
  loads.set(loading, load)
  return loading
}

async function recordAsLoaded(trx: Trx, moment: Date, hasOwnDays: boolean): Promise<void> {
  // Not set_config(): it would be a query, before which alone a transaction's isolation can be chosen.
  await sql`set local golden_thread.recorded_moment = ${sql.lit(moment.toISOString())}`.execute(trx)
  await sql`set local golden_thread.recorded_days = ${sql.lit(hasOwnDays ? 'of the moment' : '')}`.execute(
    trx,
  )
}

/** Runs `run` in one transaction, as the role that may add to the ledger but not change it. An error rolls everything back and
 * is thrown on. `now` is the service's clock, at which a load records its lines. */
export async function inTransaction<T>(db: Db, run: (trx: Trx) => Promise<T>, now?: Date): Promise<T> {
  const pool = pools.get(db)
  if (pool === undefined) throw new Error('A transaction begins on a database that connect() opened')
  const client = await pool.connect()
  let broken: Error | boolean = false
  const lent = {
    query: client.query.bind(client),
    release: (error?: Error | boolean) => {
      broken = error ?? false
    },
  } as pg.PoolClient
  const only = { connect: async () => lent, end: async () => undefined, options: pool.options }
  try {
    const next: ((db: Db) => void)[] = []
    const result = await new Kysely<DB>({ dialect: new PostgresDialect({ pool: only }) })
      .transaction()
      .execute(async (trx) => {
        clients.set(trx, client)
        homes.set(trx, pool)
        followUps.set(trx, next)
        await sql`set local role golden_thread_app`.execute(trx)
        const load = loads.get(db)
        if (load !== undefined) await recordAsLoaded(trx, now ?? load.moment(), load.hasOwnDays)
        return run(trx)
      })
    for (const followUp of next) followUp(db)
    return result
  } finally {
    client.release(broken)
  }
}

/** Runs a query while a transaction is busy, on its own connection outside the pool. It sees what is committed and nothing that
 * the transaction has done. */
export async function besideTransaction<T>(trx: Trx, ask: (beside: Trx) => Promise<T>): Promise<T> {
  const url = homes.get(trx)?.options.connectionString
  if (url === undefined) throw new Error('Only beside a transaction begun by inTransaction can be asked')
  const own = connect(url, { max: 1 })
  try {
    return await inTransaction(own, ask)
  } finally {
    await own.destroy()
  }
}

/** Runs `run` while holding a named lock. Only one caller at a time among all processes on the database has it. If the lock is
 * taken it waits or returns null. The lock lives on its own connection outside the pool and ends with that connection. */
export async function holdingLock<T>(
  db: Db,
  name: string,
  whenBusy: 'wait' | 'leave',
  run: () => Promise<T>,
): Promise<T | null> {
  const pool = pools.get(db)
  if (pool === undefined) throw new Error('A lock is held on a database that connect() opened')
  const { connectionString, connectionTimeoutMillis } = pool.options
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis,
    application_name: 'golden-thread lock',
    keepAlive: true,
  })
  // If the idle connection breaks, nobody handles the error: the lock is lost and the run continues.
  client.on('error', () => undefined)
  await client.connect()
  try {
    if (whenBusy === 'wait') await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [name])
    else {
      const tried = 'select pg_try_advisory_lock(hashtextextended($1, 0)) as ours'
      const { rows } = await client.query<{ ours: boolean }>(tried, [name])
      if (rows[0]?.ours !== true) return null
    }
    return await run()
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Starts something once the transaction is committed, and never if it is rolled back. It must not throw. */
export function afterCommit(trx: Trx, begin: (db: Db) => void): void {
  followUps.get(trx)?.push(begin)
}

/** Runs a query that groups rows stored a moment ago. The planner has no statistics for them, takes a million rows for a handful
 * and would sort them, which takes three times as long as hashing. */
export async function groupingByHash<T>(trx: Trx, run: () => Promise<T>): Promise<T> {
  await sql`set local enable_sort = off`.execute(trx)
  const result = await run()
  await sql`set local enable_sort = on`.execute(trx)
  return result
}

/** Lines that COPY is receiving. */
export type Copying = {
  /** Settles once the server has received or refused all lines. Nobody needs to wait for it. */
  given: Promise<void>
  /** Settles once the lines are stored; rejects with the server's error. */
  stored: Promise<void>
}

/** Sends lines in COPY's text format into a table, on the transaction's own connection. `into` is the table and its columns as
 * SQL. It waits for a query that is still running. */
export function copyLines(trx: Trx, into: string, lines: string | Buffer): Copying {
  const client = clients.get(trx)
  if (client === undefined) throw new Error('COPY needs a transaction begun by inTransaction')
  const stream = client.query(copyFrom(`copy ${into} from stdin`))
  const stored = new Promise<void>((done, fail) => {
    stream.on('finish', done)
    stream.on('error', fail)
  })
  const written = new Promise<void>((done) => {
    stream.write(lines, () => done())
  })
  stream.end()
  return { given: Promise.race([written, stored.catch(() => undefined)]), stored }
}

const { builtins } = pg.types
const NUMERIC_ARRAY = 1231
const INT8_ARRAY = 1016
const DATE_ARRAY = 1182
const TEXT_ARRAY: number = 1009

const texts: (text: string) => (string | null)[] = pg.types.getTypeParser(TEXT_ARRAY)
const numbers = (text: string) => texts(text).map((entry) => (entry === null ? null : Number(entry)))

const parsers = new Map<number, (text: string) => unknown>([
  [builtins.NUMERIC, Number],
  [builtins.INT8, Number],
  [builtins.DATE, (text) => text],
  [NUMERIC_ARRAY, numbers],
  [INT8_ARRAY, numbers],
  [DATE_ARRAY, texts],
])

/** How each type of value is parsed. Set on the pool, so that no other user of the driver is affected. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : parsers.get(oid)) ?? pg.types.getTypeParser(oid, format),
}
