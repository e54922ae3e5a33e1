import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import { type GrantOrder, recordGrant, recordGrantEnd } from '#server/access/people/grants.ts'
import { loadPeople, loadPerson, recordPerson, recordPersonChange } from '#server/access/people/people.ts'
import { loadPersonActor } from '#server/access/people/person-actor.ts'
import type { Db } from '#server/db/database.ts'
import { signIn, testApp, testNow } from '../../../support/app.ts'
import { testDatabase } from '../../../support/database.ts'

let db: Db
let app: FastifyInstance
const clock = { now: testNow }
const today = '2019-06-10'
const by = { id: null, name: 'Command line' }

beforeAll(async () => {
  ;({ db } = await testDatabase('catalogue'))
  app = await testApp(db, { now: () => clock.now })
})

let added = 0
function add(name = 'Jo Bell'): Promise<number> {
  added += 1
  return recordPerson(db, { name, email: `person.${added}@council.example`, by, now: testNow })
}

function give(person: number, change: Partial<GrantOrder> = {}) {
  const order = {
    role: 'team_manager',
    unit: 'HP-S1',
    from: null,
    to: null,
    deputyOf: null,
    by,
    now: testNow,
  }
  return recordGrant(db, { ...order, person, ...change })
}

const heldBy = async (person: number, day = today) =>
  (await loadPersonActor(db, person, new Date(`${day}T12:00:00Z`)))?.grants

describe('a person', () => {
  it('has a name and an address, and holds nothing until a role is given', async () => {
    const id = await recordPerson(db, {
      name: '  Jo   Bell ',
      email: 'jo.bell@council.example',
      by,
      now: testNow,
    })
    expect(await loadPerson(db, id)).toMatchObject({
      ...{ name: 'Jo Bell', email: 'jo.bell@council.example', isEnabled: true, isBound: false, version: 1 },
      ...{ lastSeen: null, grants: [] },
    })
    expect(await heldBy(id)).toEqual([])
  })

  it.each([
    [{ name: ' ' }, "Give the person's name"],
    [{ name: 'x'.repeat(201) }, 'of at most 200 characters'],
    [{ name: 'Jo\u0000Bell' }, 'of at most 200 characters'],
    [{ email: 'jo.bell' }, 'is not an e-mail address'],
    [{ email: 'jo bell@council.example' }, 'is not an e-mail address'],
    [{ email: `${'x'.repeat(250)}@a.example` }, 'is not an e-mail address'],
  ])('is refused for %j', async (change, message) => {
    const before = (await loadPeople(db)).length
    const given = { name: 'Jo Bell', email: 'other@council.example', by, now: testNow, ...change }
    await expect(async () => recordPerson(db, given)).rejects.toThrow(message)
    expect(await loadPeople(db)).toHaveLength(before)
  })

  it('has an address of their own, whatever its letters', async () => {
    const given = { name: 'One', email: 'one@council.example', by, now: testNow }
    await recordPerson(db, given)
    await expect(recordPerson(db, { ...given, name: 'Two', email: 'ONE@council.example' })).rejects.toThrow(
      'One has the address ONE@council.example already.',
    )
  })

  it('is added once by two who add them at the same time', async () => {
    const given = { name: 'Same', email: 'same@council.example', by, now: testNow }
    const outcomes = await Promise.allSettled([recordPerson(db, given), recordPerson(db, given)])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('is changed by a further line, by whoever saw the last one', async () => {
    const person = await add()
    const change = { person, name: 'Jo Bell-Hill', reason: null, seen: 1, by, now: testNow }
    expect(await recordPersonChange(db, change)).toMatchObject({ name: 'Jo Bell-Hill', version: 2 })
    await expect(recordPersonChange(db, change)).rejects.toThrow(
      'Somebody changed this person since you read it.',
    )
    const lines = await db.selectFrom('person_line').select('name').where('person_id', '=', person).execute()
    expect(lines.map(({ name }) => name).sort()).toEqual(['Jo Bell', 'Jo Bell-Hill'])
  })

  it('never changes their own line or roles', async () => {
    const person = await add()
    const self = { id: person, name: 'Jo Bell' }
    const own = 'Nobody changes their own account or roles.'
    await expect(
      recordPersonChange(db, { person, isEnabled: true, reason: null, seen: 1, by: self, now: testNow }),
    ).rejects.toThrow(own)
    await expect(give(person, { role: 'administrator', unit: null, by: self })).rejects.toThrow(own)
  })
})

describe('a grant', () => {
  it('holds from its first day to its last, both included', async () => {
    const person = await add()
    await give(person, { from: '2019-06-12', to: '2019-06-14' })
    const held = [{ role: 'team_manager', unit: 'HP-S1', audience: 'inside' }]
    expect(await heldBy(person, '2019-06-11')).toEqual([])
    expect(await heldBy(person, '2019-06-12')).toEqual(held)
    expect(await heldBy(person, '2019-06-14')).toEqual(held)
    expect(await heldBy(person, '2019-06-15')).toEqual([])
  })

  it('of the board is read outside, and another of the same person inside', async () => {
    const person = await add()
    await give(person)
    await give(person, { role: 'board', unit: null })
    expect(await heldBy(person)).toEqual([
      { role: 'team_manager', unit: 'HP-S1', audience: 'inside' },
      { role: 'board', unit: 'RIDGE', audience: 'outside' },
    ])
  })

  it('given twice is given once', async () => {
    const person = await add()
    await give(person)
    expect((await give(person)).grants).toHaveLength(1)
  })

  it('ends at once, with a reason, and stays on record', async () => {
    const person = await add()
    const [held] = (await give(person)).grants
    const end = { person, grant: held?.id ?? 0, by, now: testNow }
    await expect(recordGrantEnd(db, { ...end, reason: ' ' })).rejects.toThrow('Say why the role is ended.')
    const ended = await recordGrantEnd(db, { ...end, reason: 'Left the team' })
    expect(ended.grants.map((one) => one.ended)).toEqual([
      { at: testNow, by: 'Command line', reason: 'Left the team' },
    ])
    expect(await heldBy(person)).toEqual([])
    await expect(recordGrantEnd(db, { ...end, grant: 999_999, reason: 'Gone' })).rejects.toThrow(
      'has no grant 999999',
    )
  })

  it.each([
    [{ role: 'wizard' }, '"wizard" is not a role.'],
    [{ unit: 'HPC' }, 'Team manager: this role is over a team, and HPC is a service.'],
    [{ unit: 'NOWHERE' }, 'There is no team or service with the code NOWHERE.'],
    [{ from: '2019-06-20', to: '2019-06-19' }, 'is before the first'],
    [{ from: '2019-06-01', to: '2019-06-09' }, 'has passed'],
  ])('is refused for %j', async (change, message) => {
    const person = await add()
    await expect(give(person, change)).rejects.toThrow(message)
    expect((await loadPerson(db, person)).grants).toEqual([])
  })
})

describe('a role over a team that closes', () => {
  it('gives nothing from the day after the closing on, and moves to no other team by itself', async () => {
    const { db: own, owner } = await testDatabase('catalogue')
    const id = await recordPerson(own, { name: 'Jo Bell', email: 'jo@council.example', by, now: testNow })
    const order = {
      role: 'team_manager',
      unit: 'HP-S1',
      from: null,
      to: null,
      deputyOf: null,
      by,
      now: testNow,
    }
    await recordGrant(own, { ...order, person: id })
    await owner.updateTable('unit').set({ closed: '2019-06-30' }).where('code', '=', 'HP-S1').execute()
    const held = async (day: string) => (await loadPersonActor(own, id, new Date(`${day}T12:00:00Z`)))?.grants
    expect(await held('2019-06-30')).toEqual([{ role: 'team_manager', unit: 'HP-S1', audience: 'inside' }])
    expect(await held('2019-07-01')).toEqual([])
    const later = new Date('2019-07-01T12:00:00Z')
    await expect(recordGrant(own, { ...order, person: id, now: later })).rejects.toThrow(
      'closed on 30 June 2019, so nobody is given a role over it',
    )
    await recordGrant(own, { ...order, person: id, unit: 'HP-S2', now: later })
    expect((await held('2019-07-01'))?.map(({ unit }) => unit)).toEqual(['HP-S2'])
  })
})

describe('a deputy', () => {
  it('holds the role of another person until a day', async () => {
    const [holder, deputy] = [await add('Holder'), await add('Deputy')]
    await give(holder)
    await give(deputy, { deputyOf: holder, to: '2019-06-17' })
    expect(await heldBy(deputy, '2019-06-17')).toHaveLength(1)
    expect(await heldBy(deputy, '2019-06-18')).toEqual([])
  })

  it('needs a last day, and somebody who holds the role themselves', async () => {
    const [holder, deputy, third] = [await add('Holder'), await add('Deputy'), await add('Third')]
    await expect(give(deputy, { deputyOf: holder, to: '2019-06-17' })).rejects.toThrow(
      'Holder does not hold this role',
    )
    await give(holder)
    await expect(give(deputy, { deputyOf: holder })).rejects.toThrow('Give the last day')
    await give(deputy, { deputyOf: holder, to: '2019-06-17' })
    await expect(give(third, { deputyOf: deputy, to: '2019-06-17' })).rejects.toThrow(
      'Deputy does not hold this role',
    )
    await expect(give(holder, { deputyOf: holder, to: '2019-06-17' })).rejects.toThrow(
      'Nobody is their own deputy.',
    )
  })
})

describe('a change of a person', () => {
  const opens = async (cookie: string, url: string) =>
    (await app.inject({ url, headers: { cookie } })).statusCode

  it('counts at the next request: a role that is ended, a role that is given, and being disabled', async () => {
    const { cookie } = await signIn(app, 'head_of_service')
    const head = (await loadPeople(db)).find(({ email }) => email === 'head.of.service@demonstration.example')
    const person = head?.id ?? 0
    expect(await opens(cookie, '/units/HPC')).toBe(200)
    await recordGrantEnd(db, { person, grant: head?.grants[0]?.id ?? 0, reason: 'Moved', by, now: testNow })
    expect(await opens(cookie, '/units/HPC')).toBe(404)
    await give(person, { role: 'head_of_service', unit: 'CICS' })
    expect(await opens(cookie, '/units/HPC')).toBe(404)
    expect(await opens(cookie, '/units/CICS')).toBe(200)
    await recordPersonChange(db, { person, isEnabled: false, reason: 'Left', seen: 1, by, now: testNow })
    expect(await opens(cookie, '/units/CICS')).toBe(303)
    await recordPersonChange(db, { person, isEnabled: true, reason: 'Back', seen: 2, by, now: testNow })
    // The session ended with the disabling, and does not come back.
    expect(await opens(cookie, '/units/CICS')).toBe(303)
    await expect(
      signIn(app, 'head_of_service').then(({ cookie: anew }) => opens(anew, '/units/CICS')),
    ).resolves.toBe(200)
  })

  it('ends a grant at midnight of its last day, while the session goes on', async () => {
    clock.now = new Date('2019-06-10T22:50:00Z')
    const { cookie } = await signIn(app, 'team_manager')
    const manager = (await loadPeople(db)).find(({ email }) => email === 'team.manager@demonstration.example')
    await give(manager?.id ?? 0, { unit: 'HP-S2', to: today })
    expect(await opens(cookie, '/units/HP-S2')).toBe(200)
    clock.now = new Date('2019-06-10T23:00:00Z')
    expect(await opens(cookie, '/units/HP-S2')).toBe(404)
    expect(await opens(cookie, '/units/HP-S1')).toBe(200)
    clock.now = testNow
  })
})
