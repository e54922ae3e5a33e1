/** The service as a process: configuration, database, demonstration, jobs, and an address to listen on. */
import { setTimeout as sleep } from 'node:timers/promises'
import closeWithGrace from 'close-with-grace'
import { pino } from 'pino'
import { type RunningJobs, startJobs } from '../jobs/schedule.ts'
import { loadDemo } from '../seeds/demo.ts'
import { buildApp } from './app.ts'
import { type Config, ConfigError, readConfig } from './config.ts'
import { isDatabaseAway } from './db/away.ts'
import { ingestFile } from './extracts/ingest.ts'
import { type OpenDatabase, openDatabase } from './open-database.ts'
import { loadCouncil } from './reads/council.ts'

const GRACE_MS = 10_000
/** The longest between two looks for a database that did not answer at the start. */
const LONGEST_WAIT_MS = 5_000
const now = () => new Date()
const say = (line: string) => console.error(line)
const signInClosed = 'Nobody can sign in on a page here: demonstration sign-in is off.'

try {
  await start(readConfig(process.env))
} catch (error) {
  for (const line of linesOf(error)) say(line)
  process.exit(1)
}

async function start(config: Config): Promise<void> {
  const database = await openDatabase(config, say)
  try {
    let isReady = await prepare(database)
    const service = await serve(config, database, () => isReady)
    for (let wait = 250; !isReady; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      await sleep(wait)
      isReady = await prepare(database)
    }
    service.startJobs()
  } catch (error) {
    await database.close()
    throw error
  }
}

/** Brings the database up to date; false where it does not answer, and the service is to wait for it. */
async function prepare(database: OpenDatabase): Promise<boolean> {
  try {
    await database.migrate()
  } catch (error) {
    if (isDatabaseAway(error)) return false
    throw error
  }
  if (database.isEmbedded) await loadDemoOnce(database)
  return true
}

async function serve(
  config: Config,
  database: OpenDatabase,
  isReady: () => boolean,
): Promise<{ startJobs(): void }> {
  const { db, readDb, sessionSecret } = database
  const log = pino({ level: config.logLevel, redact: ['req.headers.authorization', 'req.headers.cookie'] })
  const app = await buildApp({ db, readDb, config: { ...config, sessionSecret }, now, log, isReady })
  await app.listen({ host: config.host, port: config.port })
  if (!isReady()) log.warn('the database does not answer: waiting for it')
  let jobs: RunningJobs | null = null
  closeWithGrace({ delay: GRACE_MS, logger: log }, async ({ err, signal }) => {
    if (err !== undefined) log.fatal({ err }, 'stopping on an error nobody caught')
    else log.info({ signal }, 'stopping')
    await app.close()
    await jobs?.stop()
    await database.close()
  })
  const bound = app.server.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : config.port
  const address = config.baseUrl.replace(/:0$/, `:${port}`)
  say(`\nGolden Thread is at ${address}`)
  say(config.demo ? `Sign in at ${address}/sign-in: choose who to be, there is no password.` : signInClosed)
  say("Programs use a token: npm run scorecard -- token create --role data_team --name 'My script'\n")
  return {
    startJobs() {
      jobs = startJobs({ db, now, log, config })
    },
  }
}

/** Loads the demonstration council into an empty database, or what is missing of it if that was cut short. */
async function loadDemoOnce({ db }: OpenDatabase): Promise<void> {
  const council = await loadCouncil(db)
  if (council !== null) {
    const rated = await db.selectFrom('action_rating').select('id').limit(1).execute()
    if (!council.isDemonstration || rated.length > 0) return
  }
  say('Loading the demonstration council: this happens once.')
  await loadDemo(db, ingestFile)
}

function linesOf(error: unknown): readonly string[] {
  if (error instanceof ConfigError) return error.problems
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return ['The address is taken by another process: stop it, or set PORT to another.']
  }
  return [error instanceof Error ? (error.stack ?? error.message) : String(error)]
}
