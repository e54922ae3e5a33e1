import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { inherited } from '../support/inherited.ts'

const MAIN = fileURLToPath(new URL('../../server/main.ts', import.meta.url))
const SECRET = 'abcdefghijklmnopqrstuvwxyz0123456789'
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
  const child = spawn(process.execPath, [MAIN], { env: { ...inherited(), PORT: '0', ...env } })
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

  it('does not take an address that is taken, and says so', async () => {
    const first = service({ DATABASE_URL: database.url, SESSION_SECRET: SECRET })
    const { port } = new URL(await addressOf(first))
    const second = service({ DATABASE_URL: database.url, SESSION_SECRET: SECRET, PORT: port })
    expect(await second.ended).toBe(1)
    expect(second.said()).toContain('The address is taken by another process')
  })
})
