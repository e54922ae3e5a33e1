import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import { roles } from '#server/access/permissions/actor.ts'
import { sessionCookieName } from '#server/access/sessions/sessions.ts'
import { localAddress } from '#server/access/sign-in/local-address.ts'
import { atHome, cookieOf, form, fromOurPages, signIn, testApp, testNow } from '../../../support/app.ts'
import { type TestDatabase, testDatabase } from '../../../support/database.ts'
import { some } from '../../../support/some.ts'

let database: TestDatabase
let app: FastifyInstance
const clock = { now: testNow }

beforeAll(async () => {
  database = await testDatabase('catalogue')
  app = await testApp(database.db, { now: () => clock.now })
})

async function post(fields: Record<string, string>, headers: Record<string, string> = fromOurPages) {
  const request = form(fields)
  return app.inject({ ...request, url: '/sign-in', headers: { ...request.headers, ...headers } })
}

async function isSignedIn(cookie: string): Promise<boolean> {
  return (await app.inject({ url: '/api/v1/units', headers: { cookie } })).statusCode === 200
}

describe('signing in to the demonstration', () => {
  it('offers a card for each role, with one task', async () => {
    const { body, headers, statusCode } = await app.inject({ url: '/sign-in', headers: atHome })
    expect(statusCode).toBe(200)
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    for (const role of some(roles)) expect(body).toContain(`name="role" value="${role}"`)
    expect(body.match(/app-sign-in__task/g)).toHaveLength(roles.length)
    expect(body).toContain('Help and Protection South 1')
  })

  it('gives a cookie that scripts and other sites cannot use, and leads to the task', async () => {
    const answer = await post({ role: 'team_manager' })
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe('/units/HP-S1/scorecards/latest')
    const cookie = String(answer.headers['set-cookie'])
    expect(cookie).toMatch(/^sid=[^;]{60,}; Path=\/; HttpOnly; SameSite=Lax$/)
    expect(await isSignedIn(cookieOf(cookie))).toBe(true)
  })

  it('names its cookie __Host- and Secure over https', () => {
    expect(sessionCookieName(true)).toBe('__Host-sid')
    expect(sessionCookieName(false)).toBe('sid')
  })

  it('makes a new session each time, and the one before is dead', async () => {
    const first = await signIn(app, 'team_manager')
    const second = await signIn(app, 'smt', first)
    expect(second.cookie).not.toBe(first.cookie)
    expect(await isSignedIn(second.cookie)).toBe(true)
    expect(await isSignedIn(first.cookie)).toBe(false)
  })

  it('keeps only the SHA-256 of a session’s id', async () => {
    const { cookie } = await signIn(app, 'board')
    const id = decodeURIComponent(cookie.slice('sid='.length)).split('.')[0] ?? ''
    const rows = await database.db.selectFrom('session').select(['id_sha256', 'content']).execute()
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain(id)
  })

  it('refuses a cookie whose signature is not ours', async () => {
    const { cookie } = await signIn(app, 'smt')
    expect(await isSignedIn(`${cookie.slice(0, -4)}AAAA`)).toBe(false)
    expect(await isSignedIn('sid=made-up')).toBe(false)
  })

  it('leads back to the page asked for', async () => {
    const asked = await app.inject({ url: '/api-free-page?x=1' })
    expect(asked.statusCode).toBe(404)
    const home = await app.inject({ url: '/' })
    expect(home.headers.location).toBe('/sign-in?next=%2F')
    const answer = await post({ role: 'smt', next: '/plan?section=R9' })
    expect(answer.headers.location).toBe('/plan?section=R9')
  })

  it.each([
    'https://elsewhere.example',
    '//elsewhere.example',
    '/\\elsewhere.example',
    '/a\\b',
    'javascript:alert(1)',
    '/a\r\nset-cookie: x=1',
    '/ a',
    '/sign-out',
    '',
    'plan',
  ])('never leads to an address that is not ours: %j', async (next) => {
    expect(localAddress(next)).toBeNull()
    const answer = await post({ role: 'smt', next })
    expect(answer.headers.location).toBe('/overview')
  })

  it.each([{ role: 'wizard' }, { role: 'smt', unit: 'RIDGE' }, { role: 'smt', admin: 'true' }, {}] as Record<
    string,
    string
  >[])('refuses a form that is not ours: %j', async (fields) => {
    const answer = await post(fields)
    expect(answer.statusCode).toBe(400)
    expect(answer.headers['set-cookie']).toBeUndefined()
  })

  it('is refused from another site, even to somebody who has no session', async () => {
    for (const headers of [
      {},
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
      { origin: 'https://elsewhere.example' },
      { origin: 'null' },
      { origin: 'http://localhost:3000', 'sec-fetch-site': 'cross-site' },
    ] as Record<string, string>[]) {
      expect((await post({ role: 'smt' }, { ...atHome, ...headers })).statusCode).toBe(403)
    }
    const own = { ...atHome, origin: 'http://localhost:3000' }
    expect((await post({ role: 'smt' }, own)).statusCode).toBe(303)
  })

  it('is refused to another machine, and to a name that another site could point here', async () => {
    const request = form({ role: 'smt' })
    const headers = { ...request.headers, ...fromOurPages }
    const far = await app.inject({ ...request, url: '/sign-in', headers, remoteAddress: '192.0.2.7' })
    expect(far.statusCode).toBe(403)
    const rebound = await app.inject({
      ...request,
      url: '/sign-in',
      headers: { ...headers, host: 'evil.example:3000' },
    })
    expect(rebound.statusCode).toBe(403)
  })

  it('is closed where there is no demonstration', async () => {
    const real = await testApp(database.db, { demo: false })
    const page = await real.inject({ url: '/sign-in' })
    expect(page.body).not.toContain('name="role"')
    const request = form({ role: 'smt' })
    const answer = await real.inject({
      ...request,
      url: '/sign-in',
      headers: { ...request.headers, ...fromOurPages },
    })
    expect(answer.statusCode).toBe(403)
    expect(answer.headers['set-cookie']).toBeUndefined()
  })
})

describe('signing out', () => {
  it('ends the session, clears the cookie and what the browser kept', async () => {
    const { cookie, csrf } = await signIn(app, 'smt')
    const request = form({ _csrf: csrf })
    const answer = await app.inject({
      ...request,
      url: '/sign-out',
      headers: { ...request.headers, ...fromOurPages, cookie },
    })
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe('/sign-in')
    expect(answer.headers['clear-site-data']).toBe('"cache", "storage"')
    expect(String(answer.headers['set-cookie'])).toMatch(/^sid=; .*Expires=Thu, 01 Jan 1970/)
    expect(await isSignedIn(cookie)).toBe(false)
  })

  it('needs the secret of the session it ends', async () => {
    const mine = await signIn(app, 'smt')
    const others = await signIn(app, 'board')
    for (const secret of [others.csrf, '', 'guess']) {
      const request = form({ _csrf: secret })
      const answer = await app.inject({
        ...request,
        url: '/sign-out',
        headers: { ...request.headers, ...fromOurPages, cookie: mine.cookie },
      })
      expect(answer.statusCode).toBe(403)
    }
    expect(await isSignedIn(mine.cookie)).toBe(true)
  })
})

describe('a session', () => {
  const later = (minutes: number) => new Date(testNow.getTime() + minutes * 60_000)

  it('ends after 30 minutes without use', async () => {
    clock.now = testNow
    const { cookie } = await signIn(app, 'smt')
    clock.now = later(29)
    expect(await isSignedIn(cookie)).toBe(true)
    clock.now = later(58)
    expect(await isSignedIn(cookie)).toBe(true)
    clock.now = later(88)
    expect(await isSignedIn(cookie)).toBe(false)
    clock.now = testNow
  })

  it('ends 12 hours after it began, however much it is used', async () => {
    clock.now = testNow
    const { cookie } = await signIn(app, 'smt')
    for (let minutes = 20; minutes < 12 * 60; minutes += 20) {
      clock.now = later(minutes)
      expect(await isSignedIn(cookie)).toBe(true)
    }
    clock.now = later(12 * 60)
    expect(await isSignedIn(cookie)).toBe(false)
    clock.now = testNow
  })
})
