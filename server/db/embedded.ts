import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { asUser, createCluster, findPlace, keptServicePassword, type Place } from './embedded-cluster.ts'
import { changeServicePassword, createServiceLogin } from './service-login.ts'

const DATABASE = 'golden_thread'
const HOLDER = 'golden-thread holder'
/** The superuser of the cluster, who owns the tables, and the login of the service. */
const OWNER = 'postgres'
const SERVICE = 'golden_thread_service'
const WRONG_PASSWORD = '28P01'
const RETRY_MS = 250
const START_WITHIN_MS = 60_000
const STOP_WITHIN_MS = 15_000
const LOG_BYTES = 10_000_000
/** What PostgreSQL says when waiting a moment helps: another start, a stop, or the end of a killed server. */
const WORTH_WAITING =
  /lock file|starting up|shutting down|shared memory block|could not bind|Address already in use/i

export type Embedded = {
  /** The database URL of the service's login, with its password: for connect(), never for a log. */
  url: string
  /** The same of the owner, who migrates and seeds. */
  ownerUrl: string
  /** Whether a server was already running on the folder. */
  adopted: boolean
  /** The server's process, for tests that kill it. */
  pid: number
  /** Where the data is: beneath the given folder, or where the server's own user can reach it. */
  home: string
  /** Releases the server and stops it unless another process still uses it. */
  stop(): Promise<void>
}

export type EmbeddedOptions = {
  /** Called with one line for anything an operator should know; standard error if not given. */
  say?: (line: string) => void
  /** Settings of postgresql.conf, such as {fsync: 'off'} for a throwaway database. */
  settings?: Record<string, string>
}

/**
 * Starts the PostgreSQL that ships with the service on `folder`, or joins the one already running there.
 *
 * PostgreSQL refuses to run as root, so root starts it as nobody; where nobody cannot reach the folder or the
 * programs, they are put where it can, and one line says so. The server is detached, so that Ctrl-C does not
 * stop it before the service has finished; each process that uses it holds one idle connection, and the last to
 * let go stops it. After a kill -9 the next start recovers or joins it. One machine only: two containers on one
 * volume cannot see each other's processes and would destroy the data.
 */
export async function startEmbedded(folder: string, options: EmbeddedOptions = {}): Promise<Embedded> {
  const place = findPlace(folder, options.say ?? console.error)
  await createCluster(place)
  const deadline = Date.now() + START_WITHIN_MS
  for (let failure = 'it did not become ready'; ; ) {
    const running = await adopt(place)
    if (running) return { ...running, adopted: true, home: place.home }
    if (Date.now() > deadline) throw new Error(`the embedded PostgreSQL did not start: ${failure}`)
    const outcome = await launch(place, options.settings ?? {}, deadline)
    if (outcome === 'ready') {
      const started = await adopt(place)
      if (started) return { ...started, adopted: false, home: place.home }
    } else if (WORTH_WAITING.test(outcome.failure)) {
      failure = outcome.failure
      await sleep(RETRY_MS)
    } else {
      throw new Error(`the embedded PostgreSQL did not start: ${outcome.failure}`)
    }
  }
}

/** Starts the server and waits until it answers, or returns its output if it ended. */
async function launch(
  place: Place,
  settings: Record<string, string>,
  deadline: number,
): Promise<'ready' | { failure: string }> {
  const before = statSync(place.log, { throwIfNoEntry: false })?.size ?? 0
  const output = openSync(place.log, before > LOG_BYTES ? 'w' : 'a', 0o600)
  const flags = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    // Containers give 64 MB of shared memory, which parallel plans exceed. The queries here are small.
    max_parallel_workers_per_gather: '0',
    ...settings,
  }
  const child = spawn(
    join(place.bin, 'postgres'),
    [
      ...['-D', place.data, '-p', String(await freePort())],
      ...Object.entries(flags).flatMap(([k, v]) => ['-c', `${k}=${v}`]),
    ],
    { detached: true, stdio: ['ignore', output, output], ...asUser(place) },
  )
  closeSync(output)
  child.unref()
  let ended: string | null = null
  child.once('error', (error) => {
    ended = error.message
  })
  child.once('exit', (code, signal) => {
    ended = `it ended with ${code ?? signal}`
  })
  while (ended === null && Date.now() < deadline) {
    const found = readPid(place.data)
    if (found?.ready && found.pid === child.pid) return 'ready'
    await sleep(20)
  }
  const said = readFileSync(place.log).subarray(before > LOG_BYTES ? 0 : before)
  return { failure: `${ended ?? 'it is not ready yet'}: ${said.toString('utf8').trim().slice(-2_000)}` }
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => done(port))
    })
  })
}

/** postmaster.pid: line 1 the process, line 4 the port, line 8 the state. */
function readPid(data: string): { pid: number; port: number; ready: boolean } | null {
  let lines: string[]
  try {
    lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return null
  }
  return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
}

/** ref and unref decide whether an open connection keeps the process alive. The driver has them, its types do not. */
type Holder = pg.Client & { ref(): void; unref(): void }

/** Joins the server named by the folder's pid file, if it accepts the owner's password and uses our data. The owner's connection
 * makes what is missing and is closed again; the one that holds the server is the service's. */
async function adopt(place: Place): Promise<Pick<Embedded, 'url' | 'ownerUrl' | 'pid' | 'stop'> | null> {
  const { data } = place
  const found = readPid(data)
  if (!found?.ready) return null
  const urlOf = (name: string, password: string, database: string) =>
    `postgres://${name}:${password}@127.0.0.1:${found.port}/${database}`
  const ownerPassword = readFileSync(place.password, 'utf8')
  const login = { name: SERVICE, password: keptServicePassword(place) }
  const owner = clientOf(urlOf(OWNER, ownerPassword, 'postgres'))
  try {
    await owner.connect()
    const { rows } = await owner.query<{ ours: boolean }>(
      `select current_setting('data_directory') = $1 as ours`,
      [realpathSync(data)],
    )
    if (!rows[0]?.ours) throw new Error('another server')
    await createDatabase(owner)
    await createServiceLogin(owner, login)
    const holderUrl = urlOf(login.name, login.password, 'postgres')
    const holder = await connected(holderUrl).catch(async (error: { code?: string }) => {
      if (error.code !== WRONG_PASSWORD) throw error
      await changeServicePassword(owner, login)
      return connected(holderUrl)
    })
    holder.unref()
    return {
      url: urlOf(login.name, login.password, DATABASE),
      ownerUrl: urlOf(OWNER, ownerPassword, DATABASE),
      pid: found.pid,
      stop: () => letGo(holder, found.pid, data),
    }
  } catch {
    return null
  } finally {
    await owner.end().catch(() => undefined)
  }
}

async function connected(url: string): Promise<Holder> {
  const client = clientOf(url)
  await client.connect()
  return client
}

function clientOf(url: string): Holder {
  const client = new pg.Client({
    connectionString: url,
    application_name: HOLDER,
    connectionTimeoutMillis: 2_000,
    keepAlive: true,
  }) as Holder
  // When the server goes away, the service's next query reports it, so the holder does not need to.
  client.on('error', () => undefined)
  return client
}

async function createDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE])
  if (rowCount) return
  await client.query(`create database ${DATABASE}`).catch((error: { code?: string }) => {
    // Another process created it in between: duplicate_database, or the unique index beneath it.
    if (error.code !== '42P04' && error.code !== '23505') throw error
  })
}

async function letGo(holder: Holder, pid: number, data: string): Promise<void> {
  holder.ref()
  const others = await holder
    .query('select from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()', [HOLDER])
    .then(
      ({ rowCount }) => rowCount ?? 0,
      () => 0,
    )
  await holder.end().catch(() => undefined)
  if (others > 0) return
  // SIGINT is PostgreSQL's fast shutdown: it ends sessions and writes everything to disk.
  signal(pid, 'SIGINT')
  const deadline = Date.now() + STOP_WITHIN_MS
  // Removing its pid file is the last thing the server does.
  const isUp = () => readPid(data)?.pid === pid && signal(pid, 0)
  while (isUp() && Date.now() < deadline) await sleep(20)
  // The next start recovers what an immediate stop leaves undone.
  if (isUp()) signal(pid, 'SIGQUIT')
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}
