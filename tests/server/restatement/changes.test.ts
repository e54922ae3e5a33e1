import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { londonDay } from '#domain/time/moment.ts'
import type { Role } from '#server/access/permissions/actor.ts'
import { bearer, testApp } from '../../support/app.ts'
import { type TestDatabase, testDatabase } from '../../support/database.ts'
import { textOf } from '../../support/page-text.ts'

let database: TestDatabase
let app: FastifyInstance
let manager: { authorization: string }
let smt: { authorization: string }

beforeAll(async () => {
  database = await testDatabase('demo')
  app = await testApp(database.db)
  manager = await bearer(database.db, 'team_manager', 'HP-S1')
  smt = await bearer(database.db, 'smt')
})

const get = (url: string, headers = manager) => app.inject({ url, headers })

async function changes(query: string, headers = manager) {
  const answer = await get(`/api/v1/changes?${query}`, headers)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}

const signedOff = 'from=2019-03-22T10:15:00Z&to=2019-06-03T14:05:00Z'

describe('what changed at South 1 since February was signed off', () => {
  test('is each figure before and after, its verdicts, the reason and the file', async () => {
    const found = await changes(`unit=hp-s1&${signedOff}`)
    const restated = found.changes.filter((c: { before: unknown }) => c.before !== null)
    expect(restated.map((c: { kpi: string; period: string }) => [c.kpi, c.period])).toEqual([
      ['CP04', '2019-02'],
      ['CN02', '2019-02'],
    ])
    expect(restated[0]).toMatchObject({
      before: { numerator: 35, denominator: 39, status: 'close' },
      after: { numerator: 37, denominator: 39, status: 'met' },
      changed: expect.arrayContaining(['figure', 'status']),
      publishedAt: '2019-06-03T14:05:00.000Z',
      reason: 'Visits made in February but written up late are now counted',
      extract: expect.any(Number),
    })
  })

  test('says the same on the page, which links the file, and in its CSV', async () => {
    const page = await get(`/units/HP-S1/changes?${signedOff}`)
    expect(page.statusCode).toBe(200)
    const words = textOf(page.body)
    expect(words).toContain(
      'Between 22 March 2019 at 10:15am and 3 June 2019 at 3:05pm: 2 figures say something else',
    )
    expect(words).toContain('89.7% (35 of 39)')
    expect(words).toContain('94.9% (37 of 39)')
    expect(words).toContain('Met, was close')
    const { changes: found } = await changes(`unit=HP-S1&${signedOff}`)
    const { extract } = found.find((c: { period: string }) => c.period === '2019-02')
    expect(page.body).toContain(`href="/extracts/${extract}"`)
    const csv = (await get(`/units/HP-S1/changes.csv?${signedOff}`)).body.split('\r\n')
    expect(csv).toHaveLength(found.length + 2)
    expect(csv.find((line) => line.includes(',CP04,') && line.includes('2019-02'))).toContain(',35,39,')
    const json = await get(`/units/HP-S1/changes.json?${signedOff}`)
    expect(json.headers.location).toContain('/api/v1/changes?unit=HP-S1&from=2019-03-22T10%3A15%3A00Z')
  })

  test('agrees with the scorecards read at the two moments', async () => {
    const at = async (moment: string) => {
      const card = (await get(`/api/v1/scorecards/HP-S1/2019-02?asAt=${moment}`)).json()
      return new Map<string, string>(
        card.rows.map((r: Record<string, unknown>) => [
          r.kpi,
          JSON.stringify([r.state, r.value, r.status, r.variation, r.assurance]),
        ]),
      )
    }
    const [before, after] = [await at('2019-03-22T10:15:00Z'), await at('2019-06-03T14:05:00Z')]
    const differing = [...after].filter(([kpi, said]) => before.get(kpi) !== said).map(([kpi]) => kpi)
    const { changes: found } = await changes(`unit=HP-S1&${signedOff}`)
    const told = found
      .filter((c: { period: string }) => c.period === '2019-02')
      .map((c: { kpi: string }) => c.kpi)
    expect(differing.sort()).toEqual(told.sort())
    expect(differing).toEqual(['CN02', 'CP04'])
  })
})

describe('between two moments', () => {
  test('that are the same, nothing changed', async () => {
    const moment = '2019-05-20T12:00:00Z'
    expect((await changes(`unit=HP-S1&from=${moment}&to=${moment}`)).changes).toEqual([])
    const page = await get(`/units/HP-S1/changes?from=${moment}&to=${moment}`)
    expect(page.body).toContain('No figure that had been published says anything else now.')
  })

  test('that are one day, from its beginning to its end, is what was published on it', async () => {
    const { changes: all } = await changes('unit=HP-S1&from=2015-01-01')
    const days = [...new Set(all.map((c: { publishedAt: string }) => londonDay(c.publishedAt)))]
    expect(days.length).toBeGreaterThan(1)
    for (const day of days) {
      const found = await changes(`unit=HP-S1&from=${day}&to=${day}`)
      expect(found.changes.length, String(day)).toBeGreaterThan(0)
      expect(new Set(found.changes.map((c: { publishedAt: string }) => londonDay(c.publishedAt)))).toEqual(
        new Set([day]),
      )
    }
    const page = await get(`/units/HP-S1/changes?from=${days[0]}&to=${days[0]}`)
    const file = await get(`/units/HP-S1/changes.csv?from=${days[0]}&to=${days[0]}`)
    expect(page.statusCode).toBe(200)
    expect(file.body.trim().split('\r\n').length).toBeGreaterThan(1)
  })

  test('of which the first is the later are refused, on the page and in its files', async () => {
    for (const at of ['changes', 'changes.csv', 'changes.json'])
      expect((await get(`/units/HP-S1/${at}?from=2019-05-21&to=2019-05-20`)).statusCode, at).toBe(400)
  })

  test('what was not there before is published for the first time', async () => {
    const { changes: found } = await changes('unit=HP-S1&from=2019-05-01&to=2019-05-31')
    const april = found.filter((c: { period: string }) => c.period === '2019-04')
    expect(april.length).toBeGreaterThan(20)
    expect(april.every((c: { before: unknown }) => c.before === null)).toBe(true)
  })

  test('left unsaid are the unit’s publication before its last, and now', async () => {
    const found = await changes('unit=HP-S1')
    expect(found.to).toBeNull()
    expect(found.changes.length).toBeGreaterThan(0)
    expect(new Set(found.changes.map((c: { publishedAt: string }) => c.publishedAt)).size).toBe(1)
    expect((await get('/units/HP-S1/changes')).statusCode).toBe(200)
  })

  test('a service’s and the council’s figures changed with its teams’', async () => {
    const service = await changes('unit=HPC&from=2019-06-02&to=2019-06-03', smt)
    const council = await changes('unit=RIDGE&from=2019-06-02&to=2019-06-03', smt)
    for (const { changes: found } of [service, council]) {
      const visits = found.find(
        (c: { kpi: string; period: string }) => c.kpi === 'CP04' && c.period === '2019-02',
      )
      expect(visits.after.numerator).toBeGreaterThan(visits.before.numerator)
    }
  })

  test('before anything was published there is nothing to tell', async () => {
    expect((await get('/api/v1/changes?unit=HP-S1&to=2018-01-01')).statusCode).toBe(404)
    expect((await get('/units/HP-S1/changes?to=2018-01-01')).statusCode).toBe(404)
  })

  test.each(['from=soon', 'to=2019-02-31', 'from=2019-01-01&from=2019-01-02'])(
    '%s is refused',
    async (query) => {
      expect((await get(`/units/HP-S1/changes?${query}`)).statusCode).toBe(400)
      expect((await get(`/api/v1/changes?unit=HP-S1&${query}`)).statusCode).toBe(400)
    },
  )
})

describe('what changed', () => {
  test('of a unit out of scope is not found, and is not for board and administrator', async () => {
    for (const unit of ['HP-S2', 'HPC', 'NOWHERE']) {
      expect((await get(`/units/${unit}/changes`)).statusCode).toBe(404)
      expect((await get(`/api/v1/changes?unit=${unit}`)).statusCode).toBe(404)
    }
    for (const role of ['board', 'administrator'] as Role[]) {
      const headers = await bearer(database.db, role)
      expect((await get('/units/HPC/changes', headers)).statusCode, role).toBe(403)
      expect((await get('/api/v1/changes?unit=HPC', headers)).statusCode, role).toBe(403)
    }
  })

  test('is linked from a restated scorecard and a restated measure', async () => {
    const scorecard = (await get('/units/HP-S1/scorecards/2019-02')).body
    const links = [...scorecard.matchAll(/href="(\/units\/HP-S1\/changes[^"]*)"/g)].map((m) => m[1] ?? '')
    expect(links.length).toBeGreaterThan(0)
    for (const href of links) expect((await get(href.replaceAll('&amp;', '&'))).statusCode).toBe(200)
    expect((await get('/units/HP-S1/kpis/CP04?to=2019-02')).body).toContain('href="/units/HP-S1/changes')
  })
})
