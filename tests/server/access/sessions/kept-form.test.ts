import type { FastifyInstance } from 'fastify'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { testApp, testNow } from '../../../support/app.ts'
import { CookieBrowser } from '../../../support/cookie-browser.ts'
import { testDatabase } from '../../../support/database.ts'
import { textOf } from '../../../support/page-text.ts'

let db: Db
let app: FastifyInstance
const clock = { now: testNow }
const later = (minutes: number) => new Date(testNow.getTime() + minutes * 60_000)
const address = '/units/HP-S1/kpis/CP04/commentary'
const body = 'Two workers were away, and visits were late.'

beforeAll(async () => {
  ;({ db } = await testDatabase('catalogue'))
  app = await testApp(db, { now: () => clock.now })
})
beforeEach(() => {
  clock.now = testNow
})

const signIn = (browser: CookieBrowser, fields: Record<string, string>) => browser.post('/sign-in', fields)

/** A team manager who sends a form a minute after their session has ended. */
async function late(change: Record<string, string> = {}) {
  const browser = new CookieBrowser(app)
  await signIn(browser, { role: 'team_manager' })
  const csrf = await browser.csrf()
  clock.now = later(31)
  const answer = await browser.post(address, { period: '2019-04', body, _csrf: csrf, ...change })
  return { browser, csrf, answer }
}

const rows = async () => JSON.stringify(await db.selectFrom('session').select('content').execute())

describe('a form that is sent after the end of its session', () => {
  it('is kept, and shown to the same person once they have signed in again', async () => {
    const { browser, answer } = await late()
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/sign-in?next=%2Fkept-form'])
    const signedIn = await signIn(browser, { role: 'team_manager', next: '/kept-form' })
    expect(signedIn.headers.location).toBe('/kept-form')
    const page = await browser.get('/kept-form')
    expect(page.body).toContain(`action="${address}"`)
    expect(page.body).toContain('<input type="hidden" name="period" value="2019-04">')
    expect(page.body).toContain(`>${body}</textarea>`)
    expect(page.headers['cache-control']).toBe('no-store')
    expect(textOf(page.body)).toContain(
      'You were signed out before it was sent, so nothing has been saved yet.',
    )
  })

  it('is never done by anybody: nothing is written before they send it again', async () => {
    const before = await db.selectFrom('commentary').selectAll().execute()
    await late()
    expect(await db.selectFrom('commentary').selectAll().execute()).toEqual(before)
  })

  it('is not shown to somebody else who signs in there', async () => {
    const { browser } = await late()
    await signIn(browser, { role: 'head_of_service', next: '/kept-form' })
    expect(await browser.words('/kept-form')).toContain('Nothing is kept')
    await signIn(browser, { role: 'team_manager', _csrf: await browser.csrf() })
    expect(await browser.words('/kept-form')).toContain('Nothing is kept')
  })

  it('is kept for ten minutes, and then nowhere', async () => {
    const { browser } = await late()
    expect(await rows()).toContain(body)
    clock.now = later(40)
    await signIn(browser, { role: 'team_manager' })
    expect(await browser.words('/kept-form')).toContain('What you typed is kept')
    clock.now = later(41)
    expect(await browser.words('/kept-form')).toContain('Nothing is kept')
    await signIn(new CookieBrowser(app), { role: 'smt' })
    expect(await rows()).not.toContain(body)
  })

  it.each([{ _csrf: 'another' }, { _csrf: '' }])(
    'is not kept without the secret of that session: %j',
    async (change) => {
      const { answer } = await late(change)
      expect(answer.headers.location).toBe('/sign-in?next=%2F')
      expect(await rows()).not.toContain(body)
    },
  )

  it('is not kept once the session was ended by its person', async () => {
    const browser = new CookieBrowser(app)
    await signIn(browser, { role: 'team_manager' })
    const csrf = await browser.csrf()
    const cookies = new Map(browser.cookies)
    await browser.post('/sign-out', { _csrf: csrf })
    for (const [name, value] of cookies) browser.cookies.set(name, value)
    const answer = await browser.post(address, { period: '2019-04', body, _csrf: csrf })
    expect(answer.headers.location).toBe('/sign-in?next=%2F')
    expect(await rows()).not.toContain(body)
  })

  it('from another site is refused', async () => {
    const { browser, csrf } = await late()
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await app.inject({
      ...{ method: 'POST', url: address, payload: new URLSearchParams({ body, _csrf: csrf }).toString() },
      headers: {
        ...{ 'content-type': 'application/x-www-form-urlencoded', cookie },
        'sec-fetch-site': 'cross-site',
      },
    })
    expect(answer.statusCode).toBe(403)
  })
})
