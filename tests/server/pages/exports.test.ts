/** Every table page as CSV, workbook and JSON. */
import { parse } from 'csv-parse/sync'
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#server/access/permissions/actor.ts'
import { bearer, testApp } from '../../support/app.ts'
import { type TestDatabase, testDatabase } from '../../support/database.ts'
import { type ReadOnce, readOnce } from '../../support/read-once.ts'
import { partOf } from '../../support/run-size.ts'
import { some } from '../../support/some.ts'
import { cellsOf, recordsOf } from '../../support/xlsx.ts'

let database: TestDatabase
let app: FastifyInstance
let read: ReadOnce
const tokens = new Map<Role, { authorization: string }>()

beforeAll(async () => {
  database = await testDatabase('demo')
  app = await testApp(database.db)
  read = readOnce(app)
  for (const [role, unit] of [
    ['smt', null],
    ['board', null],
    ['administrator', null],
    ['team_manager', 'HP-S1'],
    ['head_of_service', 'HPC'],
  ] as const)
    tokens.set(role, await bearer(database.db, role, unit))
})

const get = (url: string, role: Role = 'smt') => read(url, tokens.get(role) ?? { authorization: '' })
const rowsOf = (csv: string): Record<string, string>[] => parse(csv, { columns: true })

const tables = [
  ['/overview', '?kpi=CP04&period=2019-04'],
  ['/overview', '?view=measures&period=2019-04'],
  ['/compare', '?kpi=CP04&units=HP-S1,HP-S2'],
  ['/units/HPC', ''],
  ['/units/HP-S1', '?period=2019-03'],
  ['/units/HP-S1/scorecards/2019-04', ''],
  ['/units/HP-S1/kpis/CP04', '?to=2019-04'],
  ['/units/HP-S1/changes', ''],
  ['/units/HPC/decisions', ''],
  ['/plan', ''],
  ['/plan/checks', ''],
  ['/plan/board', ''],
  ['/plan/board', '?moved=1'],
  ['/plan/actions/R6.1', ''],
  ['/extracts', ''],
  ['/data-quality', ''],
  ['/help/kpis', ''],
] as const

const others = ['administrator', 'team_manager', 'board'] as const

describe.each(tables)('%s%s', (path, query) => {
  test('is given as CSV and as a workbook with the same rows, and as JSON', async () => {
    const csv = await get(`${path}.csv${query}`)
    expect(csv.statusCode).toBe(200)
    expect(csv.headers['content-type']).toContain('text/csv')
    expect(csv.headers['content-disposition']).toMatch(/^attachment; filename="[\w.-]+\.csv"$/)
    const rows = rowsOf(csv.body)
    expect(rows.length).toBeGreaterThan(0)
    const xlsx = await get(`${path}.xlsx${query}`)
    expect(xlsx.headers['content-type']).toContain('spreadsheetml')
    expect(recordsOf(xlsx.rawPayload)).toHaveLength(rows.length)
    const json = await get(`${path}.json${query}`)
    const last = json.statusCode === 302 ? await get(String(json.headers.location)) : json
    expect(last.headers['content-type']).toContain('json')
    expect(last.json()).toBeTypeOf('object')
  })

  test('is given to nobody who may not open the page', async () => {
    const turn = tables.findIndex(([one, asked]) => one === path && asked === query)
    for (const role of partOf(others, 3, turn)) {
      const page = await get(`${path}${query}`, role)
      const file = await get(`${path}.csv${query}`, role)
      const allowed = page.statusCode >= 400 ? [page.statusCode] : [200, 403, 404]
      expect(allowed, role).toContain(file.statusCode)
    }
  })
})

describe('a workbook', () => {
  test('gives a ratio as a formula over its counts, with what it comes to', async () => {
    for (const url of [
      '/overview.xlsx?kpi=CP04&period=2019-04',
      '/compare.xlsx?kpi=CP04&units=HP-S1,HP-S2',
      '/units/HPC.xlsx',
      '/units/HP-S1/scorecards/2019-04.xlsx',
      '/units/HP-S1/kpis/CP04.xlsx',
      '/plan/actions/R6.1.xlsx',
    ]) {
      const cells = [...cellsOf((await get(url)).rawPayload).values()]
      const formulas = cells.filter((cell) => cell.formula !== undefined)
      expect(formulas.length, url).toBeGreaterThan(0)
      for (const { formula, text } of formulas) {
        expect(formula, url).toMatch(/^(100\*)?[A-Z]+\d+\/[A-Z]+\d+$/)
        expect(Number.isFinite(Number(text)) && text !== '', url).toBe(true)
      }
    }
  })

  test('never gives as a formula what somebody wrote', async () => {
    const said = { kpi: 'CP04', period: '2019-04', body: '=HYPERLINK("http://example.org","x")' }
    const url = '/api/v1/units/HP-S1/commentary'
    const headers = tokens.get('team_manager') ?? {}
    const saved = await app.inject({ method: 'POST', url, payload: said, headers })
    expect(saved.statusCode).toBe(200)
    read = readOnce(app)
    const csv = await get('/units/HP-S1.csv?period=2019-04')
    expect(csv.body).toContain("'=HYPERLINK")
    const cells = [...cellsOf((await get('/units/HP-S1.xlsx?period=2019-04')).rawPayload).values()]
    expect(cells.some((cell) => cell.text.startsWith("'=HYPERLINK"))).toBe(true)
    expect(cells.some((cell) => cell.formula?.includes('HYPERLINK'))).toBe(false)
  })
})

describe('the board', () => {
  test('is given no figure of a file that its page would hide, and no commentary', async () => {
    const rows = rowsOf((await get('/overview.csv?view=measures&period=2019-04', 'board')).body)
    expect(rows.length).toBeGreaterThan(10)
    const isSmall = (text: string | undefined) => Number(text) >= 1 && Number(text) <= 5
    const hidden = rows.filter(({ state }) => state === 'suppressed')
    for (const { value, numerator, status } of some(hidden))
      expect([value, numerator, status]).toEqual(['', '', ''])
    // A caseload is per post, and posts are not children.
    const ofChildren = rows.filter(
      ({ kpi, state, denominator }) => !kpi?.startsWith('WF') && state === 'reported' && denominator !== '',
    )
    expect(some(ofChildren).filter(({ numerator }) => isSmall(numerator))).toEqual([])
    const service = rowsOf((await get('/units/HPC.csv', 'board')).body)
    expect(service.every((row) => row.unit === 'HPC' && row.commentary === '')).toBe(true)
  })
})

test('a file of a unit is asked for by its code in any case', async () => {
  const answer = await get('/units/hp-s1.csv?period=2019-04')
  expect(answer.statusCode).toBe(308)
  expect(answer.headers.location).toBe('/units/HP-S1.csv?period=2019-04')
})

describe('the files of an action', () => {
  const figures = ['value', 'numerator', 'denominator', 'status', 'variation']

  test('hold the figures that the page shows to whoever asks, and no others', async () => {
    const all = rowsOf((await get('/plan/actions/R6.1.csv')).body)
    expect(all[0]?.unit).toBe('RIDGE')
    expect(all.some((row) => row.unit === 'CIC-N')).toBe(true)
    const own = rowsOf((await get('/plan/actions/R1.1.csv', 'head_of_service')).body)
    expect(own.length).toBeGreaterThan(1)
    const body = (await get('/plan/actions/R1.1', 'head_of_service')).body
    for (const { unit, kpi, period } of own)
      expect(body).toContain(`/units/${unit}/kpis/${kpi}?to=${period}"`)
  })

  test('name measures without their figures where the page shows none', async () => {
    const rows = rowsOf((await get('/plan/actions/R6.1.csv', 'board')).body)
    expect(rows.map(({ kpi }) => kpi)).toContain('LC01')
    for (const row of some(rows)) expect(Object.keys(row).filter((key) => figures.includes(key))).toEqual([])
  })

  test('hold its evidence and the decisions that the asker may see', async () => {
    for (const [role, part] of [
      ['smt', 'R6.1/evidence'],
      ['board', 'R6.1/evidence'],
      ['smt', 'R1.1/decisions'],
    ] as const) {
      const rows = rowsOf((await get(`/plan/actions/${part}.csv`, role)).body)
      expect(rows.length, part).toBeGreaterThan(0)
      expect(recordsOf((await get(`/plan/actions/${part}.xlsx`, role)).rawPayload)).toHaveLength(rows.length)
      expect((await get(`/plan/actions/${part}.json`, role)).json().rows).toHaveLength(rows.length)
    }
    const decisions = rowsOf((await get('/plan/actions/R1.1/decisions.csv', 'head_of_service')).body)
    const page = (await get('/plan/actions/R1.1', 'head_of_service')).body
    expect(decisions.every(({ name = '' }) => page.includes(name))).toBe(true)
    expect((await get('/plan/actions/R6.1/evidence.csv', 'administrator')).statusCode).toBe(403)
  })

  test('are told by the action’s reference in any case, and of none that there is not', async () => {
    expect((await get('/plan/actions/r6.1.csv')).body).toBe((await get('/plan/actions/R6.1.csv')).body)
    for (const ref of ['R99.9', 'X1.1', 'R6.1.1', '..'])
      expect((await get(`/plan/actions/${ref}.csv`)).statusCode, ref).toBe(404)
  })
})

test('the board’s file stands as its columns do, with what each action was', async () => {
  const rows = rowsOf((await get('/plan/board.csv')).body)
  const refs = [...(await get('/plan/board')).body.matchAll(/app-board__action"><a [^>]*>([^<]+)</g)]
  expect(rows.map(({ ref }) => ref)).toEqual(refs.map(([, ref]) => ref))
  const moved = rowsOf((await get('/plan/board.csv?moved=1')).body)
  expect(moved.length).toBeGreaterThan(0)
  expect(moved).toEqual(rows.filter(({ ratingBefore }) => ratingBefore !== ''))
})
