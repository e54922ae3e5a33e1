import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { bearer } from '../support/app.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { inheritedEnvironment } from '../support/inherited-environment.ts'
import { textOf } from '../support/page-text.ts'
import { isWide, partOf } from '../support/run-size.ts'

const MAIN = fileURLToPath(new URL('../../server/main.ts', import.meta.url))
const SECRET = 'Zk3vQ0p7yW1s9bT4uJ6nM2xR8cL5hD0g'
let database: TestDatabase
const started: ChildProcess[] = []

beforeAll(async () => {
  database = await testDatabase('catalogue')
})
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
})

type Service = { child: ChildProcess; said: () => string; ended: Promise<number | null> }

function service(env: Record<string, string>): Service {
  const child = spawn(process.execPath, [MAIN], { env: { ...inheritedEnvironment(), PORT: '0', ...env } })
  started.push(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (piece: Buffer) => {
      said += piece.toString()
    })
  }
  return { child, said: () => said, ended: new Promise((resolve) => child.on('exit', resolve)) }
}

async function addressOf({ said, child }: Service): Promise<string> {
  for (;;) {
    const found = /Golden Thread is at (\S+)/.exec(said())?.[1]
    if (found !== undefined) return found
    if (child.exitCode !== null) throw new Error(said())
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

describe('the process', () => {
  it('says where it is, answers there, and ends with 0 when told to', async () => {
    const running = service({ DATABASE_URL: database.url, SESSION_SECRET: SECRET, DEMO: '1' })
    const address = await addressOf(running)
    expect((await fetch(`${address}/health/ready`)).status).toBe(200)
    expect(await (await fetch(`${address}/sign-in`)).text()).toContain('Choose who to be')
    running.child.kill('SIGTERM')
    expect(await running.ended).toBe(0)
    expect(running.said()).not.toContain(SECRET)
    expect(running.said()).not.toContain(new URL(database.url).password || SECRET)
  })

  it('does not start on an unsafe setting, and says which, without its value', async () => {
    const stopped = service({ DATABASE_URL: database.url, SESSION_SECRET: 'short-and-secret' })
    expect(await stopped.ended).toBe(1)
    expect(stopped.said()).toContain('SESSION_SECRET must be at least 32 bytes')
    expect(stopped.said()).not.toContain('short-and-secret')
  })

  it.runIf(isWide)('says first which database it serves, without the user and the password', async () => {
    const running = service({ DATABASE_URL: database.url, SESSION_SECRET: SECRET })
    await addressOf(running)
    const { host, pathname, password } = new URL(database.url)
    expect(password.length).toBeGreaterThan(10)
    expect(running.said().split('\n', 1)).toEqual([`Database: ${host}${pathname}`])
    expect(running.said()).not.toContain(password)
    // The lines arrive one by one; this is the last.
    await expect.poll(running.said).toContain('Programs use a token')
    expect(running.said()).toContain(
      '/sign-in with a password, which a person chooses by following their invitation.',
    )
    expect(running.said()).toContain('Nobody has an account yet.')
    expect(running.said()).toContain('npm run scorecard -- user add --name')
  })

  it('does not start with an account that lacks a GRANT, and says which one to type', async () => {
    const name = `gt_lacking_${process.pid}`
    await sql.raw(`create role ${name} login password 'of-a-test-alone'`).execute(database.owner)
    const url = new URL(database.url)
    url.username = name
    url.password = 'of-a-test-alone'
    const stopped = service({ DATABASE_URL: url.href, SESSION_SECRET: SECRET })
    expect(await stopped.ended).toBe(1)
    expect(stopped.said()).toContain(`  grant golden_thread_app to ${name};`)
    expect(stopped.said()).not.toContain('Golden Thread is at')
    await sql.raw(`drop role ${name}`).execute(database.owner)
  })

  it('does not start where a migration is missing that its account may not apply', async () => {
    const behind = await testDatabase('empty')
    const last = await behind.owner
      .selectFrom('migration')
      .select('name')
      .orderBy('name', 'desc')
      .executeTakeFirstOrThrow()
    await behind.owner.deleteFrom('migration').where('name', '=', last.name).execute()
    const stopped = service({ DATABASE_URL: behind.url, SESSION_SECRET: SECRET })
    expect(await stopped.ended).toBe(1)
    expect(stopped.said()).toContain(`The database lacks the migration ${last.name}.`)
    expect(stopped.said()).toContain('set DATABASE_OWNER_URL to the account that owns the tables')
  })

  it('starts with one account for everything, and says on two pages what the database then does not refuse', async () => {
    const { ownerUrl, owner } = database
    const running = service({ DATABASE_URL: ownerUrl, SESSION_SECRET: SECRET })
    const address = await addressOf(running)
    const headers = await bearer(owner, 'administrator')
    const pages = ['/status', '/help/security'].map(async (path) =>
      textOf(await (await fetch(`${address}${path}`, { headers })).text()),
    )
    const [status, security] = await Promise.all(pages)
    const { username } = new URL(ownerUrl)
    expect(status).toContain(`${username} may do more than the service needs. It is a superuser.`)
    expect(security).toContain(
      `Here the service uses the database account ${username}, which is a superuser.`,
    )
  })

  it.runIf(isWide)('does not start with DEMO=1 beside a council that is not the demonstration', async () => {
    const real = await testDatabase('catalogue')
    await real.db.updateTable('council').set({ is_demonstration: false }).execute()
    const stopped = service({ DATABASE_URL: real.url, SESSION_SECRET: SECRET, DEMO: '1' })
    expect(await stopped.ended).toBe(1)
    expect(stopped.said()).toContain(
      'DEMO must not be 1 beside this database: its council is not the demonstration',
    )
    expect(stopped.said()).not.toContain('Golden Thread is at')
  })

  it.runIf(isWide)('says in one line that it cannot listen at an address of another machine', async () => {
    const env = { HOST: '192.0.2.1', BASE_URL: 'https://scorecards.example' }
    const stopped = service({ DATABASE_URL: database.url, SESSION_SECRET: SECRET, ...env })
    expect(await stopped.ended).toBe(1)
    expect(stopped.said()).toMatch(
      /^Database: .*\nThe service cannot listen at HOST and PORT \(.*\): set them to an address of this machine\.\n$/,
    )
  })

  it.each(partOf(['SIGSEGV', 'SIGABRT', 'SIGTRAP', 'SIGBUS', 'SIGILL', 'SIGFPE'] as const, 6))(
    'dies of a native fault at once: %s',
    async (fault) => {
      const running = service({ DATABASE_URL: database.url, SESSION_SECRET: SECRET })
      await addressOf(running)
      running.child.kill(fault)
      await running.ended
      expect(running.child.signalCode).toBe(fault)
    },
  )

  it.runIf(isWide)('does not take an address that is taken, and says so', async () => {
    const first = service({ DATABASE_URL: database.url, SESSION_SECRET: SECRET })
    const { port } = new URL(await addressOf(first))
    const second = service({ DATABASE_URL: database.url, SESSION_SECRET: SECRET, PORT: port })
    expect(await second.ended).toBe(1)
    expect(second.said()).toContain('The address is taken by another process')
  })
})
