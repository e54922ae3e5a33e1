/** A person sets a new baseline on a page, sees it there, and withdraws it; all without JavaScript. */
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#server/access/permissions/actor.ts'
import type { Db } from '#server/db/database.ts'
import { form, fromOurPages, type SignedIn, signIn, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { textOf } from '../../support/page-text.ts'
import { some } from '../../support/some.ts'

let db: Db
let app: FastifyInstance
let head: SignedIn
let smt: SignedIn
const measure = '/units/HP-S1/kpis/CP05'
const create = `${measure}/baselines/new`
const signed = 'Head of service, Help, Protection and Court'
const reason = 'Plans are reviewed each Monday by the whole team.'

beforeAll(async () => {
  db = (await testDatabase('demo')).db
  app = await testApp(db)
  head = await signIn(app, 'head_of_service')
  smt = await signIn(app, 'smt')
  return () => app.close()
})

const open = (url: string, { cookie }: SignedIn = head) =>
  app.inject({ url, headers: { ...fromOurPages, cookie } })
const send = (url: string, fields: Record<string, string>, { cookie, csrf }: SignedIn = head) => {
  const request = form({ _csrf: csrf, ...fields })
  return app.inject({ ...request, url, headers: { ...request.headers, ...fromOurPages, cookie } })
}
const noted = async () =>
  (await db.selectFrom('annotation').select('id').where('kind', '=', 'rebase').execute()).length
const values = (body: string, name: string) =>
  [
    ...(new RegExp(`<select[^>]*name="${name}"[^]*?</select>`).exec(body)?.[0] ?? '').matchAll(
      /value="([^"]*)"/g,
    ),
  ].map(([, value]) => value ?? '')

describe('the measure’s page', () => {
  test('says the new level to everybody, and offers the form to those who may set a baseline', async () => {
    const step = 'Since September 2018 this runs at a new level: average 74.7% before, 94.1% since.'
    const offer = `href="${create}?from=2018-09"`
    const seen = async (role: Role) => (await open(measure, await signIn(app, role))).body
    for (const role of some(['head_of_service', 'smt', 'data_team'] as const)) {
      const body = await seen(role)
      expect(textOf(body)).toContain(step)
      expect(body, role).toContain(offer)
    }
    for (const role of some(['team_manager', 'plan_lead'] as const)) {
      const body = await seen(role)
      expect(textOf(body)).toContain(step)
      expect(body, role).not.toContain('baselines/new')
    }
  })

  test('offers no form at a past moment', async () => {
    expect((await open(`${measure}?asAt=2019-06-05`)).body).not.toContain('baselines/new')
  })
})

describe('the form', () => {
  test('chooses the suggested month, and offers linked actions and noted events as the cause', async () => {
    const { body, statusCode } = await open(`${create}?from=2018-09`)
    expect(statusCode).toBe(200)
    expect(body).toContain('<option value="2018-09" selected>September 2018</option>')
    expect((await open(create)).body).toContain('<option value="2018-09" selected>September 2018</option>')
    const months = values(body, 'from')
    expect([months[0], months[1], months.at(-1)]).toEqual(['', '2019-04', '2017-04'])
    const causes = values(body, 'cause')
    expect(causes.some((cause) => /^action [RF]\d/.test(cause))).toBe(true)
    expect(causes.some((cause) => /^note \d/.test(cause))).toBe(true)
    expect(body).not.toContain('<script>')
  })

  test.each([
    ['without a month', { from: '', reason }, 422, 'Select when the new level begins'],
    ['with what is no month', { from: '2018-13', reason }, 422, 'Select when the new level begins'],
    [
      'with a month to come',
      { from: '2031-01', reason },
      422,
      'has no figure of CP05 for January 2031 to begin from',
    ],
    ['with the first month', { from: '2017-03', reason }, 422, 'begins with March 2017 anyway'],
    ['without a reason', { from: '2018-09', reason: ' ' }, 422, 'Enter why it runs at a new level'],
    [
      'with 10,000 characters',
      { from: '2018-09', reason: 'x'.repeat(10_000) },
      422,
      'must be 1,000 characters or fewer',
    ],
    [
      'with a case number',
      { from: '2018-09', reason: 'Case 104233 moved' },
      422,
      'Take out what looks like a person’s details',
    ],
    [
      'with a cause of its own',
      { from: '2018-09', reason, cause: 'the weather' },
      422,
      'Select an action or an event from the list',
    ],
    [
      'with another measure’s action',
      { from: '2018-09', reason, cause: 'action R9.3' },
      422,
      'Select an action linked to this measure',
    ],
    ['from a stale version', { from: '2018-09', reason, seen: '4' }, 409, 'while you were writing'],
  ])('%s says what is wrong, keeps what was typed and saves nothing', async (_, fields, status, words) => {
    const before = await noted()
    const answer = await send(create, { seen: '0', ...fields })
    expect(answer.statusCode).toBe(status)
    expect(textOf(answer.body)).toContain(words)
    expect(answer.body).toContain('govuk-error-summary')
    const kept = fields.reason.length > 100 ? 'xxxxx</textarea>' : `>${fields.reason.trim()}`
    expect(answer.body).toContain(kept)
    expect(await noted()).toBe(before)
  })

  test('is not for a closed team, another service’s head or a team manager', async () => {
    expect((await open('/units/ASMT-S/kpis/AS01/baselines/new')).statusCode).toBe(404)
    expect(
      (await send('/units/ASMT-S/kpis/AS01/baselines/new', { from: '2018-09', reason })).statusCode,
    ).toBe(404)
    const manager = await signIn(app, 'team_manager')
    expect((await open(create, manager)).statusCode).toBe(403)
    expect((await send(create, { from: '2018-09', reason }, manager)).statusCode).toBe(403)
    const closed = await open('/units/HP-C/kpis/CP04/baselines/new')
    expect(textOf(closed.body)).toContain('is closed: its series has ended, and no baseline begins in it.')
    expect(closed.body).not.toContain('<textarea')
  })
})

describe('a baseline that is set on the page', () => {
  test('is said there at once, with who, when, why and on what cause; figures do not move', async () => {
    const cause =
      values((await open(create)).body, 'cause').find((value) => value.startsWith('action ')) ?? ''
    const answer = await send(create, { from: '2018-09', reason, cause, seen: '0' })
    expect([answer.statusCode, answer.headers.location]).toEqual([303, measure])
    const shown = await open(measure)
    const words = textOf(shown.body)
    expect(words).toMatch(
      /A new baseline of \S.* begins in September 2018\. \d+ figures are judged anew; no value has changed\./,
    )
    expect(words).toContain(
      `New baseline from September 2018, set on 10 June 2019 by ${signed}: ${reason} What brought it about: ${cause.slice(7)}`,
    )
    expect(words).not.toContain('this runs at a new level')
    expect(shown.body).toMatch(/baselines\/\d+">See or withdraw it/)
    expect(shown.body).toContain('New baseline from September 2018')
    expect(shown.body).toContain('New baseline: Plans are reviewed each Monday by the…')
    expect(words).not.toContain('..')
  })

  test('is refused a second time, with the reason of the first', async () => {
    const again = await send(create, { from: '2018-09', reason: 'Another reason', seen: '1' })
    expect(again.statusCode).toBe(409)
    expect(textOf(again.body)).toContain(`A baseline begins in September 2018 already, because: ${reason}`)
    expect(values(again.body, 'from')).not.toContain('2018-09')
  })

  test('is shown to a team manager without the form, and to nobody out of scope', async () => {
    const [{ id }] = (await db
      .selectFrom('annotation')
      .select('id')
      .where('kind', '=', 'rebase')
      .where('unit_code', '=', 'HP-S1')
      .execute()) as [{ id: number }]
    const page = `${measure}/baselines/${id}`
    const own = await open(page, await signIn(app, 'team_manager'))
    expect(textOf(own.body)).toContain('New baseline from September 2018')
    expect(own.body).not.toContain('<textarea')
    expect((await send(page, { reason: 'No' }, await signIn(app, 'team_manager'))).statusCode).toBe(403)
    expect((await open(`/units/HP-S2/kpis/CP05/baselines/${id}`)).statusCode).toBe(404)
    expect((await open(`${measure}/baselines/999`)).statusCode).toBe(404)
    expect((await open(`${measure}/baselines/x`)).statusCode).toBe(404)
  })

  test('is withdrawn with a reason: the old words come back, and both are on record', async () => {
    const [{ id }] = (await db
      .selectFrom('annotation')
      .select('id')
      .where('kind', '=', 'rebase')
      .where('unit_code', '=', 'HP-S1')
      .execute()) as [{ id: number }]
    const page = `${measure}/baselines/${id}`
    expect((await open(page)).body).toContain('Withdraw the baseline')
    const empty = await send(page, { reason: '', seen: '1' })
    expect([empty.statusCode, textOf(empty.body).includes('Enter why the baseline is withdrawn')]).toEqual([
      422,
      true,
    ])
    const stale = await send(page, { reason: 'Undone', seen: '0' }, smt)
    expect([stale.statusCode, textOf(stale.body).includes('while you were writing')]).toEqual([409, true])
    expect(stale.body).toContain('>Undone</textarea>')

    const done = await send(page, { reason: 'The reviews were given up.', seen: '1' })
    expect([done.statusCode, done.headers.location]).toEqual([303, measure])
    const words = textOf((await open(measure)).body)
    expect(words).toMatch(
      /The baseline of .* in September 2018 is withdrawn\. \d+ figures are judged as before it; no value has changed\./,
    )
    expect(words).toContain(
      'Since September 2018 this runs at a new level: average 74.7% before, 94.1% since.',
    )
    expect(words).toContain(
      `A baseline from September 2018 was withdrawn on 10 June 2019 by ${signed}: The reviews were given up.`,
    )
    const kept = textOf((await open(page)).body)
    expect(kept).toContain(reason)
    expect(kept).toContain('The reviews were given up.')
    expect((await send(page, { reason: 'Once more', seen: '2' }, smt)).statusCode).toBe(409)
  })
})

describe('the tick that releases a reason to the board', () => {
  const other = '/units/HP-S1/kpis/CP04'
  const released = () =>
    db
      .selectFrom('text_release')
      .select(['kind', 'by_name', 'by_role', 'is_released'])
      .where('kind', '=', 'annotation')
      .where('by_role', '=', signed)
      .execute()

  test('stands on the form, and without it nothing is released', async () => {
    const { body } = await open(`${create}?from=2018-10`)
    expect(textOf(body)).toContain('Let the board read this')
    expect(body).not.toContain('name="advised"')
    expect(await released()).toEqual([])
  })

  test('asks once about a reason that seems to tell a small number, and saves nothing meanwhile', async () => {
    const before = await noted()
    const told = { from: '2018-10', reason: 'Two children came home.', seen: '0', release: 'yes' }
    const asked = await send(`${other}/baselines/new`, told)
    expect([asked.statusCode, await noted()]).toEqual([422, before])
    expect(textOf(asked.body)).toContain('Look at the reason again before you release it')
    expect(asked.body).toContain('name="advised" value="yes"')
    expect(asked.body).toContain('>Two children came home.</textarea>')
    expect(await released()).toEqual([])
  })

  test('releases the reason as it is saved, in the writer’s name', async () => {
    const told = {
      from: '2018-10',
      reason: 'Two children came home.',
      seen: '0',
      release: 'yes',
      advised: 'yes',
    }
    expect((await send(`${other}/baselines/new`, told)).statusCode).toBe(303)
    expect(await released()).toMatchObject([{ by_role: signed, is_released: true }])
  })
})
