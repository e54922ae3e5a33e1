import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadPeople } from '#server/access/people/people.ts'
import { endOtherSessions, endSession, loadOpenSessions, sessionName } from '#server/access/sessions/open.ts'
import type { Db } from '#server/db/database.ts'
import { form, fromOurPages, signIn, testApp, testNow } from '../../../support/app.ts'
import { testDatabase } from '../../../support/database.ts'

let db: Db
let app: FastifyInstance
const clock = { now: testNow }
const by = { id: null, name: 'Command line' }

/** What a request does while it runs: a test ends its session then. */
let during = async (): Promise<void> => {}

beforeAll(async () => {
  ;({ db } = await testDatabase('catalogue'))
  app = await testApp(db, {
    now: () => clock.now,
    extraPages: [
      {
        name: 'under way',
        register(scope) {
          scope.get('/under-way', { config: { permission: 'signed_in' } }, async (request) => {
            await during()
            request.session.acknowledgement = { text: 'Saved' }
            return 'Done'
          })
        },
      },
    ],
  })
})

const opens = async (cookie: string) =>
  (await app.inject({ url: '/under-way', headers: { cookie } })).statusCode
const idOf = async (email: string) => (await loadPeople(db)).find((one) => one.email === email)?.id ?? 0
const sessionsOf = async (email: string) => loadOpenSessions(db, await idOf(email), clock.now)

describe('a session', () => {
  const manager = 'team.manager@demonstration.example'

  it('is listed with its network and its browser’s family, and named by what opens nothing', async () => {
    const request = form({ role: 'team_manager' })
    const headers = { ...request.headers, ...fromOurPages, 'user-agent': 'Mozilla/5.0 Gecko Firefox/127.0' }
    await app.inject({ ...request, url: '/sign-in', headers, remoteAddress: '127.0.0.1' })
    const sessions = await sessionsOf(manager)
    expect(sessions).toEqual([
      {
        ...{
          id: expect.stringMatching(/^[0-9a-f]{16}$/),
          person: { id: await idOf(manager), name: 'Team manager' },
        },
        ...{ network: '127.0.0.0/24', browser: 'Firefox', began: testNow, lastUsed: testNow },
        ends: new Date(testNow.getTime() + 30 * 60_000),
      },
    ])
    const [kept] = await db.selectFrom('session').selectAll().execute()
    expect(JSON.stringify(kept)).not.toContain('Mozilla')
    await endOtherSessions(db, { person: await idOf(manager), except: '', by })
  })

  it('says when it was last used, to the minute', async () => {
    const { cookie } = await signIn(app, 'smt')
    clock.now = new Date(testNow.getTime() + 20 * 60_000)
    expect(await opens(cookie)).toBe(200)
    const [session] = await sessionsOf('smt@demonstration.example')
    expect(session).toMatchObject({ began: testNow, lastUsed: clock.now })
    clock.now = testNow
  })

  it('ends at once, and one of another person does not', async () => {
    const [mine, other] = [await signIn(app, 'team_manager'), await signIn(app, 'quality_lead')]
    const [session] = await sessionsOf(manager)
    const quality = await idOf('quality.lead@demonstration.example')
    const id = session?.id ?? ''
    await expect(endSession(db, { id, person: quality, by })).rejects.toThrow('There is no such session')
    expect(await opens(mine.cookie)).toBe(200)
    await endSession(db, { id, person: await idOf(manager), by })
    expect([await opens(mine.cookie), await opens(other.cookie)]).toEqual([303, 200])
    await expect(endSession(db, { id, person: null, by })).rejects.toThrow('There is no such session')
  })

  it('ends with all others of its person, and the one that asks goes on', async () => {
    const [first, second, third] = [
      await signIn(app, 'plan_lead'),
      await signIn(app, 'plan_lead'),
      await signIn(app, 'plan_lead'),
    ]
    const person = await idOf('plan.lead@demonstration.example')
    // The cookie is the session's id with a signature behind it.
    const own = decodeURIComponent(second.cookie.replace('sid=', '')).split('.')[0] ?? ''
    expect(await endOtherSessions(db, { person, except: sessionName(own), by })).toBe(2)
    expect([await opens(first.cookie), await opens(second.cookie), await opens(third.cookie)]).toEqual([
      ...[303, 200, 303],
    ])
  })

  it('is not brought back by a request that was under way when it ended', async () => {
    const { cookie } = await signIn(app, 'workforce_lead')
    const person = await idOf('workforce.lead@demonstration.example')
    during = async () => {
      await endOtherSessions(db, { person, except: '', by })
      during = async () => {}
    }
    expect(await opens(cookie)).toBe(200)
    expect(await opens(cookie)).toBe(303)
    expect(await loadOpenSessions(db, person, testNow)).toEqual([])
  })

  it('is not listed once its time is over', async () => {
    await signIn(app, 'board')
    expect(await sessionsOf('board@demonstration.example')).toHaveLength(1)
    clock.now = new Date(testNow.getTime() + 30 * 60_000)
    expect(await sessionsOf('board@demonstration.example')).toEqual([])
    clock.now = testNow
  })
})
