import type { FastifyInstance } from 'fastify'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { publishScheduled } from '#server/extracts/publishing/planned-publication.ts'
import { bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { csvOf, HEADER } from '../../support/extract-files.ts'
import { some } from '../../support/some.ts'
import { minutesOn, setApproval } from './decision-steps.ts'

type Headers = { authorization: string }

let app: FastifyInstance
let db: Db
let dataTeam: Headers
let smt: Headers
beforeAll(async () => {
  db = (await testDatabase('catalogue')).db
  await db.updateTable('council').set({ first_scorecard: '2019-01' }).execute()
  app = await testApp(db)
  dataTeam = await bearer(db, 'data_team')
  smt = await bearer(db, 'smt')
})
afterEach(() => setApproval(db, false))

const get = (url: string, headers = dataTeam) => app.inject({ url: `/api/v1${url}`, headers })
const post = (url: string, payload: object = {}, headers = dataTeam) =>
  app.inject({ method: 'POST', url: `/api/v1${url}`, headers, payload })

async function send(content: string, query = ''): Promise<{ id: number; status: string }> {
  const answer = await app.inject({
    method: 'POST',
    url: `/api/v1/extracts${query}`,
    headers: { 'content-type': 'text/csv', prefer: 'wait=30', ...dataTeam },
    payload: Buffer.from(content, 'latin1'),
  })
  return answer.json()
}

describe('POST /extracts/:id/publish', () => {
  test('with a later time answers 202 and the report, and the receipt is there once it was published', async () => {
    const { id } = await send(csvOf(['CIC-N,LC01,2017-01,1,10']))
    const answer = await post(`/extracts/${id}/publish`, { at: '2019-06-10T11:00:00+01:00' })
    expect(answer.statusCode).toBe(202)
    expect(answer.json()).toMatchObject({
      id,
      status: 'scheduled',
      publishAt: '2019-06-10T10:00:00.000Z',
      requestedBy: 'data_team council test',
    })
    expect((await get(`/extracts/${id}/receipts`)).json()).toEqual({ receipts: [] })
    await publishScheduled(db, minutesOn(60))
    expect((await get(`/extracts/${id}/receipts`)).json()).toMatchObject({
      receipts: [{ kind: 'publish', publishedAt: '2019-06-10T10:00:00.000Z', counts: { new: 1 } }],
    })
  })

  test('refuses a time that has passed with 422, and one that is none with 400', async () => {
    const { id } = await send(csvOf(['CIC-N,LC01,2017-02,1,10']))
    expect((await post(`/extracts/${id}/publish`, { at: '2019-06-10T08:00:00Z' })).statusCode).toBe(422)
    for (const at of ['tomorrow', '2019-06-10', '2019-06-11T09:00:00', 7])
      expect((await post(`/extracts/${id}/publish`, { at })).statusCode).toBe(400)
  })
})

describe('POST /extracts/:id/publish with the comparison that was seen', () => {
  const order = { acceptWarnings: true, reason: 'A miscount' }
  const compare = async (month: string) => {
    const before = await send(csvOf([`CIC-N,LC01,${month},33,40`]))
    await post(`/extracts/${before.id}/publish`)
    const mine = await send(csvOf([`CIC-N,LC01,${month},31,40`]))
    const theirs = await send(csvOf([`CIC-N,LC01,${month},36,40`]))
    const { seen } = (await get(`/extracts/${mine.id}/changes`)).json()
    return { mine: mine.id, theirs: theirs.id, seen }
  }

  test('answers 409 with the changes of now where a figure on record changed, and publishes with their name', async () => {
    const { mine, theirs, seen } = await compare('2016-01')
    expect(seen).toEqual(expect.any(String))
    expect((await post(`/extracts/${theirs}/publish`, { ...order, seen: '' })).statusCode).toBe(409)
    const changes = (await get(`/extracts/${theirs}/changes`)).json()
    expect((await post(`/extracts/${theirs}/publish`, { ...order, seen: changes.seen })).statusCode).toBe(200)
    const refused = await post(`/extracts/${mine}/publish`, { ...order, seen })
    expect([refused.statusCode, refused.headers['content-type']]).toEqual([
      409,
      'application/problem+json; charset=utf-8',
    ])
    expect(refused.json()).toMatchObject({
      type: 'urn:golden-thread:problem:changes_moved',
      detail: expect.stringContaining('1 figure that this file compares has changed on record'),
      moved: { total: 1, cells: [{ before: { value: 82.5 }, after: { value: 90 }, extract: theirs }] },
    })
    expect(refused.json().changes).toEqual((await get(`/extracts/${mine}/changes`)).json())
    expect(refused.json().seen).toBe(refused.json().changes.seen)
    const published = await post(`/extracts/${mine}/publish`, { ...order, seen: refused.json().seen })
    expect(published.json()).toMatchObject({ kind: 'publish', counts: { changed: 1 } })
    expect((await get(`/extracts/${mine}/changes`)).json().seen).toBeNull()
  })

  test('refuses another extract’s with 409, and what is no text with 400', async () => {
    const { mine, theirs, seen } = await compare('2016-02')
    expect((await post(`/extracts/${theirs}/publish`, { ...order, seen })).statusCode).toBe(409)
    const wrong = [7, null, {}, ['x'], true, 'x'.repeat(201), '\u0000', '\ud800']
    for (const each of wrong) {
      const answer = await post(`/extracts/${mine}/publish`, { seen: each })
      expect([each, answer.statusCode]).toEqual([each, 400])
    }
  })
})

describe('what is wrong with a request', () => {
  test('that takes an extract back without a reason is said as what to do', async () => {
    const { id } = await send(csvOf(['CIC-N,LC01,2016-03,1,10']))
    await post(`/extracts/${id}/publish`)
    const why = 'Say why the extract is taken back, in ‘reason’'
    const bodies = [{}, { reason: '' }, { reason: ' ' }, { reason: 5 }, { reason: null }]
    for (const body of bodies) {
      const answer = await post(`/extracts/${id}/revert`, body)
      expect([body, answer.statusCode, answer.json().detail]).toEqual([body, 400, `reason: ${why}.`])
    }
    const none = await app.inject({
      method: 'POST',
      url: `/api/v1/extracts/${id}/revert`,
      headers: dataTeam,
    })
    expect([none.statusCode, none.json().detail]).toEqual([400, `The request: ${why}.`])
  })

  test('is said in plain words, whichever field of an extract’s routes it is', async () => {
    const { id } = await send(csvOf(['CIC-N,LC01,2016-04,1,10']))
    const asked: [string, object, string][] = [
      [`/extracts/${id}/publish`, { reason: '' }, 'reason: is empty.'],
      [`/extracts/${id}/publish`, { reason: 'x'.repeat(1001) }, 'reason: has more than 1000 characters.'],
      [`/extracts/${id}/publish`, { acceptWarnings: 'yes' }, 'acceptWarnings: is not true or false.'],
      [
        `/extracts/${id}/publish`,
        { at: 'tomorrow' },
        'at: is not a time with its offset, such as 2019-06-10T17:00:00+01:00.',
      ],
      [`/extracts/${id}/publish`, { because: 'x' }, 'The request: has no place for ‘because’.'],
      [`/extracts/${id}/publish`, [], 'The request: is not an object.'],
      [`/extracts/${id}/recheck`, { encoding: 'utf-7' }, 'encoding: is not windows-1252.'],
      [`/extracts/${id}/recheck`, { codes: 'x' }, 'codes: is not an object.'],
      ['/series/CIC-N/LC01/rebase', { from: '2016-04' }, 'reason: is missing.'],
      ['/layouts', { rules: {} }, 'name: is missing.'],
    ]
    for (const [url, body, words] of some(asked)) {
      const answer = await post(url, body)
      expect([url, answer.statusCode]).toEqual([url, 400])
      expect(answer.json().detail).toContain(words)
      expect(answer.json().detail).not.toMatch(/Invalid|Too (small|big)|Unrecognized|expected/)
    }
    expect((await get('/extracts?status=lost')).json().detail).toMatch(/^status: is not one of received, /)
  })
})

describe('POST /extracts/:id/approve', () => {
  test('is another person’s: 403 for whoever asked and for whoever may not, then the receipt', async () => {
    await setApproval(db, true)
    const { id } = await send(csvOf(['CIC-N,LC01,2017-03,1,10']))
    const asked = await post(`/extracts/${id}/publish`)
    expect([asked.statusCode, asked.json().status]).toEqual([202, 'awaiting_approval'])
    expect((await post(`/extracts/${id}/approve`)).statusCode).toBe(403)
    const lead = await bearer(db, 'plan_lead')
    expect((await post(`/extracts/${id}/approve`, {}, lead)).statusCode).toBe(403)
    // The approver sees the same as the person who asked.
    const seen = await get(`/extracts/${id}/changes`, smt)
    expect(seen.json()).toEqual((await get(`/extracts/${id}/changes`)).json())
    const receipt = await post(`/extracts/${id}/approve`, {}, smt)
    expect(receipt.statusCode).toBe(200)
    expect(receipt.json()).toMatchObject({
      publishedBy: 'data_team council test',
      approvedBy: 'smt council test',
    })
    expect((await post(`/extracts/${id}/approve`, {}, smt)).statusCode).toBe(409)
  })

  test('does not let the senior management upload or publish', async () => {
    const { id } = await send(csvOf(['CIC-N,LC01,2017-04,1,10']))
    expect((await post(`/extracts/${id}/publish`, {}, smt)).statusCode).toBe(403)
    expect((await post(`/extracts/${id}/recheck`, {}, smt)).statusCode).toBe(403)
    expect((await post(`/extracts/${id}/revert`, { reason: 'No' }, smt)).statusCode).toBe(403)
  })
})

describe('POST /extracts/:id/cancel and /recheck', () => {
  test('let the senior management send back what waits for it, and end nothing else', async () => {
    const ready = await send(csvOf(['CIC-N,LC01,2017-06,1,10']))
    const rejected = await send(csvOf(['NOWHERE,LC01,2017-06,1,10']))
    const scheduled = await send(csvOf(['CIC-N,LC01,2017-07,1,10']))
    await post(`/extracts/${scheduled.id}/publish`, { at: '2030-01-01T00:00:00Z' })
    for (const { id, status } of [
      ready,
      rejected,
      await get(`/extracts/${scheduled.id}`).then((r) => r.json()),
    ]) {
      const refused = await post(`/extracts/${id}/cancel`, {}, smt)
      expect(refused.statusCode, status).toBe(403)
      expect((await get(`/extracts/${id}`)).json()).toMatchObject({ status })
    }
    await setApproval(db, true)
    await post(`/extracts/${ready.id}/publish`)
    await setApproval(db, false)
    expect((await post(`/extracts/${ready.id}/cancel`, {}, smt)).json()).toMatchObject({
      status: 'cancelled',
    })
  })

  test('end an extract, and take a rejected one up again', async () => {
    const { id } = await send(csvOf(['CIC-N,LC01,2017-05,1,10']))
    expect((await post(`/extracts/${id}/cancel`)).json()).toMatchObject({ id, status: 'cancelled' })
    expect((await post(`/extracts/${id}/cancel`)).statusCode).toBe(409)
    expect((await post(`/extracts/${id}/recheck`)).statusCode).toBe(409)

    const rejected = await send(csvOf(['NOWHERE,LC01,2017-05,1,10']))
    expect(rejected.status).toBe('rejected')
    const again = await post(`/extracts/${rejected.id}/recheck`)
    expect(again.statusCode).toBe(202)
    await expect.poll(async () => (await get(`/extracts/${rejected.id}`)).json().status).toBe('rejected')
    const strange = { codes: { team_code: { NOWHERE: 'CIC-N' }, unit: {} } }
    expect((await post(`/extracts/${rejected.id}/recheck`, strange)).statusCode).toBe(400)
    expect((await post(`/extracts/${rejected.id}/recheck`, { encoding: 'utf-7' })).statusCode).toBe(400)
  })
})

describe('GET /extracts', () => {
  test('may be of one status', async () => {
    const { id } = await send(csvOf(['CIC-N,LC01,2017-06,1,10']))
    const { extracts } = (await get('/extracts?status=ready')).json()
    expect(extracts.map((each: { id: number }) => each.id)).toContain(id)
    expect(new Set(extracts.map((each: { status: string }) => each.status))).toEqual(new Set(['ready']))
    expect((await get('/extracts?status=lost')).statusCode).toBe(400)
  })
})

test('a byte that is no UTF-8 is read as Windows-1252 only where that is said', async () => {
  const content = csvOf(['CIC-N,LC01,2017-07,1,10,caf\u00e9'], `${HEADER},note`)
  expect(await send(content)).toMatchObject({ status: 'rejected' })
  const { id } = await send(content, '?encoding=windows-1252')
  expect((await get(`/extracts/${id}`)).json()).toMatchObject({ status: 'ready', counts: { accepted: 1 } })
})

test('every route of a decision is described', async () => {
  const { paths } = (await app.inject({ url: '/api/openapi.json' })).json()
  for (const act of ['publish', 'approve', 'cancel', 'recheck', 'revert', 'receipts', 'changes'])
    expect(paths).toHaveProperty(`/api/v1/extracts/{id}/${act}`)
  expect(paths['/api/v1/extracts/{id}/publish'].post.responses).toHaveProperty('202')
})
