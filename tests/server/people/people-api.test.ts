import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import { recordGrant } from '#server/access/people/grants.ts'
import { loadPeople } from '#server/access/people/people.ts'
import { loadPersonActor } from '#server/access/people/person-actor.ts'
import { roles } from '#server/access/permissions/actor.ts'
import { issueToken } from '#server/access/tokens/tokens.ts'
import type { Db } from '#server/db/database.ts'
import { atHome, bearer, fromOurPages, type SignedIn, signIn, testApp, testNow } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { some } from '../../support/some.ts'

let db: Db
let app: FastifyInstance
let administrator: SignedIn
/** The program of a command-line token: it belongs to nobody. */
let program: { authorization: string }

beforeAll(async () => {
  ;({ db } = await testDatabase('catalogue'))
  app = await testApp(db)
  administrator = await signIn(app, 'administrator')
  program = await bearer(db, 'administrator')
})

type Headers = Record<string, string>
const signedInAs = ({ cookie, csrf }: SignedIn): Headers => ({
  ...fromOurPages,
  cookie,
  'x-csrf-token': csrf,
})

async function post(path: string, payload: object, headers: Headers = signedInAs(administrator)) {
  const answer = await app.inject({ method: 'POST', url: `/api/v1${path}`, headers, payload })
  return { status: answer.statusCode, ...answer.json() }
}
async function get(path: string, headers: Headers = signedInAs(administrator)) {
  const answer = await app.inject({ url: `/api/v1${path}`, headers: { ...atHome, ...headers } })
  return { status: answer.statusCode, ...answer.json() }
}

let added = 0
async function add(change: object = {}): Promise<{ id: number; version: number }> {
  added += 1
  const answer = await post('/people', { name: 'Jo Bell', email: `api.${added}@council.example`, ...change })
  expect(answer.status, JSON.stringify(answer)).toBe(200)
  return answer.person
}

const idOf = async (email: string) => (await loadPeople(db)).find((one) => one.email === email)?.id ?? 0
const counts = async () => ({
  people: await db.selectFrom('person_line').selectAll().execute(),
  grants: await db.selectFrom('role_grant').selectAll().execute(),
  tokens: await db.selectFrom('token').selectAll().execute(),
})

describe('people by the API', () => {
  it('are added with a first role and a link that is given once, and listed', async () => {
    const answer = await post('/people', {
      ...{ name: 'Al Hill', email: 'al.hill@council.example', role: 'team_manager', unit: 'hp-s1' },
      ...{ from: '2019-07-01', to: '2019-12-31' },
    })
    expect(answer).toMatchObject({
      status: 200,
      person: {
        ...{
          name: 'Al Hill',
          email: 'al.hill@council.example',
          state: 'invited',
          lastSeen: null,
          version: 1,
        },
        grants: [
          {
            role: 'team_manager',
            unit: 'HP-S1',
            from: '2019-07-01',
            to: '2019-12-31',
            deputyOf: null,
            ended: null,
          },
        ],
      },
      link: {
        address: expect.stringMatching(/^http:\/\/localhost:3000\/sign-in\/link\/[A-Za-z0-9_-]{43}$/),
        expiresAt: '2019-06-17T09:00:00.000Z',
      },
    })
    const { people } = await get('/people')
    expect(people).toContainEqual(answer.person)
    expect(JSON.stringify(people)).not.toContain('link')
  })

  it('are added whole or not at all: a role that does not fit leaves nobody behind', async () => {
    const before = await counts()
    const given = { name: 'Half', email: 'half@council.example' }
    expect(await post('/people', { ...given, role: 'team_manager' })).toMatchObject({ status: 422 })
    expect(await post('/people', { ...given, role: 'smt', unit: 'NOWHERE' })).toMatchObject({ status: 422 })
    expect(await counts()).toEqual(before)
  })

  it('are given a further role, as somebody’s deputy, and lose it with a reason', async () => {
    const holder = await add({ role: 'head_of_service', unit: 'HPC' })
    const { id } = await add()
    const role = { role: 'head_of_service', unit: 'HPC', to: '2019-06-17', deputyOf: holder.id }
    const given = await post(`/people/${id}/grants`, role)
    expect(given.grants).toMatchObject([{ ...role, from: '2019-06-10' }])
    const grant = given.grants[0].id
    expect(await post(`/people/${id}/grants/${grant}/end`, { reason: ' ' })).toMatchObject({ status: 400 })
    const ended = await post(`/people/${id}/grants/${grant}/end`, { reason: 'Back early' })
    expect(ended.grants[0].ended).toEqual({
      ...{ at: testNow.toISOString(), by: 'Administrator', reason: 'Back early' },
    })
    expect(await post(`/people/${holder.id}/grants/${grant}/end`, { reason: 'x' })).toMatchObject({
      status: 404,
    })
  })

  it('are disabled and enabled by a writer who saw the last line, and their links end', async () => {
    const { id, version } = await add()
    const disabled = await post(`/people/${id}/disable`, { reason: 'Left', version })
    expect(disabled).toMatchObject({ status: 200, state: 'disabled', version: 2 })
    expect(await post(`/people/${id}/enable`, { reason: 'Back', version })).toMatchObject({ status: 409 })
    expect(await post(`/people/${id}/link`, {})).toMatchObject({ status: 409 })
    expect(await post(`/people/${id}/enable`, { reason: 'Back', version: 2 })).toMatchObject({ version: 3 })
    expect(await post(`/people/${id}/link`, {})).toMatchObject({ status: 200 })
    expect(await post(`/people/${id}/edit`, { name: 'Jo Hill', version: 3 })).toMatchObject({
      ...{ status: 200, name: 'Jo Hill', version: 4 },
    })
    expect(await post('/people/999999/disable', { reason: 'Left', version: 1 })).toMatchObject({
      status: 404,
    })
  })

  it.each([
    ['/people', { name: 'A', email: 'a@council.example', isEnabled: true }],
    ['/people', { name: 'A', email: 'a@council.example', grants: [{ role: 'administrator' }] }],
    ['/people', { name: 'A', email: 'a@council.example', id: 1 }],
    ['/people', { name: ['A'], email: 'a@council.example' }],
    ['/people/1/edit', { name: 'A', version: 1, isEnabled: true }],
    ['/people/1/disable', { reason: 'x', version: 1, by: 'somebody' }],
    ['/people/1/grants', { role: 'smt', person: 2 }],
    ['/people/1/grants', { role: 'wizard' }],
    ['/people/1/link', { kind: 'sign_in' }],
    ['/people/mappings', { claim: 'g', role: 'smt', byId: 1 }],
    ['/tokens', { name: 'A', role: 'smt', expires: '2019-12-31', owner: 1 }],
    ['/tokens', { name: 'A', role: 'smt', expires: '2019-12-31', needsConfirmation: false }],
  ])('are not changed by a further key or another type: %s %j', async (path, body) => {
    const before = await counts()
    expect((await post(path, body)).status).toBe(400)
    expect(await counts()).toEqual(before)
  })

  it('are kept by the administrator alone', async () => {
    const others = roles.filter((role) => role !== 'administrator')
    for (const role of some(others)) {
      const unit = role === 'team_manager' ? 'HP-S1' : role === 'head_of_service' ? 'HPC' : null
      const headers = await bearer(db, role, unit)
      const answers = [
        await get('/people', headers),
        await post('/people', { name: 'A', email: 'a@council.example' }, headers),
        await get('/tokens', headers),
      ]
      expect(
        answers.map(({ status }) => status),
        role,
      ).toEqual([403, 403, 403])
    }
    const outside = await bearer(db, 'administrator', null, 'outside')
    expect((await get('/people', outside)).status).toBe(403)
    expect((await app.inject({ url: '/api/v1/people' })).statusCode).toBe(401)
  })

  it('never change their own roles, neither signed in nor by a token of theirs', async () => {
    const self = await idOf('administrator@demonstration.example')
    const by = await loadPersonActor(db, self, testNow)
    if (by === null) throw new Error('The administrator is gone.')
    const order = { name: 'Mine', role: 'administrator', unit: null, audience: 'inside', now: testNow }
    const { secret } = await issueToken(db, { ...order, by, expires: '2019-12-31' })
    const mine = { authorization: `Bearer ${secret}` }
    const before = await counts()
    for (const headers of some([signedInAs(administrator), mine])) {
      const answers = [
        await post(`/people/${self}/grants`, { role: 'data_team' }, headers),
        await post(`/people/${self}/disable`, { reason: 'x', version: 1 }, headers),
        await post(`/people/${self}/edit`, { name: 'Chief', version: 1 }, headers),
        await post(`/people/${self}/link`, {}, headers),
      ]
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403])
    }
    const changed = await counts()
    expect({ ...changed, tokens: 0 }).toEqual({ ...before, tokens: 0 })
  })
})

describe('groups of the provider by the API', () => {
  it('give a role over a unit until somebody ends it', async () => {
    const made = await post('/people/mappings', {
      claim: ' 5f0-managers ',
      role: 'team_manager',
      unit: 'HP-S1',
    })
    expect(made).toMatchObject({ status: 200, claim: '5f0-managers', unit: 'HP-S1', ended: null })
    const twice = await post('/people/mappings', {
      claim: '5f0-managers',
      role: 'team_manager',
      unit: 'HP-S1',
    })
    expect(twice.id).toBe(made.id)
    expect((await post('/people/mappings', { claim: ' ', role: 'smt' })).status).toBe(422)
    expect((await post(`/people/mappings/${made.id}/end`, {})).status).toBe(400)
    const ended = await post(`/people/mappings/${made.id}/end`, { reason: 'Renamed' })
    expect(ended.ended).toMatchObject({ by: 'Administrator', reason: 'Renamed' })
    expect((await get('/people/mappings')).mappings).toEqual([{ ...ended, status: undefined }])
    expect((await post('/people/mappings/999/end', { reason: 'x' })).status).toBe(404)
  })
})

describe('sessions by the API', () => {
  it('are listed and ended by their owner, and those of others by the administrator', async () => {
    const manager = await signIn(app, 'team_manager')
    const person = await idOf('team.manager@demonstration.example')
    const own = await get('/sessions', signedInAs(manager))
    expect(own.sessions).toMatchObject([{ person: { id: person, name: 'Team manager' } }])
    const others = await get(`/sessions?person=${person}`)
    expect(others.sessions).toEqual(own.sessions)
    const of = await idOf('administrator@demonstration.example')
    expect((await get(`/sessions?person=${of}`, signedInAs(manager))).status).toBe(403)
    const theirs = (await get('/sessions')).sessions[0].id
    expect((await post(`/sessions/${theirs}/end`, {}, signedInAs(manager))).status).toBe(404)
    expect((await post(`/sessions/${own.sessions[0].id}/end`, {})).status).toBe(200)
    const page = await app.inject({ url: '/', headers: { ...atHome, cookie: manager.cookie } })
    expect(page.statusCode).toBe(303)
  })

  it('are none of a token’s, but an administrator’s may ask for a person’s', async () => {
    expect((await get('/sessions', program)).status).toBe(403)
    const of = await idOf('administrator@demonstration.example')
    expect((await get(`/sessions?person=${of}`, program)).sessions.length).toBeGreaterThan(0)
  })
})

describe('tokens by the API', () => {
  const order = { name: 'Board pack', role: 'smt', audience: 'outside', expires: '2019-12-31' }

  it('are made, wait for a second administrator, are confirmed, used, listed without a secret and revoked', async () => {
    const made = await post('/tokens', order)
    expect(made).toMatchObject({
      ...{ status: 200, state: 'waiting', role: 'smt', unit: 'RIDGE', audience: 'outside', lastUsed: null },
      ...{ owner: { name: 'Administrator' }, expires: '2020-01-01T00:00:00.000Z', revokedAt: null },
    })
    const headers = { authorization: `Bearer ${made.secret}` }
    expect((await get('/units', headers)).status).toBe(401)
    expect((await post(`/tokens/${made.id}/confirm`, {})).status).toBe(403)
    expect((await post(`/tokens/${made.id}/confirm`, {}, program)).status).toBe(403)
    const second = await secondAdministrator()
    expect(await post(`/tokens/${made.id}/confirm`, {}, second)).toMatchObject({
      status: 200,
      state: 'works',
    })
    expect((await get('/units', headers)).status).toBe(200)
    const listed = await get('/tokens')
    expect(listed.tokens).toContainEqual(
      expect.objectContaining({ id: made.id, state: 'works', lastUsed: testNow.toISOString() }),
    )
    expect(JSON.stringify(listed)).not.toContain('gt_')
    expect(await post(`/tokens/${made.id}/revoke`, { reason: 'Done' })).toMatchObject({
      ...{ status: 200, state: 'revoked', revokedAt: testNow.toISOString() },
    })
    expect((await get('/units', headers)).status).toBe(401)
    expect((await post('/tokens', order)).status).toBe(409)
    expect((await post('/tokens/999999/revoke', {})).status).toBe(404)
  })

  it('are not made by a program that belongs to nobody', async () => {
    expect((await post('/tokens', { ...order, name: 'Child' }, program)).status).toBe(403)
  })
})

describe('the record', () => {
  it('tells each deed once it is done, by whom and about whom, and no secret and no address', async () => {
    const { person } = await post('/people', { name: 'Told', email: 'told@council.example', role: 'smt' })
    const { grants } = await post(`/people/${person.id}/grants`, { role: 'plan_lead' })
    await post(`/people/${person.id}/grants/${grants.at(-1).id}/end`, { reason: 'Given by mistake' })
    await post(`/people/${person.id}/disable`, { reason: 'Left', version: 1 })
    const lines = await db.selectFrom('activity').selectAll().orderBy('id').execute()
    const about = lines.filter(({ subject }) => subject?.endsWith(`person ${person.id}`))
    expect(about.map(({ kind, author_name, reason }) => [kind, author_name, reason])).toEqual([
      ['person.added', 'Administrator', null],
      ['grant.given', 'Administrator', null],
      ['link.made', 'Administrator', null],
      ['grant.given', 'Administrator', null],
      ['grant.ended', 'Administrator', 'Given by mistake'],
      ['person.disabled', 'Administrator', 'Left'],
    ])
    expect(lines.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining([
        ...['person.enabled', 'person.changed', 'mapping.added', 'mapping.ended', 'session.ended_by_other'],
        ...['token.created', 'token.confirmed', 'token.revoked'],
      ]),
    )
    expect(JSON.stringify(lines)).not.toMatch(/gt_|@council|sign-in\/link/)
  })

  it('tells nothing of what was refused', async () => {
    const before = (await db.selectFrom('activity').select('id').execute()).length
    expect(
      (await post('/people', { name: 'Half', email: 'half@council.example', role: 'team_manager' })).status,
    ).toBe(422)
    expect((await db.selectFrom('activity').select('id').execute()).length).toBe(before)
  })
})

/** Another person, signed in, who is given the administrator's role. */
async function secondAdministrator(): Promise<Headers> {
  const signedIn = await signIn(app, 'quality_lead')
  const person = await idOf('quality.lead@demonstration.example')
  await recordGrant(db, {
    ...{ person, role: 'administrator', unit: null, from: null, to: null, deputyOf: null, now: testNow },
    by: { id: null, name: 'Command line' },
  })
  return signedInAs(signedIn)
}
