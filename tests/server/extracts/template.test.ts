import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { openWorkbook } from '#server/xlsx/read/open-workbook.ts'
import { bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { readGrid, rowsXml, workbookOf } from '../../support/workbook-files.ts'
import { sheetXml } from '../../support/xlsx.ts'

let app: FastifyInstance
let db: Db
let token: { authorization: string }

beforeAll(async () => {
  db = (await testDatabase('catalogue')).db
  await db.updateTable('council').set({ first_scorecard: '2019-01' }).execute()
  app = await testApp(db)
  token = await bearer(db, 'data_team')
})
afterAll(() => app.close())

const get = (url: string, headers = token) => app.inject({ url, headers })

async function send(payload: string | Buffer, type: string) {
  const answer = await app.inject({
    method: 'POST',
    url: '/api/v1/extracts',
    headers: { ...token, 'content-type': type, prefer: 'wait=30' },
    payload,
  })
  return answer.json()
}

/** A template's rows as the service returns them. */
async function templateOf(query: string): Promise<{ headings: string[]; rows: string[][] }> {
  const { body } = await get(`/extracts/template.csv?${query}`)
  const [headings = [], ...rows] = body
    .slice(1)
    .trimEnd()
    .split('\r\n')
    .map((line) =>
      [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = '']) => cell).slice(0, 12),
    )
  return { headings, rows }
}

const MONTH = 'owner=Court%20manager&month=2019-05'
const HEADINGS =
  'team_code,team_name,kpi_code,kpi_name,period,numerator,denominator,value,note,previous_numerator,previous_denominator,previous_value'

/** Each row with its figures filled in, as many as its KPI needs. */
async function filled(rows: readonly string[][]): Promise<string[][]> {
  const kinds = new Map(
    (await db.selectFrom('kpi').select(['code', 'kind']).execute()).map((kpi) => [kpi.code, kpi.kind]),
  )
  return rows.map((row) => {
    const kind = kinds.get(row[2] ?? '')
    const cells = [...row]
    if (kind !== 'median') cells[5] = '3'
    if (kind !== 'count' && kind !== 'stock') cells[6] = '12'
    if (kind === 'median') cells[7] = '25'
    return cells
  })
}

describe('a template', () => {
  test('as CSV holds exactly the rows due from its owner', async () => {
    const answer = await get(`/extracts/template.csv?${MONTH}`)
    expect(answer.statusCode).toBe(200)
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="template-2019-05.csv"',
      'cache-control': 'no-store',
    })
    const { headings, rows } = await templateOf(MONTH)
    expect(headings.join(',')).toBe(HEADINGS)
    const court = await db
      .selectFrom('kpi')
      .innerJoin('data_return as r', 'r.code', 'kpi.return_code')
      .where('r.owner_role', '=', 'Court manager')
      .select('kpi.code')
      .execute()
    expect(new Set(rows.map((row) => row[2]))).toEqual(new Set(court.map(({ code }) => code)))
    expect(new Set(rows.map((row) => row[4]))).toEqual(new Set(['2019-05']))
    expect(new Set(rows.map((row) => `${row[0]} ${row[2]}`)).size).toBe(rows.length)
  })

  test('for everybody holds every return, and the quarter with its last month', async () => {
    const { rows } = await templateOf('month=2019-06')
    expect(rows.length).toBeGreaterThan(400)
    expect(new Set(rows.map((row) => row[4]))).toEqual(new Set(['2019-06', '2019-Q2']))
  })

  test('of weeks holds those that end in the month', async () => {
    const { rows } = await templateOf('month=2019-05&weeks=true')
    expect([...new Set(rows.map((row) => row[4]))]).toEqual(['2019-W18', '2019-W19', '2019-W20', '2019-W21'])
  })

  test('untouched is an extract without a problem, of which nothing is reported', async () => {
    const { body } = await get(`/extracts/template.csv?${MONTH}`)
    const report = await send(body, 'text/csv')
    expect(report).toMatchObject({ status: 'ready', problemsTotal: 0 })
    const states = await db
      .selectFrom('extract_row')
      .where('extract_id', '=', report.id)
      .select('state')
      .distinct()
      .execute()
    expect(states).toEqual([{ state: 'not_reported' }])
  })

  test('filled in as CSV goes through and is published; its month is then no longer the one due', async () => {
    expect(
      (await get('/extracts/template.csv?owner=Court%20manager')).headers['content-disposition'],
    ).toContain('template-2019-05')
    const { headings, rows } = await templateOf(MONTH)
    const text = [headings, ...(await filled(rows))].map((cells) => cells.join(',')).join('\r\n')
    const report = await send(`\ufeff${text}\r\n`, 'text/csv')
    expect(report).toMatchObject({ status: 'ready', problemsTotal: 0, counts: { rows: rows.length } })
    const published = await app.inject({
      method: 'POST',
      url: `/api/v1/extracts/${report.id}/publish`,
      headers: token,
      payload: { acceptWarnings: true, reason: 'May of the court team' },
    })
    expect(published.statusCode).toBe(200)
    expect(
      (await get('/extracts/template.csv?owner=Court%20manager')).headers['content-disposition'],
    ).toContain('template-2019-06')
  })

  test('shows what was sent last beside the rows of the next month', async () => {
    const { rows } = await templateOf('owner=court%20manager&month=2019-06')
    expect(rows.some((row) => row[9] === '3')).toBe(true)
    expect(rows.every((row) => row.slice(5, 9).every((cell) => cell === ''))).toBe(true)
  })

  test('filled in as a workbook goes through as well', async () => {
    const answer = await get('/extracts/template.xlsx?owner=court%20manager&month=2019-05')
    expect(answer.headers['content-type']).toBe(
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    )
    expect(sheetXml(answer.rawPayload)).toMatch(/state="frozen"/)
    const grid = await openWorkbook(answer.rawPayload)
    if ('code' in grid) throw new Error(grid.message)
    const { events } = await readGrid(grid)
    expect(events[0]).toEqual({ is: 'sheet', name: 'measurements' })
    const [headings = [], ...rows] = events.flatMap((event) => (event.is === 'row' ? [[...event.cells]] : []))
    expect(headings.join(',')).toBe(HEADINGS)
    const table = (await filled(rows)).map((row) =>
      Array.from(row, (cell = '') => (/^[0-9]+$/.test(cell) ? Number(cell) : cell)),
    )
    const sheets = [{ name: 'measurements', rows: rowsXml([headings, ...table]) }]
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    const report = await send(workbookOf({ sheets }), type)
    expect(report).toMatchObject({ status: 'ready', problemsTotal: 0, counts: { rows: rows.length } })
  })

  test('is refused for an owner who sends nothing, with those who do', async () => {
    const answer = await get('/extracts/template.csv?owner=Nobody')
    expect(answer.statusCode).toBe(404)
    expect(answer.body).toContain('Court manager')
  })

  test('is refused for what is no month, and to those who may not read extracts', async () => {
    expect((await get('/extracts/template.csv?month=May')).statusCode).toBe(400)
    const manager = await bearer(db, 'team_manager', 'CIC-N')
    expect((await get('/extracts/template.csv', manager)).statusCode).toBe(403)
  })
})
