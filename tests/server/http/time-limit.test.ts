import { PassThrough } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance, RouteHandlerMethod } from 'fastify'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Page } from '#dashboards/pages/kit/page.ts'
import { cookieOf, fromOurPages, testApp } from '../../support/app.ts'
import { type TestDatabase, testDatabase } from '../../support/database.ts'
import { buildDoors, withDoorShut } from '../../support/transaction-doors.ts'

let database: TestDatabase
let app: FastifyInstance
let address: string
const logged: string[] = []

const LIMIT = 60
const LATE = 200
const LONG = 'a page that comes too late '.repeat(2_000)
const slow = { config: { permission: 'public' as const }, handlerTimeout: LIMIT }

/** Streams that begin only when a test starts them. */
const held: PassThrough[] = []

/** Every way in which a handler may exceed its time. */
const late: Record<string, RouteHandlerMethod> = {
  page: () => sleep(LATE, LONG),
  'sent by itself': async (_request, reply) => {
    await sleep(LATE)
    return reply.code(200).header('x-late', 'yes').send(LONG)
  },
  redirect: async (_request, reply) => {
    await sleep(LATE)
    return reply.redirect('/elsewhere', 303)
  },
  fault: async () => {
    await sleep(LATE)
    throw new Error('select secret from session at /srv/app.ts:12')
  },
  'stream that has not begun': async (_request, reply) => {
    const stream = new PassThrough()
    held.push(stream)
    reply.header('content-disposition', 'attachment; filename="late.csv"').type('text/csv')
    return reply.send(stream)
  },
  'stream that comes late': async (_request, reply) => {
    await sleep(LATE)
    const stream = new PassThrough()
    stream.end(LONG)
    held.push(stream)
    return reply.type('text/csv').send(stream)
  },
}

const probes: Page = {
  name: 'probes',
  register(scope) {
    for (const [name, handler] of Object.entries(late)) scope.get(`/late/${slug(name)}`, slow, handler)
    scope.post('/late/form', slow, () => sleep(LATE, LONG))
    scope.post('/late/sign-in', { ...slow, config: { permission: 'public', ownPagesOnly: true } }, signIn)
  },
}

/** A handler that finishes in time, but whose session is saved while the answer is being sent. */
const signIn: RouteHandlerMethod = async (request) => {
  await request.session.regenerate()
  request.session.csrf = 'x'.repeat(43)
  return LONG
}

function slug(name: string): string {
  return name.replaceAll(' ', '-')
}

beforeAll(async () => {
  database = await testDatabase('catalogue')
  await buildDoors(database.owner, [{ table: 'session', before: 'insert' }])
  const log = pino({ level: 'info' }, { write: (line: string) => logged.push(line) })
  app = await testApp(database.db, { extraPages: [probes], log })
  address = await app.listen({ host: '127.0.0.1', port: 0 })
})
beforeEach(() => {
  logged.splice(0)
})
afterAll(() => app.close())

/** The log of a reply that was answered twice or that was not expected. */
const complaints = () =>
  logged.filter((line) =>
    /FST_ERR_REP_ALREADY_SENT|ERR_HTTP_HEADERS_SENT|ERR_STREAM|"msg":"internal"/.test(line),
  )

async function expectOneLateAnswer(answer: Response): Promise<void> {
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('5')
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.headers.get('content-disposition')).toBeNull()
  expect(answer.headers.get('x-late')).toBeNull()
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  const body = await answer.text()
  expect(body).toContain('This took too long. Try again in a moment.')
  expect(body).toMatch(/<\/html>\s*$/)
  expect(body).not.toContain('comes too late')
}

describe('a handler that outlives its time', () => {
  it.each(Object.keys(late))('is answered for once, and what it gives later is dropped: %s', async (name) => {
    await expectOneLateAnswer(await fetch(`${address}/late/${slug(name)}`))
    for (const stream of held) stream.end(LONG)
    await sleep(LATE + LIMIT)
    expect(complaints()).toEqual([])
    expect(logged.filter((line) => line.includes('took too long'))).toHaveLength(1)
    expect(held.splice(0).map(({ destroyed }) => destroyed)).toEqual(name.startsWith('stream') ? [true] : [])
    expect((await fetch(`${address}/health/live`)).status).toBe(200)
  })

  it('is answered in problem+json to a program', async () => {
    const api: Page = {
      name: 'api probe',
      register: (scope) => scope.get('/api/v1/late', slow, () => sleep(LATE, 'late')),
    }
    const other = await testApp(database.db, { extraPages: [api] })
    const answer = await other.inject({ url: '/api/v1/late' })
    expect(answer.statusCode).toBe(503)
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(answer.json()).toMatchObject({ type: 'urn:golden-thread:problem:unavailable', status: 503 })
    await other.close()
  })

  it('does not wait for a database that does not answer, which is why it is late', async () => {
    const waiting: Page = {
      name: 'waiting',
      register(scope, { frame }) {
        scope.get('/late/frame', slow, async (request) => {
          await frame(request)
          return LONG
        })
      },
    }
    const other = await testApp(database.db, { extraPages: [waiting] })
    await database.owner.transaction().execute(async (trx) => {
      await trx.updateTable('council').set({ name: 'Held' }).execute()
      await trx.schema.alterTable('council').addColumn('held', 'integer').execute()
      const { statusCode, body } = await other.inject({ url: '/late/frame' })
      expect(statusCode).toBe(503)
      expect(body).toContain('This took too long.')
      await trx.schema.alterTable('council').dropColumn('held').execute()
    })
    await other.close()
  })
})

describe('a form that outlives its time', () => {
  it('is not said to be undone', async () => {
    const body = new URLSearchParams({ reason: 'late' })
    const answer = await fetch(`${address}/late/form`, { method: 'POST', body })
    expect(answer.status).toBe(503)
    expect(await answer.text()).toContain('may still be done')
  })
})

describe('an answer that is still on its way when the time is up', () => {
  it('is dropped, and the time is answered for', async () => {
    await withDoorShut(database.db, 0, async (somebodyWaits) => {
      const sent = fetch(`${address}/late/sign-in`, {
        method: 'POST',
        body: 'role=smt',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          ...fromOurPages,
        },
      })
      await somebodyWaits()
      const answer = await sent
      expect(answer.status).toBe(503)
      expect(await answer.text()).toContain('may still be done')
      expect(cookieOf(answer.headers.get('set-cookie') ?? '')).toBe('')
    })
    await sleep(LATE)
    expect(complaints()).toEqual([])
    expect((await fetch(`${address}/health/live`)).status).toBe(200)
  })
})
