/** A private embedded server for a test to kill. It contains the catalogue, and its address stays the same after a crash. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { connect, type Db } from '#server/db/database.ts'
import { type Embedded, startEmbedded } from '#server/db/embedded.ts'
import { migrate } from '#server/db/migrations.ts'
import { loadCatalogue } from '../../seeds/load.ts'
import { letLoad } from './database.ts'
import { DatabaseLine } from './database-line.ts'
import { NOW } from './extract-files.ts'

export class PrivateDatabase {
  readonly line: DatabaseLine
  /** Through the line: a pool that must reconnect after each crash. */
  readonly db: Db
  readonly #folder: string
  #server: Embedded

  private constructor(folder: string, server: Embedded, line: DatabaseLine) {
    this.#folder = folder
    this.#server = server
    this.line = line
    this.db = connect(line.url)
  }

  /** With the service's own settings, so that what it acknowledges is on the disk. Joins a server already running on `folder`. */
  static async start(folder = privateFolder()): Promise<PrivateDatabase> {
    const server = await startEmbedded(folder, { say: () => undefined })
    const made = new PrivateDatabase(folder, server, await DatabaseLine.open(server.url))
    await made.asOwner(async (owner) => {
      await migrate(owner)
      await loadCatalogue(owner, NOW)
      await letLoad(owner, server.url)
    })
    return made
  }

  /** Runs `use` as the owner, directly on the server. */
  async asOwner<T>(use: (owner: Db) => Promise<T>): Promise<T> {
    const owner = connect(this.#server.ownerUrl)
    try {
      return await use(owner)
    } finally {
      await owner.destroy()
    }
  }

  /** Ends the server at once in the middle of its work, and waits until its address leads nowhere. */
  crash(signal: 'SIGKILL' | 'SIGQUIT'): void {
    process.kill(this.#server.pid, signal)
    this.line.down()
  }

  /** Starts the server again on what the crash left behind. */
  async recover(): Promise<void> {
    this.#server = await startEmbedded(this.#folder, { say: () => undefined })
    this.line.up(this.#server.url)
  }

  /** Begins a new segment of the write-ahead log, whose room is reserved whatever happens to the disk. */
  async switchLog(): Promise<void> {
    await this.asOwner(async (owner) => {
      await sql`select pg_switch_wal()`.execute(owner)
      await sql`checkpoint`.execute(owner)
      await sql`select pg_logical_emit_message(false, 'test', 'begun')`.execute(owner)
    })
  }

  /** Frees the room used by failed transactions, as autovacuum does in its own time. */
  async vacuum(): Promise<void> {
    await this.asOwner((owner) => sql`vacuum`.execute(owner))
  }

  async stop(): Promise<void> {
    await this.db.destroy()
    await this.line.close()
    await this.#server.stop()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

/** A new folder that the server's own user can reach. If this process is killed first, the next run of the tests recognises the
 * folder by its name, clears it and stops its server. */
export function privateFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), `golden-thread-tests-${process.pid}-private-`))
  chmodSync(folder, 0o755)
  return folder
}
