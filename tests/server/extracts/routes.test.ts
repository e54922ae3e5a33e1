import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { csvOf, HEADER } from '../../support/extract-files.ts'
import { isWide } from '../../support/run-size.ts'

let app: FastifyInstance
let db: Db
let token: { authorization: string }
let address: string

beforeAll(async () => {
  db = (await testDatabase('catalogue')).db
  await db.updateTable('council').set({ first_scorecard: '2019-01' }).execute()
  app = await testApp(db)
  token = await bearer(db, 'data_team')
  address = await app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => app.close())

const wait = { prefer: 'wait=30' }
const csv = { 'content-type': 'text/csv' }

/** Sends a file as the body. */
function send(content: string, headers: Record<string, string> = wait, query = '') {
  return app.inject({
    method: 'POST',
    url: `/api/v1/extracts${query}`,
    headers: { ...csv, 'content-disposition': 'attachment; filename="april.csv"', ...token, ...headers },
    payload: content,
  })
}

const get = (url: string) => app.inject({ url: `/api/v1${url}`, headers: token })
const post = (url: string, payload: object) =>
  app.inject({ method: 'POST', url: `/api/v1${url}`, headers: token, payload })

describe('POST /extracts', () => {
  test('answers 200 with the report once checked, when asked to wait', async () => {
    const answer = await send(csvOf(['CIC-N,LC01,2018-04,1,10']))
    expect(answer.statusCode).toBe(200)
    expect(answer.headers.location).toMatch(/^\/api\/v1\/extracts\/[0-9]+$/)
    expect(answer.json()).toMatchObject({
      filename: 'april.csv',
      status: 'ready',
      receivedBy: 'data_team council test',
      alreadyReceived: false,
      counts: { rows: 1, accepted: 1, problems: 0, warnings: 0 },
    })
  })

  test('answers 202 with its place once the bytes are stored, and the check follows', async () => {
    const answer = await send(csvOf(['CIC-N,LC01,2018-05,1,10']), {})
    expect(answer.statusCode).toBe(202)
    const place = String(answer.headers.location).replace('/api/v1', '')
    await expect.poll(async () => (await get(place)).json().status).toBe('ready')
  })

  test('takes a form with the file as its part', async () => {
    const form = new FormData()
    form.append(
      'file',
      new File([csvOf(['CIC-N,LC01,2018-06,1,10'])], '../../May £.csv', { type: 'text/csv' }),
    )
    const answer = await fetch(`${address}/api/v1/extracts`, {
      method: 'POST',
      body: form,
      headers: { ...token, ...wait },
    })
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ filename: 'May £.csv', status: 'ready' })
  })

  test('gives the same bytes the extract that they are', async () => {
    const content = csvOf(['CIC-N,LC01,2018-07,1,10'])
    const first = (await send(content)).json()
    const again = await send(content, {})
    expect(again.statusCode).toBe(200)
    expect(again.json()).toMatchObject({ id: first.id, alreadyReceived: true })
  })

  test('stores nothing of a dry run and answers with the report', async () => {
    const before = (await get('/extracts')).json().extracts.length
    const clean = await send(csvOf(['CIC-N,LC01,2018-08,1,10']), {}, '?dryRun=true')
    expect([clean.statusCode, clean.json().status, clean.json().id]).toEqual([200, 'ready', null])
    const bad = await send(csvOf(['CIC-N,LC01,2018-08,11,10']), {}, '?dryRun=true')
    expect(bad.json()).toMatchObject({
      status: 'rejected',
      problems: [{ code: 'numerator_exceeds_denominator', row: 2 }],
    })
    expect((await get('/extracts')).json().extracts).toHaveLength(before)
  })

  test('refuses a list of children without keeping or repeating it', async () => {
    for (const body of [
      () => send('UPN,Name\nA123456789012,Sam\n'),
      () => sendForm('UPN,Name\nA123456789012,Sam\n'),
    ]) {
      const answer = await body()
      expect(answer.statusCode).toBe(422)
      expect(answer.headers['content-type']).toContain('application/problem+json')
      expect(answer.json()).toMatchObject({ status: 422, problems: [{ code: 'child_level_data' }] })
      expect(answer.body).not.toMatch(/A123|Sam/)
    }
  })

  test.runIf(isWide)(
    'refuses a file past 100 MB with 413, over a real connection, and keeps nothing',
    async () => {
      const before = (await get('/extracts')).json().extracts.length
      const megabyte = new Uint8Array(1024 * 1024).fill(10)
      let sent = 0
      const endless = new ReadableStream({
        pull(controller) {
          if (sent++ > 105) controller.close()
          else controller.enqueue(megabyte)
        },
      })
      const answer = await fetch(`${address}/api/v1/extracts`, {
        method: 'POST',
        body: endless,
        duplex: 'half',
        headers: { ...csv, ...token },
      } as RequestInit)
      expect(answer.status).toBe(413)
      expect((await get('/extracts')).json().extracts).toHaveLength(before)
    },
  )

  test('refuses a request without a file, and a query it does not know', async () => {
    const empty = await app.inject({ method: 'POST', url: '/api/v1/extracts', headers: token })
    expect(empty.statusCode).toBe(400)
    expect((await send(csvOf([]), wait, '?dryrun=true')).statusCode).toBe(400)
    const json = await app.inject({ method: 'POST', url: '/api/v1/extracts', headers: token, payload: {} })
    expect(json.statusCode).toBe(400)
  })

  test('is for the data team alone', async () => {
    const content = csvOf(['CIC-N,LC01,2018-04,1,10'])
    const smt = await app.inject({
      method: 'POST',
      url: '/api/v1/extracts',
      headers: { ...csv, ...(await bearer(db, 'smt')) },
      payload: content,
    })
    expect(smt.statusCode).toBe(403)
    const nobody = await app.inject({
      method: 'POST',
      url: '/api/v1/extracts',
      headers: csv,
      payload: content,
    })
    expect(nobody.statusCode).toBe(401)
    const manager = await app.inject({
      url: '/api/v1/extracts',
      headers: await bearer(db, 'team_manager', 'CIC-N'),
    })
    expect(manager.statusCode).toBe(403)
  })

  function sendForm(content: string) {
    const boundary = 'xxGoldenThread'
    return app.inject({
      method: 'POST',
      url: '/api/v1/extracts',
      headers: { ...token, 'content-type': `multipart/form-data; boundary=${boundary}` },
      payload:
        `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="x.csv"\r\nContent-Type: ` +
        `text/csv\r\n\r\n${content}\r\n--${boundary}--\r\n`,
    })
  }
})

describe('an extract', () => {
  test('shows what it would change, is published with a receipt, and is taken back', async () => {
    await post(`/extracts/${(await send(csvOf(['CIC-S,LC01,2018-04,1,10']))).json().id}/publish`, {})
    const { id } = (await send(csvOf(['CIC-S,LC01,2018-04,2,10', 'CIC-S,LC01,2018-05,2,10']))).json()
    const changes = (await get(`/extracts/${id}/changes`)).json()
    expect(changes).toMatchObject({
      counts: { new: 1, changed: 1, unchanged: 0 },
      changed: [
        { unit: 'CIC-S', kpi: 'LC01', period: '2018-04', before: { value: 10 }, after: { value: 20 } },
      ],
      effects: { months: ['2018-04', '2018-05'], units: 1, kpis: 1 },
    })
    expect((await post(`/extracts/${id}/publish`, { acceptWarnings: true })).json()).toMatchObject({
      status: 422,
      detail: '1 figure already published for April 2018 changes: LC01 of CIC-S. Say why',
    })
    const receipt = await post(`/extracts/${id}/publish`, { acceptWarnings: true, reason: 'late visits' })
    expect(receipt.statusCode).toBe(200)
    expect(receipt.json()).toMatchObject({
      kind: 'publish',
      extract: id,
      reason: 'late visits',
      counts: { rows: 2, new: 1, changed: 1, unchanged: 0 },
    })
    expect((await get(`/extracts/${id}`)).json()).toMatchObject({
      status: 'published',
      publishedAt: '2019-06-10T09:00:00.000Z',
    })
    expect((await post(`/extracts/${id}/publish`, {})).statusCode).toBe(409)
    expect((await post(`/extracts/${id}/revert`, {})).statusCode).toBe(400)
    const back = await post(`/extracts/${id}/revert`, { reason: 'wrong file' })
    expect(back.json()).toMatchObject({ kind: 'revert', left: [], counts: { changed: 2 } })
    expect((await get(`/extracts/${id}`)).json().status).toBe('reverted')
  })

  test('with a warning is published only once the warning is accepted', async () => {
    const { id } = (await send(csvOf(['CL-1,CL01,2018-04,,,82'], `${HEADER},value`))).json()
    const refused = await post(`/extracts/${id}/publish`, {})
    expect(refused.statusCode).toBe(422)
    expect((await post(`/extracts/${id}/publish`, { acceptWarnings: true })).json()).toMatchObject({
      warningsAccepted: 1,
    })
  })

  test('gives every problem as CSV beside the row as it stands in the file, safe to open in a spreadsheet', async () => {
    const bad = ['CIC-N,LC01,2018-04,92%,10', '"CIC-N",LC01,2018-04,=1+1,10', 'CIC-N,LC01,2018-04,3,10']
    const { id } = (await send(csvOf(bad))).json()
    const answer = await get(`/extracts/${id}/problems.csv`)
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
    const lines = answer.body.trimEnd().split('\r\n')
    expect(lines[0]).toBe(`row,column,code,value,problem,${HEADER}`)
    expect(lines[1]).toMatch(/^2,numerator,bad_number,92%,.*,CIC-N,LC01,2018-04,92%,10$/)
    expect(lines[2]).toMatch(/^3,numerator,formula,"'=1\+1",/)
    expect(lines.map((line) => line.split(',')[2])).toContain('duplicate_row')
  })

  test('that is not there is 404, and one that is no number 400', async () => {
    expect((await get('/extracts/999999')).statusCode).toBe(404)
    expect((await get('/extracts/999999/changes')).statusCode).toBe(404)
    expect((await get('/extracts/abc')).statusCode).toBe(400)
    expect((await post('/extracts/999999/publish', {})).statusCode).toBe(404)
  })

  test('is on the list, newest first', async () => {
    const { extracts } = (await get('/extracts')).json()
    const ids = extracts.map(({ id }: { id: number }) => id)
    expect(ids).toEqual([...ids].sort((a, b) => b - a))
  })
})
