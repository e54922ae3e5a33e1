import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { isWide } from '../support/run-size.ts'
import { stopTestServer } from '../support/server.ts'
import { type SmallClone, smallClone } from '../support/small-clone.ts'

const HOLDER = fileURLToPath(new URL('../support/embedded-holder.ts', import.meta.url))
const isRoot = process.getuid?.() === 0
const NOBODY = 65_534
/** A user that exists on every Debian, other than nobody. */
const DAEMON = 1

type Held = {
  url: string
  ownerUrl: string
  adopted: boolean
  pid: number
  home: string
  said: string
  child: ChildProcess
}
type As = { uid?: number; clone?: SmallClone }

const children: ChildProcess[] = []
const cleanups: (() => void)[] = []

afterEach(async () => {
  for (const child of children.splice(0)) await letGo(child)
  for (const clean of cleanups.splice(0).reverse()) clean()
})

/** A folder that the user who runs the server can reach. */
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'golden-thread-embedded-'))
  chmodSync(folder, 0o755)
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Another process that uses the embedded database of `folder`, as the given user and from the given clone. */
async function hold(folder: string, { uid, clone }: As = {}): Promise<Held> {
  const child = spawn(clone?.node ?? process.execPath, [clone?.holder ?? HOLDER, folder], {
    detached: true,
    cwd: clone?.folder,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  })
  children.push(child)
  let said = ''
  child.stderr.on('data', (text) => {
    said += text
  })
  const line = await Promise.race([
    once(child.stdout, 'data').then(([text]) => String(text)),
    once(child, 'exit').then(() => {
      throw new Error(said)
    }),
  ])
  return { ...JSON.parse(line), said, child }
}

async function letGo(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.stdin?.end()
  await gone
}

function isUp(pid: number): boolean {
  try {
    // A process that has ended but was not yet waited for still has a number, with the state Z.
    return !/^Z/.test(execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).trim())
  } catch {
    return false
  }
}

async function ask<T extends pg.QueryResultRow>(url: string, question: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<T>(question)).rows
  } finally {
    await client.end()
  }
}

describe('the embedded database', () => {
  test.runIf(isWide)(
    'is started by the first process, joined by the second, and stopped by the last to let go',
    async () => {
      const folder = newFolder()
      const first = await hold(folder)
      const second = await hold(folder)
      expect([first.adopted, second.adopted, second.pid]).toEqual([false, true, first.pid])
      await letGo(first.child)
      expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
      await letGo(second.child)
      await expect.poll(() => isUp(first.pid)).toBe(false)
    },
  )

  test.runIf(isWide)(
    'is one, whoever of three that start at the same moment on a new folder is first',
    async () => {
      const folder = newFolder()
      const held = await Promise.all([hold(folder), hold(folder), hold(folder)])
      expect(new Set(held.map(({ pid }) => pid)).size).toBe(1)
      expect(new Set(held.map(({ url }) => url)).size).toBe(1)
      expect(readdirSync(folder)).toEqual(['database'])
    },
  )

  test.runIf(isWide)('comes back with everything committed after it was killed', async () => {
    const folder = newFolder()
    const first = await hold(folder)
    await ask(first.ownerUrl, 'create table kept as select 42 as answer')
    process.kill(first.pid, 'SIGKILL')
    const second = await hold(folder)
    expect(second.pid).not.toBe(first.pid)
    expect(await ask(second.ownerUrl, 'select answer from kept')).toEqual([{ answer: 42 }])
  })

  test.runIf(isWide)(
    'goes on when the process that started it is killed, and the next start joins it',
    async () => {
      const folder = newFolder()
      const first = await hold(folder)
      first.child.kill('SIGKILL')
      await once(first.child, 'exit')
      const second = await hold(folder)
      expect([second.adopted, second.pid]).toEqual([true, first.pid])
    },
  )

  test.runIf(isWide)(
    'outlives a Ctrl-C given to the whole process group, so that the service can finish',
    async () => {
      const held = await hold(newFolder())
      process.kill(-(held.child.pid ?? 0), 'SIGINT')
      expect(await ask(held.url, 'select pg_sleep(0.3), 1 as one')).toMatchObject([{ one: 1 }])
    },
  )

  test.runIf(isWide)('of a test run is stopped even if one of its processes still holds it', async () => {
    const folder = newFolder()
    const held = await hold(folder)
    await stopTestServer(folder)
    await expect.poll(() => isUp(held.pid)).toBe(false)
  })

  test('lets nobody in without its password, which its owner alone can read', async () => {
    const held = await hold(newFolder())
    expect(statSync(join(held.home, 'database', 'password')).mode & 0o777).toBe(0o600)
    for (const url of [held.url, held.ownerUrl]) {
      const wrong = new URL(url)
      wrong.password = 'postgres'
      await expect(ask(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' })
    }
    expect(
      await ask(
        held.ownerUrl,
        `select current_setting('listen_addresses') as at, count(*)::integer as open
        from pg_hba_file_rules where auth_method <> 'scram-sha-256'`,
      ),
    ).toEqual([{ at: '127.0.0.1', open: 0 }])
  })

  test('gives the service a login of its own, and gives an installation made before the same at its next start', async () => {
    const folder = newFolder()
    const who = "select session_user as name, current_setting('is_superuser') as super"
    const first = await hold(folder)
    const file = join(first.home, 'database', 'service-password')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(await ask(first.url, who)).toEqual([{ name: 'golden_thread_service', super: 'off' }])
    expect(await ask(first.ownerUrl, who)).toEqual([{ name: 'postgres', super: 'on' }])
    const holders =
      "select distinct usename as name from pg_stat_activity where application_name = 'golden-thread holder'"
    expect(await ask(first.ownerUrl, holders)).toEqual([{ name: 'golden_thread_service' }])

    await ask(first.ownerUrl, 'drop role golden_thread_service')
    rmSync(file)
    await letGo(first.child)
    const second = await hold(folder)
    expect(await ask(second.url, who)).toEqual([{ name: 'golden_thread_service', super: 'off' }])

    // The file alone is lost.
    rmSync(file)
    const third = await hold(folder)
    expect(third.pid).toBe(second.pid)
    expect(new URL(third.url).password).not.toBe(new URL(second.url).password)
    expect(await ask(third.url, who)).toEqual([{ name: 'golden_thread_service', super: 'off' }])
  })

  test.runIf(isWide)('sorts and folds text the same on every machine', async () => {
    const held = await hold(newFolder())
    expect(
      await ask(
        held.url,
        `select datlocprovider as provider, pg_encoding_to_char(encoding) as encoding,
        upper('é') as upper, 'a' > 'B' as bytewise, current_setting('timezone') as zone
        from pg_database where datname = current_database()`,
      ),
    ).toEqual([{ provider: 'b', encoding: 'UTF8', upper: 'É', bytewise: true, zone: 'UTC' }])
  })
})

// Only root can take on another user; elsewhere the tests above have already run as an ordinary user.
describe.runIf(isRoot && isWide)('started by different users', () => {
  /** A copy takes seconds, so the users who can reach it share it, each with a data folder of their own. */
  let clone: SmallClone
  beforeAll(() => {
    clone = smallClone(0o755)
  })
  afterAll(() => clone.remove())

  test('works for an ordinary user, with data and server its own', async () => {
    const folder = join(clone.folder, 'data-of-nobody')
    mkdirSync(folder)
    chownSync(folder, NOBODY, NOBODY)
    const held = await hold(folder, { uid: NOBODY, clone })
    expect(statSync(join(folder, 'database', 'data')).uid).toBe(NOBODY)
    expect(await ask(held.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('works for root in a private home: what the server needs is put where it can reach it, and one line says so', async () => {
    const before = readdirSync('/var/tmp')
    const hidden = smallClone(0o700)
    const held = await hold(join(hidden.folder, '.data'), { clone: hidden })
    cleanups.push(hidden.remove, () => rmSync(held.home, { recursive: true, force: true }))
    for (const name of readdirSync('/var/tmp').filter((entry) => !before.includes(entry))) {
      cleanups.push(() => rmSync(join('/var/tmp', name), { recursive: true, force: true }))
    }
    expect(held.home).toMatch(/^\/var\/lib\/golden-thread\/[0-9a-f]{16}$/)
    expect(held.said).toContain(`the database is kept in ${held.home}, not in ${hidden.folder}/.data`)
    expect(statSync(join(held.home, 'database', 'data')).uid).not.toBe(0)
    const again = await hold(join(hidden.folder, '.data'), { clone: hidden })
    expect(again.pid).toBe(held.pid)
  })

  test('goes on as the ordinary user who made the data when root starts it later', async () => {
    const folder = join(clone.folder, 'data-of-daemon')
    mkdirSync(folder)
    chownSync(folder, DAEMON, DAEMON)
    await letGo((await hold(folder, { clone, uid: DAEMON })).child)
    const held = await hold(folder, { clone })
    expect(statSync(`/proc/${held.pid}`).uid).toBe(DAEMON)
  })

  test('tells an ordinary user plainly that the data is somebody else’s', async () => {
    const folder = join(clone.folder, 'data-of-another')
    await letGo((await hold(folder, { clone })).child)
    await expect(hold(folder, { clone, uid: DAEMON })).rejects.toThrow('belongs to the user with id 65534')
  })
})
