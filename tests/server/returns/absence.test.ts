/** What is missing stays missing until it comes, or until a person says with a reason that it will not. */
import { parse } from 'csv-parse/sync'
import type { FastifyInstance } from 'fastify'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { recordToken } from '#server/access/tokens/tokens.ts'
import type { Db } from '#server/db/database.ts'
import { loadUnitMonths } from '#server/record/latest-month.ts'
import { atHome, bearer, form, fromOurPages, signIn, testApp, testNow } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { mayOf, publishMay } from '../../support/month-in-parts.ts'
import { textOf } from '../../support/page-text.ts'
import { isWide } from '../../support/run-size.ts'
import { recordsOf } from '../../support/xlsx.ts'

type Headers = { authorization: string }
let db: Db
let app: FastifyInstance
let data: Headers

const url = '/api/v1/returns/children_in_care/2019-05/absent'
const reason = 'The team’s list was lost when its system moved'
const say = (payload: object, headers = data, to = url) =>
  app.inject({ method: 'POST', url: to, payload, headers: { ...atHome, ...headers } })
const monthOf = async (period = '2019-05', asAt?: string) =>
  (
    await app.inject({
      url: `/api/v1/returns?period=${period}${asAt === undefined ? '' : `&asAt=${asAt}`}`,
      headers: data,
    })
  ).json()
type Answer = {
  returns: { return: string; received: number; neverComing: { why: string; on: string | null }[] }[]
}
const inCare = (answer: Answer) => answer.returns.find((r) => r.return === 'children_in_care')
const linesOf = () => db.selectFrom('return_absence').selectAll().orderBy('version').execute()

/** May, of which one team sent nothing, on the first day of July. */
const mayWithoutOneTeam = {
  name: 'may_without_one_team',
  prepare: async (of: Db) => {
    await of.updateTable('council').set({ fixed_day: '2019-07-01' }).execute()
    const sent = mayOf((team) => team !== 'CIC-N')
    await publishMay(of, 'may.csv', sent)
  },
}

describe('figures that will not come', () => {
  beforeEach(async () => {
    db = (await testDatabase('demo', mayWithoutOneTeam)).db
    app = await testApp(db, { now: () => new Date('2019-07-01T09:00:00Z') })
    data = await bearer(db, 'data_team')
  })

  test('are no longer missing once the data team said so, with who, when and why wherever they are', async () => {
    const before = inCare(await monthOf())
    // One measure has a known issue and is not asked for.
    expect(before).toMatchObject({ state: 'part', neverComing: [{ by: null }] })
    const answer = await say({ unit: 'CIC-N', reason })
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toMatchObject({
      ...{ return: 'children_in_care', period: '2019-05', unit: 'CIC-N', version: 1, absent: true, reason },
      role: 'data_team',
      dryRun: false,
    })
    expect(answer.json().figures.length).toBeGreaterThan(5)
    const after = await monthOf()
    expect(inCare(after)).toMatchObject({ state: 'in', missing: [], completeOn: '2019-07-01' })
    expect(inCare(after)?.neverComing.length).toBe(answer.json().figures.length)
    expect(new Set(inCare(after)?.neverComing.map((n) => `${n.on} ${n.why}`))).toEqual(
      new Set([`2019-07-01 ${reason}`]),
    )
    expect(after.absences).toMatchObject([{ unit: 'CIC-N', reason, version: 1 }])
    for (const page of [
      '/data-quality',
      '/data-quality.csv',
      '/data-quality/missing?period=2019-05',
      '/overview?period=2019-05',
      '/units/CIC-N/scorecards/2019-05?all=yes',
      '/units/CIC-N/kpis/LC01?to=2019-05',
      '/search?q=list+was+lost',
    ]) {
      const { body } = await app.inject({ url: page, headers: data })
      expect(textOf(body), page).toContain(reason)
    }
  })

  test('count as told for the month that a unit’s pages open on, as it was known at a moment', async () => {
    const newerOf = async (asAt?: Date) =>
      (await loadUnitMonths(db, ['CIC-N'], '2019-07-01', asAt)).get('CIC-N')
    const before = await newerOf()
    expect(before?.latest).not.toBe('2019-05')
    const returns: { return: string; missing: { unit: string }[] }[] = (await monthOf()).returns
    const owed = returns.filter((r) => r.missing.some(({ unit }) => unit === 'Children in Care North'))
    expect(owed.length).toBeGreaterThan(3)
    for (const { return: code } of owed)
      expect(
        (await say({ unit: 'CIC-N', reason }, data, `/api/v1/returns/${code}/2019-05/absent`)).statusCode,
      ).toBe(200)
    expect((await newerOf())?.latest).toBe('2019-05')
    expect((await newerOf(new Date('2019-06-30T09:00:00Z')))?.latest).toBe(before?.latest)
    expect(inCare(await monthOf('2019-05', '2019-06-30'))).toMatchObject({
      state: 'part',
      neverComing: [{ by: null }],
    })
  })

  test('are said on trial first, which changes nothing', async () => {
    const tried = await app.inject({
      ...{ method: 'POST', url: `${url}?dryRun=true`, payload: { unit: 'CIC-N', reason } },
      headers: { ...atHome, ...data },
    })
    expect(tried.json()).toMatchObject({ dryRun: true, version: 1 })
    expect(tried.json().figures.length).toBeGreaterThan(5)
    expect(await linesOf()).toEqual([])
  })

  test('come all the same: a figure ends what was said of it, and its being taken back brings that back', async () => {
    await say({ unit: 'CIC-N', reason })
    const told = inCare(await monthOf())
    expect(told?.neverComing.length).toBeGreaterThan(0)
    await publishMay(
      db,
      'cic-n.csv',
      mayOf((team) => team === 'CIC-N').filter((row) => row.kpi_code === 'LC01'),
    )
    expect(inCare(await monthOf())).toMatchObject({ received: (told?.received ?? 0) + 1, state: 'in' })
    expect(inCare(await monthOf())).toHaveProperty('neverComing.length', (told?.neverComing.length ?? 0) - 1)
  })

  test('are expected again once that is withdrawn with a reason: a new line, nothing is overwritten', async () => {
    await say({ unit: 'CIC-N', reason })
    const withdrawn = { unit: 'CIC-N', withdraw: true, reason: 'The list was found', version: 1 }
    expect((await say(withdrawn)).json()).toMatchObject({ version: 2, absent: false })
    expect(inCare(await monthOf())).toMatchObject({ state: 'part', neverComing: [{ by: null }] })
    expect((await linesOf()).map((l) => [l.version, l.is_absent, l.reason])).toEqual([
      [1, true, reason],
      [2, false, 'The list was found'],
    ])
    expect((await say({ ...withdrawn, reason: 'Once more', version: 2 })).statusCode).toBe(422)
  })

  test('are said over what was read: a second writer is told what stands', async () => {
    await say({ unit: 'CIC-N', reason })
    const second = await say({ unit: 'CIC-N', reason: 'Another reason' })
    expect(second.statusCode).toBe(409)
    expect(second.json()).toMatchObject({ current: { version: 1, reason } })
    expect((await say({ unit: 'CIC-N', reason })).json()).toMatchObject({ version: 1 })
    expect((await say({ unit: 'CIC-N', reason: 'Another reason', version: 1 })).json()).toMatchObject({
      version: 2,
    })
  })

  test('may be those of a whole service', async () => {
    const answer = await say({ unit: 'CICS', reason })
    expect(answer.statusCode).toBe(200)
    expect(inCare(await monthOf())).toMatchObject({ state: 'in' })
  })

  test.each([
    ['an unknown return', '/api/v1/returns/nothing/2019-05/absent', { unit: 'CIC-N', reason }, 404],
    ['an unknown unit', url, { unit: 'CIC-X', reason }, 404],
    [
      'a period that is none',
      '/api/v1/returns/children_in_care/2019-13/absent',
      { unit: 'CIC-N', reason },
      400,
    ],
    [
      'a month that has not begun',
      '/api/v1/returns/children_in_care/2019-12/absent',
      { unit: 'CIC-N', reason },
      422,
    ],
    ['a team that owes nothing of it', url, { unit: 'MASH', reason }, 422],
    ['a team of which all is in', url, { unit: 'CIC-S', reason }, 422],
    ['no reason', url, { unit: 'CIC-N', reason: ' ' }, 422],
    ['a reason that may name somebody', url, { unit: 'CIC-N', reason: 'Ask Ann Smith, 12/03/2011' }, 422],
    ['an unknown key', url, { unit: 'CIC-N', reason, kpi: 'LC01' }, 400],
  ])('are not said of %s', async (_, to, payload, status) => {
    expect((await say(payload, data, to)).statusCode).toBe(status)
    expect(await linesOf()).toEqual([])
  })

  test.each([
    'team_manager',
    'head_of_service',
    'smt',
    'plan_lead',
    'quality_lead',
    'board',
    'administrator',
  ] as const)('are not said by a %s', async (role) => {
    const unit = role === 'team_manager' ? 'CIC-N' : role === 'head_of_service' ? 'CICS' : null
    expect((await say({ unit: 'CIC-N', reason }, await bearer(db, role, unit))).statusCode).toBe(403)
    expect(await linesOf()).toEqual([])
  })

  test.runIf(isWide)(
    'are said to be so in the files of the scorecard and in the bulk of figures, and never outside',
    async () => {
      // A row that came blank is a missing figure just like a row that did not come.
      await publishMay(db, 'blank.csv', [
        {
          team_code: 'CIC-N',
          kpi_code: 'LC01',
          period: '2019-05',
          numerator: '',
          denominator: '',
          value: '',
        },
      ])
      expect((await say({ unit: 'CIC-N', reason })).statusCode).toBe(200)
      const words = new RegExp(`^${reason} \\(.+, 1 July 2019\\)$`)
      const ask = (address: string, headers = data) => app.inject({ url: address, headers })
      const headingsOf = (table: string) => table.split('\r\n')[0]?.split(',')

      const csv = (await ask('/units/CIC-N/scorecards/2019-05.csv')).body
      expect(headingsOf(csv)).toContain('neverComing')
      const row = (parse(csv, { columns: true }) as Record<string, string>[]).find((r) => r.kpi === 'LC01')
      expect(row?.neverComing).toMatch(words)
      const sheet = recordsOf((await ask('/units/CIC-N/scorecards/2019-05.xlsx')).rawPayload)
      expect(Object.keys(sheet[0] ?? {}).length).toBeGreaterThan(10)
      expect(sheet.find((r) => r.Code === 'LC01')?.['Will not come']).toMatch(words)
      const answer = (await ask('/api/v1/scorecards/CICS/2019-05')).json()
      const ofService = answer.rows.find((r: { kpi: string }) => r.kpi === 'LC01')
      expect(ofService.neverComing).toEqual([expect.stringContaining(`Children in Care North: ${reason} (`)])

      const bulk = '/api/v1/measurements?kpi=LC01&from=2019-05&to=2019-05'
      const rows: { unit: string; neverComing: string | null }[] = (await ask(bulk)).json().rows
      const saidOf = (unit: string) => rows.find((r) => r.unit === unit)?.neverComing
      expect(saidOf('CIC-N')).toMatch(words)
      expect(saidOf('CICS')).toContain(`Children in Care North: ${reason} (`)
      expect(saidOf('CIC-S')).toBeNull()
      const table = (await ask(bulk.replace('measurements', 'measurements.csv'))).body
      expect(headingsOf(table)).toContain('neverComing')
      expect(table).toContain(reason)
      // Before a person said it, no page shows it.
      const then = (await ask(`${bulk}&asAt=2019-06-10T12:00:00Z`)).json().rows as typeof rows
      expect(then.length).toBeGreaterThan(1)
      expect(then.filter((r) => r.neverComing !== null)).toEqual([])

      const board = await bearer(db, 'board')
      const outside = [
        '/units/CICS/scorecards/2019-05.csv',
        '/api/v1/scorecards/CICS/2019-05',
        bulk,
        bulk.replace('measurements', 'measurements.csv'),
      ]
      for (const address of outside) {
        const { body } = await ask(address, board)
        expect(body, address).toContain('neverComing')
        expect(body, address).not.toContain('list was lost')
      }
    },
  )

  test('are not said by an outside token, and not told to one', async () => {
    const request = {
      name: 'Outside',
      role: 'data_team',
      unit: null,
      audience: 'outside',
      now: testNow,
    } as const
    const outside = { authorization: `Bearer ${await recordToken(db, request)}` }
    expect((await say({ unit: 'CIC-N', reason }, outside)).statusCode).toBe(403)
    await say({ unit: 'CIC-N', reason })
    for (const page of ['/units/CICS/scorecards/2019-05?all=yes', '/units/CICS/kpis/LC01?to=2019-05'])
      expect((await app.inject({ url: page, headers: outside })).body, page).not.toContain('list was lost')
  })
})

describe('the page of missing figures, without JavaScript', () => {
  const page = '/data-quality/missing?period=2019-05'
  let session: Awaited<ReturnType<typeof signIn>>
  beforeAll(async () => {
    db = (await testDatabase('demo')).db
    app = await testApp(db)
    session = await signIn(app, 'data_team')
    await publishMay(
      db,
      'may.csv',
      mayOf((team) => team !== 'CIC-N'),
    )
    await db.updateTable('council').set({ fixed_day: '2019-07-01' }).execute()
  })
  test('leads to data quality where no month is named', async () => {
    const request = { url: '/data-quality/missing', headers: { ...atHome, cookie: session.cookie } }
    const { statusCode, headers } = await app.inject(request)
    expect([statusCode, headers.location]).toEqual([302, '/data-quality'])
  })

  const read = async () =>
    textOf((await app.inject({ url: page, headers: { ...atHome, cookie: session.cookie } })).body)
  const send = async (fields: Record<string, string>) => {
    const request = form({ _csrf: session.csrf, period: '2019-05', ...fields })
    const headers = { ...request.headers, ...fromOurPages, cookie: session.cookie }
    return app.inject({ ...request, url: '/data-quality/missing', headers })
  }
  const of = 'children_in_care CIC-N'

  test('lists what each team lacks, and asks which figures and why', async () => {
    expect(await read()).toContain('Children in Care North')
    const without = await send({ of: '', reason })
    expect(without.statusCode).toBe(422)
    expect(textOf(without.body)).toContain('Select which figures')
    const silent = await send({ of, reason: '' })
    expect(silent.statusCode).toBe(422)
    expect(textOf(silent.body)).toContain('Enter why these figures will not come')
    const naming = await send({ of, reason: 'Ask Ann Smith, 12/03/2011' })
    expect(naming.statusCode).toBe(422)
    expect(textOf(naming.body)).toContain('It names nobody: save it as it is')
  })

  test('saves it, says so once, and offers to withdraw it', async () => {
    const saved = await send({ of, reason })
    expect(saved.statusCode).toBe(303)
    expect(saved.headers.location).toBe(page)
    const shown = await read()
    expect(shown).toMatch(/It is noted that \d+ figures for May 2019 will not come/)
    expect(shown).toContain(reason)
    expect(await read()).not.toContain('It is noted')
    const withdrawn = await send({ of, reason: 'The list was found', seen: '1', withdraw: 'yes' })
    expect(withdrawn.statusCode).toBe(303)
    expect(await read()).not.toContain(reason)
    const late = await send({ of, reason: 'And again', seen: '0', withdraw: 'yes' })
    expect(late.statusCode).toBe(409)
  })
})
