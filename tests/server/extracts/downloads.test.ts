import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { openWorkbook } from '#server/xlsx/read/open-workbook.ts'
import { bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { csvOf, HEADER } from '../../support/extract-files.ts'
import { readGrid, rowsXml, workbookOf } from '../../support/workbook-files.ts'
import { sheetXml } from '../../support/xlsx.ts'

let app: FastifyInstance
let db: Db
let token: { authorization: string }

beforeAll(async () => {
  db = (await testDatabase('catalogue')).db
  app = await testApp(db)
  token = await bearer(db, 'data_team')
})
afterAll(() => app.close())

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const FAULTY = ['CIC-N,LC01,2018-04,3,10', 'CIC-N,LC01,2018-05,92%,10', 'TEAM-9,LC01,2018-04,3,10']

const get = (url: string, headers = token) => app.inject({ url, headers })

async function send(payload: string | Buffer, type = 'text/csv'): Promise<number> {
  const name = type === XLSX ? 'may-visits.xlsx' : 'may-visits.csv'
  const headers = {
    ...token,
    'content-type': type,
    prefer: 'wait=30',
    'content-disposition': `attachment; filename="${name}"`,
  }
  const answer = await app.inject({ method: 'POST', url: '/api/v1/extracts', headers, payload })
  expect(answer.json()).toMatchObject({ status: 'rejected' })
  return answer.json().id
}

/** The cells of a workbook's rows. */
async function rowsOf(bytes: Buffer) {
  const grid = await openWorkbook(bytes)
  if ('code' in grid) throw new Error(grid.message)
  const { events } = await readGrid(grid)
  return events.flatMap((event) => (event.is === 'row' ? [event.cells] : []))
}

function faultyWorkbook(): Buffer {
  const [header = [], ...rows] = [HEADER, ...FAULTY].map((line) => line.split(','))
  return workbookOf({ sheets: [{ name: 'measurements', rows: rowsXml([header, ...rows]) }] })
}

describe('of a file with problems there is to take away', () => {
  test('the file itself with its problems, which once corrected is sent as it is', async () => {
    const id = await send(csvOf(FAULTY))
    const answer = await get(`/extracts/${id}/file-with-problems`)
    expect(answer.statusCode).toBe(200)
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="may-visits - problems.csv"',
      'cache-control': 'no-store',
    })
    const lines = answer.body.trimEnd().split('\r\n')
    expect(lines).toHaveLength(4)
    expect(lines[0]).toBe(`\ufeff${HEADER},problem`)
    expect(lines[1]).toBe(`${FAULTY[0]},`)
    expect(lines[2]).toMatch(/^CIC-N,LC01,2018-05,92%,10,"?Row 3, numerator: Numerator must be a number/)

    const corrected = answer.body.replace('92%', '9').replace('TEAM-9', 'CIC-S')
    const headers = { ...token, 'content-type': 'text/csv', prefer: 'wait=30' }
    const again = await app.inject({ method: 'POST', url: '/api/v1/extracts', headers, payload: corrected })
    expect(again.json()).toMatchObject({ status: 'ready', counts: { rows: 3, problems: 0 } })
  })

  test('a workbook as a workbook', async () => {
    const id = await send(faultyWorkbook(), XLSX)
    const answer = await get(`/extracts/${id}/file-with-problems`)
    expect(answer.headers).toMatchObject({
      'content-type': XLSX,
      'content-disposition': 'attachment; filename="may-visits - problems.xlsx"',
    })
    const [header, clean, faulty] = await rowsOf(answer.rawPayload)
    expect(header?.at(-1)).toBe('problem')
    expect(clean).toHaveLength(5)
    expect(faulty?.at(-1)).toMatch(/^Problem: .*row 3, numerator/i)
    expect(sheetXml(answer.rawPayload)).toMatch(/<c r="E3"[^>]*><v>10<\/v>/)
  })

  test('the rejected rows alone, in either container', async () => {
    const id = await send(csvOf(FAULTY))
    const csv = await get(`/extracts/${id}/rejected-rows.csv`)
    expect(csv.headers['content-disposition']).toBe('attachment; filename="may-visits - rejected rows.csv"')
    expect(csv.body.trimEnd().split('\r\n')).toHaveLength(3)
    const xlsx = await get(`/extracts/${id}/rejected-rows.xlsx`)
    expect(xlsx.headers['content-type']).toBe(XLSX)
    expect((await rowsOf(xlsx.rawPayload)).map(([team]) => team)).toEqual(['team_code', 'CIC-N', 'TEAM-9'])
  })

  test('a summary: each fault, how often, what to do, and where the first is', async () => {
    const id = await send(csvOf([...FAULTY, 'YYY,LC01,2018-04,3,10']))
    const answer = await get(`/extracts/${id}/error-summary.csv`)
    const [header, first, second] = answer.body.trimEnd().split('\r\n')
    expect(header).toBe('\ufeffcode,column,problems,what_to_do,first_sheet,first_row,first_problem')
    expect(first).toMatch(/^unknown_team,team_code,2,.+,,4,"?Row 4, team_code: ‘TEAM-9’/)
    expect(second).toMatch(/^bad_number,numerator,1,.+,,3,/)
  })

  test('every problem of a workbook beside its row', async () => {
    const one = await send(faultyWorkbook(), XLSX)
    const lines = (await get(`/api/v1/extracts/${one}/problems.csv`)).body.trimEnd().split('\r\n')
    expect(lines[0]).toBe(`row,column,code,value,problem,${HEADER}`)
    expect(lines[1]).toMatch(/^3,numerator,bad_number,92%,.*,CIC-N,LC01,2018-05,92%,10$/)
  })
})

describe('what cannot be given is refused in words', () => {
  test('a file that is no table, and one that is not there', async () => {
    const pdf = await send('%PDF-1.7 and so on')
    const answer = await get(`/extracts/${pdf}/file-with-problems`)
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('PDF')
    expect((await get('/extracts/999999/file-with-problems')).statusCode).toBe(404)
    expect((await get('/extracts/999999/error-summary.csv')).statusCode).toBe(404)
  })

  test('to whoever may not read extracts', async () => {
    const id = await send(csvOf(FAULTY))
    const manager = await bearer(db, 'team_manager', 'CIC-N')
    for (const file of [
      'file-with-problems',
      'rejected-rows.csv',
      'rejected-rows.xlsx',
      'error-summary.csv',
    ]) {
      expect((await get(`/extracts/${id}/${file}`, manager)).statusCode).toBe(403)
    }
  })
})
