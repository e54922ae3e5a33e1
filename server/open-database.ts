/** Opens the data: the embedded PostgreSQL beside the service, or the one that DATABASE_URL names. */
import { fileURLToPath } from 'node:url'
import { wordFor } from '#domain/wording/word-for.ts'
import { type Config, ConfigError, keptSessionSecret } from './config.ts'
import { connect, type Db, READ_LIMITS } from './db/database.ts'
import { isDatabaseAway, isPrivilegeMissing } from './db/database-failures.ts'
import { type Embedded, startEmbedded } from './db/embedded.ts'
import { migrate, missingMigrations } from './db/migrations.ts'
import { missingGrants } from './db/service-login.ts'
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
  /** Applies missing migrations as the owner of the tables and returns their names. Throws a ConfigError if the owner is not
   * known, or with the GRANT to type if the service's login lacks one. */
  migrate(): Promise<string[]>
  /** Runs `run` as the owner of the tables, on a pool that is closed afterwards; as the service's login if no owner is known. */
  asOwner<T>(run: (owner: Db) => Promise<T>): Promise<T>
  /** Closes every connection and stops the embedded server unless another process still uses it. */
  close(): Promise<void>
}

type Where = Pick<
  Config,
  'databaseUrl' | 'databaseOwnerUrl' | 'hasOwnOwner' | 'databaseReadUrl' | 'sessionSecret'
>

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
  const asOwner = async <T>(run: (owner: Db) => Promise<T>): Promise<T> => {
    const owner = connect(embedded?.ownerUrl ?? config.databaseOwnerUrl ?? url, { onIdleError })
    try {
      return await run(owner)
    } finally {
      await owner.destroy()
    }
  }
  let closing: Promise<void> | null = null
  return {
    db,
    readDb,
    isEmbedded: embedded !== null,
    sessionSecret: config.sessionSecret ?? keptSessionSecret(DATA),
    asOwner,
    async migrate() {
      const hasOwner = embedded !== null || config.hasOwnOwner
      const applied = hasOwner ? await asOwner((owner) => migrate(owner)) : await migrateAlone(db)
      await refuseMissingGrants(db)
      // A replica that does not answer yet does not delay the service.
      if (config.databaseReadUrl !== null)
        await refuseMissingGrants(readDb).catch((error: unknown) => {
          if (!isDatabaseAway(error)) throw error
        })
      return applied
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

/** Migrates with the one account that is known. Where nothing is missing it need not be the owner. */
async function migrateAlone(db: Db): Promise<string[]> {
  const missing = await missingMigrations(db).catch(async (error: unknown) => {
    if (isPrivilegeMissing(error)) await refuseMissingGrants(db)
    throw error
  })
  if (missing.length === 0) return []
  return migrate(db).catch((error: unknown) => {
    if (!isPrivilegeMissing(error)) throw error
    throw new ConfigError([
      `The database lacks ${wordFor(missing.length, `the migration ${missing[0]}`, `${missing.length} migrations, from ${missing[0]} on`)}. ` +
        'The account of DATABASE_URL may not apply them: set DATABASE_OWNER_URL to the account that owns the tables.',
    ])
  })
}

async function refuseMissingGrants(db: Db): Promise<void> {
  const missing = await missingGrants(db)
  if (missing.length > 0)
    throw new ConfigError([
      'The account of the service lacks a privilege. As the owner of the database, type:',
      ...missing.map((grant) => `  ${grant};`),
    ])
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
