import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { installedProgram } from './installed-program.ts'

/** The oldest PostgreSQL that the service supports. */
export const OLDEST = 15

/** Starts Debian's PostgreSQL 15 on a new folder, and installs it first if root can. If it is neither on the machine nor
 * installable, throws with what to do. */
export async function startOldestPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  const bin = dirname(
    installedProgram(
      [`/usr/lib/postgresql/${OLDEST}/bin/postgres`, `/opt/homebrew/opt/postgresql@${OLDEST}/bin/postgres`],
      `postgresql-${OLDEST}`,
      `install PostgreSQL ${OLDEST} and run the tests again`,
    ),
  )
  const folder = mkdtempSync(join(tmpdir(), 'golden-thread-oldest-'))
  chmodSync(folder, 0o755)
  const data = join(folder, 'data')
  mkdirSync(data, { mode: 0o700 })
  // PostgreSQL refuses to run as root.
  const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
  if (user.uid) chownSync(data, user.uid, user.gid)
  const start = (program: string, args: string[]) =>
    spawn(join(bin, program), ['-D', data, ...args], { cwd: '/', stdio: 'ignore', ...user })
  const [code] = await once(
    start('initdb', ['-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--locale=C']),
    'exit',
  )
  if (code !== 0) throw new Error(`initdb of PostgreSQL ${OLDEST} ended with ${code}`)
  const port = await freePort()
  const flags = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off']
  const server = start('postgres', ['-p', String(port), ...flags.flatMap((flag) => ['-c', flag])])
  const gone = once(server, 'exit')
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  await answers(url)
  return {
    url,
    stop: async () => {
      server.kill('SIGINT')
      await gone
      if (existsSync(folder)) rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function answers(url: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      if (attempt === 100) throw error
      await sleep(100)
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer().once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => done(port))
    })
  })
}
