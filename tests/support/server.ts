import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbedded } from '#server/db/embedded.ts'

/** These databases are thrown away, so nothing waits for the disk. */
const SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '500' }

/** The server of this run: TEST_DATABASE_URL if set, else the embedded one, started or joined. */
export async function testServer(folder: string): Promise<string> {
  return process.env.TEST_DATABASE_URL ?? (await startEmbedded(folder, { settings: SETTINGS })).url
}

/** Runs `use` on a connection that may create and drop databases. */
export async function asAdmin<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end()
  }
}

/** Drops a run's databases on a server that outlives the run. */
export async function dropTemplates(run: string): Promise<void> {
  const url = process.env.TEST_DATABASE_URL
  if (!url) return
  await asAdmin(url, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      'select datname from pg_database where datname like $1',
      [`gt_${run}_%`],
    )
    for (const { datname } of rows) await client.query(`drop database "${datname}" with (force)`)
  })
}

/** Stops the embedded server of a folder, if one was ever started there. The processes of a test run end without letting go of it,
 * and its data is thrown away, so it is ended at once. */
export async function stopTestServer(folder: string): Promise<void> {
  if (!existsSync(join(folder, 'database', 'data', 'postmaster.pid'))) return
  const server = await startEmbedded(folder)
  process.kill(server.pid, 'SIGQUIT')
  await server.stop()
}
