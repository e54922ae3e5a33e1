/** Opens the data: the embedded PostgreSQL beside the service, or the one that DATABASE_URL names. */
import { fileURLToPath } from 'node:url'
import { type Config, keptSessionSecret } from './config.ts'
import { connect, type Db, READ_LIMITS } from './db/database.ts'
import { type Embedded, startEmbedded } from './db/embedded.ts'
import { migrate } from './db/migrations.ts'
import { isSettledWithin } from './is-settled-within.ts'

/** The folder of the embedded database: `.data` at the top of the tree. */
const DATA = fileURLToPath(new URL('../.data', import.meta.url))

export type OpenDatabase = {
  db: Db
  /** For pages and reads: it has short limits, and uses the replica if there is one. */
  readDb: Db
  isEmbedded: boolean
  /** The configured secret, or the one kept beside the embedded database. */
  sessionSecret: string
  /** Applies missing migrations as the owner of the tables and returns their names. */
  migrate(): Promise<string[]>
  /** Closes every connection and stops the embedded server unless another process still uses it. */
  close(): Promise<void>
}

type Where = Pick<Config, 'databaseUrl' | 'databaseOwnerUrl' | 'databaseReadUrl' | 'sessionSecret'>

export type Listeners = {
  /** Called with what an operator should know, one line at a time. */
  say: (line: string) => void
  /** Called with the place of the data, before anything else is reported. */
  announce?: (place: string) => void
}

/** How long connections in use may delay a stop. */
const CLOSE_WITHIN_MS = 3_000

/** Opens the database; starts or joins the embedded one if no other is named. */
export async function openDatabase(config: Where, { say, announce }: Listeners): Promise<OpenDatabase> {
  let embedded: Embedded | null = null
  const notes: string[] = []
  try {
    if (config.databaseUrl === null) embedded = await startEmbedded(DATA, { say: (note) => notes.push(note) })
  } finally {
    announce?.(
      config.databaseUrl === null
        ? `embedded, in ${embedded?.home ?? DATA}`
        : serverAndDatabase(config.databaseUrl),
    )
    notes.forEach(say)
  }
  const url = config.databaseUrl ?? embedded?.url ?? ''
  const onIdleError = (error: Error) => say(`A database connection broke: ${error.message}`)
  const db = connect(url, { onIdleError })
  const readDb = connect(config.databaseReadUrl ?? url, { ...READ_LIMITS, onIdleError })
  let closing: Promise<void> | null = null
  return {
    db,
    readDb,
    isEmbedded: embedded !== null,
    sessionSecret: config.sessionSecret ?? keptSessionSecret(DATA),
    async migrate() {
      const owner = connect(config.databaseOwnerUrl ?? url, { max: 2, onIdleError })
      try {
        return await migrate(owner)
      } finally {
        await owner.destroy()
      }
    },
    close() {
      closing ??= (async () => {
        await isSettledWithin(Promise.all([db.destroy(), readDb.destroy()]), CLOSE_WITHIN_MS)
        await embedded?.stop()
      })()
      return closing
    },
  }
}

/** The server and database of a URL, without the user, the password and settings that may contain either. */
export function serverAndDatabase(url: string): string {
  const { host, port, pathname, searchParams } = new URL(url)
  const named = searchParams.get('host')
  const server =
    named === null ? host || 'localhost' : [named, searchParams.get('port') ?? port].filter(Boolean).join(':')
  return `${server}${pathname === '' || pathname === '/' ? ', the database named after its user' : safelyDecoded(pathname)}`
}

function safelyDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
