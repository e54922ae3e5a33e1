/** The service as a process: configuration, database, demonstration, jobs and listening. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { type RunningJobs, startJobs } from '../jobs/schedule.ts'
import { loadDemo } from '../seeds/demo.ts'
import { hasPeople } from './access/people/people.ts'
import { councilRefusal } from './access/sign-in/demonstration/refusal.ts'
import { buildApp } from './app.ts'
import { type Config, ConfigError, readConfig } from './config.ts'
import { isDatabaseAway } from './db/database-failures.ts'
import { ingestFile } from './extracts/ingest.ts'
import { judgeAnew } from './extracts/merging/judge-anew.ts'
import { recordBaseline } from './extracts/publishing/baseline.ts'
import { stopGracefully } from './graceful-stop.ts'
import { isSettledWithin } from './is-settled-within.ts'
import { openLog } from './log.ts'
import { type OpenDatabase, openDatabase } from './open-database.ts'
import { type Council, loadCouncil } from './record/council.ts'
import { recordWithheldAtStart } from './record/withholding.ts'
import { setCaseList } from './settings/set-case-list.ts'

/** How long answers and uploads may take to finish after a stop signal: a container is killed after ten seconds. Then the
 * remaining connections are closed and their work is undone. */
const FINISH_MS = 8_000
/** How long a running job may take; the next start resumes it. */
const JOBS_MS = 5_000
/** The time for the whole stop. The embedded database takes most of it when it has much to write. */
const STOP_MS = 40_000
/** The longest wait between two attempts to reach a database that did not answer at the start. */
const LONGEST_WAIT_MS = 5_000
const REAL_COUNCIL =
  'DEMO must not be 1 beside this database: its council is not the demonstration, and anybody could sign in as anybody'
const now = () => new Date()
const say = (line: string) => console.error(line)

try {
  await start(readConfig(process.env))
} catch (error) {
  for (const line of linesOf(error)) say(line)
  process.exit(1)
}

/** What has been started so far and must be stopped. */
type Parts = { app: FastifyInstance | null; jobs: RunningJobs | null; isStopping: boolean }

async function start(config: Config): Promise<void> {
  const announce = (place: string) => say(`Database: ${place}`)
  const log = openLog(config.logLevel)
  const database = await openDatabase(config, { say, announce })
  const parts: Parts = { app: null, jobs: null, isStopping: false }
  stopGracefully({ log, within: STOP_MS, stop: () => stop(parts, database) })
  try {
    let ready = await prepare(config, database)
    parts.app = await serve(config, database, { log, isReady: () => ready !== null })
    sayWhere(config, parts.app, ready)
    if (ready === null) log.warn('the database does not answer: waiting for it')
    for (let wait = 250; ready === null; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      await sleep(wait)
      ready = await prepare(config, database)
    }
    if (!parts.isStopping) parts.jobs = startJobs({ db: database.db, now, log, config })
  } catch (error) {
    // A stop closes the database of a start that is not finished; the resulting error is no fault.
    if (parts.isStopping) return
    await database.close()
    throw error
  }
}

async function stop(parts: Parts, database: OpenDatabase): Promise<void> {
  parts.isStopping = true
  if (parts.app !== null) await finishRequests(parts.app)
  if (parts.jobs !== null) await isSettledWithin(parts.jobs.stop(), JOBS_MS)
  await database.close()
}

type Ready = { council: Council | null; hasPeople: boolean }

/** Brings the database up to date; null if it does not answer and the service must wait for it. */
async function prepare(config: Config, database: OpenDatabase): Promise<Ready | null> {
  try {
    await database.migrate()
    if (database.isEmbedded) await loadDemoOnce(database)
    const judged = await judgeAnew(database.db)
    if (judged > 0) say(`The method changed: ${judged} figures were judged anew. No value has moved.`)
    await recordWithheldAtStart(database.db)
    const council = await loadCouncil(database.db)
    if (config.isDemoAsked && council !== null && !council.isDemonstration)
      throw new ConfigError([REAL_COUNCIL])
    return { council, hasPeople: await hasPeople(database.db) }
  } catch (error) {
    if (isDatabaseAway(error)) return null
    throw error
  }
}

async function serve(
  config: Config,
  { db, readDb, sessionSecret }: OpenDatabase,
  { log, isReady }: { log: Logger; isReady: () => boolean },
): Promise<FastifyInstance> {
  const app = await buildApp({ db, readDb, config: { ...config, sessionSecret }, now, log, isReady })
  await app.listen({ host: config.host, port: config.port })
  return app
}

function sayWhere(config: Config, app: FastifyInstance, ready: Ready | null): void {
  const bound = app.server.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : config.port
  const address = config.baseUrl.replace(/:0$/, `:${port}`)
  say(`\nGolden Thread is at ${address}`)
  if (ready !== null) say(signInWords(config, ready, address))
  if (ready !== null && !config.demo && !ready.hasPeople) for (const line of firstSteps(ready)) say(line)
  say("Programs use a token: npm run scorecard -- token create --role data_team --name 'My script'\n")
}

/** Stops listening and waits for running answers; connections that take too long are closed. */
async function finishRequests(app: FastifyInstance): Promise<void> {
  const closed = app.close()
  if (await isSettledWithin(closed, FINISH_MS)) return
  app.log.warn('closing the connections of requests that have not finished')
  app.server.closeAllConnections()
  await closed
}

function signInWords(config: Config, { council }: Ready, address: string): string {
  const place = `Sign in at ${address}/sign-in`
  if (councilRefusal(config, council) === null) return `${place}: choose who to be, there is no password.`
  if (config.provider !== null) return `${place} with an account of ${config.provider.issuer}.`
  return `${place} with a password, which a person chooses by following their invitation.`
}

/** What to type before anybody can sign in to a council's own database. */
function firstSteps({ council }: Ready): string[] {
  return [
    ...(council === null ? ['No council is loaded yet: npm run scorecard -- seed'] : []),
    'Nobody has an account yet. This adds the first person, and prints the link with which they sign in:',
    "  npm run scorecard -- user add --name 'Your Name' --email you@council.example --role administrator",
  ]
}

/** Loads the demonstration council into an empty database, or the rest of it if an earlier load was interrupted. */
async function loadDemoOnce({ db, asOwner }: OpenDatabase): Promise<void> {
  const council = await loadCouncil(db)
  if (council !== null) {
    const rated = await db.selectFrom('action_rating').select('id').limit(1).execute()
    if (!council.isDemonstration || rated.length > 0) return
  }
  say('Loading the demonstration council: this happens once.')
  const writes = { ingest: ingestFile, setBaseline: recordBaseline, setCaseList }
  await asOwner((owner) => loadDemo(owner, writes))
}

function linesOf(error: unknown): readonly string[] {
  if (error instanceof ConfigError) return error.problems
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return ['The address is taken by another process: stop it, or set PORT to another.']
  }
  if (error instanceof Error && 'syscall' in error && error.syscall === 'listen') {
    return [
      `The service cannot listen at HOST and PORT (${error.message}): set them to an address of this machine.`,
    ]
  }
  return [error instanceof Error ? (error.stack ?? error.message) : String(error)]
}
