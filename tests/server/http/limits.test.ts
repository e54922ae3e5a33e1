import type { FastifyInstance } from 'fastify'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bearer, fromOurPages, type SignedIn, signIn, testApp } from '../../support/app.ts'
import { type TestDatabase, testDatabase } from '../../support/database.ts'

const NOBODY = 60
const SIGNED_IN = 300

let database: TestDatabase
let app: FastifyInstance

beforeAll(async () => {
  database = await testDatabase('catalogue')
})
beforeEach(async () => {
  app = await testApp(database.db)
})

type Ask = {
  url: string
  method?: 'GET' | 'POST' | 'DELETE'
  headers?: Record<string, string>
  remoteAddress?: string
}

/** How many answers had each status. */
async function statusesOf(ask: Ask, times: number): Promise<Record<number, number>> {
  const counts: Record<number, number> = {}
  for (let i = 0; i < times; i += 1) {
    const { statusCode } = await app.inject(ask)
    counts[statusCode] = (counts[statusCode] ?? 0) + 1
  }
  return counts
}

describe('what counts against the limit of an address', () => {
  it.each<[string, number, Ask]>([
    ['an unknown address', 404, { url: '/nowhere' }],
    ['an unknown file', 404, { url: '/assets/nowhere.css' }],
    ['a page that asks to sign in', 303, { url: '/plan' }],
    ['a call without a token', 401, { url: '/api/v1/units' }],
    [
      'an unknown token',
      401,
      { url: '/api/v1/units', headers: { authorization: 'Bearer unknownunknownunknown' } },
    ],
    ['two credentials', 400, { url: '/plan', headers: { authorization: 'Bearer x', cookie: 'sid=x' } }],
    ['a wrong method', 405, { url: '/plan', method: 'DELETE' }],
    ['a form that is not valid', 400, { url: '/sign-in', method: 'POST', headers: fromOurPages }],
  ])('is %s', async (_what, status, ask) => {
    expect(await statusesOf(ask, NOBODY + 5)).toEqual({ [status]: NOBODY, 429: 5 })
    const refused = await app.inject({ url: '/sign-in' })
    expect(refused.statusCode).toBe(429)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect((await app.inject({ url: '/sign-in', remoteAddress: '10.0.0.9' })).statusCode).toBe(200)
  })

  it('is neither a file nor a health check', async () => {
    for (const url of ['/assets/app.css', '/health/live']) {
      expect(await statusesOf({ url }, NOBODY + 5)).toEqual({ 200: NOBODY + 5 })
    }
  })

  it('is what the whole of a network asks, of IPv6', async () => {
    const statuses: number[] = []
    for (let i = 1; i <= NOBODY + 5; i += 1) {
      const remoteAddress = `2001:db8:1:1::${i.toString(16)}`
      statuses.push((await app.inject({ url: '/nowhere', remoteAddress })).statusCode)
    }
    expect(statuses.filter((status) => status === 429)).toHaveLength(5)
    const other = await app.inject({ url: '/nowhere', remoteAddress: '2001:db8:1:2::1' })
    expect(other.statusCode).toBe(404)
  })
})

describe('what counts against the limit of somebody signed in', () => {
  let session: SignedIn

  beforeEach(async () => {
    session = await signIn(app, 'administrator')
  })

  it('is what their role may not do and what there is not, together', async () => {
    const headers = { cookie: session.cookie }
    const half = SIGNED_IN / 2
    const forbidden = await statusesOf({ url: '/plan', headers }, half)
    expect(forbidden).toEqual({ 403: half })
    const unknown = await statusesOf({ url: '/nowhere', headers }, half + 5)
    expect(unknown[404]).toBeGreaterThanOrEqual(half - 2)
    expect(unknown[429]).toBeGreaterThanOrEqual(5)
    expect((await app.inject({ url: '/sign-in' })).statusCode).toBe(200)
  })
})

describe('a token', () => {
  it('is told in each answer how much it has left', async () => {
    const headers = await bearer(database.db, 'smt')
    const answers = [
      await app.inject({ url: '/api/v1/units', headers }),
      await app.inject({ url: '/api/v1/nowhere', headers }),
    ]
    expect(answers.map(({ headers: said }) => Number(said['x-ratelimit-remaining']))).toEqual([2999, 2998])
  })
})
