import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import { operationsOf } from '#dashboards/pages/help/api-docs/operations.ts'
import { recordToken } from '#server/access/tokens/tokens.ts'
import { bearer, testApp, testNow } from '../../support/app.ts'
import { type TestDatabase, testDatabase } from '../../support/database.ts'
import { routesOf } from '../../support/routes.ts'
import { partOf } from '../../support/run-size.ts'
import { some } from '../../support/some.ts'

let database: TestDatabase
let app: FastifyInstance
let headers: { authorization: string }
let manager: { authorization: string }

beforeAll(async () => {
  database = await testDatabase('catalogue')
  app = await testApp(database.db)
  headers = await bearer(database.db, 'data_team')
  manager = await bearer(database.db, 'team_manager', 'HP-S1')
})

const routes = () => routesOf(app)

/** The header of a new token. */
async function ownToken(name: string): Promise<{ authorization: string }> {
  const asked = { name, role: 'data_team', unit: null, audience: 'inside', now: testNow } as const
  return { authorization: `Bearer ${await recordToken(database.db, asked)}` }
}

const hostile = [
  "' or 1=1 --",
  '"; drop table figure; --',
  '%00',
  '%F0%9F%92%A9',
  '..%2f..%2fetc%2fpasswd',
  '__proto__',
  'constructor',
  '-1',
  '9999999999999999999999',
  '1e309',
  'NaN',
  '<script>alert(1)</script>',
  '{{7*7}}',
  'a'.repeat(90),
]

const isFile = /\.(csv|xlsx|json|svg|png)$/
const parameters = ['unit', 'kpi', 'from', 'period', 'asAt', 'grain', 'month', 'next', 'page', 'status']

/** Every hostile text in each part of an address, and in each parameter, once and repeated. A page's files read the same query
 * as the page, so the `n`-th file gets three parameters and the next one the next three. */
function hostileAddresses(url: string, n: number): string[] {
  const plain = url.replaceAll(':unit', 'HP-S1').replaceAll(/:[a-z]+/g, '2019-04')
  const turn = (3 * n) % parameters.length
  const names = isFile.test(url) ? [...parameters, ...parameters].slice(turn, turn + 3) : parameters
  return [
    ...(url.includes(':') ? hostile : []).map((text) =>
      url.replaceAll(/:[a-z]+/g, encodeURIComponent(decode(text))),
    ),
    ...names.flatMap((name, i) => {
      const text = encodeURIComponent(decode(hostile[(n + i) % hostile.length] ?? ''))
      return [
        `${plain}?${name}=${text}`,
        `${plain}?${name}=%00`,
        `${plain}?${name}[]=1&${name}[a]=2&${name}=3&${name}=4`,
      ]
    }),
  ]
}

describe('every route', () => {
  it('is listed', () => {
    const listed = routes().map(({ method, url }) => `${method} ${url}`)
    expect(listed).toContain('GET /api/v1/scorecards/:unit/:period')
    expect(listed).toContain('POST /api/v1/extracts/:id/revert')
    expect(listed).toContain('POST /sign-in')
    expect(listed.length).toBeGreaterThan(20)
  })

  const kinds = {
    'of the API': (url: string) => url.startsWith('/api/'),
    'of a page': (url: string) => !url.startsWith('/api/') && !isFile.test(url),
    'of a file': (url: string) => !url.startsWith('/api/') && isFile.test(url),
  }
  for (const [kind, isOne] of Object.entries(kinds))
    it(`${kind} answers hostile addresses and queries with a refusal, never with a fault`, async () => {
      const patient = await testApp(database.db)
      const asked = routes().filter(({ method, url }) => method === 'GET' && isOne(url))
      expect(asked.length).toBeGreaterThan(10)
      const failed: string[] = []
      for (const [n, { url }] of asked.entries()) {
        // A token for each route, because together they exceed one token's limit of requests in a minute.
        const own = await ownToken(url)
        for (const address of partOf(hostileAddresses(url, n), 30, n)) {
          const { statusCode } = await patient.inject({ url: address, headers: own })
          if (statusCode >= 500) failed.push(`${statusCode} ${address}`)
          if (statusCode === 429) throw new Error('the test asks more than is answered')
        }
      }
      expect(failed).toEqual([])
    }, 120_000)

  it('that takes a body refuses one that is not its own', async () => {
    const bodies = [
      '[]',
      '"text"',
      '{"reason":{"a":1}}',
      '{"reason":["x"]}',
      '{"acceptWarnings":"yes"}',
      '{"role":"administrator"}',
      'null',
      '{',
      '1',
    ]
    const writes = routes().filter(({ method }) => method === 'POST')
    for (const [n, { url }] of some(writes).entries()) {
      for (const payload of partOf(bodies, 6, n)) {
        const { statusCode } = await app.inject({
          method: 'POST',
          url: url.replaceAll(/:[a-z]+/g, '1'),
          payload,
          headers: { ...headers, 'content-type': 'application/json' },
        })
        expect(statusCode, `${url} ${payload}`).toBeLessThan(500)
      }
    }
  })

  it('of a unit is not found for the manager of another team', async () => {
    const ofUnits = routes().filter(({ url }) => url.includes(':unit'))
    expect(ofUnits.length).toBeGreaterThanOrEqual(4)
    for (const { method, url } of ofUnits) {
      for (const unit of ['HP-S2', 'hp-s2', 'HPC', 'RIDGE', 'NOWHERE']) {
        const address = url
          .replaceAll(':unit', unit)
          .replaceAll(':period', '2019-04')
          .replaceAll(':kpi', 'CP04')
        const { statusCode } = await app.inject({
          method: method as 'GET' | 'POST',
          url: address,
          headers: manager,
        })
        expect(statusCode, address).toBe(404)
      }
    }
  })
})

describe('the OpenAPI document', () => {
  it('lists every route of the API, each with what it means and its refusals', async () => {
    const document = (await app.inject({ url: '/api/openapi.json' })).json()
    expect(document.openapi).toMatch(/^3\.1\./)
    const described = operationsOf(document).map(({ method, path }) => `${method} ${path}`)
    const registered = routes()
      .filter(({ url }) => url.startsWith('/api/v1/'))
      .map(({ method, url }) => `${method} ${url.replaceAll(/:([a-z]+)/g, '{$1}')}`)
    expect(described.sort()).toEqual(registered.sort())
    for (const operation of some(operationsOf(document))) expect(operation.summary).not.toBe('')
  })

  it('is well formed: every path parameter is declared, and every schema is JSON Schema', async () => {
    const document = (await app.inject({ url: '/api/openapi.json' })).json()
    for (const operation of some(operationsOf(document))) {
      const named = [...operation.path.matchAll(/\{([a-z]+)\}/g)].map(([, name]) => name)
      const declared = operation.parameters.filter(({ place }) => place === 'path')
      expect(declared.map(({ name }) => name).sort()).toEqual(named.sort())
      expect(declared.every(({ required }) => required)).toBe(true)
      expect(operation.answers.some(({ status }) => status === '200' || status === '202')).toBe(true)
    }
    expect(JSON.stringify(document)).not.toContain('"$ref":"#/definitions')
  })

  it('is shown on a page that needs no script', async () => {
    const { body, statusCode } = await app.inject({ url: '/api/docs' })
    expect(statusCode).toBe(200)
    expect(body).toContain('GET /api/v1/scorecards/{unit}/{period}')
    expect(
      body.replaceAll(/<script type="module" src="\/assets\/[a-z-]+\.js"><\/script>/g, ''),
    ).not.toContain('<script')
  })
})

function decode(text: string): string {
  return decodeURIComponent(text.includes('%') ? text : encodeURIComponent(text))
}
