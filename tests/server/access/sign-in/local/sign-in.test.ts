import type { FastifyInstance } from 'fastify'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { recordGrant } from '#server/access/people/grants.ts'
import { recordLink } from '#server/access/people/links.ts'
import { recordPerson, recordPersonChange } from '#server/access/people/people.ts'
import { takeAttempt } from '#server/access/sign-in/local/delays.ts'
import { totpCode, totpStep } from '#server/access/sign-in/local/totp.ts'
import type { Db } from '#server/db/database.ts'
import { testApp, testNow, testSecret } from '../../../../support/app.ts'
import { CookieBrowser } from '../../../../support/cookie-browser.ts'
import { testDatabase } from '../../../../support/database.ts'
import { textOf } from '../../../../support/page-text.ts'
import { some } from '../../../../support/some.ts'

let db: Db
let app: FastifyInstance
const clock = { now: testNow }
const by = { id: null, name: 'Tess Hall' }
const password = 'tangerine ladder fog'
const later = (minutes: number) => new Date(testNow.getTime() + minutes * 60_000)

beforeAll(async () => {
  ;({ db } = await testDatabase('catalogue'))
  app = await testApp(db, { demo: false, now: () => clock.now })
})
beforeEach(() => {
  clock.now = testNow
})

let added = 0
async function add(role = 'team_manager', unit: string | null = 'HP-S1') {
  added += 1
  const email = `local.${added}@council.example`
  const person = await recordPerson(db, { name: `Local ${added}`, email, by, now: testNow })
  await recordGrant(db, {
    ...{ person, role, unit, from: '2019-01-01', to: null, deputyOf: null, by, now: testNow },
  })
  return { person, email }
}

const invite = async (person: number) =>
  `/sign-in/link/${await recordLink(db, { person, kind: 'invitation', by, now: clock.now })}`

/** A person who has chosen their password, in a browser of theirs. */
async function joined(role?: string, unit?: string | null) {
  const one = await add(role, unit)
  const browser = new CookieBrowser(app)
  await browser.post(await invite(one.person), { password })
  return { ...one, browser }
}

let networks = 0
/** A browser that nobody has used before, somewhere else. */
function stranger(): CookieBrowser {
  networks += 1
  return new CookieBrowser(app, `198.51.${Math.floor(networks / 250)}.${networks % 250}`)
}

const signIn = (browser: CookieBrowser, email: string, typed = password) =>
  browser.post('/sign-in/password', { email, password: typed })

/** The secret that the page shows, as bytes. */
function secretIn(body: string): Buffer {
  const key = (/app-second-factor__key">([^<]+)</.exec(body)?.[1] ?? '').replaceAll(' ', '')
  const bits = [...key].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0'))
  return Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}
const codeOf = (secret: Buffer) => totpCode(secret, totpStep(clock.now))
const enter = (browser: CookieBrowser, code: string) => browser.post('/sign-in/second-factor', { code })

describe('an invitation', () => {
  it('says who invites whom, and looking at it uses nothing', async () => {
    const { person } = await add()
    const link = await invite(person)
    const browser = stranger()
    const words = await browser.words(link)
    expect(words).toContain(`Local ${added}, you are invited`)
    expect(words).toContain(`Tess Hall invites Local ${added} to the team scorecards`)
    expect(words).toContain('until 17 June 2019 at 10:00am')
    expect((await browser.get(link)).headers['cache-control']).toBe('no-store')
    expect((await browser.post(link, { password })).headers.location).toBe('/')
  })

  it('signs the person in once they have chosen a password, which signs them in from then on', async () => {
    const { email, browser } = await joined()
    expect(await browser.isSignedIn()).toBe(true)
    const again = stranger()
    const answer = await signIn(again, email.toUpperCase())
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/'])
    expect(await again.isSignedIn()).toBe(true)
  })

  it('is used up by that, and says so', async () => {
    const { person } = await add()
    const link = await invite(person)
    await stranger().post(link, { password })
    const second = stranger()
    const answer = await second.post(link, { password: 'another ladder in fog' })
    expect(answer.statusCode).toBe(404)
    expect(textOf(answer.body)).toContain('It was used already, its time is over, or a newer one was made.')
    expect(await second.isSignedIn()).toBe(false)
  })

  it('keeps the link for a password that may not be chosen', async () => {
    const { person, email } = await add()
    const link = await invite(person)
    const browser = stranger()
    const answer = await browser.post(link, { password: 'Ridgeshire2026' })
    expect(answer.statusCode).toBe(422)
    expect(textOf(answer.body)).toContain('one of the first that a guesser would try')
    expect((await signIn(browser, email, 'Ridgeshire2026')).statusCode).toBe(422)
    expect((await browser.post(link, { password })).statusCode).toBe(303)
  })

  it('given again ends the password, the second factor and the sessions that were', async () => {
    const { person, email, browser } = await joined()
    await stranger().post(await invite(person), { password: 'quite another ladder' })
    expect(await browser.isSignedIn()).toBe(false)
    expect((await signIn(stranger(), email)).statusCode).toBe(422)
    expect((await signIn(stranger(), email, 'quite another ladder')).statusCode).toBe(303)
  })

  it('from another site is not accepted', async () => {
    const { person } = await add()
    const link = await invite(person)
    const answer = await app.inject({
      ...{ url: link, method: 'POST', payload: `password=${encodeURIComponent(password)}` },
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' },
    })
    expect(answer.statusCode).toBe(403)
  })
})

describe('a link for breaking the glass', () => {
  it('signs in once, without a password', async () => {
    const { person } = await add('administrator', null)
    const link = `/sign-in/link/${await recordLink(db, { person, kind: 'sign_in', by, now: clock.now })}`
    const browser = stranger()
    expect(await browser.words(link)).toContain(`Tess Hall made this link for Local ${added}`)
    expect((await browser.post(link, {})).headers.location).toBe('/')
    expect(await browser.isSignedIn()).toBe(true)
    expect((await stranger().post(link, {})).statusCode).toBe(404)
  })

  it('works for ten minutes', async () => {
    const { person } = await add()
    const link = `/sign-in/link/${await recordLink(db, { person, kind: 'sign_in', by, now: clock.now })}`
    clock.now = later(10)
    const browser = stranger()
    expect((await browser.post(link, {})).statusCode).toBe(404)
    expect(await browser.isSignedIn()).toBe(false)
  })
})

describe('signing in with a password', () => {
  it('says the same of a wrong password, an unknown name, a disabled person and one who has none', async () => {
    const { email } = await joined()
    const disabled = await joined()
    const change = { person: disabled.person, isEnabled: false, reason: 'left', seen: 1, by, now: testNow }
    await recordPersonChange(db, change)
    const invited = await add()
    const answers = await Promise.all([
      signIn(stranger(), email, 'a wrong password'),
      signIn(stranger(), 'nobody@council.example'),
      signIn(stranger(), disabled.email),
      signIn(stranger(), invited.email),
    ])
    const told = answers.map(({ statusCode, body }) => [
      statusCode,
      textOf(body).includes('The email address or the password is not right.'),
    ])
    expect(told).toEqual(Array(4).fill([422, true]))
    const shown = answers.map(({ body }) => body.replaceAll(/value="[^"]*"/g, ''))
    expect(new Set(shown).size).toBe(1)
  })

  it('shows the address again and never the password', async () => {
    const { body } = await signIn(stranger(), 'jo@"council.example', 'a wrong password')
    expect(body).toContain('value="jo@&quot;council.example"')
    expect(body).not.toContain('a wrong password')
  })

  it('leads to the page that was asked for, and never to another site', async () => {
    const { email } = await joined()
    const go = async (next: string) =>
      (await stranger().post('/sign-in/password', { email, password, next })).headers.location
    expect(await go('/units/HP-S1')).toBe('/units/HP-S1')
    expect(await go('//elsewhere.example')).toBe('/')
  })

  it('is refused from another site', async () => {
    const { email } = await joined()
    for (const site of some(['cross-site', 'same-site', 'none'])) {
      const payload = new URLSearchParams({ email, password }).toString()
      const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': site }
      const answer = await app.inject({ method: 'POST', url: '/sign-in/password', payload, headers })
      expect(answer.statusCode).toBe(403)
    }
  })

  it('keeps where the session began, for the list of sessions', async () => {
    const { person } = await joined()
    const rows = await db
      .selectFrom('session')
      .select(['network', 'browser'])
      .where('person_id', '=', person)
      .execute()
    expect(rows).toEqual([{ network: '127.0.0.0/24', browser: 'Another browser' }])
  })
})

describe('guessing', () => {
  const wrong = (browser: CookieBrowser, email: string) => signIn(browser, email, 'a wrong password')

  /** So many failures of an account, each from another network. */
  async function fail(account: string, times: number) {
    for (let i = 0; i < times; i += 1) {
      networks += 1
      const attempt = { account, network: `elsewhere ${networks}`, knownBrowser: null }
      await takeAttempt(db, attempt, [testSecret], clock.now)
    }
  }

  it('is stopped after five failures of an account, with the same words for a name that nobody has', async () => {
    const { email } = await joined()
    const answers = []
    for (const name of [email, 'nobody.else@council.example']) {
      await fail(name, 4)
      expect((await wrong(stranger(), name)).statusCode).toBe(422)
      answers.push(await signIn(stranger(), name))
    }
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([429, 429])
    expect(answers.map(({ headers }) => headers['retry-after'])).toEqual(['60', '60'])
    const shown = answers.map(({ body }) => body.replaceAll(/value="[^"]*"/g, ''))
    expect(shown[0]).toContain('There were too many attempts to sign in. Wait a minute, and try again.')
    expect(shown[1]).toBe(shown[0])
    clock.now = later(1)
    expect((await signIn(stranger(), email)).statusCode).toBe(303)
  })

  it('many at once is counted as one after another', async () => {
    const { email } = await joined()
    const tries = await Promise.all(Array.from({ length: 8 }, () => wrong(stranger(), email)))
    expect(tries.map(({ statusCode }) => statusCode).sort()).toEqual([422, 422, 422, 422, 422, 429, 429, 429])
  })

  it('does not lock the owner out of a browser in which they have signed in before', async () => {
    const { email, browser } = await joined()
    await fail(email, 9)
    browser.cookies.delete('sid')
    const forged = stranger()
    for (const [name, value] of browser.cookies) forged.cookies.set(name, `${value.slice(0, -3)}AAA`)
    expect(forged.cookies.has('known')).toBe(true)
    expect((await signIn(forged, email)).statusCode).toBe(429)
    expect((await signIn(browser, email)).statusCode).toBe(303)
    const others = await joined()
    others.browser.cookies.delete('sid')
    expect((await signIn(others.browser, email)).statusCode).toBe(429)
  })

  it('in the owner’s own browser is slowed down as well, and nowhere else', async () => {
    const { email, browser } = await joined()
    browser.cookies.delete('sid')
    for (let i = 0; i < 5; i += 1) expect((await wrong(browser, email)).statusCode).toBe(422)
    expect((await signIn(browser, email)).statusCode).toBe(429)
    expect((await signIn(stranger(), email)).statusCode).toBe(303)
  })

  it('many accounts from one network is stopped after 20 failures, and an IPv6 network is one', async () => {
    for (const [network, from, near, far] of some([
      ['203.0.113.9', '203.0.113.9', '203.0.113.9', '203.0.113.10'],
      ['2001:db8:7:7::', '2001:db8:7:7::1', '2001:db8:7:7::abcd', '2001:db8:7:8::abcd'],
    ] as const)) {
      for (let i = 0; i < 19; i += 1) {
        const attempt = { account: `guessed.${i}.${network}`, network, knownBrowser: null }
        expect(await takeAttempt(db, attempt, [testSecret], clock.now)).toBe(0)
      }
      const { email } = await joined()
      expect((await wrong(new CookieBrowser(app, from), 'guessed@council.example')).statusCode).toBe(422)
      expect((await signIn(new CookieBrowser(app, near), email)).statusCode).toBe(429)
      expect((await signIn(new CookieBrowser(app, far), email)).statusCode).toBe(303)
    }
  })

  it('is counted without keeping a name that was typed', async () => {
    await fail('typed.once@council.example', 1)
    const rows = await db.selectFrom('sign_in_failure').selectAll().execute()
    expect(rows.length).toBeGreaterThan(1)
    expect(JSON.stringify(rows)).not.toContain('typed.once')
    expect(rows.every(({ subject_sha256: subject }) => /^[0-9a-f]{64}$/.test(subject))).toBe(true)
  })
})

describe('the second factor', () => {
  /** Somebody with a role that needs one, who has set it up. */
  async function withFactor(role = 'administrator') {
    const one = await joined(role, null)
    const { body } = await one.browser.get('/sign-in/second-factor')
    const secret = secretIn(body)
    await enter(one.browser, codeOf(secret))
    return { ...one, secret }
  }

  it.each(['administrator', 'data_team'])(
    'of a person of the role %s is set up before anything opens',
    async (role) => {
      const { browser, person } = await joined(role, null)
      expect(await browser.isSignedIn()).toBe(false)
      const { body } = await browser.get('/sign-in/second-factor')
      expect(body).toContain('otpauth://totp/')
      const secret = secretIn(body)
      expect(secret).toHaveLength(20)
      expect((await enter(browser, '000000')).statusCode).toBe(422)
      expect(await browser.isSignedIn()).toBe(false)
      expect((await enter(browser, codeOf(secret))).headers.location).toBe('/')
      expect(await browser.isSignedIn()).toBe(true)
      const kept = await db.selectFrom('second_factor').selectAll().where('person_id', '=', person).execute()
      expect(kept.at(-1)?.secret?.includes(secret)).toBe(false)
    },
  )

  it('is asked at each later sign-in, and each code is used once', async () => {
    const { email, secret } = await withFactor()
    clock.now = later(2)
    const browser = stranger()
    expect((await signIn(browser, email)).headers.location).toBe('/sign-in/second-factor')
    expect(await browser.words('/sign-in/second-factor')).toContain('Enter your code')
    expect(await browser.isSignedIn()).toBe(false)
    const code = codeOf(secret)
    expect((await enter(browser, `${code.slice(0, 3)} ${code.slice(3)}`)).headers.location).toBe('/')
    expect(await browser.isSignedIn()).toBe(true)
    const another = stranger()
    await signIn(another, email)
    const refused = await enter(another, code)
    expect(refused.statusCode).toBe(422)
    expect(textOf(refused.body)).toContain('was used already')
    expect(await another.isSignedIn()).toBe(false)
  })

  it('is guessed at most five times', async () => {
    const { email, secret } = await withFactor()
    clock.now = later(2)
    const browser = stranger()
    await signIn(browser, email)
    for (let i = 0; i < 5; i += 1) await enter(browser, `00000${i}`)
    const refused = await enter(browser, codeOf(secret))
    expect(textOf(refused.body)).toContain('There were too many attempts')
    expect(await browser.isSignedIn()).toBe(false)
  })

  it('is entered within ten minutes of the password', async () => {
    const { email, secret } = await withFactor()
    const browser = stranger()
    await signIn(browser, email)
    clock.now = later(10)
    expect((await enter(browser, codeOf(secret))).headers.location).toBe('/sign-in')
    expect(await browser.isSignedIn()).toBe(false)
  })

  it('is set up by somebody who gets such a role while signed in, at their next request', async () => {
    const { person, email, browser } = await joined()
    expect(await browser.isSignedIn()).toBe(true)
    const given = { person, role: 'data_team', unit: null, from: null, to: null, deputyOf: null }
    await recordGrant(db, { ...given, by, now: testNow })
    expect(await browser.isSignedIn()).toBe(false)
    expect((await signIn(browser, email)).headers.location).toBe('/sign-in/second-factor')
  })

  it('is asked of nobody else', async () => {
    expect((await stranger().get('/sign-in/second-factor')).headers.location).toBe('/sign-in')
    expect((await enter(stranger(), '123456')).headers.location).toBe('/sign-in')
  })
})

describe('a new secret for sessions', () => {
  const before = 'the secret of the year before: 8d7f6s5a4d3f2g1h'
  const after = 'the secret that takes its place: 0q9w8e7r6t5y4u3i'
  const over = (secrets: { sessionSecret: string; previousSessionSecret?: string }) =>
    testApp(db, { demo: false, now: () => clock.now, ...secrets })

  /** The same browser, now before a service with other secrets. */
  const moved = (browser: CookieBrowser, to: FastifyInstance) => {
    const same = new CookieBrowser(to)
    for (const [name, value] of browser.cookies) same.cookies.set(name, value)
    return same
  }

  /** Somebody who set up their second factor under the secret before. */
  async function enrolled() {
    const { person, email } = await add('administrator', null)
    const browser = new CookieBrowser(await over({ sessionSecret: before }))
    await browser.post(await invite(person), { password })
    const secret = secretIn((await browser.get('/sign-in/second-factor')).body)
    await enter(browser, codeOf(secret))
    return { person, email, browser, secret }
  }

  /** Signs in with a password and a code, two minutes later. */
  async function signInAgain(to: FastifyInstance, { email, secret }: { email: string; secret: Buffer }) {
    clock.now = new Date(clock.now.getTime() + 2 * 60_000)
    networks += 1
    const browser = new CookieBrowser(to, `198.52.100.${networks % 250}`)
    await signIn(browser, email)
    return { browser, answer: await enter(browser, codeOf(secret)) }
  }

  it('leaves people signed in, their forms sound and their browsers known while the one before is named', async () => {
    const { browser, email } = await enrolled()
    const turned = await over({ sessionSecret: after, previousSessionSecret: before })
    const same = moved(browser, turned)
    expect(await same.isSignedIn()).toBe(true)
    const signedOut = await same.post('/sign-out', { _csrf: await same.csrf() })
    expect(signedOut.statusCode).toBe(303)
    expect(await same.isSignedIn()).toBe(false)
    // Failures are counted anew under the new secret, and apart for a browser that is known.
    for (let i = 0; i < 5; i += 1)
      await takeAttempt(db, { account: email, network: `n ${i}`, knownBrowser: null }, [after], clock.now)
    expect((await signIn(new CookieBrowser(turned, '198.52.101.1'), email)).statusCode).toBe(429)
    expect((await signIn(same, email)).headers.location).toBe('/sign-in/second-factor')
  })

  it('ends sessions that began under the one before once that is gone', async () => {
    const { browser } = await enrolled()
    expect(await browser.isSignedIn()).toBe(true)
    expect(await moved(browser, await over({ sessionSecret: after })).isSignedIn()).toBe(false)
  })

  it('lets a second factor be set up that was begun under the one before', async () => {
    const { person } = await add('administrator', null)
    const browser = new CookieBrowser(await over({ sessionSecret: before }))
    await browser.post(await invite(person), { password })
    const secret = secretIn((await browser.get('/sign-in/second-factor')).body)
    const turned = moved(browser, await over({ sessionSecret: after, previousSessionSecret: before }))
    expect((await enter(turned, codeOf(secret))).headers.location).toBe('/')
    const late = moved(browser, await over({ sessionSecret: after }))
    expect((await late.get('/sign-in/second-factor')).headers.location).toBe('/sign-in')
  })

  it('seals a second factor anew when it is used, so that its person goes on when the one before is gone', async () => {
    const one = await enrolled()
    const turned = await over({ sessionSecret: after, previousSessionSecret: before })
    expect((await signInAgain(turned, one)).answer.headers.location).toBe('/')
    const only = await over({ sessionSecret: after })
    const { browser, answer } = await signInAgain(only, one)
    expect(answer.headers.location).toBe('/')
    expect(await browser.isSignedIn()).toBe(true)
    const lines = await db
      .selectFrom('second_factor')
      .select(['version', 'secret'])
      .where('person_id', '=', one.person)
      .orderBy('version')
      .execute()
    // Taken away by the invitation, set up, sealed anew once.
    expect(lines.map(({ secret }) => secret !== null)).toEqual([false, true, true])
  })

  it('seals nothing anew while the code is wrong, or no secret has changed', async () => {
    const one = await enrolled()
    const count = async () =>
      (await db.selectFrom('second_factor').select('version').where('person_id', '=', one.person).execute())
        .length
    const held = await count()
    const turned = await over({ sessionSecret: after, previousSessionSecret: before })
    clock.now = later(2)
    const browser = new CookieBrowser(turned, '198.52.102.1')
    await signIn(browser, one.email)
    expect((await enter(browser, '000000')).statusCode).toBe(422)
    await signInAgain(await over({ sessionSecret: before }), one)
    expect(await count()).toBe(held)
  })

  it('tells somebody who did not sign in meanwhile whom to ask, and lets nobody in', async () => {
    const one = await enrolled()
    const only = await over({ sessionSecret: after })
    const { browser, answer } = await signInAgain(only, one)
    expect(answer.statusCode).toBe(422)
    expect(textOf(answer.body)).toContain(
      'Your second factor was set up too long ago and cannot be read any more. Ask an administrator for a new link.',
    )
    expect(await browser.isSignedIn()).toBe(false)
    await new CookieBrowser(only).post(await invite(one.person), { password })
    clock.now = later(6)
    const again = new CookieBrowser(only, '198.52.103.1')
    await signIn(again, one.email)
    const secret = secretIn((await again.get('/sign-in/second-factor')).body)
    expect((await enter(again, codeOf(secret))).headers.location).toBe('/')
  })
})

describe('the record of signing in', () => {
  const lines = (from: number) =>
    db
      .selectFrom('activity')
      .select(['kind', 'author_id', 'author_name', 'subject', 'channel', 'network'])
      .where('id', '>', from)
      .orderBy('id')
      .execute()
  const last = async () =>
    (
      await db
        .selectFrom('activity')
        .select((q) => q.fn.max('id').as('id'))
        .executeTakeFirst()
    )?.id ?? 0

  it('has who signed in and how, who failed, and never a name that was typed by nobody known', async () => {
    const { person, email } = await add()
    const link = await invite(person)
    const from = await last()
    await new CookieBrowser(app).post(link, { password })
    await signIn(stranger(), email, 'a wrong password')
    await signIn(stranger(), 'tangerine@council.example', 'a wrong password')
    const own = { author_id: person, author_name: `Local ${added}`, channel: 'sign_in' }
    const told = await lines(from)
    expect(told).toMatchObject([
      { ...own, kind: 'link.used', subject: expect.stringMatching(/^invitation \d+$/), network: '127.0.0.1' },
      { ...own, kind: 'password.set' },
      { ...own, kind: 'session.started', subject: 'by password' },
      { ...own, kind: 'session.failed', subject: 'password' },
      { kind: 'session.failed', author_id: null, author_name: 'Not known', channel: 'sign_in' },
    ])
    expect(JSON.stringify(told)).not.toContain('tangerine')
  })

  it('has a link for breaking the glass as what it is', async () => {
    const { person } = await add()
    const link = `/sign-in/link/${await recordLink(db, { person, kind: 'sign_in', by, now: clock.now })}`
    const from = await last()
    await stranger().post(link, {})
    expect(await lines(from)).toMatchObject([
      { kind: 'link.used', author_id: person, subject: expect.stringMatching(/^sign-in link \d+$/) },
      { kind: 'session.started', author_id: person, subject: 'by link' },
    ])
  })
})
