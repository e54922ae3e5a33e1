import type { FastifyInstance, InjectOptions } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import { grantOf, type Role, roles } from '#server/access/permissions/actor.ts'
import { may } from '#server/access/permissions/permissions.ts'
import { recordToken } from '#server/access/tokens/tokens.ts'
import { fromOurPages, testApp, testNow } from '../../support/app.ts'
import { type TestDatabase, testDatabase } from '../../support/database.ts'
import { routesOf } from '../../support/routes.ts'
import { bySize, isWhole } from '../../support/run-size.ts'
import {
  addressOf,
  RouteWatch,
  type SentField,
  type SentRoute,
  sentRoutes,
} from '../../support/sent-fields.ts'
import { multipartForm } from '../../support/upload-form.ts'

let database: TestDatabase
let app: FastifyInstance
let routes: SentRoute[]

const units: Partial<Record<Role, string>> = { team_manager: 'HP-S1', head_of_service: 'HPC' }

beforeAll(async () => {
  database = await testDatabase('demo')
  const watch = new RouteWatch()
  app = await watch.over(() => testApp(database.db))
  await app.ready()
  routes = await sentRoutes(watch, async (route, query, body) => {
    const headers = await headersOf(kindsOf(route)[0] ?? null)
    const url = `${addressOf(route.url)}${query === '' ? '' : `?${query}`}`
    await app.inject({
      method: route.method,
      url,
      headers,
      ...(route.method === 'POST' ? { payload: body } : {}),
    })
  })
}, 120_000)

/** Roles that may use a route. Null is without sign-in. */
function kindsOf({ permission }: SentRoute): (Role | null)[] {
  return roles.filter((role) =>
    may(
      {
        id: 1,
        name: role,
        grants: [grantOf({ role, unit: units[role] ?? 'RIDGE' })],
        via: 'token',
        actsAs: null,
        seenBy: null,
      },
      permission,
    ),
  )
}

let tokens = 0

/** A new token each time, because together they exceed one token's limit in a minute. */
async function headersOf(role: Role | null): Promise<Record<string, string>> {
  if (role === null) return { ...fromOurPages }
  tokens += 1
  const name = `${role} ${tokens}`
  const unit = units[role] ?? null
  const secret = await recordToken(database.db, { name, role, unit, audience: 'inside', now: testNow })
  return { authorization: `Bearer ${secret}` }
}

/** If there are many of a kind, one in this many is tried. */
const STEP = bySize({ part: 61, wide: 16, whole: 1 })
const isFile = /\.(csv|xlsx|json|svg|png)$/

const LONG = 'a'.repeat(10_000)

/** Each hostile value as an address or a form carries it after the name, and as JSON does. */
const values = {
  NUL: { sent: '=%00', json: '\0', path: '%00' },
  'a lone surrogate': { sent: '=%ED%A0%80', json: '\ud800', path: '%ED%A0%80' },
  'an object': { sent: '[a]=1', json: { a: 1, toString: 1 }, path: '%5Bobject%20Object%5D' },
  'an array': { sent: '=1&NAME=2&NAME[]=3', json: ['1', ['2'], null], path: '1,2' },
  '10,000 characters': { sent: `=${LONG}`, json: LONG, path: LONG },
} as const
type Value = keyof typeof values
const valueNames = Object.keys(values) as Value[]

function encoded({ name }: SentField, value: Value): string {
  const field = encodeURIComponent(name)
  return `${field}${values[value].sent.replaceAll('NAME', field)}`
}

/** Every way in which a field of a route can carry a value. */
function requestsOf(route: SentRoute, field: SentField, value: Value): InjectOptions[] {
  const { method, url } = route
  const address = addressOf(url)
  if (field.place === 'path') {
    const at = addressOf(url, { [field.name]: values[value].path })
    return [{ method, url: at, ...(method === 'POST' ? { payload: route.body } : {}) }]
  }
  if (field.place === 'query') {
    return [
      {
        method,
        url: `${address}?${encoded(field, value)}`,
        ...(method === 'POST' ? { payload: route.body } : {}),
      },
    ]
  }
  const text = values[value].json
  const part = multipartForm([
    { name: field.name, value: typeof text === 'string' ? text : JSON.stringify(text) },
  ])
  return [
    { method, url: address, payload: { ...route.body, [field.name]: text } },
    {
      method,
      url: address,
      payload: encoded(field, value),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    },
    { ...part, url: address },
  ]
}

/** Sends each value as one of the permitted roles or without sign-in, in turn. All are also sent without sign-in, except to
 * files, which read the same query as their page. */
async function faultsIn(tried: readonly SentRoute[]): Promise<{ sent: number; faults: string[] }> {
  const faults: string[] = []
  let sent = 0
  let turn = 0
  for (const route of tried) {
    const all = [null, ...kindsOf(route)]
    for (const field of route.fields) {
      for (const value of valueNames) {
        turn += 1
        if (turn % STEP !== 0) continue
        const turned = all[Math.floor(turn / STEP) % all.length] ?? null
        const kinds = isWhole && !isFile.test(route.url) ? new Set([null, turned]) : [turned]
        for (const kind of kinds) {
          const headers = await headersOf(kind)
          for (const request of requestsOf(route, field, value)) {
            sent += 1
            const { statusCode } = await app.inject({
              ...request,
              headers: { ...headers, ...request.headers },
              remoteAddress: `10.${(sent >> 16) & 255}.${(sent >> 8) & 255}.${sent & 255}`,
            })
            if (statusCode < 500 && statusCode !== 429) continue
            faults.push(
              `${statusCode} ${kind} ${route.method} ${route.url} ${field.place} ${field.name}: ${value}`,
            )
          }
        }
      }
    }
  }
  return { sent, faults }
}

describe('the fields that are tried', () => {
  it('are of every route there is', () => {
    expect(routes).toHaveLength(routesOf(app).length)
    expect(routes.length).toBeGreaterThan(200)
    expect(new Set(routes.map(({ method, url }) => `${method} ${url}`)).size).toBe(routes.length)
  })

  it('are found by themselves, of the API and of pages, in each place', () => {
    const fields = routes.flatMap(({ method, url, fields: read }) =>
      read.map(({ place, name }) => `${method} ${url} ${place} ${name}`),
    )
    expect(fields).toEqual(
      expect.arrayContaining([
        'GET /assets/council-logo query v',
        'GET /compare query kpi',
        'GET /compare query units',
        'GET /search query q',
        'GET /units/:unit path unit',
        'GET /api/v1/measurements query from',
        'POST /sign-in body next',
        'POST /extracts/:id/revert body reason',
        'POST /units/:unit/kpis/:kpi/commentary body body',
        'POST /api/v1/units/:unit/decisions body owner',
        'POST /api/v1/extracts/:id/recheck body codes',
        'POST /api/v1/extracts query layout',
      ]),
    )
    expect(fields.length).toBeGreaterThan(500)
  })
})

describe('a hostile value in any field', () => {
  const groups: Record<string, (route: SentRoute) => boolean> = {
    'the API': ({ url }) => url.startsWith('/api/'),
    'a page': ({ url, method }) => !url.startsWith('/api/') && method === 'GET' && !isFile.test(url),
    'a form': ({ url, method }) => !url.startsWith('/api/') && method === 'POST',
    'a file': ({ url, method }) => !url.startsWith('/api/') && method === 'GET' && isFile.test(url),
  }
  for (const [group, isOne] of Object.entries(groups)) {
    it(
      `of ${group} is answered, and never with a fault of ours`,
      async () => {
        const { sent, faults } = await faultsIn(routes.filter(isOne))
        console.info(`hostile fields of ${group}: ${sent} requests, ${faults.length} faults`)
        expect(sent).toBeGreaterThan(5)
        expect(faults).toEqual([])
      },
      isWhole ? 900_000 : 120_000,
    )
  }
})
