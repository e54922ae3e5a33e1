import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import { recordGrant } from '#server/access/people/grants.ts'
import { loadPeople } from '#server/access/people/people.ts'
import { loadPersonActor } from '#server/access/people/person-actor.ts'
import { recordMapping, recordMappingEnd } from '#server/access/people/provider-mappings.ts'
import { loadTokens } from '#server/access/tokens/issued.ts'
import { councilId } from '#server/db/council-id.ts'
import type { Db } from '#server/db/database.ts'
import { recordSuccession } from '#server/units/succession.ts'
import {
  atHome,
  bearer,
  form,
  fromOurPages,
  type SignedIn,
  signIn,
  testApp,
  testNow,
} from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { some } from '../../support/some.ts'

let db: Db
let app: FastifyInstance
let administrator: SignedIn

beforeAll(async () => {
  ;({ db } = await testDatabase('catalogue'))
  app = await testApp(db)
  administrator = await signIn(app, 'administrator')
})

const get = (url: string, { cookie }: SignedIn = administrator) =>
  app.inject({ url, headers: { ...atHome, cookie } })

function send(url: string, fields: Record<string, string> = {}, { cookie, csrf }: SignedIn = administrator) {
  const request = form({ ...fields, _csrf: csrf })
  return app.inject({ ...request, url, headers: { ...request.headers, ...fromOurPages, cookie } })
}

const person = async (name: string) => {
  const found = (await loadPeople(db)).find((one) => one.name === name)
  if (found === undefined) throw new Error(`There is no ${name}.`)
  return found
}
const summaryOf = (body: string) => /error-summary__list">\s*<li>(?:<a[^>]*>)?([^<]*)/.exec(body)?.[1]
/** What a reader sees, without the markup. */
const wordsOf = (body: string) =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? '').replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')

describe('the page of people', () => {
  it('adds a person with a role, and shows their link once', async () => {
    const typed = { name: 'Jo Bell', email: 'jo.bell@council.example', role: 'team_manager', unit: 'HP-S1' }
    const days = { 'from-day': '1', 'from-month': '7', 'from-year': '2019' }
    const added = await send('/admin/people/new', { ...typed, ...days })
    expect(added.statusCode).toBe(200)
    const link = /http:\/\/localhost:3000\/sign-in\/link\/([A-Za-z0-9_-]{43})</.exec(added.body)?.[1] ?? ''
    expect(link).toHaveLength(43)
    expect(added.headers['cache-control']).toBe('no-store')
    const { id, grants } = await person('Jo Bell')
    expect(grants).toMatchObject([{ role: 'team_manager', unit: 'HP-S1', from: '2019-07-01', to: null }])
    const page = await get(`/admin/people/${id}`)
    expect(page.body).not.toContain(link)
    expect(wordsOf(page.body)).toContain('from 1 July 2019 (not yet)')
  })

  it.each([
    [{ email: 'second@council.example' }, 'Give the person'],
    [{ name: 'Two', email: 'jo.bell@council.example' }, 'Jo Bell has the address'],
    [
      { name: 'Two', email: 'two@council.example', role: 'team_manager', unit: 'HPC' },
      'this role is over a team',
    ],
    [
      {
        name: 'Two',
        email: 'two@council.example',
        role: 'smt',
        'to-day': '31',
        'to-month': '2',
        'to-year': '2019',
      },
      'The last day is not a day',
    ],
  ])('refuses %j, keeps what was typed and adds nobody', async (typed, fault) => {
    const before = (await loadPeople(db)).length
    const answer = await send('/admin/people/new', typed)
    expect([answer.statusCode, summaryOf(answer.body)]).toEqual([422, expect.stringContaining(fault)])
    expect(answer.body).toContain(`value="${typed.email}"`)
    expect(await loadPeople(db)).toHaveLength(before)
  })

  it('finds people by name, role, unit and state', async () => {
    const found = async (query: string) => wordsOf((await get(`/admin/people?${query}`)).body)
    expect(await found('q=jo')).toMatch(/1 of \d+ people/)
    expect(await found('role=team_manager&unit=HP-S1')).toContain('Jo Bell')
    expect(await found('role=team_manager&unit=HP-S2')).toContain('Nobody is like that.')
    expect(await found('state=invited')).toContain('Jo Bell')
    expect(await found('state=disabled')).toContain('Nobody is like that.')
    const { id } = await person('Jo Bell')
    const whole = await get('/admin/people?q=JO.BELL@council.example')
    expect([whole.statusCode, whole.headers.location]).toEqual([303, `/admin/people/${id}`])
  })

  it('gives a role to a deputy for a week, and ends it with a reason', async () => {
    const { id: holder } = await person('Jo Bell')
    await send(`/admin/people/${holder}/grants`, { role: 'head_of_service', unit: 'HPC' })
    await send('/admin/people/new', { name: 'Al Hill', email: 'al.hill@council.example' })
    const { id } = await person('Al Hill')
    const deputy = { role: 'head_of_service', unit: 'HPC', deputyOf: String(holder) }
    const endless = await send(`/admin/people/${id}/grants`, deputy)
    expect([endless.statusCode, summaryOf(endless.body)]).toEqual([
      ...[422, 'Give the last day: a deputy stands in for a time.'],
    ])
    const days = { 'to-day': '17', 'to-month': '6', 'to-year': '2019' }
    expect((await send(`/admin/people/${id}/grants`, { ...deputy, ...days })).statusCode).toBe(303)
    expect(wordsOf((await get(`/admin/people/${id}`)).body)).toContain(
      'from 10 June 2019 to 17 June 2019 Jo Bell',
    )
    const grant = String((await person('Al Hill')).grants[0]?.id)
    expect((await send(`/admin/people/${id}/grants/end`, { grant, reason: ' ' })).statusCode).toBe(422)
    expect((await send(`/admin/people/${id}/grants/end`, { grant, reason: 'Back early' })).statusCode).toBe(
      303,
    )
    const words = wordsOf((await get(`/admin/people/${id}`)).body)
    expect(words).toContain('No role: they can open nothing.')
    expect(words).toContain('Role ended: Head of service')
    expect(words).toContain('Why: Back early')
  })

  it('gives no role over a team that has closed, and says where its business went', async () => {
    const { id } = await person('Al Hill')
    const held = async () => (await person('Al Hill')).grants.length
    const before = await held()
    const closed = { role: 'team_manager', unit: 'HP-C' }
    const answer = await send(`/admin/people/${id}/grants`, closed)
    expect([answer.statusCode, summaryOf(answer.body)]).toEqual([
      422,
      'Help and Protection Central (HP-C) closed on 30 September 2018, so nobody is given a role over it.',
    ])
    const by = { id: null, name: 'Command line' }
    const succession = { to: 'HP-C1', from: '2018-10-01', reason: 'Merged', seen: 0 }
    await recordSuccession(db, {
      unit: 'HP-C',
      ...succession,
      by,
      dryRun: false,
      today: '2019-06-10',
    })
    const moved = await send(`/admin/people/${id}/grants`, closed)
    expect(summaryOf(moved.body)).toContain(
      'Its business went to Help and Protection Central 1 (HP-C1): give the role there.',
    )
    expect(await held()).toBe(before)
    const group = await send('/admin/people/mappings', { claim: 'Central', ...closed })
    expect([group.statusCode, summaryOf(group.body)]).toEqual([422, expect.stringContaining('closed on')])
    const last = { 'expires-day': '31', 'expires-month': '12', 'expires-year': '2019' }
    const order = { name: 'Central report', audience: 'inside', ...closed, ...last }
    expect(summaryOf((await send('/admin/people/tokens', order)).body)).toContain('closed on')
  })

  it('shows a role over a team that closed after it was given, which opens nothing and follows no successor by itself', async () => {
    const { id } = await person('Al Hill')
    await db
      .insertInto('role_grant')
      .values({
        ...{ council_id: councilId, person_id: id, role: 'team_manager', unit_code: 'EH-C' },
        ...{ valid_from: '2018-01-01', valid_to: null, deputy_of: null, by_name: 'T', recorded_at: testNow },
      })
      .execute()
    const words = wordsOf((await get(`/admin/people/${id}`)).body)
    expect(words).toContain('It closed on 31 December 2018, so the role opens nothing.')
    expect(words).toContain('Give the new role below if they go on there.')
    const grants = (await loadPersonActor(db, id, testNow))?.grants.map(({ unit }) => unit)
    expect(grants).toEqual([])
  })

  it('lists the roles that the council’s sign-in gives, as from there, until they end', async () => {
    const { id } = await person('Al Hill')
    const by = { id: null, name: 'Command line' }
    const map = { claim: 'Leads of quality', role: 'quality_lead', unit: null, by, now: testNow }
    const { id: mapping } = await recordMapping(db, map)
    const session = { id_sha256: 'c'.repeat(64), person_id: id, created_at: testNow, used_at: testNow }
    const content = JSON.stringify({ person: id, claims: ['Leads of quality', 'Everybody'] })
    const expires_at = new Date(testNow.getTime() + 60_000)
    await db
      .insertInto('session')
      .values({ council_id: councilId, ...session, content, expires_at })
      .execute()
    const given = 'Quality lead from the council’s sign-in, group “Leads of quality”'
    expect(wordsOf((await get(`/admin/people/${id}`)).body)).toContain(given)
    const found = wordsOf((await get('/admin/people?role=quality_lead')).body)
    expect(found).toContain('Al Hill')
    expect(found).toContain('from the council’s sign-in, group “Leads of quality”')
    const api = await app.inject({ url: '/api/v1/people', headers: await bearer(db, 'administrator') })
    expect(api.json().providerRoles).toEqual([
      { person: id, role: 'quality_lead', unit: 'RIDGE', claim: 'Leads of quality' },
    ])
    await recordMappingEnd(db, { mapping, reason: 'Over', by, now: testNow })
    expect(wordsOf((await get(`/admin/people/${id}`)).body)).not.toContain('group “Leads of quality”')
  })

  it('changes a person only for a writer who saw the last line', async () => {
    const { id, version, email } = await person('Al Hill')
    const seen = String(version)
    expect(
      (await send(`/admin/people/${id}/edit`, { name: 'Al Hall', email, version: seen })).statusCode,
    ).toBe(303)
    const late = await send(`/admin/people/${id}/disable`, { reason: 'Left', version: seen })
    expect([late.statusCode, summaryOf(late.body)]).toEqual([
      422,
      'Somebody changed this person since you read it.',
    ])
    const now = String((await person('Al Hall')).version)
    expect((await send(`/admin/people/${id}/disable`, { reason: 'Left', version: now })).statusCode).toBe(303)
    expect((await send(`/admin/people/${id}/link`)).statusCode).toBe(422)
    expect(wordsOf((await get('/admin/people?state=disabled')).body)).toContain('Al Hall')
  })

  it('gives no form to a person on their own page, and refuses what is sent there', async () => {
    const { id, version } = await person('Administrator')
    const { body } = await get(`/admin/people/${id}`)
    expect(wordsOf(body)).toContain('Nobody changes their own account or roles.')
    expect(/<main[\s\S]*<\/main>/.exec(body)?.[0]).not.toContain('<form')
    const sent = await send(`/admin/people/${id}/grants`, { role: 'data_team' })
    expect(sent.statusCode).toBe(422)
    await send(`/admin/people/${id}/disable`, { reason: 'x', version: String(version) })
    expect(await person('Administrator')).toMatchObject({ version, isEnabled: true })
  })

  it('takes no field that a form does not have', async () => {
    const { id, version } = await person('Jo Bell')
    const before = await loadPeople(db)
    for (const [url, fields] of some([
      ['/admin/people/new', { name: 'A', email: 'a@council.example', isEnabled: 'true' }],
      [`/admin/people/${id}/grants`, { role: 'smt', by: '1' }],
      [
        `/admin/people/${id}/edit`,
        { name: 'A', email: 'a@council.example', version: String(version), role: 'smt' },
      ],
      [`/admin/people/${id}/link`, { kind: 'sign_in' }],
      ['/admin/people/tokens', { name: 'A', role: 'smt', owner: '1' }],
      ['/admin/people/mappings', { claim: 'A', role: 'smt', by: '1' }],
    ] as const))
      expect((await send(url, { ...fields })).statusCode, url).toBe(400)
    expect(await loadPeople(db)).toEqual(before)
  })

  it('is in the menu of the administrator alone, and answers no other role', async () => {
    expect((await get('/')).body).toContain('href="/admin/people"')
    const manager = await signIn(app, 'team_manager')
    expect((await get('/', manager)).body).not.toContain('href="/admin/people"')
    for (const url of some([
      '/admin/people',
      '/admin/people/new',
      '/admin/people/1',
      '/admin/people/tokens',
      '/admin/people/mappings',
    ]))
      expect((await get(url, manager)).statusCode, url).toBe(403)
    expect((await get('/admin/people/999999')).statusCode).toBe(404)
    expect((await get('/admin/people/nobody')).statusCode).toBe(404)
  })
})

describe('the page of tokens', () => {
  const last = { 'expires-day': '31', 'expires-month': '12', 'expires-year': '2019' }

  it('makes a token that is shown once, waits, is confirmed by another and revoked', async () => {
    const order = { name: 'Board pack', role: 'smt', audience: 'outside', ...last }
    const made = await send('/admin/people/tokens', order)
    const secret = /<code>(gt_[A-Za-z0-9_-]{43})<\/code>/.exec(made.body)?.[1] ?? ''
    expect(secret).toHaveLength(46)
    expect(wordsOf(made.body)).toContain('It does not work yet.')
    expect((await get('/admin/people/tokens')).body).not.toContain(secret)
    expect(wordsOf((await get('/admin/people')).body)).toContain(
      'One token waits for a second administrator.',
    )
    const token = (await loadTokens(db, testNow))[0]?.id
    expect((await send(`/admin/people/tokens/${token}/confirm`)).statusCode).toBe(422)
    expect(wordsOf((await get('/')).body)).not.toContain('the token Board pack')
    const second = await signIn(app, 'quality_lead')
    const { id } = await person('Quality lead')
    const grant = { role: 'administrator', unit: null, from: null, to: null, deputyOf: null, now: testNow }
    await recordGrant(db, { ...grant, person: id, by: { id: null, name: 'Command line' } })
    const home = await get('/', second)
    expect(wordsOf(home.body)).toContain('Confirm or revoke the token Board pack')
    expect(home.body).toContain('href="/admin/people/tokens"')
    expect((await get(`/admin/people/tokens?token=${token}`, second)).body).toContain('Confirm the token')
    expect((await send(`/admin/people/tokens/${token}/confirm`, {}, second)).statusCode).toBe(303)
    expect(wordsOf((await get('/', second)).body)).not.toContain('the token Board pack')
    const headers = { authorization: `Bearer ${secret}` }
    expect((await app.inject({ url: '/api/v1/units', headers })).statusCode).toBe(200)
    expect((await send(`/admin/people/tokens/${token}/revoke`, { reason: 'Done' })).statusCode).toBe(303)
    expect((await app.inject({ url: '/api/v1/units', headers })).statusCode).toBe(401)
    expect(wordsOf((await get('/admin/people/tokens')).body)).toContain(', Administrator: Done')
  })

  it('refuses a token without an end, or with one past 12 months', async () => {
    const order = { name: 'Long', role: 'smt', audience: 'inside' }
    expect(summaryOf((await send('/admin/people/tokens', order)).body)).toBe(
      'Give the last day on which it works.',
    )
    const far = { ...order, ...last, 'expires-year': '2030' }
    expect(summaryOf((await send('/admin/people/tokens', far)).body)).toContain('at most 12 months')
  })
})

describe('the page of the provider’s groups', () => {
  it('adds a group and ends it with a reason', async () => {
    const at = '/admin/people/mappings'
    expect((await send(at, { claim: 'Managers', role: 'team_manager' })).statusCode).toBe(422)
    expect((await send(at, { claim: 'Managers', role: 'team_manager', unit: 'HP-S1' })).statusCode).toBe(303)
    const mapping = /name="mapping" type="radio" value="(\d+)"/.exec((await get(at)).body)?.[1] ?? ''
    expect((await send(`${at}/end`, { mapping, reason: '' })).statusCode).toBe(422)
    expect((await send(`${at}/end`, { mapping, reason: 'Renamed' })).statusCode).toBe(303)
    expect(wordsOf((await get(at)).body)).toContain('Administrator: Renamed')
  })
})

describe('the account page', () => {
  it('shows a person their roles, their sessions and what is known of them', async () => {
    const manager = await signIn(app, 'team_manager')
    const { body } = await get('/account', manager)
    expect(wordsOf(body)).toContain('Help and Protection South 1 (HP-S1)')
    expect(wordsOf(body)).toContain('team.manager@demonstration.example')
    expect(wordsOf(body)).toContain('Nothing is sent by e-mail yet.')
    expect((await get('/', manager)).body).toContain('<a class="govuk-link" href="/account">Team manager</a>')
  })

  it('ends one session, and all others, and never another person’s', async () => {
    const [here, there, third] = [
      await signIn(app, 'plan_lead'),
      await signIn(app, 'plan_lead'),
      await signIn(app, 'plan_lead'),
    ]
    const { body } = await get('/account', here)
    const names = [...body.matchAll(/\/account\/sessions\/([0-9a-f]{16})\/end/g)].map(([, name]) => name)
    expect(names).toHaveLength(2)
    const other = await signIn(app, 'board')
    expect((await send(`/account/sessions/${names[0]}/end`, {}, other)).statusCode).toBe(404)
    expect((await send(`/account/sessions/${names[0]}/end`, {}, here)).statusCode).toBe(303)
    expect((await send('/account/sessions/end-others', {}, here)).statusCode).toBe(303)
    expect([
      (await get('/account', here)).statusCode,
      (await get('/account', there)).statusCode,
      (await get('/account', third)).statusCode,
    ]).toEqual([200, 303, 303])
  })

  it('is a person’s own: a program has none', async () => {
    const headers = await bearer(db, 'administrator')
    expect((await app.inject({ url: '/account', headers })).statusCode).toBe(403)
  })
})
