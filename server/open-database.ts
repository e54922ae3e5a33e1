/** Where the data is: the embedded PostgreSQL beside the service, or any other that DATABASE_URL names. */
import { fileURLToPath } from 'node:url'
import { type Config, keptSessionSecret } from './config.ts'
import { connect, type Db, READ_LIMITS } from './db/database.ts'
import { startEmbedded } from './db/embedded.ts'
import { migrate } from './db/migrations.ts'

/** The folder of the embedded database: `.data` at the top of the tree. */
const DATA = fileURLToPath(new URL('../.data', import.meta.url))

export type OpenDatabase = {
  db: Db
  /** For pages and reads: short limits, and the replica where there is one. */
  readDb: Db
  isEmbedded: boolean
  /** The configured secret, or the one kept beside the embedded database. */
  sessionSecret: string
  /** Applies what is missing as the owner of the tables; the names of what was applied. */
  migrate(): Promise<string[]>
  /** Closes every connection, and stops the embedded server unless another process still uses it. */
  close(): Promise<void>
}

type Where = Pick<Config, 'databaseUrl' | 'databaseOwnerUrl' | 'databaseReadUrl' | 'sessionSecret'>

/** Opens the database, starting or joining the embedded one if no other is named. `say` is told what an operator
 *  should know, a line at a time. */
export async function openDatabase(config: Where, say: (line: string) => void): Promise<OpenDatabase> {
  const embedded = config.databaseUrl === null ? await startEmbedded(DATA, { say }) : null
  const url = config.databaseUrl ?? embedded?.url ?? ''
  const onIdleError = (error: Error) => say(`A database connection broke: ${error.message}`)
  const db = connect(url, { onIdleError })
  const readDb = connect(config.databaseReadUrl ?? url, { ...READ_LIMITS, onIdleError })
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
    async close() {
      await Promise.all([db.destroy(), readDb.destroy()])
      await embedded?.stop()
    },
  }
}
