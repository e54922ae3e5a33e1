import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { recordGrant } from '#server/access/people/grants.ts'
import { recordLink } from '#server/access/people/links.ts'
import { loadPeople, loadPerson, recordPerson, recordPersonChange } from '#server/access/people/people.ts'
import { councilId } from '#server/db/council-id.ts'
import type { Db } from '#server/db/database.ts'
import { testApp, testNow } from '../../../../support/app.ts'
import { CookieBrowser } from '../../../../support/cookie-browser.ts'
import { testDatabase } from '../../../../support/database.ts'
import { HostileProvider, type Said } from '../../../../support/hostile-provider.ts'
import { textOf } from '../../../../support/page-text.ts'
import { RealProvider } from '../../../../support/real-provider.ts'

let db: Db
const clock = { now: testNow }
const by = { id: null, name: 'Tess Hall' }
const baseUrl = 'http://localhost:3000'

beforeAll(async () => {
  ;({ db } = await testDatabase('catalogue'))
})
beforeEach(() => {
  clock.now = testNow
})

let added = 0
async function add(email?: string): Promise<number> {
  added += 1
  const person = await recordPerson(db, {
    ...{ name: `Invited ${added}`, email: email ?? `invited.${added}@council.example`, by, now: testNow },
  })
  const given = { role: 'team_manager', unit: 'HP-S1', from: '2019-01-01', to: null, deputyOf: null }
  await recordGrant(db, { person, ...given, by, now: testNow })
  return person
}

async function map(claim: string, role: string, unit: string): Promise<number> {
  const line = {
    council_id: councilId,
    claim,
    role,
    unit_code: unit,
    by_name: 'Tess Hall',
    recorded_at: testNow,
  }
  const { id } = await db
    .insertInto('provider_mapping')
    .values(line)
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

const endMapping = (mapping: number) =>
  db
    .insertInto('provider_mapping_end')
    .values({
      ...{ council_id: councilId, mapping_id: mapping, reason: 'over', by_name: 'T', recorded_at: testNow },
    })
    .execute()

describe('a real provider', () => {
  let provider: RealProvider
  let app: FastifyInstance

  beforeAll(async () => {
    provider = await RealProvider.start(baseUrl)
    const config = { issuer: provider.issuer, ...provider.client }
    app = await testApp(db, { demo: false, now: () => clock.now, provider: config })
  })
  afterAll(() => provider.stop())

  /** Signs in there as `login`, and returns the browser with the last answer of the service. */
  async function signIn(login: string, from = '/sign-in/provider', browser = new CookieBrowser(app)) {
    const there = await browser.get(from)
    const back = await provider.signIn(String(there.headers.location), login)
    const address = back.slice(baseUrl.length)
    return { browser, address, answer: await browser.get(address) }
  }

  it('binds the account of an invited person by their link, and knows them from then on', async () => {
    provider.people.set('jo', { sub: 'jo', name: 'Jo B', email: 'another@council.example' })
    const person = await add()
    const link = `/sign-in/link/${await recordLink(db, { person, kind: 'invitation', by, now: testNow })}`
    const first = new CookieBrowser(app)
    const words = await first.words(link)
    expect(words).toContain('Continue with your council account')
    expect(words).not.toContain('Choose a password')
    const { browser, answer } = await signIn('jo', `${link}/provider`, first)
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/'])
    expect(await browser.isSignedIn()).toBe(true)
    expect(await loadPerson(db, person)).toMatchObject({ isBound: true, name: `Invited ${added}` })
    expect(await first.words(link)).toContain('This link does not work')
    const again = await signIn('jo')
    expect(again.answer.headers.location).toBe('/')
    expect(await again.browser.words('/help')).toContain(`Invited ${added}`)
  })

  it('leads back to the page that was asked for', async () => {
    const { answer } = await signIn('jo', '/sign-in/provider?next=/units/HP-S1')
    expect(answer.headers.location).toBe('/units/HP-S1')
    expect((await signIn('jo', '/sign-in/provider?next=//elsewhere.example')).answer.headers.location).toBe(
      '/',
    )
  })

  it('knows a person by its own name for them: a changed address is the same person', async () => {
    provider.people.set('jo', { sub: 'jo', name: 'Jo Hill', email: 'jo.hill@council.example' })
    const before = (await loadPeople(db)).length
    const { browser } = await signIn('jo')
    expect(await browser.isSignedIn()).toBe(true)
    expect(await loadPeople(db)).toHaveLength(before)
  })

  it('never takes an address for a person: another account with the same one is not let in', async () => {
    await add('shared@council.example')
    await map('shared-group', 'team_manager', 'HP-S2')
    provider.people.set('eve', {
      ...{ sub: 'eve', name: 'Eve', email: 'SHARED@council.example', groups: ['shared-group'] },
    })
    const { browser, answer } = await signIn('eve')
    expect(answer.statusCode).toBe(403)
    expect(textOf(answer.body)).toContain('An address is no proof of who you are.')
    expect(await browser.isSignedIn()).toBe(false)
  })

  it('lets nobody in who has neither an invitation nor a group with a role, and says whom to ask', async () => {
    provider.people.set('stranger', {
      sub: 'stranger',
      name: 'S',
      email: 's@council.example',
      groups: ['all'],
    })
    const { browser, answer } = await signIn('stranger')
    expect(answer.statusCode).toBe(403)
    expect(textOf(answer.body)).toContain('nobody has given you a role here')
    expect(textOf(answer.body)).toContain('Ask an administrator of this service for an invitation.')
    expect(await browser.isSignedIn()).toBe(false)
    expect((await loadPeople(db)).some(({ email }) => email === 's@council.example')).toBe(false)
  })

  it('adds a person whose group gives a role, which holds until the mapping ends', async () => {
    const mapping = await map('managers-n1', 'team_manager', 'HP-N1')
    provider.people.set('mo', {
      ...{ sub: 'mo', name: 'Mo Field', email: 'mo@council.example', groups: ['x', 'managers-n1'] },
    })
    const { browser } = await signIn('mo')
    expect((await browser.get('/api/v1/units/HP-N1/decisions')).statusCode).toBe(200)
    expect((await browser.get('/api/v1/units/HP-S1/decisions')).statusCode).toBe(404)
    expect((await loadPeople(db)).find(({ email }) => email === 'mo@council.example')).toMatchObject({
      ...{ name: 'Mo Field', isBound: true, grants: [] },
    })
    await endMapping(mapping)
    expect(await browser.words('/')).toContain('You have no role here at present')
    expect((await browser.get('/api/v1/units/HP-N1/decisions')).statusCode).toBe(404)
    await map('managers-n1', 'team_manager', 'HP-N2')
    expect((await browser.get('/api/v1/units/HP-N2/decisions')).statusCode).toBe(200)
  })

  it('reads app roles as it reads groups, 250 of them too', async () => {
    await map('role-250', 'head_of_service', 'HPC')
    const many = Array.from({ length: 250 }, (_, i) => `role-${i + 1}`)
    provider.people.set('many', { sub: 'many', name: 'Many', email: 'many@council.example', roles: many })
    const { browser } = await signIn('many')
    expect((await browser.get('/api/v1/units/HPC/decisions')).statusCode).toBe(200)
    const kept = await db.selectFrom('session').select('content').execute()
    expect(kept.length).toBeGreaterThan(0)
    expect(JSON.stringify(kept)).toContain('role-250')
    expect(JSON.stringify(kept)).not.toContain('role-249')
  })

  it('lets nobody in who was disabled here', async () => {
    const { browser } = await signIn('jo')
    const jo = (await loadPeople(db)).find(({ isBound, email }) => isBound && email.startsWith('invited.'))
    const change = { person: jo?.id ?? 0, reason: 'left', by, now: testNow }
    await recordPersonChange(db, { ...change, isEnabled: false, seen: 1 })
    expect(await browser.isSignedIn()).toBe(false)
    const { answer } = await signIn('jo')
    expect(answer.statusCode).toBe(403)
    expect(textOf(answer.body)).toContain('Your account here was closed.')
    await recordPersonChange(db, { ...change, isEnabled: true, seen: 2 })
  })

  it('does not join an account that is somebody else’s to an invited person', async () => {
    const person = await add()
    const link = `/sign-in/link/${await recordLink(db, { person, kind: 'invitation', by, now: testNow })}`
    const { answer } = await signIn('jo', `${link}/provider`)
    expect(answer.statusCode).toBe(403)
    expect(textOf(answer.body)).toContain(`so it was not joined to Invited ${added}`)
    expect(await loadPerson(db, person)).toMatchObject({ isBound: false })
    expect((await new CookieBrowser(app).get(link)).statusCode).toBe(200)
  })

  it('answers once: the same address opens nothing a second time, and nothing in another browser', async () => {
    const { browser, address } = await signIn('jo')
    const replayed = await browser.get(address)
    expect(replayed.statusCode).toBe(403)
    expect(textOf(replayed.body)).toContain('was used already')
    const another = new CookieBrowser(app)
    await another.get('/sign-in/provider')
    expect((await another.get(address)).statusCode).toBe(403)
    expect(await another.isSignedIn()).toBe(false)
  })

  it('has ten minutes to answer', async () => {
    const browser = new CookieBrowser(app)
    const there = await browser.get('/sign-in/provider')
    const back = await provider.signIn(String(there.headers.location), 'jo')
    clock.now = new Date(testNow.getTime() + 10 * 60_000)
    const answer = await browser.get(back.slice(baseUrl.length))
    expect(answer.statusCode).toBe(403)
    expect(textOf(answer.body)).toContain('too long ago')
  })

  it('signs out there as well as here', async () => {
    const { browser } = await signIn('jo')
    const answer = await browser.post('/sign-out', { _csrf: await browser.csrf() })
    expect(answer.headers.location).toBe('/sign-in/signed-out')
    expect(await browser.isSignedIn()).toBe(false)
    const page = await browser.get('/sign-in/signed-out')
    const address = `${provider.issuer}/session/end?post_logout_redirect_uri=${encodeURIComponent(`${baseUrl}/sign-in`)}&client_id=scorecards`
    expect(page.headers.refresh).toBe(`0; url=${address}`)
    expect(page.body).toContain(address.replaceAll('&', '&amp;'))
    expect((await fetch(address)).status).toBe(200)
  })

  it('takes the place of passwords: nothing takes one, and the link for breaking the glass works', async () => {
    const browser = new CookieBrowser(app)
    const page = await browser.get('/sign-in')
    expect(page.body).toContain('href="/sign-in/provider"')
    expect(page.body).not.toContain('type="password"')
    const person = await add()
    expect(
      (await browser.post('/sign-in/password', { email: 'a@b.example', password: 'x' })).statusCode,
    ).toBe(404)
    expect((await browser.get('/sign-in/password')).statusCode).toBe(404)
    expect((await browser.get('/sign-in/second-factor')).statusCode).toBe(404)
    const link = `/sign-in/link/${await recordLink(db, { person, kind: 'sign_in', by, now: testNow })}`
    expect((await browser.post(link, {})).headers.location).toBe('/')
    expect(await browser.isSignedIn()).toBe(true)
  })
})

describe('a hostile provider', () => {
  let provider: HostileProvider
  let app: FastifyInstance

  beforeAll(async () => {
    provider = await HostileProvider.start()
    await map('hostile-role', 'team_manager', 'HP-S1')
    const config = { issuer: provider.issuer, ...provider.client }
    app = await testApp(db, { demo: false, now: () => clock.now, provider: config })
  })
  afterAll(() => provider.stop())
  beforeEach(() => {
    provider.said = {}
  })

  let networks = 0
  async function signIn(
    said: Said,
    change: (back: URLSearchParams) => void = () => undefined,
    from = '/sign-in/provider',
  ) {
    // Each from a network of its own: one may ask 60 times a minute.
    networks += 1
    const browser = new CookieBrowser(app, `198.51.100.${networks}`)
    const there = new URL(String((await browser.get(from)).headers.location)).searchParams
    provider.nonce = there.get('nonce') ?? ''
    const back = new URLSearchParams({ code: 'a-code', state: there.get('state') ?? '' })
    change(back)
    provider.said = said
    return { browser, there, answer: await browser.get(`/sign-in/callback?${back}`) }
  }

  /** The last line of the record. */
  async function lastLine() {
    const line = await db
      .selectFrom('activity')
      .select(['kind', 'author_name as name', 'subject'])
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    return line
  }

  it('is asked with PKCE, a state and a nonce', async () => {
    const { there } = await signIn({ claims: { roles: ['hostile-role'] } })
    expect(Object.fromEntries(there)).toMatchObject({
      ...{ response_type: 'code', code_challenge_method: 'S256', client_id: 'scorecards' },
      ...{
        scope: 'openid profile email',
        redirect_uri: `${baseUrl}/sign-in/callback`,
        response_mode: 'query',
      },
    })
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(there.get(name)).toMatch(/^[A-Za-z0-9_-]{43}$/)
  })

  it('is believed when it is honest, even with a clock that is wrong in the time of issue', async () => {
    const { browser } = await signIn({ claims: { roles: 'hostile-role', iat: 1 } })
    expect(await browser.isSignedIn()).toBe(true)
  })

  const seconds = () => Math.floor(Date.now() / 1000)
  it.each([
    ['another issuer', { claims: { iss: 'https://elsewhere.example' } }],
    ['another audience', { claims: { aud: 'somebody-else' } }],
    ['another nonce', { claims: { nonce: 'another' } }],
    ['no nonce', { claims: { nonce: undefined } }],
    ['an end that has passed', { claims: { exp: seconds() - 3_600 } }],
    ['no end', { claims: { exp: undefined } }],
    ['no subject', { claims: { sub: undefined } }],
    ['no signature', { header: { alg: 'none' } }],
    ['a signature by a shared secret', { header: { alg: 'HS256' } }],
    ['a signature by another key', { isForged: true }],
    ['a key it does not publish', { header: { kid: 'two' } }],
    ['no token at all', { token: 'nonsense' }],
    ['an error of its own', { status: 500 }],
    ['a code that was used', { status: 400 }],
  ] as [string, Said][])('is not believed with %s', async (_, said) => {
    const roles = { roles: ['hostile-role'], ...said.claims }
    const { browser, answer } = await signIn({ ...said, claims: roles })
    expect(answer.statusCode).toBe(403)
    expect(textOf(answer.body)).toContain('You were not signed in')
    expect(textOf(answer.body)).toContain('was not right, so it was not believed')
    expect(await browser.isSignedIn()).toBe(false)
    expect((await browser.get('/health/live')).statusCode).toBe(200)
  })

  it('is not asked for a token with another state than ours, or none', async () => {
    const before = provider.taken
    for (const state of ['another', null]) {
      const { browser, answer } = await signIn({}, (back) =>
        state === null ? back.delete('state') : back.set('state', state),
      )
      expect(answer.statusCode).toBe(403)
      expect(await browser.isSignedIn()).toBe(false)
    }
    expect(provider.taken).toBe(before)
  })

  it('that refuses somebody is passed on in words of ours', async () => {
    const { answer } = await signIn({}, (back) => {
      back.delete('code')
      back.set('error', 'access_denied')
      back.set('error_description', '<script>alert(1)</script>')
    })
    expect(answer.statusCode).toBe(403)
    expect(textOf(answer.body)).toContain('The council’s sign-in did not let you in')
    expect(answer.body).not.toContain('alert(1)')
  })

  it.each([{ _claim_names: { groups: 'src1' } }, { hasgroups: true }])(
    'that leaves groups out is told to use app roles: %j',
    async (overage) => {
      const { answer } = await signIn({ claims: { sub: 'crowded', ...overage } })
      expect(answer.statusCode).toBe(403)
      expect(textOf(answer.body)).toContain('give roles by app roles instead of groups')
      const line = await lastLine()
      expect(line).toEqual({
        kind: 'session.failed',
        name: 'Not known',
        subject: 'provider, groups left out',
      })
    },
  )

  it('that leaves out the groups of somebody who has a role says so on their pages and in the record', async () => {
    const person = await add()
    const link = `/sign-in/link/${await recordLink(db, { person, kind: 'invitation', by, now: testNow })}`
    const claims = { sub: `crowded.${person}` }
    await signIn({ claims }, undefined, `${link}/provider`)
    const { browser } = await signIn({ claims: { ...claims, hasgroups: true } })
    expect(await browser.isSignedIn()).toBe(true)
    for (const page of ['/', '/account']) {
      const words = await browser.words(page)
      expect(words).toContain('the council’s sign-in left them out, so roles of yours may be missing here')
      expect(words).toContain('to give your roles by app roles instead of groups')
    }
    expect(await lastLine()).toEqual({
      ...{ kind: 'session.groups_left_out', name: `Invited ${added}`, subject: null },
    })
    const { browser: again } = await signIn({ claims })
    expect(await again.words('/account')).not.toContain('left them out')
  })

  it('that gives no address or name cannot add anybody', async () => {
    const { answer } = await signIn({ claims: { sub: 'bare', roles: ['hostile-role'], email: undefined } })
    expect(answer.statusCode).toBe(403)
    expect(textOf(answer.body)).toContain('gave no name or email address for you')
  })

  it('that is down or silent leaves the service up, and is asked again once it is back', async () => {
    const config = { issuer: provider.issuer, ...provider.client }
    await provider.stop()
    const fresh = await testApp(db, { demo: false, now: () => clock.now, provider: config })
    const browser = new CookieBrowser(fresh)
    expect(await browser.words('/sign-in')).toContain('Sign in with your council account')
    const away = await browser.get('/sign-in/provider')
    expect(away.statusCode).toBe(503)
    expect(textOf(away.body)).toContain('Signing in is not possible just now')
    expect((await browser.get('/health/live')).statusCode).toBe(200)
    await provider.comeBack()
    expect((await browser.get('/sign-in/provider')).statusCode).toBe(303)
  })

  it.each([
    ['calls itself something else', { issuer: 'https://elsewhere.example' }],
    ['offers no signature that is safe', { id_token_signing_alg_values_supported: ['none', 'HS256'] }],
    ['sends people on without https', { authorization_endpoint: 'http://elsewhere.example/authorize' }],
  ])('is not used if it %s', async (_, description) => {
    provider.said = { description }
    const config = { issuer: provider.issuer, ...provider.client }
    const fresh = await testApp(db, { demo: false, now: () => clock.now, provider: config })
    const answer = await new CookieBrowser(fresh).get('/sign-in/provider')
    expect(answer.statusCode).toBe(503)
    expect(answer.headers.location).toBeUndefined()
  })
})
