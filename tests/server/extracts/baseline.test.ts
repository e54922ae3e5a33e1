import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { prove } from '#server/extracts/proving/prove.ts'
import { readsOver } from '#server/reads/reads.ts'
import { bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { mayFile, mayOf } from '../../support/month-in-parts.ts'
import { isWide } from '../../support/run-size.ts'
import { some } from '../../support/some.ts'

let db: Db
let app: FastifyInstance
let dataTeam: { authorization: string }
let head: { authorization: string }
const headRole = 'Head of service, Children in Care and Leaving Care'
const reason = 'Assessments moved to two new teams'

beforeAll(async () => {
  db = (await testDatabase('demo')).db
  app = await testApp(db)
  dataTeam = await bearer(db, 'data_team')
  head = await bearer(db, 'head_of_service', 'CICS')
})

const rebase = (url: string, payload: object, headers = dataTeam, query = '') =>
  app.inject({ method: 'POST', url: `/api/v1/series/${url}/rebase${query}`, headers, payload })

const withdraw = (url: string, id: number, payload: object, headers = dataTeam) =>
  app.inject({ method: 'POST', url: `/api/v1/series/${url}/rebase/${id}/withdraw`, headers, payload })

const countNotes = async () => (await db.selectFrom('annotation').select('id').execute()).length

/** The fingerprints of each month of a team's visits since September 2018, in the order of their publications. */
async function fingerprintsOf(unit: string): Promise<[string, string[]][]> {
  const rows = await db
    .selectFrom('figure')
    .select(['period', 'fingerprint'])
    .where('kpi_code', '=', 'LC01')
    .where('unit_code', '=', unit)
    .where('period', '>=', '2018-09')
    .where('grain', '=', 'monthly')
    .orderBy('publication_id')
    .execute()
  return [...Map.groupBy(rows, (r) => r.period)].map(([period, of]) => [period, of.map((r) => r.fingerprint)])
}

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

describe('a baseline', () => {
  test('restarts limits at its period, says why on the chart, and changes nothing earlier', async () => {
    const before = await series('RIDGE/AS01')
    const stored = await rowsOf('RIDGE')
    const team = await rowsOf('ASMT-S')
    const answer = await rebase('ridge/as01', { from: '2018-11', reason })
    expect(answer.statusCode, answer.body).toBe(200)
    expect(answer.json()).toMatchObject({ unit: 'RIDGE', kpi: 'AS01', from: '2018-11', reason, figures: 6 })
    expect(answer.json()).toMatchObject({ publishedBy: 'data_team council test', version: 1, dryRun: false })

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

describe('a baseline is refused', () => {
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

  test.each([
    ['a month that is still to come', 'RIDGE/AS01', { from: '2019-12', reason }, 422],
    ['a month before the first point', 'RIDGE/AS01', { from: '2016-01', reason }, 422],
    ['a closed team', 'HP-C/CP04', { from: '2018-02', reason }, 422],
    ['a text of 10,000 characters', 'RIDGE/AS01', { from: '2019-01', reason: 'x'.repeat(10_000) }, 400],
    ['a case number', 'RIDGE/AS01', { from: '2019-01', reason: 'Case 104233 moved' }, 422],
    [
      'an action that is not linked to it',
      'RIDGE/AS01',
      { from: '2019-01', reason, cause: { action: 'R9.3' } },
      422,
    ],
    [
      'a cause that is both',
      'RIDGE/AS01',
      { from: '2019-01', reason, cause: { action: 'R3.1', note: 1 } },
      400,
    ],
    ['a version that is no longer current', 'RIDGE/AS01', { from: '2019-01', reason, version: 0 }, 409],
  ])('with %s', async (_, url, payload, status) => {
    const answer = await rebase(url, payload)
    expect([answer.statusCode, answer.body.length > 0]).toEqual([status, true])
  })

  test('with an event of another unit', async () => {
    const { id } = await db
      .selectFrom('annotation')
      .select('id')
      .where('kind', '=', 'annotation')
      .where('unit_code', '=', 'HP-C1')
      .executeTakeFirstOrThrow()
    const answer = await rebase('RIDGE/LC01', { from: '2019-01', reason, cause: { note: id } })
    expect([answer.statusCode, answer.body]).toEqual([
      422,
      expect.stringContaining('event noted on this measure'),
    ])
  })

  test('in a month for which nothing came, naming it', async () => {
    const none = await rebase('CWD-S/CN03', { from: '2019-06', reason })
    expect(none.json().detail).toMatch(/has no figure of CN03 for June 2019 to begin from/)
  })

  test('to every role but the head of the service, the senior management team and the data team', async () => {
    const before = await countNotes()
    const payload = { from: '2019-01', reason }
    const asked = [
      [await bearer(db, 'team_manager', 'HP-S1'), 'HP-S1/CP04', 403],
      [await bearer(db, 'team_manager', 'HP-S1'), 'HP-S2/CP04', 404],
      [await bearer(db, 'head_of_service', 'HPC'), 'ASMT-S/AS01', 404],
      [await bearer(db, 'head_of_service', 'HPC'), 'RIDGE/AS01', 404],
      [await bearer(db, 'plan_lead'), 'HP-S1/CP04', 403],
      [await bearer(db, 'board'), 'RIDGE/AS01', 403],
      [await bearer(db, 'administrator'), 'RIDGE/AS01', 403],
    ] as const
    for (const [headers, url, status] of some(asked)) {
      const set = await rebase(url, payload, headers)
      expect([url, set.statusCode]).toEqual([url, status])
      const withdrawn = await withdraw(url, 1, { reason }, headers)
      expect([url, withdrawn.statusCode]).toEqual([url, status])
    }
    expect(await countNotes()).toBe(before)
  })
})

describe('a baseline of a service', () => {
  const cause = { action: 'R6.1' }

  test('is tried without storing anything, then set by the head of the service with its cause', async () => {
    const before = await countNotes()
    const tried = await rebase('CIC-N/LC01', { from: '2018-09', reason, cause }, head, '?dryRun=true')
    expect(tried.json()).toMatchObject({ dryRun: true, version: 1 })
    expect(tried.json().figures).toBeGreaterThan(5)
    expect(await countNotes()).toBe(before)
    expect(await series('CIC-N/LC01')).toMatchObject({ baselines: [], baselineVersion: 0 })

    const set = await rebase('cic-n/lc01', { from: '2018-09', reason, cause, version: 0 }, head)
    expect(set.json()).toMatchObject({ dryRun: false, figures: tried.json().figures, version: 1 })
    const after = await series('CIC-N/LC01')
    expect(after).toMatchObject({
      step: null,
      variation: 'no_real_change',
      limits: 'trial',
      baselineVersion: 1,
      baselines: [{ from: '2018-09', reason, cause, role: headRole, withdrawn: null }],
    })
    const again = await rebase('CIC-N/LC01', { from: '2018-09', reason, cause, version: 0 }, head)
    expect(again.json()).toEqual(set.json())
  })

  test('lapses no sign-off, restates no month and moves no value', async () => {
    const { at } = (await series('CIC-N/LC01')).baselines[0]
    const before = new Date(Date.parse(at) - 1).toISOString()
    const told = async (query = '') => {
      const url = `/api/v1/scorecards/CIC-N/2019-03${query}`
      const { signOff, restated, version, rows } = (await app.inject({ url, headers: dataTeam })).json()
      const { value, numerator, denominator, status } = rows.find((r: { kpi: string }) => r.kpi === 'LC01')
      return { signOff, restated, version, row: { value, numerator, denominator, status } }
    }
    const now = await told()
    expect(now.signOff).not.toBeNull()
    expect(now.row.status).toBe('met')
    expect(now).toEqual(await told(`?asAt=${before}`))
  })

  test('is withdrawn with a reason: the series is judged as before it, and both stay on record', async () => {
    const [{ id }] = (await series('CIC-N/LC01')).baselines
    const stale = await withdraw('CIC-N/LC01', id, { reason: 'Too early', version: 0 }, head)
    expect(stale.statusCode).toBe(409)
    expect(stale.json()).toMatchObject({ version: 1 })
    expect((await withdraw('CIC-N/LC01', id, { reason: ' ' }, head)).statusCode).toBe(400)
    expect((await withdraw('CIC-S/LC01', id, { reason: 'Too early' }, head)).statusCode).toBe(404)

    const done = await withdraw('CIC-N/LC01', id, { reason: 'Too early', version: 1 }, head)
    expect(done.statusCode, done.body).toBe(200)
    expect(done.json()).toMatchObject({ reason: 'Too early', version: 2 })
    const after = await series('CIC-N/LC01')
    expect(after.step).toMatchObject({ from: '2018-09' })
    expect(after).toMatchObject({ variation: 'improving', baselineVersion: 2 })
    expect(after.points.some((p: { rebase: boolean }) => p.rebase)).toBe(false)
    expect(after.baselines).toMatchObject([
      { reason, role: headRole, withdrawn: { reason: 'Too early', role: headRole } },
    ])
    const prints = await fingerprintsOf('CIC-N')
    expect(some(prints).map(([, of]) => of.at(-1))).toEqual(prints.map(([, of]) => of.at(-3)))

    expect((await withdraw('CIC-N/LC01', id, { reason: 'Too early' }, head)).json()).toEqual(done.json())
    expect((await withdraw('CIC-N/LC01', id, { reason: 'For another reason' }, head)).statusCode).toBe(409)
  })

  test('is known to the moments between its setting and its withdrawal, and to no other', async () => {
    const { at, withdrawn } = (await series('CIC-N/LC01')).baselines[0]
    const asAt = async (moment: string) => series(`CIC-N/LC01?asAt=${encodeURIComponent(moment)}`)
    const before = await asAt(new Date(Date.parse(at) - 1).toISOString())
    expect(before).toMatchObject({ baselines: [], variation: 'improving' })
    const between = await asAt(at)
    expect(between).toMatchObject({
      baselines: [{ withdrawn: null }],
      variation: 'no_real_change',
      step: null,
    })
    expect(await asAt(withdrawn.at)).toMatchObject({ variation: 'improving', baselines: [{ withdrawn: {} }] })
  })

  test('may be set again at the same month once it was withdrawn', async () => {
    expect((await rebase('CIC-N/LC01', { from: '2018-09', reason, version: 2 }, head)).statusCode).toBe(200)
    expect((await series('CIC-N/LC01')).baselines).toHaveLength(2)
  })

  test.runIf(isWide)(
    'is replayed exactly, with its withdrawal',
    async () => {
      const proof = await prove(db)
      expect(proof.differences).toEqual([])
      expect(proof.publicationsLeft).toBe(0)
    },
    300_000,
  )
})

test('outside the service the reason is read once it is released, and the reason of a withdrawal never', async () => {
  const outside = readsOver(db, () => 'outside')
  const asked = { unit: 'RIDGE', kpi: 'AS01', grain: 'monthly' } as const
  const read = async () =>
    (await outside.loadSeries(asked))?.baselines.map((b) => [b.reason, b.withdrawal?.reason ?? null])
  const hidden = 'A note was written; it is not released to the board.'
  expect(await read()).toEqual([[hidden, null]])
  const [{ id }] = (await series('RIDGE/AS01')).baselines
  const released = await app.inject({
    ...{ method: 'POST', url: '/api/v1/release', headers: dataTeam },
    payload: { kind: 'annotation', id: String(id) },
  })
  expect(released.statusCode, released.body).toBe(200)
  expect(await read()).toEqual([[reason, null]])
  expect((await withdraw('RIDGE/AS01', id, { reason: 'Four children' })).statusCode).toBe(200)
  expect(await read()).toEqual([[reason, 'A reason was given; it is not released to the board.']])
})
