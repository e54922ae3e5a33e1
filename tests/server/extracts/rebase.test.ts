import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { mayFile, mayOf } from '../../support/month-in-parts.ts'

let db: Db
let app: FastifyInstance
let dataTeam: { authorization: string }
const reason = 'Assessments moved to two new teams'

beforeAll(async () => {
  db = (await testDatabase('demo')).db
  app = await testApp(db)
  dataTeam = await bearer(db, 'data_team')
})

const rebase = (url: string, payload: object, headers = dataTeam) =>
  app.inject({ method: 'POST', url: `/api/v1/series/${url}/rebase`, headers, payload })

const series = async (url: string) =>
  (await app.inject({ url: `/api/v1/series/${url}`, headers: dataTeam })).json()

/** Every stored row of a unit's measure in the ledger. */
const rowsOf = (unit: string) =>
  db
    .selectFrom('figure')
    .select(['period', 'publication_id', 'fingerprint', 'restated', 'value'])
    .where('kpi_code', '=', 'AS01')
    .where('unit_code', '=', unit)
    .where('grain', '=', 'monthly')
    .orderBy('period')
    .orderBy('publication_id')
    .execute()

describe('a rebase', () => {
  test('restarts limits at its period, says why on the chart, and changes nothing earlier', async () => {
    const before = await series('RIDGE/AS01')
    const stored = await rowsOf('RIDGE')
    const team = await rowsOf('ASMT-S')
    const answer = await rebase('ridge/as01', { from: '2018-11', reason })
    expect(answer.statusCode, answer.body).toBe(200)
    expect(answer.json()).toMatchObject({ unit: 'RIDGE', kpi: 'AS01', from: '2018-11', reason, figures: 6 })

    const after = await series('RIDGE/AS01')
    const valuesOf = (s: typeof after) => s.points.map((p: { value: number }) => p.value)
    expect(valuesOf(after)).toEqual(valuesOf(before))
    expect(after.points.filter((p: { rebase: boolean }) => p.rebase)).toMatchObject([{ period: '2018-11' }])
    expect(after).toMatchObject({ limits: 'none', variation: 'too_early' })
    expect(before.limits).toBe('full')

    const now = await rowsOf('RIDGE')
    expect(now.filter((r) => r.period < '2018-11')).toEqual(stored.filter((r) => r.period < '2018-11'))
    expect(now.filter((r) => r.publication_id <= Math.max(...stored.map((s) => s.publication_id)))).toEqual(
      stored,
    )
    expect(await rowsOf('ASMT-S')).toEqual(team)
    expect(now.at(-1)?.restated).toBe(stored.at(-1)?.restated)

    const page = await app.inject({ url: '/units/RIDGE/kpis/AS01?to=2019-04', headers: dataTeam })
    expect(page.body).toContain(`New baseline: ${reason}`)
    expect(page.body).toContain('New baseline from November 2018')
    expect(page.body).toMatch(new RegExp(`new baseline; [^<]*${reason}`))
    const csv = await app.inject({ url: '/units/RIDGE/kpis/AS01.csv?to=2019-04', headers: dataTeam })
    expect(csv.body.split('\r\n').filter((line) => line.includes('2018-11'))[0]).toContain('true')
  })

  test('is not known to an earlier moment', async () => {
    const then = await series('RIDGE/AS01?asAt=2019-06-05T12:00:00Z')
    expect(then.limits).toBe('full')
    expect(then.points.some((p: { rebase: boolean }) => p.rebase)).toBe(false)
  })

  test('is made once for a period', async () => {
    const again = await rebase('RIDGE/AS01', { from: '2018-11', reason: 'again' })
    expect(again.statusCode).toBe(409)
    expect(again.json().detail).toContain(reason)
  })

  test('of weeks leaves months as they are', async () => {
    const months = await series('RIDGE/MO01')
    expect((await rebase('RIDGE/MO01', { from: '2019-W10', reason })).statusCode).toBe(200)
    expect(await series('RIDGE/MO01')).toEqual(months)
    const weeks = await series('RIDGE/MO01?grain=weekly')
    expect(weeks.points.find((p: { rebase: boolean }) => p.rebase).period).toBe('2019-W10')
  })

  test('survives a later publication', async () => {
    const rows = mayOf(() => true).filter((row) => row.kpi_code === 'AS01')
    const csv = mayFile(rows)
    const upload = await app.inject({
      method: 'POST',
      url: '/api/v1/extracts',
      headers: {
        ...dataTeam,
        'content-type': 'text/csv',
        'content-disposition': 'attachment; filename="may.csv"',
        prefer: 'wait=30',
      },
      payload: csv,
    })
    const published = await app.inject({
      method: 'POST',
      url: `/api/v1/extracts/${upload.json().id}/publish`,
      headers: dataTeam,
      payload: { acceptWarnings: true, reason: 'May, early' },
    })
    expect(published.statusCode, published.body).toBe(200)
    const after = await series('RIDGE/AS01')
    expect(after.points.at(-1).period).toBe('2019-05')
    expect(after.points.find((p: { rebase: boolean }) => p.rebase).period).toBe('2018-11')
    expect(after.limits).toBe('trial')
  })
})

describe('a rebase is refused', () => {
  test.each([
    ['where the period has no figure', 'RIDGE/AS01', { from: '2030-01', reason }, 422],
    ['where the series begins', 'RIDGE/AS01', { from: '2017-03', reason }, 422],
    ['for a rolling window', 'RIDGE/FD04', { from: '2019-01', reason }, 422],
    ['without a reason', 'RIDGE/AS01', { from: '2019-01', reason: ' ' }, 400],
    ['from what is no period', 'RIDGE/AS01', { from: '2019-13', reason }, 400],
    ['with a field too many', 'RIDGE/AS01', { from: '2019-01', reason, by: 'me' }, 400],
    ['for an unknown measure', 'RIDGE/ZZ99', { from: '2019-01', reason }, 404],
    ['for an unknown unit', 'NOWHERE/AS01', { from: '2019-01', reason }, 404],
  ])('%s', async (_, url, payload, status) => {
    expect((await rebase(url, payload)).statusCode).toBe(status)
  })

  test('to those who do not publish, and nothing is kept of it', async () => {
    const count = () =>
      db
        .selectFrom('annotation')
        .select((e) => e.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
    const before = await count()
    const smt = await bearer(db, 'smt')
    const manager = await bearer(db, 'team_manager', 'HP-S1')
    expect((await rebase('RIDGE/AS01', { from: '2019-01', reason }, smt)).statusCode).toBe(403)
    expect((await rebase('ASMT-S/AS01', { from: '2019-01', reason }, manager)).statusCode).toBe(404)
    expect(await count()).toEqual(before)
  })
})
