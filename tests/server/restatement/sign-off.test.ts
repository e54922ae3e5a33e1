import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#server/access/permissions/actor.ts'
import { publishExtract } from '#server/extracts/publishing/publish.ts'
import { revertExtract } from '#server/extracts/publishing/revert.ts'
import { loadSignOff } from '#server/record/sign-offs.ts'
import { bearer, form, fromOurPages, signIn, testApp } from '../../support/app.ts'
import { recordedAt, type TestDatabase, testDatabase } from '../../support/database.ts'
import { named } from '../../support/named.ts'
import { textOf } from '../../support/page-text.ts'
import { sendFile } from './send-file.ts'

let database: TestDatabase
let app: FastifyInstance
let smt: { authorization: string }
/** The demonstration's people act at noon of its day; each step has a moment shortly after the one before. */
const noon = '2019-06-10T12:00:00.00'

beforeAll(async () => {
  database = await testDatabase('demo')
  app = await testApp(database.db, { now: () => new Date('2019-06-10T12:00:00Z') })
  smt = await bearer(database.db, 'smt')
})

const address = '/units/HP-S1/scorecards/2019-04'

/** Takes a step as a person does: opens the page and sends its form. */
async function take(role: Role, step: string, note = '', over: Record<string, string> = {}, at = address) {
  const { cookie, csrf } = await signIn(app, role)
  const page = await app.inject({ url: at, headers: { cookie } })
  const seen = /name="seen" value="([^"]*)"/.exec(page.body)?.[1] ?? (await changedAt(at))
  const request = form({ step, note, seen, _csrf: csrf, ...over })
  return app.inject({
    ...request,
    url: `${at}/sign-off`,
    headers: { ...request.headers, ...fromOurPages, cookie },
  })
}

async function changedAt(at: string): Promise<string> {
  const [, , unit = '', , period = ''] = at.split('/')
  return (await loadSignOff(database.db, unit, period)).changedAt ?? ''
}

async function card(query = '', path = 'HP-S1/2019-04') {
  return (await app.inject({ url: `/api/v1/scorecards/${path}${query}`, headers: smt })).json()
}

describe('the demonstration’s February at South 1', () => {
  test('was agreed, then restated: version 2 is shown, and version 1 is one link away', async () => {
    const now = await card('', 'HP-S1/2019-02')
    expect(now).toMatchObject({ version: 2, restated: true, signOff: { words: 'Restated since sign-off' } })
    expect(now.signOff.versions).toEqual([
      {
        version: 1,
        at: '2019-03-22T10:15:00.000Z',
        dated: '2019-03-22',
        restated: false,
        asAgreed: true,
        reason: null,
        extract: null,
      },
      {
        version: 2,
        at: '2019-06-03T14:05:00.000Z',
        dated: '2019-06-03',
        restated: true,
        asAgreed: false,
        reason: 'Visits made in February but written up late are now counted',
        extract: expect.any(Number),
      },
    ])
    const then = await card(`?asAt=${now.signOff.versions[0].at}`, 'HP-S1/2019-02')
    expect(then).toMatchObject({
      version: 1,
      restated: false,
      signOff: { words: 'Final, signed off 22 March 2019' },
    })
  })

  test('says so on the page, in print, in the CSV and the workbook', async () => {
    const page = (await app.inject({ url: '/units/HP-S1/scorecards/2019-02', headers: smt })).body
    expect(page).toContain('(Restated since sign-off)')
    expect(page).toContain('This is version 2, published 3 June 2019 at 3:05pm')
    expect(page).toContain('href="/units/HP-S1/scorecards/2019-02?asAt=2019-03-22T10:15:00.000Z"')
    expect(page).toContain('February 2019 · version 2, restated')
    expect(page).toContain('/units/HP-S1/changes?from=2019-03-22T10:15:00.000Z')
    const csv = await app.inject({ url: '/units/HP-S1/scorecards/2019-02.csv', headers: smt })
    const visits = csv.body.split('\r\n').find((line) => line.includes(',CP04,')) ?? ''
    expect(visits).toContain(',true,2,')
  })

  test('of a month signed off and left alone is the agreed version, whatever day it is', async () => {
    const march = await card('', 'HP-S1/2018-12')
    expect(march).toMatchObject({
      version: 1,
      asAt: '2019-01-21T10:15:00.000Z',
      signOff: { words: 'Final, signed off 21 January 2019' },
    })
    const page = await app.inject({ url: '/units/HP-S1/scorecards/2018-12', headers: smt })
    expect(page.body).toContain('(Final, signed off 21 January 2019)')
    expect(page.body).toContain('href="/units/HP-S1/scorecards/2019-01"')
  })
})

describe('a step of the sign-off', () => {
  test('is offered to who may take it, and to nobody else', async () => {
    const buttons = async (role: Role, at = address) => {
      const { cookie } = await signIn(app, role)
      const { body } = await app.inject({ url: at, headers: { cookie } })
      return [...body.matchAll(/name="step" value="([a-z]+)"/g)].map((m) => m[1])
    }
    expect(await buttons('team_manager')).toEqual(['submitted'])
    expect(await buttons('head_of_service')).toEqual([])
    expect(await buttons('smt')).toEqual([])
    expect(await buttons('head_of_service', '/units/HP-S2/scorecards/2019-04')).toEqual([
      'agreed',
      'reopened',
    ])
    expect(await buttons('team_manager', `${address}?asAt=2019-06-09`)).toEqual([])
  })

  test('is refused to another role with 403, and of a unit out of scope with 404', async () => {
    for (const role of ['smt', 'data_team', 'plan_lead', 'quality_lead', 'administrator'] as const) {
      expect((await take(role, 'submitted')).statusCode, role).toBe(403)
    }
    expect((await take('team_manager', 'agreed')).statusCode).toBe(403)
    expect((await take('head_of_service', 'submitted')).statusCode).toBe(403)
    const other = '/units/CIC-N/scorecards/2019-02'
    for (const role of ['team_manager', 'head_of_service', 'board'] as const)
      expect((await take(role, 'submitted', '', { seen: 'x' }, other)).statusCode, role).toBe(404)
    const service = '/units/HPC/scorecards/2019-04'
    expect((await take('head_of_service', 'agreed', '', { seen: 'x' }, service)).statusCode).toBe(403)
    const { rows } = await countSteps()
    expect(rows).toBe(0)
  })

  test('is refused without the secret of the session’s own forms', async () => {
    expect((await take('team_manager', 'submitted', '', { _csrf: 'another' })).statusCode).toBe(403)
    expect((await countSteps()).rows).toBe(0)
  })

  test('is refused in a state that does not allow it, for a month that is none, and for words that are no step', async () => {
    expect((await take('head_of_service', 'agreed')).statusCode).toBe(409)
    expect((await take('head_of_service', 'reopened', 'why')).statusCode).toBe(409)
    expect((await take('team_manager', 'signed')).statusCode).toBe(400)
    const none = '/units/HP-S1/scorecards/2030-01'
    expect((await take('team_manager', 'submitted', '', { seen: 'x' }, none)).statusCode).toBe(404)
    const history = '/units/HP-S1/scorecards/2018-01'
    expect((await take('team_manager', 'submitted', '', { seen: 'x' }, history)).statusCode).toBe(404)
  })

  test('is refused where figures came while they were looked at', async () => {
    expect(
      (await take('team_manager', 'submitted', '', { seen: '2019-05-10T10:40:00.000Z' })).statusCode,
    ).toBe(409)
    expect((await countSteps()).rows).toBe(0)
  })
})

async function countSteps(unit = 'HP-S1', period = '2019-04') {
  const steps = await database.db
    .selectFrom('scorecard_sign_off')
    .selectAll()
    .where('unit_code', '=', unit)
    .where('period', '=', period)
    .execute()
  return { rows: steps.length, steps }
}

describe('April at South 1', () => {
  test('is submitted by its manager, sent back with a reason, submitted again and agreed', async () => {
    const submitted = await take('team_manager', 'submitted', 'Looked at <b>twice</b>')
    expect(submitted.statusCode).toBe(303)
    expect(submitted.headers.location).toBe(`${address}?done=submitted`)
    expect((await card()).signOff).toMatchObject({ state: 'submitted', words: 'Submitted' })

    const silent = await take('head_of_service', 'reopened', '  ')
    expect(silent.statusCode).toBe(422)
    expect(silent.body).toContain('<title>Error: ')
    expect(silent.body).toContain('href="#reopen-note">Say why the month is sent back')
    expect((await take('head_of_service', 'reopened', 'Two visits are missing')).statusCode).toBe(303)
    expect((await card()).signOff.state).toBe('provisional')

    await take('team_manager', 'submitted')
    const agreed = await take('head_of_service', 'agreed')
    expect(agreed.statusCode).toBe(303)
    const { cookie } = await signIn(app, 'head_of_service')
    const page = await app.inject({ url: agreed.headers.location as string, headers: { cookie } })
    expect(page.body).toContain('April 2019 is signed off.')
    expect(page.body).toContain('(Final, signed off 10 June 2019)')
    expect(page.body).toContain('Looked at &lt;b&gt;twice&lt;/b&gt;')
    expect(await card()).toMatchObject({ version: 1, asAt: `${noon}3Z` })
    const { steps } = await countSteps()
    expect(steps.map((s) => [s.position, s.step, s.taken_by, s.taken_at.toISOString()])).toEqual([
      [1, 'submitted', 'Team manager', `${noon}0Z`],
      [2, 'reopened', 'Head of service', `${noon}1Z`],
      [3, 'submitted', 'Team manager', `${noon}2Z`],
      [4, 'agreed', 'Head of service', `${noon}3Z`],
    ])
  })

  test('cannot be agreed twice', async () => {
    expect((await take('head_of_service', 'agreed')).statusCode).toBe(409)
  })

  test('is not changed without a reason: the check says which scorecard, and publishing is refused', async () => {
    const report = await sendFile(database.db, ['HP-S1,CP04,2019-04,30,40'], '2019-06-11T09:00:00Z')
    expect(report.status).toBe('ready')
    const warning = report.warnings.find((w) => w.code === 'restates_signed_off')
    expect(warning).toMatchObject({ needsReason: true })
    expect(warning?.message).toMatch(
      /figures? changes? on the April 2019 scorecard of Help and Protection South 1, which is signed off\. Say why$/,
    )
    const order = { by: named('Data team'), acceptWarnings: true, now: new Date('2019-06-11T09:30:00Z') }
    for (const reason of [null, '', '   ']) {
      await expect(
        publishExtract(database.db, Number(report.id), { ...order, reason }),
      ).rejects.toMatchObject({
        code: 'reason_needed',
        status: 422,
      })
    }
    expect(await card()).toMatchObject({ version: 1, signOff: { state: 'final' } })
    expect((await card()).rows.find((r: { kpi: string }) => r.kpi === 'CP04').numerator).not.toBe(30)

    const decision = await publishExtract(database.db, Number(report.id), { ...order, reason: 'A miscount' })
    expect(decision).toMatchObject({
      receipt: {
        restatedSignOffs: [{ unit: 'HP-S1', period: '2019-04', version: 2, figures: expect.any(Number) }],
      },
    })
    const now = await card()
    expect(now).toMatchObject({ version: 2, restated: true, signOff: { state: 'restated' } })
    expect(now.rows.find((r: { kpi: string }) => r.kpi === 'CP04')).toMatchObject({ numerator: 30 })
    const before = await card(`?asAt=${now.signOff.versions[0].at}`)
    expect(before.rows.find((r: { kpi: string }) => r.kpi === 'CP04').numerator).not.toBe(30)
  })

  test('is on its manager’s list as restated, with the reason', async () => {
    const { cookie } = await signIn(app, 'team_manager')
    const { body } = await app.inject({ url: '/', headers: { cookie } })
    expect(textOf(body)).toContain('Submit April 2019 again')
    expect(textOf(body)).toContain('restated after its sign-off: A miscount since 11 June 2019')
  })

  test('reverted to what was agreed is another version, and again as signed off', async () => {
    const { id } = await database.db
      .selectFrom('extract')
      .select('id')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    const nextDay = recordedAt(database.db, new Date('2019-06-11T10:00:00Z'))
    const receipt = await revertExtract(nextDay, id, { by: named('Data team'), reason: 'The wrong file' })
    expect(receipt.restatedSignOffs).toEqual([expect.objectContaining({ version: 3 })])
    expect((await card()).signOff.versions.map((v: { reason: string | null }) => v.reason)).toEqual([
      null,
      'A miscount',
      'The wrong file',
    ])
    const now = await card()
    expect(now).toMatchObject({ version: 3, restated: false, signOff: { state: 'final' } })
    expect(now.signOff.words).toBe(
      'Final, signed off 10 June 2019, and since 11 June 2019 again as signed off',
    )
    expect(now.signOff.versions.map((v: { restated: boolean }) => v.restated)).toEqual([false, true, false])
    expect(now.rows.filter((r: { restated: boolean }) => r.restated)).toEqual([])
    const { cookie } = await signIn(app, 'team_manager')
    const page = (await app.inject({ url: address, headers: { cookie } })).body
    expect(page).not.toContain('Restated since')
    expect(page).toContain('Again as signed off: version 3')
    expect(page).not.toContain('name="step" value="submitted"')
    expect(textOf((await app.inject({ url: '/', headers: { cookie } })).body)).not.toContain(
      'Submit April 2019',
    )
  })
})

describe('February at South 1, restated after its sign-off', () => {
  const february = '/units/HP-S1/scorecards/2019-02'

  test('signed off again is final as version 2, and nothing of it is called restated', async () => {
    expect((await take('team_manager', 'submitted', '', {}, february)).statusCode).toBe(303)
    expect((await card('', 'HP-S1/2019-02')).signOff.words).toBe('Submitted again')
    expect((await take('head_of_service', 'agreed', '', {}, february)).statusCode).toBe(303)
    const now = await card('', 'HP-S1/2019-02')
    expect(now).toMatchObject({ version: 2, restated: false, signOff: { state: 'final' } })
    expect(now.signOff.words).toBe(
      'Signed off again on 10 June 2019 as version 2 (version 1 on 22 March 2019)',
    )
    const page = (await app.inject({ url: february, headers: smt })).body
    expect(page).not.toContain('Restated since')
    expect(page).toContain('February 2019 · version 2 ·')
    const csv = await app.inject({ url: `${february}.csv`, headers: smt })
    expect(csv.body.split('\r\n').filter((line) => line.includes(',true,'))).toEqual([])
  })
})

describe('April at South 2, which waits for its head of service', () => {
  test('is agreed once, where two press at once', async () => {
    const at = '/units/HP-S2/scorecards/2019-04'
    const both = await Promise.all([
      take('head_of_service', 'agreed', '', {}, at),
      take('head_of_service', 'agreed', '', {}, at),
    ])
    expect(both.map((answer) => answer.statusCode).sort()).toEqual([303, 409])
    expect((await countSteps('HP-S2')).steps.map((s) => s.step)).toEqual(['submitted', 'agreed'])
  })
})

describe('a file', () => {
  test('of a month that is published and not signed off needs a reason too, and no word of a sign-off', async () => {
    const report = await sendFile(database.db, ['HP-N1,CP04,2019-04,30,41'], '2019-06-12T09:00:00Z')
    const codes = report.warnings.map((w) => w.code)
    expect(codes).toContain('restates_published')
    expect(codes).not.toContain('restates_signed_off')
    expect(report.status).toBe('ready')
    const order = { by: named('Data team'), acceptWarnings: true, now: new Date('2019-06-12T09:05:00Z') }
    const decision = await publishExtract(database.db, Number(report.id), { ...order, reason: 'A miscount' })
    expect(decision).toMatchObject({ receipt: { restatedSignOffs: [] } })
  })

  test('that repeats a signed-off month to the digit needs none either', async () => {
    const { rows } = await card('', 'CIC-N/2019-03')
    const { numerator, denominator } = rows.find((r: { kpi: string }) => r.kpi === 'LC01')
    const report = await sendFile(
      database.db,
      [`CIC-N,LC01,2019-03,${numerator},${denominator}`],
      '2019-06-12T09:10:00Z',
    )
    expect(report.warnings.map((w) => w.code)).not.toContain('restates_signed_off')
    expect(report.status).toBe('published')
  })

  test('of an earlier month counts where it turns a verdict of a signed-off one', async () => {
    const wild = ['2017-06', '2017-07', '2017-08', '2017-09'].map((m) => `CIC-N,LC01,${m},1,120`)
    const report = await sendFile(database.db, wild, '2019-06-12T09:20:00Z')
    expect(report.warnings.filter((w) => w.code === 'restates_signed_off').length).toBeGreaterThan(0)
    expect(report.status).toBe('ready')
  })

  test('is tried out without leaving a trace', async () => {
    const count = async () =>
      (
        await database.db
          .selectFrom('figure')
          .select((e) => e.fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow()
      ).n
    const before = await count()
    await sendFile(database.db, ['HP-S1,CP04,2019-02,31,39'], '2019-06-12T09:30:00Z')
    expect(await count()).toBe(before)
    const { rows } = await card('', 'HP-S1/2019-02')
    expect(rows.find((r: { kpi: string }) => r.kpi === 'CP04').numerator).toBe(37)
  })
})

describe('a moment to record', () => {
  test('is never before what is recorded already, where a clock runs behind', async () => {
    await sendFile(database.db, ['HP-N1,CP04,2019-04,29,41'], '2019-06-01T09:00:00Z', 'a slow clock')
    const { published_at: last } = await database.db
      .selectFrom('publication')
      .select('published_at')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    expect(last.toISOString() >= '2019-06-12T09:10:00.000Z').toBe(true)
  })
})
