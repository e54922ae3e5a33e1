import { tableFromIPC } from 'apache-arrow'
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import { ingestFile } from '#server/extracts/ingest.ts'
import { bearer, testApp, testNow } from '../../support/app.ts'
import { catalogue } from '../../support/catalogue.ts'
import { type TestDatabase, testDatabase } from '../../support/database.ts'
import { named } from '../../support/named.ts'

let database: TestDatabase
let app: FastifyInstance
let manager: { authorization: string }
let head: { authorization: string }
let smt: { authorization: string }
let board: { authorization: string }
let administrator: { authorization: string }

const heading = 'team_code,kpi_code,period,numerator,denominator,note'
const secondDay = new Date('2019-06-11T09:00:00Z')

async function publish(rows: string[], at: Date): Promise<void> {
  const report = await ingestFile(database.db, {
    filename: 'extract.csv',
    mediaType: 'text/csv',
    bytes: [Buffer.from([heading, ...rows, ''].join('\n'))],
    channel: 'seed',
    receivedBy: named('Data team'),
    now: at,
    publish: { now: at, by: named('Data team'), reason: 'first figures', acceptWarnings: true },
  })
  expect(report.status, JSON.stringify(report)).toBe('published')
}

beforeAll(async () => {
  database = await testDatabase('catalogue')
  await publish(
    [
      'HP-S1,CP04,2019-03,40,50,',
      'HP-S1,CP04,2019-04,41,50,=1+1',
      'HP-S2,CP04,2019-04,30,40,',
      'HP-S1,CP04,2019-W17,9,12,',
      'CIC-N,LC01,2019-04,120,124,',
    ],
    testNow,
  )
  await publish(['HP-S1,CP04,2019-04,43,50,'], secondDay)
  app = await testApp(database.db, { now: () => new Date('2019-06-12T09:00:00Z') })
  manager = await bearer(database.db, 'team_manager', 'HP-S1')
  head = await bearer(database.db, 'head_of_service', 'HPC')
  smt = await bearer(database.db, 'smt')
  board = await bearer(database.db, 'board')
  administrator = await bearer(database.db, 'administrator')
})

type Row = {
  unit: string
  kpi: string
  period: string
  origin: string
  state: string
  numerator: number
  value: number
}

async function rows(query: string, headers: { authorization: string }): Promise<Row[]> {
  const answer = await app.inject({ url: `/api/v1/measurements${query}`, headers })
  expect(answer.statusCode).toBe(200)
  return answer.json().rows
}

describe('the units', () => {
  const codes = async (headers: { authorization: string }) =>
    (await app.inject({ url: '/api/v1/units', headers })).json().units.map((u: { code: string }) => u.code)

  it('are a team manager’s own and those above it', async () => {
    expect(await codes(manager)).toEqual(['RIDGE', 'HPC', 'HP-S1'])
  })

  it('are a head’s service, its teams open and closed, and the council', async () => {
    const seen = await codes(head)
    expect(seen).toContain('HP-C')
    expect(seen).toContain('COURT')
    expect(seen).not.toContain('CIC-N')
  })

  it('are all of them for senior managers and the administrator', async () => {
    expect(await codes(smt)).toHaveLength(catalogue.units.length)
    expect(await codes(administrator)).toHaveLength(catalogue.units.length)
  })

  it('carry dates and predecessors', async () => {
    const { units } = (await app.inject({ url: '/api/v1/units', headers: smt })).json()
    expect(units.find((u: { code: string }) => u.code === 'HP-C1')).toEqual({
      code: 'HP-C1',
      name: 'Help and Protection Central 1',
      kind: 'team',
      parent: 'HPC',
      teamType: 'H&P',
      opened: '2018-10-01',
      closed: null,
      predecessors: ['HP-C'],
      handedTo: null,
    })
  })
})

describe('the catalogue', () => {
  it('holds every KPI with its threshold in force in the month', async () => {
    const { kpis } = (await app.inject({ url: '/api/v1/kpis?month=2019-04', headers: board })).json()
    expect(kpis).toHaveLength(catalogue.kpis.length)
    const [visits] = kpis.filter((kpi: { code: string }) => kpi.code === 'LC01')
    expect(visits).toMatchObject({ kind: 'ratio', good: 'higher', target: expect.any(Number) })
  })
})

describe('measurements', () => {
  it('are a team’s own and what they add up to, each only to who may see it', async () => {
    const reporting = async (headers: { authorization: string }) =>
      new Set((await rows('', headers)).filter((row) => row.state === 'reported').map((row) => row.unit))
    expect(await reporting(manager)).toEqual(new Set(['HP-S1']))
    expect(await reporting(head)).toEqual(new Set(['HPC', 'HP-S1', 'HP-S2']))
    expect(await reporting(smt)).toEqual(new Set(['RIDGE', 'HPC', 'HP-S1', 'HP-S2', 'CICS', 'CIC-N']))
  })

  it('say nothing of a unit out of scope, not even that it did not report', async () => {
    expect(new Set((await rows('', manager)).map((row) => row.unit))).toEqual(new Set(['HP-S1']))
    const seen = (await rows('', head)).map((row) => row.unit)
    expect(seen.filter((unit) => unit.startsWith('CIC') || unit === 'RIDGE')).toEqual([])
  })

  it('are not given to an administrator, and to the board of the council and its services', async () => {
    expect((await app.inject({ url: '/api/v1/measurements', headers: administrator })).statusCode).toBe(403)
    const seen = new Set((await rows('', board)).map((row) => row.unit))
    expect([...seen].filter((unit) => unit.includes('-'))).toEqual([])
    expect(seen).toContain('RIDGE')
  })

  it('of a unit out of scope are not found, as of one that does not exist', async () => {
    for (const unit of ['HP-S2', 'HPC', 'RIDGE', 'NOWHERE']) {
      const answer = await app.inject({ url: `/api/v1/measurements?unit=${unit}`, headers: manager })
      expect(answer.statusCode).toBe(404)
    }
  })

  it('add up as sum over sum', async () => {
    expect(await rows('?unit=hpc&kpi=cp04&from=2019-04&to=2019-04&grain=monthly', smt)).toEqual([
      expect.objectContaining({
        unit: 'HPC',
        origin: 'computed',
        numerator: 73,
        denominator: 90,
        value: (73 / 90) * 100,
        extract: null,
        row: null,
      }),
    ])
  })

  it('are as they were published at a moment', async () => {
    const question = '?unit=HP-S1&kpi=CP04&from=2019-04&grain=monthly'
    expect(await rows(question, smt)).toEqual([
      expect.objectContaining({ numerator: 43, version: 2, extract: 2, row: 2 }),
    ])
    const before = await rows(`${question}&asAt=2019-06-10T12:00:00Z`, smt)
    expect(before).toEqual([
      expect.objectContaining({ numerator: 41, version: 1, extract: 1, row: 3, note: '=1+1' }),
    ])
    expect(await rows(`${question}&asAt=2019-06-10T08:59:59%2B00:00`, smt)).toEqual([])
  })

  it.each([
    ['?from=2019-04', ['2019-04', '2019-W17']],
    ['?to=2019-03', ['2019-03']],
    ['?from=2019-W17&to=2019-W17', ['2019-W17']],
    ['?from=2019-W18', ['2019-04']],
    ['?from=2019-Q1&to=2019-Q1', ['2019-03']],
    ['?grain=weekly', ['2019-W17']],
    ['?grain=quarterly', []],
    ['?from=2020-01', []],
  ])('of periods %s', async (query, periods) => {
    expect([...new Set((await rows(query, manager)).map((row) => row.period))].sort()).toEqual(periods)
  })

  it('are CSV in which no note is a formula', async () => {
    const answer = await app.inject({
      url: '/api/v1/measurements?grain=monthly&asAt=2019-06-10T12:00:00Z',
      headers: { ...manager, accept: 'text/csv' },
    })
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(answer.headers['content-disposition']).toBe('attachment; filename="measurements.csv"')
    expect(answer.body.split('\r\n')).toEqual([
      'unit,kpi,period,grain,origin,state,numerator,denominator,value,symbol,added,expected,dataAsAt,note,version,' +
        'publishedAt,extract,row,neverComing,bandFrom,bandTo',
      'HP-S1,CP04,2019-03,monthly,team,reported,40,50,80,,,,,,1,2019-06-10T09:00:00.000Z,1,2,,,',
      `HP-S1,CP04,2019-04,monthly,team,reported,41,50,82,,,,,"'=1+1",1,2019-06-10T09:00:00.000Z,1,3,,,`,
      '',
    ])
  })

  it('are an Arrow stream that holds what the JSON holds', async () => {
    const answer = await app.inject({
      url: '/api/v1/measurements',
      headers: { ...smt, accept: 'application/vnd.apache.arrow.stream' },
    })
    expect(answer.headers['content-type']).toBe('application/vnd.apache.arrow.stream')
    const table = tableFromIPC(answer.rawPayload)
    const json = await rows('', smt)
    expect(table.numRows).toBe(json.length)
    const held = ['unit', 'kpi', 'period', 'origin', 'numerator', 'value', 'note', 'extract', 'row'] as const
    const of = (row: Record<string, unknown>) => held.map((name) => row[name])
    expect(table.toArray().map((row) => of(row.toJSON()))).toEqual(json.map(of))
  })

  it('have an address of each type, which answers as Accept does and asks nothing of it', async () => {
    const ask = (url: string, accept: string) => app.inject({ url, headers: { ...smt, accept } })
    const query = '?unit=HP-S1&kpi=CP04&to=2019-04&asAt=2019-06-10T12:00:00Z'
    const types = [
      ['csv', 'text/csv'],
      ['arrow', 'application/vnd.apache.arrow.stream'],
    ] as const
    for (const [ending, type] of types) {
      const asked = await ask(`/api/v1/measurements${query}`, type)
      const given = await ask(`/api/v1/measurements.${ending}${query}`, 'text/html, image/png')
      expect([given.statusCode, given.headers['content-type']]).toEqual([200, asked.headers['content-type']])
      expect(given.headers['content-disposition']).toEqual(asked.headers['content-disposition'])
      expect(given.rawPayload.equals(asked.rawPayload)).toBe(true)
      expect(given.rawPayload.length).toBeGreaterThan(200)
    }
  })

  it('are refused at the address of a type as they are at their own', async () => {
    const paths = ['measurements', 'measurements.csv', 'measurements.arrow']
    const refused = async (query: string, headers: Record<string, string>) =>
      Promise.all(
        paths.map(async (path) => {
          const answer = await app.inject({ url: `/api/v1/${path}${query}`, headers })
          return [answer.statusCode, answer.headers['content-type'], answer.json().detail]
        }),
      )
    for (const [query, headers, status] of [
      ['', {}, 401],
      ['?zz=1', smt, 400],
      ['?from=2019-04&to=2019-03', smt, 400],
      ['?unit=CIC-N', manager, 404],
      ['?kpi=ZZ99', smt, 404],
    ] as const) {
      const answers = await refused(query, headers)
      expect(answers[0]).toEqual([status, 'application/problem+json; charset=utf-8', expect.any(String)])
      expect(answers).toEqual([answers[0], answers[0], answers[0]])
    }
  })

  it('are an empty answer of each type where there are none', async () => {
    const ask = (accept: string) =>
      app.inject({ url: '/api/v1/measurements?from=2030-01', headers: { ...smt, accept } })
    expect((await ask('application/json')).json()).toEqual({ rows: [] })
    expect((await ask('text/csv')).body.split('\r\n')).toHaveLength(2)
    expect(tableFromIPC((await ask('application/vnd.apache.arrow.stream')).rawPayload).numRows).toBe(0)
    expect((await ask('image/png')).statusCode).toBe(406)
    expect((await ask('*/*')).json()).toEqual({ rows: [] })
  })
})

describe('a scorecard and a series', () => {
  it('are the figures of the unit, and of no other', async () => {
    const card = await app.inject({ url: '/api/v1/scorecards/hp-s1/2019-04', headers: manager })
    expect(card.statusCode).toBe(200)
    expect(card.json()).toMatchObject({ unit: 'HP-S1', period: '2019-04', restated: true })
    const row = card.json().rows.find((line: { kpi: string }) => line.kpi === 'CP04')
    expect(row).toMatchObject({
      state: 'reported',
      value: 86,
      numerator: 43,
      denominator: 50,
      previous: { value: 80 },
    })
    for (const unit of ['HP-S2', 'HPC', 'RIDGE', 'NOWHERE']) {
      for (const url of [`/api/v1/scorecards/${unit}/2019-04`, `/api/v1/series/${unit}/CP04`]) {
        expect((await app.inject({ url, headers: manager })).statusCode, url).toBe(404)
      }
    }
    expect((await app.inject({ url: '/api/v1/scorecards/HPC/2019-04', headers: board })).statusCode).toBe(200)
    expect((await app.inject({ url: '/api/v1/scorecards/HP-S1/2019-04', headers: board })).statusCode).toBe(
      404,
    )
  })

  it('are as they stood at a moment', async () => {
    const url = '/api/v1/scorecards/HP-S1/2019-04?asAt=2019-06-10T12:00:00Z'
    const { rows: lines } = (await app.inject({ url, headers: manager })).json()
    expect(lines.find((line: { kpi: string }) => line.kpi === 'CP04')).toMatchObject({ value: 82 })
  })

  it('give the points asked for', async () => {
    const ask = async (query: string) =>
      (await app.inject({ url: `/api/v1/series/HP-S1/cp04${query}`, headers: manager })).json()
    expect((await ask('')).points.map((p: { value: number }) => p.value)).toEqual([80, 86])
    expect((await ask('?from=2019-04')).points).toHaveLength(1)
    expect((await ask('?grain=weekly')).points).toHaveLength(1)
  })

  it('are not found for a month without a scorecard', async () => {
    for (const period of ['2010-01', '2030-01']) {
      const { statusCode } = await app.inject({ url: `/api/v1/scorecards/HP-S1/${period}`, headers: smt })
      expect(statusCode).toBe(404)
    }
  })
})

describe('the plan', () => {
  it('holds every section and every action, for the board too', async () => {
    const plan = (await app.inject({ url: '/api/v1/plan', headers: board })).json()
    expect(plan.sections).toHaveLength(catalogue.plan.sections.length)
    expect(plan.actions).toHaveLength(catalogue.plan.actions.length)
  })

  it('shows an action’s measures of the units whose figures one may see', async () => {
    const units = async (headers: { authorization: string }) => {
      const answer = await app.inject({ url: '/api/v1/plan/actions/r6.1', headers })
      expect(answer.statusCode).toBe(200)
      const linked = answer.json().kpis.find((kpi: { kpi: string }) => kpi.kpi === 'LC01')
      return linked.units.map((u: { unit: string }) => u.unit)
    }
    expect(await units(smt)).toEqual(expect.arrayContaining(['RIDGE', 'CICS', 'CIC-N']))
    expect((await units(head)).filter((unit: string) => unit.startsWith('C') && unit !== 'COURT')).toEqual([])
    expect(await units(manager)).toEqual([])
    expect(await units(board)).toEqual([])
  })

  it('is refused to an administrator, and holds no action that it does not hold', async () => {
    expect((await app.inject({ url: '/api/v1/plan', headers: administrator })).statusCode).toBe(403)
    expect((await app.inject({ url: '/api/v1/plan/actions/R99.1', headers: smt })).statusCode).toBe(404)
  })

  it('has standing checks, none of which tells of a unit out of sight', async () => {
    const { checks } = (await app.inject({ url: '/api/v1/plan/checks', headers: board })).json()
    expect(checks.length).toBeGreaterThan(0)
    expect(checks.filter((check: { kpi: string | null }) => check.kpi !== null)).toEqual([])
  })
})
