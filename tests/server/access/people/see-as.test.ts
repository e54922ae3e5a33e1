import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { recordActivity } from '#server/access/activity/activity.ts'
import { recordGrant, recordGrantEnd } from '#server/access/people/grants.ts'
import { loadPeople } from '#server/access/people/people.ts'
import { loadPersonActor } from '#server/access/people/person-actor.ts'
import { recordMapping } from '#server/access/people/provider-mappings.ts'
import { loadSeenActor, recordSeeAs, recordSeeAsEnd } from '#server/access/people/see-as.ts'
import type { Db } from '#server/db/database.ts'
import {
  atHome,
  bearer,
  form,
  fromOurPages,
  type SignedIn,
  signIn,
  testApp,
  testNow,
} from '../../../support/app.ts'
import { testDatabase } from '../../../support/database.ts'
import { some } from '../../../support/some.ts'

let db: Db
let app: FastifyInstance
const clock = { now: testNow }
const minutes = (count: number) => new Date(testNow.getTime() + count * 60_000)
const by = { id: null, name: 'Command line' }

let administrator: SignedIn
let manager: { id: number; signedIn: SignedIn }

const idOf = async (email: string) => (await loadPeople(db)).find((one) => one.email === email)?.id ?? 0

beforeAll(async () => {
  ;({ db } = await testDatabase('catalogue'))
  app = await testApp(db, { now: () => clock.now })
  administrator = await signIn(app, 'administrator')
  const signedIn = await signIn(app, 'team_manager')
  manager = { id: await idOf('team.manager@demonstration.example'), signedIn }
})

const get = (url: string, { cookie }: SignedIn = administrator) =>
  app.inject({ url, headers: { ...atHome, cookie } })

function send(url: string, fields: Record<string, string> = {}, { cookie, csrf }: SignedIn = administrator) {
  const request = form({ ...fields, _csrf: csrf })
  return app.inject({ ...request, url, headers: { ...request.headers, ...fromOurPages, cookie } })
}

const look = (person = manager.id, reason = 'She could not find her team') =>
  send(`/admin/people/${person}/see-as`, { reason })
const stop = () => send('/account/see-as/end')

describe('an administrator who looks as a manager', () => {
  it('sees what the manager sees, marked on every page, until they stop', async () => {
    expect((await get('/units/HP-S1')).statusCode).toBe(200)
    expect((await get('/units/HP-S1/scorecards/latest')).statusCode).toBe(403)
    expect((await look()).headers.location).toBe('/')
    for (const url of some(['/', '/units/HP-S1', '/account', '/help', '/units/NOWHERE'])) {
      expect((await get(url)).body, url).toContain('You see what Team manager sees')
    }
    expect((await get('/units/HP-S2')).statusCode).toBe(404)
    expect((await get('/admin/people')).statusCode).toBe(403)
    expect((await stop()).headers.location).toBe(`/admin/people/${manager.id}`)
    const back = await get('/admin/people')
    expect([back.statusCode, back.body.includes('You see what')]).toEqual([200, false])
  })

  it('changes nothing: every form and every call that writes is refused with words', async () => {
    await look()
    const lines = async () => ({
      decisions: await db.selectFrom('decision').selectAll().execute(),
      sessions: (await db.selectFrom('session').select('id_sha256').execute()).length,
      looks: await db.selectFrom('look').selectAll().execute(),
    })
    const before = await lines()
    for (const url of some([
      '/units/HP-S1/decisions/new',
      '/units/HP-S1/scorecards/2019-04/sign-off',
      '/account/sessions/0123456789abcdef/end',
      '/account/sessions/end-others',
      `/admin/people/${manager.id}/see-as`,
      '/sign-in',
    ])) {
      const answer = await send(url)
      expect([answer.statusCode, answer.body.includes('so nothing can be changed')], url).toEqual([403, true])
    }
    const call = await app.inject({
      ...{ method: 'POST', url: '/api/v1/people', payload: { name: 'A', email: 'a@council.example' } },
      headers: { ...fromOurPages, cookie: administrator.cookie, 'x-csrf-token': administrator.csrf },
    })
    expect([call.statusCode, call.json().detail]).toEqual([
      403,
      expect.stringContaining('nothing can be changed'),
    ])
    await get('/')
    await get('/units/HP-S1')
    // To read a page as somebody is no look of theirs.
    expect(await lines()).toEqual(before)
    await stop()
  })

  it('is told of on the manager’s account page, with the reason', async () => {
    const { body } = await get('/account', manager.signedIn)
    expect(body).toContain('Administrator saw what you see')
    expect(body).toContain('She could not find her team')
    expect(body).not.toContain('You see what')
    const told = await db
      .selectFrom('activity')
      .select(['kind', 'author_name', 'subject', 'reason'])
      .where('kind', 'in', ['see_as.begun', 'see_as.ended'])
      .orderBy('id')
      .execute()
    const who = { author_name: 'Administrator', subject: `person ${manager.id}` }
    expect(told.slice(0, 2)).toEqual([
      { ...who, kind: 'see_as.begun', reason: 'She could not find her team' },
      { ...who, kind: 'see_as.ended', reason: null },
    ])
  })

  it('is told by their own name in the record, whatever they do while they look', async () => {
    const by = await loadPersonActor(db, await idOf('administrator@demonstration.example'), testNow)
    if (by === null) throw new Error('The administrator is gone.')
    const look = await recordSeeAs(db, { person: manager.id, reason: 'To find out', by, now: testNow })
    const seen = await loadSeenActor(db, look.id, by, testNow)
    if (seen === null) throw new Error('The look has ended.')
    expect(seen).toMatchObject({ id: manager.id, via: 'see_as', actsAs: null, seenBy: { id: by.id } })
    await recordActivity(db, { kind: 'file.exported', by: seen, subject: '/units/HP-S1.csv' })
    const [line] = await db.selectFrom('activity').selectAll().orderBy('id', 'desc').limit(1).execute()
    expect(line).toMatchObject({ kind: 'file.exported', author_id: by.id, author_name: 'Administrator' })
    await recordSeeAsEnd(db, look.id, testNow)
    expect(await loadSeenActor(db, look.id, by, testNow)).toBeNull()
  })

  it('is themselves again after 15 minutes', async () => {
    await look()
    clock.now = minutes(14.9)
    expect((await get('/admin/people')).statusCode).toBe(403)
    clock.now = minutes(15)
    expect((await get('/admin/people')).statusCode).toBe(200)
    clock.now = testNow
    await stop()
  })

  it('sees a change of the manager’s roles at the next request', async () => {
    await look()
    expect((await get('/units/CIC-N')).statusCode).toBe(404)
    const given = {
      person: manager.id,
      role: 'team_manager',
      unit: 'CIC-N',
      from: null,
      to: null,
      deputyOf: null,
    }
    const { grants } = await recordGrant(db, { ...given, by, now: testNow })
    expect((await get('/units/CIC-N')).statusCode).toBe(200)
    const grant = grants.find(({ unit }) => unit === 'CIC-N')?.id ?? 0
    await recordGrantEnd(db, { person: manager.id, grant, reason: 'Over', by, now: testNow })
    expect((await get('/units/CIC-N')).statusCode).toBe(404)
    await stop()
  })
})

/** Maps a group of the provider to a role, and signs a person in as one of that group. */
async function givenByGroup(person: number, claim: string, role: { role: string; unit: string | null }) {
  await recordMapping(db, { claim, ...role, by, now: testNow })
  const { numUpdatedRows } = await db
    .updateTable('session')
    .set({ content: sql`content || ${JSON.stringify({ claims: [claim] })}::jsonb` })
    .where('person_id', '=', person)
    .executeTakeFirst()
  expect(numUpdatedRows).toBe(1n)
}

describe('a look as another person', () => {
  it('sees what a group of the provider opens to them', async () => {
    const board = await signIn(app, 'board').then(() => idOf('board@demonstration.example'))
    await look(board)
    expect((await get('/units/CIC-N')).statusCode).toBe(404)
    await stop()
    await givenByGroup(board, 'Managers', { role: 'team_manager', unit: 'CIC-N' })
    await look(board)
    expect((await get('/units/CIC-N')).statusCode).toBe(200)
    await stop()
  })

  it('needs a reason, and is never of oneself, of nobody or of another administrator', async () => {
    const second = await idOf('administrator@demonstration.example')
    const quality = await signIn(app, 'quality_lead').then(() => idOf('quality.lead@demonstration.example'))
    const order = { person: quality, role: 'administrator', unit: null, from: null, to: null, deputyOf: null }
    await recordGrant(db, { ...order, by, now: testNow })
    const refused = async (person: number, reason = 'Why not') => {
      const { statusCode, body } = await look(person, reason)
      return [statusCode, /error-summary__list">\s*<li>(?:<a[^>]*>)?([^<]*)/.exec(body)?.[1]]
    }
    expect(await refused(manager.id, ' ')).toEqual([422, 'Say why you look at what this person sees.'])
    expect(await refused(second)).toEqual([422, 'You see what you see already.'])
    expect(await refused(quality)).toEqual([
      ...[422, expect.stringContaining('Nobody looks as another administrator.')],
    ])
    expect((await look(999_999)).statusCode).toBe(404)
    const workforce = await signIn(app, 'workforce_lead').then(() =>
      idOf('workforce.lead@demonstration.example'),
    )
    await givenByGroup(workforce, 'Administrators', { role: 'administrator', unit: null })
    expect(await refused(workforce)).toEqual([
      ...[422, expect.stringContaining('Nobody looks as another administrator.')],
    ])
    expect((await get('/admin/people')).statusCode).toBe(200)
  })

  it('is not begun by a program, nor by another role', async () => {
    const headers = {
      ...(await bearer(db, 'administrator')),
      'content-type': 'application/x-www-form-urlencoded',
    }
    const url = `/admin/people/${manager.id}/see-as`
    const answer = await app.inject({ method: 'POST', url, headers, payload: 'reason=x' })
    expect(answer.statusCode).toBe(403)
    expect((await send(url, { reason: 'x' }, manager.signedIn)).statusCode).toBe(403)
    expect((await get('/units/HP-S2', manager.signedIn)).statusCode).toBe(404)
  })
})
