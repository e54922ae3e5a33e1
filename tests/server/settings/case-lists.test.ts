/** Where the council's own case system lists the names behind a measure: set by an administrator, linked inside the service only. */
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#server/access/permissions/actor.ts'
import { recordToken } from '#server/access/tokens/tokens.ts'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction } from '#server/db/database.ts'
import { loadSettings } from '#server/record/settings.ts'
import { bearer, form, fromOurPages, signIn, testApp, testNow } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { textOf } from '../../support/page-text.ts'
import { some } from '../../support/some.ts'

let db: Db
let app: FastifyInstance
let administrator: { authorization: string }
let manager: { authorization: string }
let outsider: { authorization: string }

beforeAll(async () => {
  db = (await testDatabase('demo')).db
  // Each line is recorded later than the one before it.
  let asked = 0
  app = await testApp(db, { now: () => new Date(testNow.getTime() + 1000 * asked++) })
  administrator = await bearer(db, 'administrator')
  manager = await bearer(db, 'team_manager', 'HP-S1')
  const secret = await recordToken(db, {
    ...{ name: 'Outside', role: 'smt', unit: null, audience: 'outside', now: testNow },
  })
  outsider = { authorization: `Bearer ${secret}` }
})

type Body = Record<string, unknown>
const list = { address: 'https://cases.ridgeshire.example/reports/7', label: 'report 7' }
const link = `href="${list.address}" rel="noopener noreferrer" referrerpolicy="no-referrer"`

const send = (payload: Body, { kpi = 'AS01', query = '', headers = administrator } = {}) =>
  app.inject({ method: 'POST', url: `/api/v1/settings/case-lists/${kpi}${query}`, headers, payload })
const get = async (url: string, headers: { authorization: string }) =>
  (await app.inject({ url, headers })).body
const kpi = async (code: string, headers: { authorization: string }, query = '') =>
  (await app.inject({ url: `/api/v1/kpis/${code}${query}`, headers })).json()

async function sendForm(fields: Record<string, string>, role: Role = 'administrator') {
  const { cookie, csrf } = await signIn(app, role)
  const request = form({ _csrf: csrf, kpi: 'AS02', ...fields })
  const headers = { ...request.headers, ...fromOurPages, cookie }
  const answer = await app.inject({ ...request, url: '/admin/settings/case-lists', headers })
  return { answer, cookie }
}

describe('the list of names behind a measure', () => {
  test('is set for two measures of the demonstration, from the day it was set', async () => {
    expect(await kpi('CP04', manager)).toMatchObject({
      code: 'CP04',
      caseList: { address: 'https://cases.ridgeshire.example/reports/14', label: 'report 14' },
      caseListVersion: 1,
    })
    expect(await kpi('lc01', manager)).toMatchObject({ caseList: { label: 'report 22' } })
    const before = await kpi('CP04', manager, '?asAt=2019-01-20T12:00:00Z')
    expect(before).toMatchObject({ caseList: null, caseListVersion: 0 })
    expect(await kpi('AS01', manager)).toMatchObject({ caseList: null, caseListVersion: 0 })
  })

  test('is tried without being stored', async () => {
    const answer = await send({ ...list, version: 0 }, { query: '?dryRun=true' })
    expect(answer.statusCode, answer.body).toBe(200)
    expect(answer.json()).toMatchObject({ caseList: list, changed: true, version: 1, dryRun: true })
    expect(await kpi('AS01', manager)).toMatchObject({ caseList: null, caseListVersion: 0 })
  })

  test('is set by an administrator, with name, role, moment and reason, and once', async () => {
    const answer = await send({ ...list, reason: 'Managers asked', version: 0 })
    expect(answer.json()).toMatchObject({
      ...{ kpi: 'AS01', caseList: list, reason: 'Managers asked', role: 'Administrator' },
      ...{ setBy: 'administrator council test', changed: true, version: 1, dryRun: false },
    })
    const again = await send({ ...list, version: 0 })
    expect([again.statusCode, again.json()]).toMatchObject([200, { changed: false, version: 1 }])
    expect((await loadSettings(db))?.history[0]).toMatchObject({
      ...{ setting: 'case_list', measure: 'AS01', reason: 'Managers asked' },
      value: `report 7, ${list.address}`,
    })
  })

  test('is refused to who read it before somebody else set it, and set once where two set it at one moment', async () => {
    const stale = await send({ ...list, label: 'report 8', version: 0 })
    expect([stale.statusCode, stale.json()]).toMatchObject([409, { version: 1 }])
    const both = await Promise.all(
      ['report 9', 'report 10'].map((label) => send({ ...list, label, version: 0 }, { kpi: 'AS03' })),
    )
    expect(both.map((answer) => answer.statusCode).sort()).toEqual([200, 409])
    expect((await kpi('AS03', manager)).caseListVersion).toBe(1)
  })

  test('is set again and taken away by further lines, and each moment keeps what was in force', async () => {
    const at = async (version: number) =>
      (
        await db
          .selectFrom('case_list')
          .select('recorded_at as at')
          .where('kpi_code', '=', 'AS03')
          .where('version', '=', version)
          .executeTakeFirstOrThrow()
      ).at.toISOString()
    await send({ ...list, label: 'report 11', version: 1 }, { kpi: 'AS03' })
    const gone = await send({ remove: true, reason: 'The report is closed', version: 2 }, { kpi: 'AS03' })
    expect(gone.json()).toMatchObject({ caseList: null, changed: true, version: 3 })
    expect(await kpi('AS03', manager)).toMatchObject({ caseList: null, caseListVersion: 3 })
    expect(await kpi('AS03', manager, `?asAt=${await at(2)}`)).toMatchObject({
      caseList: { label: 'report 11' },
    })
    expect((await kpi('AS03', manager, `?asAt=${await at(1)}`)).caseListVersion).toBe(1)
    const twice = await send({ remove: true, version: 3 }, { kpi: 'AS03' })
    expect(twice.json()).toMatchObject({ changed: false, version: 3 })
  })

  test('cannot be taken away where none was ever set, or set for a measure that there is not', async () => {
    const none = await send({ remove: true, version: 0 }, { kpi: 'AS04' })
    expect([none.statusCode, none.json().detail]).toEqual([
      422,
      'No list of names is set for AS04, so there is none to take away.',
    ])
    expect((await send({ ...list, version: 0 }, { kpi: 'ZZ99' })).statusCode).toBe(404)
    expect((await app.inject({ url: '/api/v1/kpis/ZZ99', headers: manager })).statusCode).toBe(404)
  })

  test.each<[string, Body, string]>([
    ['a script', { address: 'javascript:alert(1)' }, 'address: The address must begin with https://.'],
    ['plain http', { address: 'http://cases.example/' }, 'address: The address must begin with https://.'],
    [
      'a password',
      { address: 'https://user:pass@cases.example/' },
      'address: The address must not hold a name or a password. Take out what is before the @.',
    ],
    [
      '501 characters',
      { address: 'https://cases.example/'.padEnd(501, 'a') },
      'address: The address must be 500 characters or fewer.',
    ],
    [
      'a second line',
      { address: 'https://cases.example/\nx' },
      'address: The address must be on one line, without spaces or characters that an address writes with %.',
    ],
    ['no name', { label: '' }, 'label: Enter what the list is called, such as report 14.'],
  ])('may not have %s, and nothing is stored', async (_what, over, detail) => {
    const answer = await send({ ...list, ...over, version: 0 }, { kpi: 'AS05' })
    expect([answer.statusCode, answer.json().detail]).toEqual([422, detail])
    expect((await kpi('AS05', manager)).caseListVersion).toBe(0)
  })

  test('is never changed or removed on record, nor written there by any other rule', async () => {
    const change = inTransaction(db, (trx) => trx.updateTable('case_list').set({ label: 'x' }).execute())
    await expect(change).rejects.toThrow(/permission denied/)
    await expect(inTransaction(db, (trx) => trx.deleteFrom('case_list').execute())).rejects.toThrow(
      /permission denied/,
    )
    const bad = {
      kpi_code: 'AS05',
      version: 1,
      address: 'http://cases.example/',
      label: 'x',
      by_name: 'x',
      by_role: 'x',
    }
    const written = inTransaction(db, (trx) =>
      trx
        .insertInto('case_list')
        .values({ council_id: councilId, ...bad, recorded_at: testNow })
        .execute(),
    )
    await expect(written).rejects.toThrow(/case_list_address_check/)
  })
})

describe('pages', () => {
  test.each([
    ['the measure of a unit', '/units/RIDGE/kpis/AS01', link],
    ['a scorecard', '/units/HP-S1/scorecards/2019-04', link.replace('reports/7', 'reports/14')],
    ['the definition of a measure', '/help/kpis/AS01', link],
  ])('of %s link the list, so that nothing of the reader goes with it', async (_what, url, expected) => {
    const body = await get(url, await bearer(db, 'smt'))
    expect(body).toContain(expected)
    expect(textOf(body)).toMatch(/The names are in report (7|14)/)
  })

  test('show what was in force at a past moment', async () => {
    const smt = await bearer(db, 'smt')
    const before = await get('/units/HP-S1/kpis/CP04?to=2018-12&asAt=2019-01-20', smt)
    expect(textOf(before)).toContain('20 January 2019')
    expect(before).not.toContain('The names are in')
    expect(await get('/units/HP-S1/kpis/CP04?to=2018-12&asAt=2019-02-20', smt)).toContain('reports/14')
  })

  test('files, charts and the list of all measures hold no address', async () => {
    const smt = await bearer(db, 'smt')
    const urls = [
      '/units/RIDGE/kpis/AS01.csv',
      '/api/v1/series/RIDGE/AS01',
      '/units/RIDGE/scorecards/2019-04.csv',
      '/api/v1/scorecards/RIDGE/2019-04',
      '/charts/trend.svg?unit=RIDGE&kpi=AS01',
      '/api/v1/kpis',
    ]
    for (const url of some(urls)) {
      const answer = await app.inject({ url, headers: smt })
      expect(answer.statusCode, url).toBe(200)
      expect(answer.body, url).not.toContain('cases.ridgeshire')
    }
  })

  test('and answers to outside readers know nothing of it', async () => {
    const board = await bearer(db, 'board')
    const urls = [
      '/units/RIDGE/kpis/AS01',
      '/units/RIDGE/scorecards/2019-04',
      '/help/kpis/AS01',
      '/help/kpis/CP04',
    ]
    for (const headers of some([board, outsider])) {
      for (const url of some([
        ...urls,
        '/api/v1/kpis/AS01',
        '/api/v1/kpis',
        '/api/v1/scorecards/RIDGE/2019-04',
      ])) {
        const answer = await app.inject({ url, headers })
        expect(answer.statusCode, url).toBe(200)
        expect(answer.body, url).not.toMatch(/cases\.ridgeshire|The names are in|caseList|report 7/)
      }
    }
  })
})

describe('the page of the setting', () => {
  const fields = { address: ' https://cases.example/a ', label: 'report 3', reason: '', version: '0' }

  test('offers every measure, and a form with what is set', async () => {
    const { cookie } = await signIn(app, 'administrator')
    const url = '/admin/settings/case-lists'
    const all = (await app.inject({ url, headers: { cookie } })).body
    expect(all).toContain('<option value="AS02"')
    expect(textOf(all)).toMatch(/CP04.*The names are in report 14.*Administrator, 21 January 2019/)
    const own = (await app.inject({ url: `${url}?kpi=cp04`, headers: { cookie } })).body
    expect(own).toContain('value="https://cases.ridgeshire.example/reports/14"')
    expect(own).toContain('name="version" value="1"')
    expect(own).toContain('Take it away')
    expect((await app.inject({ url: `${url}?kpi=ZZ99`, headers: { cookie } })).statusCode).toBe(404)
  })

  test('keeps what was typed where it is refused, and names each field', async () => {
    const { answer } = await sendForm({ ...fields, address: 'http://"x', label: '' })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('value="http://&quot;x"')
    expect(answer.body).toMatch(/href="#address"[^>]*>The address must be on one line/)
    expect(answer.body).toMatch(/href="#label"[^>]*>Enter what the list is called/)
  })

  test('sets it, says so, and shows who did in the history of the settings', async () => {
    const { answer, cookie } = await sendForm(fields)
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/admin/settings/case-lists'])
    const next = (await app.inject({ url: '/admin/settings/case-lists', headers: { cookie } })).body
    expect(textOf(next)).toContain('The list of AS02 is set. Its pages link report 3 from now on.')
    const settings = (await app.inject({ url: '/admin/settings', headers: { cookie } })).body
    expect(textOf(settings)).toContain('List of the names behind AS02')
    expect(textOf(settings)).toContain('report 3, https://cases.example/a')
  })

  test('tells the second of two what the first set, and takes it away', async () => {
    const stale = await sendForm({ ...fields, label: 'report 4' })
    expect(stale.answer.statusCode).toBe(409)
    expect(textOf(stale.answer.body)).toContain('Somebody else has set this since you opened the page.')
    expect(stale.answer.body).toContain('value="report 3"')
    const gone = await sendForm({ version: '1', remove: 'yes' })
    expect(gone.answer.statusCode).toBe(303)
    expect(await kpi('AS02', manager)).toMatchObject({ caseList: null, caseListVersion: 2 })
  })

  test.each([
    ['data_team', 200],
    ['smt', 403],
    ['team_manager', 403],
    ['board', 403],
  ] as const)('is read by %s with %i, and written by no one but an administrator', async (role, reads) => {
    const headers = await bearer(db, role, role === 'team_manager' ? 'HP-S1' : null)
    const answer = await app.inject({ url: '/admin/settings/case-lists?kpi=CP04', headers })
    expect(answer.statusCode).toBe(reads)
    expect(answer.body).not.toContain('method="post" action="/admin/settings/case-lists"')
    expect((await sendForm(fields, role)).answer.statusCode).toBe(403)
    expect((await send({ ...list, version: 1 }, { headers })).statusCode).toBe(403)
  })
})
