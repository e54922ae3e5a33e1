import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbedded } from '#server/db/embedded.ts'
import { createServiceLogin } from '#server/db/service-login.ts'

/** These databases are thrown away, so nothing waits for the disk. */
const SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '500' }

/** The addresses of a server: as the owner, who may create databases, and as the service's login. */
export type TestServer = { ownerUrl: string; url: string }

/** The server of a run: TEST_DATABASE_URL if set, with a login of the run; else the embedded one, started or joined. */
export async function testServer({ id, folder }: { id: string; folder: string }): Promise<TestServer> {
  const given = process.env.TEST_DATABASE_URL
  if (!given) return startEmbedded(folder, { settings: SETTINGS })
  const login = { name: loginOf(id), password: id }
  await asAdmin(given, (client) => createServiceLogin(client, login))
  const url = new URL(given)
  url.username = login.name
  url.password = login.password
  return { ownerUrl: given, url: url.href }
}

function loginOf(run: string): string {
  return `gt_${run}_service`
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

/** Drops a run's databases and its login on a server that outlives the run. */
export async function dropTemplates(run: string): Promise<void> {
  const url = process.env.TEST_DATABASE_URL
  if (!url) return
  await asAdmin(url, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      'select datname from pg_database where datname like $1',
      [`gt_${run}_%`],
    )
    for (const { datname } of rows) await client.query(`drop database "${datname}" with (force)`)
    await client.query(`drop role if exists ${loginOf(run)}`)
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
