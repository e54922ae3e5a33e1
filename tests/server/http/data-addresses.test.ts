/** A data address never answers a different question: it refuses what it does not know or what the reader may not see. */
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { bearer, form, fromOurPages, signIn, testApp } from '../../support/app.ts'
import { type DataAddress, dataAddresses } from '../../support/data-addresses.ts'
import { type TestDatabase, testDatabase } from '../../support/database.ts'
import { routesOf } from '../../support/routes.ts'
import { bySize, partOf } from '../../support/run-size.ts'
import { some } from '../../support/some.ts'

let database: TestDatabase
let app: FastifyInstance
let dataTeam: { authorization: string }
let administrator: { authorization: string }
let headOfService: { authorization: string }
let all: DataAddress[]

beforeAll(async () => {
  database = await testDatabase('demo')
  app = await testApp(database.db)
  dataTeam = await bearer(database.db, 'data_team')
  administrator = await bearer(database.db, 'administrator')
  headOfService = await bearer(database.db, 'head_of_service', 'HPC')
  all = await dataAddresses(app, dataTeam)
})

type Headers = Record<string, string>

let asked = 0
/** An answer to a client that asks for the first time, because the number of requests from one address is limited. */
const strange = (url: string, headers: Headers = {}) => {
  asked++
  return app.inject({ url, headers, remoteAddress: `10.1.${Math.floor(asked / 250)}.${(asked % 250) + 1}` })
}

/** The final answer, after redirects. */
async function read(url: string, headers: Headers) {
  let answer = await app.inject({ url, headers })
  for (let sentOn = 0; answer.statusCode >= 300 && answer.statusCode < 400 && sentOn < 3; sentOn++)
    answer = await app.inject({ url: String(answer.headers.location), headers })
  return answer
}

/** The header of a program that may read an address. */
const mayRead = ({ reader }: DataAddress) => (reader === 'administrator' ? administrator : dataTeam)

type Answer = Awaited<ReturnType<typeof read>>

/** The answer as a refusal: its status and its words. */
function refusalOf(answer: Answer, url: string): { status: number; detail: string } {
  expect(answer.headers['content-type'], url).toBe('application/problem+json; charset=utf-8')
  const { type, title, status, detail, instance } = answer.json()
  expect([typeof type, typeof title, typeof detail], url).toEqual(['string', 'string', 'string'])
  expect(status, url).toBe(answer.statusCode)
  expect(instance, url).toMatch(/^\/[^?]+$/)
  return { status, detail }
}

/** The addresses whose question changes with the measure, unit or month. */
const thatTake = (what: 'kpi' | 'unit' | 'month') =>
  all.filter(({ at, ask }) => at(ask) !== at({ ...ask, [what]: 'OTHER' }))

const isPublic = ({ route }: DataAddress) => route === '/api/openapi.json'

test('every data address that the service registers is tried here', () => {
  const isData = (url: string) =>
    (/\.(csv|xlsx|json|svg|png|arrow)$|file-with-problems$/.test(url) && !url.startsWith('/assets/')) ||
    url.startsWith('/api/v1/')
  const registered = routesOf(app).filter(({ method, url }) => method === 'GET' && isData(url))
  const tried = all.map(({ route }) => route)
  const urls = registered.map(({ url }) => url)
  expect([
    ...urls
      .filter((url) => !tried.includes(url))
      .map((url) => `${url} is not tried: add it to ‘groups’ in tests/support/data-addresses.ts`),
    ...tried
      .filter((route) => !urls.includes(route))
      .map(
        (route) => `${route} is no address of the service: take it out of tests/support/data-addresses.ts`,
      ),
  ]).toEqual([])
  expect(new Set(tried).size).toBe(tried.length)
  expect(tried.length).toBeGreaterThan(140)
})

test('each answers to whoever may read it', { timeout: 180_000 }, async () => {
  const isPicture = ({ route }: DataAddress) => /\.(svg|png)$/.test(route)
  // Drawing takes time, and all pictures are requested in the same way.
  const numbers = all.filter((address) => !isPicture(address))
  expect(numbers.length).toBeGreaterThan(100)
  const tried = [...partOf(numbers, 9), ...partOf(all.filter(isPicture), 36)]
  let tables = 0
  for (const address of tried) {
    const { at, ask } = address
    const answer = await read(at(ask), mayRead(address))
    expect(answer.statusCode, `${at(ask)}: ${answer.body.slice(0, 300)}`).toBe(200)
    expect(answer.headers['content-type'], at(ask)).not.toContain('html')
    if (!String(answer.headers['content-type']).includes('csv')) continue
    tables++
    // If two columns share a name, a program reads only one and does not know which.
    const headings = answer.body.split(/\r?\n/, 1)[0]?.split(',') ?? []
    expect(headings, at(ask)).toEqual([...new Set(headings)])
  }
  expect(tables).toBeGreaterThan(bySize({ part: 3, wide: 10, whole: 10 }))
})

test('a key that it does not take is refused by name', async () => {
  for (const address of some(all)) {
    const url = address.at(address.ask)
    const headers = mayRead(address)
    const refused = refusalOf(await read(`${url}${url.includes('?') ? '&' : '?'}zz=1`, headers), url)
    expect(refused.status, url).toBe(400)
    expect(refused.detail, url).toContain('‘zz’')
  }
})

test('a key given twice is refused, and no other word for the same is taken', async () => {
  for (const url of [
    '/units/HP-S1/kpis/CP04.csv?to=2019-03&to=2019-04',
    '/plan.csv?rating=on_track&rating=completed',
  ])
    expect(refusalOf(await read(url, dataTeam), url).status).toBe(400)
  const { detail } = refusalOf(await read('/compare.csv?kpis=CP04', dataTeam), '/compare.csv')
  expect(detail).toContain('The closest is kpi.')
})

test('a unit given twice in the query is refused, whichever of the two is the reader’s own', async () => {
  const manager = await bearer(database.db, 'team_manager', 'HP-S1')
  const taking = thatTake('unit').filter(
    ({ at, ask }) => at(ask).includes('?') && /[?&](unit|service)=/.test(at(ask)),
  )
  expect(taking.length).toBeGreaterThan(20)
  for (const address of partOf(taking, 9)) {
    const [, field = ''] = /[?&](unit|service)=/.exec(address.at(address.ask)) ?? []
    for (const [first, second] of [
      ['HP-S1', 'HP-S2'],
      ['HP-S2', 'HP-S1'],
    ] as const) {
      const url = `${address.at({ ...address.ask, unit: first })}&${field}=${second}`
      for (const headers of [manager, mayRead(address)]) {
        const { status } = refusalOf(await read(url, headers), url)
        // Who may not ask it at all is told so first.
        expect(headers === manager ? [400, 403, 404] : [400], url).toContain(status)
      }
    }
  }
})

describe('what there is not', () => {
  test.each([
    ['kpi', 'ZZ99', 20],
    ['kpi', 'nonsense', 20],
    ['unit', 'NOBODY', 50],
    ['month', '2019-13', 40],
  ] as const)('of a %s, ‘%s’, is refused everywhere', async (what, value, least) => {
    const taking = thatTake(what)
    expect(taking.length).toBeGreaterThan(least)
    for (const { at, ask } of partOf(taking, 9)) {
      const url = at({ ...ask, [what]: value })
      expect([400, 404], url).toContain(refusalOf(await read(url, dataTeam), url).status)
    }
  })

  test.each(['2031-01', '2010-01'])('of a month, %s, which is not published, is refused', async (month) => {
    const taking = thatTake('month').filter(({ anyMonth }) => !anyMonth)
    expect(taking.length).toBeGreaterThan(40)
    for (const { at, ask } of partOf(taking, 9, 2)) {
      const url = at({ ...ask, month })
      expect(refusalOf(await read(url, dataTeam), url).status, url).toBe(404)
    }
  })

  test('is told with what there is', async () => {
    const words = async (url: string) => refusalOf(await read(url, dataTeam), url).detail
    expect(await words('/compare.csv?kpi=CP40')).toContain('kpi: ‘CP40’ is not a monthly measure')
    expect(await words('/compare.csv?kpi=CP40')).toMatch(/The closest is CP\d\d\./)
    expect(await words('/compare.csv?to=2031-01')).toMatch(/Published are 201\d-\d\d to 2019-0\d\./)
    expect(await words('/plan.csv?rating=red')).toContain('There is completed, on_track,')
    expect(await words('/overview.csv?view=years')).toContain('There is months, measures.')
    expect(await words('/units/HP-S1/kpis/CP04.csv?span=12')).toContain('There is 13, 24, all.')
    expect(await words('/api/v1/measurements?kpi=CP99')).toContain('GET /kpis lists them all.')
  })
})

describe('without a credential', () => {
  const challenges = (answer: Answer) => [answer.headers['www-authenticate']].flat().map(String)

  test('it is 401 with the ways to identify oneself, and no sign-in page', async () => {
    const guarded = all.filter((address) => !isPublic(address))
    expect(guarded.length).toBe(all.length - 1)
    for (const { at, ask } of some(guarded)) {
      const answer = await strange(at(ask))
      expect(refusalOf(answer, at(ask)).status, at(ask)).toBe(401)
      expect(challenges(answer), at(ask)).toEqual([
        'Basic realm="Golden Thread", charset="UTF-8"',
        'Bearer realm="Golden Thread"',
      ])
      expect(answer.headers['cache-control'], at(ask)).toBe('no-store')
    }
  })

  test.each([
    'Bearer gt_unknownunknownunknownunknown',
    `Basic ${Buffer.from('excel:gt_unknownunknownunknownunknown').toString('base64')}`,
    'Basic !',
    'Digest username="x"',
  ])('nor is it given for a wrong one: %s', async (authorization) => {
    for (const { at, ask } of some(all)) {
      const answer = await strange(at(ask), { authorization })
      expect(refusalOf(answer, at(ask)).status, at(ask)).toBe(401)
      expect(challenges(answer), at(ask)).toEqual([
        'Basic realm="Golden Thread", charset="UTF-8"',
        'Bearer realm="Golden Thread", error="invalid_token"',
      ])
    }
  })

  test('a person who followed a link is shown where to sign in, and no box for a password', async () => {
    const guarded = all.filter((address) => !isPublic(address))
    expect(guarded.length).toBeGreaterThan(140)
    for (const { at, ask } of guarded) {
      const answer = await strange(at(ask), { 'sec-fetch-mode': 'navigate' })
      expect(answer.statusCode, at(ask)).toBe(401)
      expect(challenges(answer), at(ask)).toEqual(['Bearer realm="Golden Thread"'])
      expect(answer.headers['content-type'], at(ask)).toContain('text/html')
      expect(answer.body, at(ask)).toContain(`href="/sign-in?next=${encodeURIComponent(at(ask))}"`)
    }
  })

  test('a page still leads to the sign-in page', async () => {
    expect((await strange('/plan')).statusCode).toBe(303)
  })
})

describe('a token as the password of Basic authentication', () => {
  const asPassword = ({ authorization }: { authorization: string }, name = 'excel') => ({
    authorization: `Basic ${Buffer.from(`${name}:${authorization.slice('Bearer '.length)}`).toString('base64')}`,
  })

  test.each(['excel', '', 'name@example.org'])(
    'opens what the token opens, with the name ‘%s’',
    async (name) => {
      for (const url of ['/plan.csv', '/api/v1/units', '/plan', '/charts/rating-history.svg']) {
        const answer = await app.inject({ url, headers: asPassword(dataTeam, name) })
        expect(answer.statusCode, url).toBe(200)
      }
      const own = await app.inject({ url: '/units/CIC-N.csv', headers: asPassword(headOfService, name) })
      expect(own.statusCode).toBe(404)
    },
  )

  test('is refused beside a session', async () => {
    const { cookie } = await signIn(app, 'smt')
    const answer = await app.inject({ url: '/plan.csv', headers: { ...asPassword(dataTeam), cookie } })
    expect(answer.statusCode).toBe(400)
  })

  test('writes for a program, and not from another site in a browser that keeps the password', async () => {
    const payload = { name: 'Visits', rules: {} }
    const post = (headers: Headers) =>
      app.inject({
        method: 'POST',
        url: '/api/v1/layouts',
        payload,
        headers: { ...asPassword(dataTeam), ...headers },
      })
    expect((await post({})).statusCode).toBe(400)
    expect((await post({})).json().title).toBe('The request is not valid')
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'https://evil.example' },
    ] as Headers[])
      expect((await post(headers)).statusCode).toBe(403)
    const ours = form({ page: 'x' })
    expect(
      (
        await app.inject({
          ...ours,
          url: '/extracts/9999/cancel',
          headers: { ...ours.headers, ...fromOurPages, ...asPassword(dataTeam) },
        })
      ).statusCode,
    ).not.toBe(403)
  })
})

describe('a head of service', () => {
  test('is refused the figures of a unit that is not theirs', async () => {
    const taking = thatTake('unit')
    expect(taking.length).toBeGreaterThan(50)
    for (const { at, ask } of partOf(taking, 6))
      for (const unit of ['CIC-N', 'CICS', 'RIDGE']) {
        const url = at({ ...ask, unit })
        expect(refusalOf(await read(url, headOfService), url).status, url).toBe(404)
      }
  })

  test('is given of each measure its own figures or a refusal, never those of another', async () => {
    const { kpis } = (await read('/api/v1/kpis', headOfService)).json()
    expect(kpis.length).toBeGreaterThan(60)
    const types = ['H&P', 'COURT']
    const given = { compare: 0, 'small-multiples': 0, overview: 0, measurements: 0 }
    let refused = 0
    const addresses = {
      compare: ['/compare.json?', partOf(kpis, 4)],
      'small-multiples': ['/charts/small-multiples.csv?period=2019-04&', partOf(kpis, 4, 1)],
      overview: ['/overview.json?period=2019-04&', partOf(kpis, 6)],
      measurements: ['/api/v1/measurements?unit=HPC&from=2019-03&', partOf(kpis, 6, 1)],
    } as const
    for (const [name, [address, tried]] of Object.entries(addresses))
      for (const { code, teamTypes } of some(tried as { code: string; teamTypes: string[] }[])) {
        const url = `${address}kpi=${code}`
        const answer = await read(url, headOfService)
        const isTheirs = teamTypes.some((type) => [...types, 'SVC'].includes(type))
        if (answer.statusCode !== 200 || !isTheirs) {
          refused++
          expect(refusalOf(answer, url).status, url).toBe(404)
          continue
        }
        given[name as keyof typeof given]++
        const codes =
          name === 'small-multiples'
            ? [/filename="([A-Z0-9]+)-2019-04/.exec(String(answer.headers['content-disposition']))?.[1]]
            : answer.json().rows.map((row: { kpi: string }) => row.kpi)
        expect(new Set(codes), url).toEqual(new Set([code]))
      }
    const atLeast = bySize({ part: 4, wide: 8, whole: 25 })
    expect(refused).toBeGreaterThan(atLeast)
    expect(given.compare).toBeGreaterThan(atLeast)
    expect(given['small-multiples']).toBeGreaterThan(atLeast)
    expect(given.overview).toBeGreaterThan(3)
    expect(given.measurements).toBeGreaterThan(3)
  })

  test('is refused in problem+json what the role may not see', async () => {
    for (const url of ['/extracts.csv', '/data-quality.xlsx', '/charts/freshness.svg', '/api/v1/extracts'])
      expect(refusalOf(await read(url, headOfService), url).status, url).toBe(403)
  })
})

describe('a span of time', () => {
  test.each([
    '/api/v1/measurements?from=2019-04&to=2019-03',
    '/api/v1/measurements?from=2019-Q2&to=2019-03',
    '/api/v1/series/HP-S1/CP04?from=2019-04&to=2019-03',
    '/api/v1/changes?unit=HP-S1&from=2019-05-02&to=2019-05-01',
    '/units/HP-S1/changes.csv?from=2019-05-02&to=2019-05-01',
    '/units/HP-S1/changes.json?from=2019-05-02&to=2019-05-01',
    '/api/v1/changes?unit=HP-S1&from=2019-02-30',
    '/units/HP-S1/changes.xlsx?to=2019-13-01',
    '/api/v1/scorecards/HP-S1/2019-04?asAt=2019-02-29',
    '/api/v1/series/HP-S1/CP04?from=2019-W10',
  ])('that cannot be is refused: %s', async (url) => {
    expect(refusalOf(await read(url, dataTeam), url).status).toBe(400)
  })

  test('of one day is that whole day', async () => {
    const published = (await read('/api/v1/periods', dataTeam)).json().periods.at(-1).publishedAt
    const day = String(published).slice(0, 10)
    const url = `/api/v1/changes?unit=HP-S1&from=${day}&to=${day}`
    const { changes, from, to } = (await read(url, dataTeam)).json()
    expect(changes.length).toBeGreaterThan(0)
    expect(changes.map((c: { publishedAt: string }) => c.publishedAt.slice(0, 10))).toContain(day)
    expect(Date.parse(to) - Date.parse(from)).toBe(24 * 3_600_000 - 1)
  })
})

test('an address that is none is refused in the way that its ending asks for', async () => {
  expect(refusalOf(await read('/nothing.csv', dataTeam), '/nothing.csv').status).toBe(404)
  expect((await read('/nothing', dataTeam)).headers['content-type']).toContain('text/html')
  expect((await read('/plan%2Ecsv?zz=1', dataTeam)).statusCode).toBe(400)
})
