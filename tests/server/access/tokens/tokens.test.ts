import { beforeAll, describe, expect, it } from 'vitest'
import { recordGrant, recordGrantEnd } from '#server/access/people/grants.ts'
import { loadPerson, recordPerson, recordPersonChange } from '#server/access/people/people.ts'
import { loadPersonActor } from '#server/access/people/person-actor.ts'
import { loadTokenActor } from '#server/access/tokens/actor.ts'
import { loadToken, recordConfirmation, recordRevocation } from '#server/access/tokens/issued.ts'
import { issueToken, recordToken } from '#server/access/tokens/tokens.ts'
import { testNow } from '../../../support/app.ts'
import { type TestDatabase, testDatabase } from '../../../support/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase('catalogue')
})

const request = { name: 'Night job', role: 'data_team', unit: null, audience: 'inside', now: testNow }

const commandLine = { id: null, name: 'Command line' }

describe('a token', () => {
  it('stands for its role over its unit, and the table does not hold it', async () => {
    const secret = await recordToken(database.db, {
      ...request,
      name: 'Night job by S1',
      role: 'team_manager',
      unit: 'hp-s1',
    })
    expect(secret).toMatch(/^gt_[A-Za-z0-9_-]{43}$/)
    expect(await loadTokenActor(database.db, secret, testNow)).toEqual({
      id: expect.any(Number),
      name: 'Night job by S1',
      grants: [{ role: 'team_manager', unit: 'HP-S1', audience: 'inside' }],
      via: 'token',
      actsAs: null,
      seenBy: null,
    })
    const rows = await database.db.selectFrom('token').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(secret.slice(3))
  })

  it('is over the council where its role needs no unit', async () => {
    const actor = await loadTokenActor(database.db, await recordToken(database.db, request), testNow)
    expect(actor?.grants).toEqual([{ role: 'data_team', unit: 'RIDGE', audience: 'inside' }])
  })

  it('keeps the audience it is given to, and the board’s is always outside', async () => {
    for (const [role, audience, kept] of [
      ['smt', 'outside', 'outside'],
      ['board', 'inside', 'outside'],
    ] as const) {
      const secret = await recordToken(database.db, { ...request, name: `For ${role}`, role, audience })
      expect((await loadTokenActor(database.db, secret, testNow))?.grants[0]?.audience).toBe(kept)
    }
  })

  it('stands for nobody once revoked, or when it was never given out', async () => {
    const secret = await recordToken(database.db, { ...request, name: 'Short lived' })
    const { id } = await loadToken(database.db, { name: 'Short lived' }, testNow)
    await recordRevocation(database.db, {
      token: id,
      reason: ' No longer used ',
      by: commandLine,
      now: testNow,
    })
    await recordRevocation(database.db, { token: id, reason: 'Twice', by: commandLine, now: testNow })
    expect((await loadToken(database.db, { id }, testNow)).revoked).toEqual({
      ...{ at: testNow, by: 'Command line', reason: 'No longer used' },
    })
    expect(await loadTokenActor(database.db, secret, testNow)).toBeNull()
    expect(await loadTokenActor(database.db, 'gt_never', testNow)).toBeNull()
  })

  it.each([
    [{ role: 'wizard' }, '"wizard" is not a role.'],
    [{ role: 'team_manager' }, 'Team manager: this role is over a team. Give its code.'],
    [{ role: 'head_of_service' }, 'Head of service: this role is over a service. Give its code.'],
    [{ role: 'team_manager', unit: 'HPC' }, 'Team manager: this role is over a team, and HPC is a service.'],
    [{ role: 'smt', unit: 'HP-S1' }, 'this role is over a council, and HP-S1 is a team.'],
    [{ unit: 'NOWHERE' }, 'There is no team or service with the code NOWHERE.'],
    [{ audience: 'everyone' }, '"everyone" is not an audience: inside or outside.'],
    [{ name: '  ' }, 'Give the token a name of at most 100 characters.'],
  ])('is refused for %j', async (change, message) => {
    const before = await database.db.selectFrom('token').selectAll().execute()
    await expect(recordToken(database.db, { ...request, ...change })).rejects.toThrow(message)
    expect(await database.db.selectFrom('token').selectAll().execute()).toHaveLength(before.length)
  })
})

describe('the name of a token', () => {
  it('is given out once, also when its token has been revoked', async () => {
    await recordToken(database.db, { ...request, name: 'Power BI' })
    const again = () => recordToken(database.db, { ...request, name: ' Power BI ' })
    await expect(again()).rejects.toThrow('A token named "Power BI" was given out already.')
    await database.db
      .updateTable('token')
      .set({ revoked_at: testNow })
      .where('name', '=', 'Power BI')
      .execute()
    await expect(again()).rejects.toThrow('A name is used once')
  })
})

describe('a token that a person makes', () => {
  let added = 0
  /** A person with roles, as an actor. */
  async function person(...held: { role: string; unit: string | null }[]) {
    added += 1
    const given = { name: `Person ${added}`, email: `token.${added}@council.example` }
    const id = await recordPerson(database.db, { ...given, by: commandLine, now: testNow })
    for (const grant of held) {
      const order = { ...grant, from: null, to: null, deputyOf: null, by: commandLine, now: testNow }
      await recordGrant(database.db, { ...order, person: id })
    }
    const actor = await loadPersonActor(database.db, id, testNow)
    if (actor === null) throw new Error('The person is disabled.')
    return actor
  }
  const administrator = { role: 'administrator', unit: null }
  const dataTeam = { role: 'data_team', unit: null }
  const order = { ...request, expires: '2019-12-31' }
  const opens = async (secret: string, now = testNow) =>
    (await loadTokenActor(database.db, secret, now)) !== null

  it('opens what its owner holds, and acts as its owner', async () => {
    const by = await person(administrator, dataTeam)
    const { secret, id, isWaiting } = await issueToken(database.db, { ...order, name: 'Own', by })
    expect(isWaiting).toBe(false)
    expect(await loadTokenActor(database.db, secret, testNow)).toMatchObject({ actsAs: by.id, via: 'token' })
    expect(await loadToken(database.db, { id }, testNow)).toMatchObject({
      ...{ owner: { id: by.id, name: by.name }, role: 'data_team', audience: 'inside', state: 'works' },
      ...{ lastUsed: testNow, confirmed: null, revoked: null },
    })
  })

  it('is refused at the next request once its owner no longer holds its role, or is disabled', async () => {
    const by = await person(administrator, dataTeam)
    const { secret, id } = await issueToken(database.db, { ...order, name: 'Left', by })
    const { grants } = await loadPerson(database.db, by.id)
    const grant = grants.find(({ role }) => role === 'data_team')?.id ?? 0
    await recordGrantEnd(database.db, {
      person: by.id,
      grant,
      reason: 'Moved',
      by: commandLine,
      now: testNow,
    })
    expect(await opens(secret)).toBe(false)
    expect((await loadToken(database.db, { id }, testNow)).state).toBe('owner_without_role')
    const again = { ...dataTeam, from: null, to: null, deputyOf: null, by: commandLine, now: testNow }
    await recordGrant(database.db, { ...again, person: by.id })
    expect(await opens(secret)).toBe(true)
    const off = { person: by.id, isEnabled: false, reason: 'Left', seen: 1, by: commandLine, now: testNow }
    await recordPersonChange(database.db, off)
    expect(await opens(secret)).toBe(false)
  })

  it('is refused at the next request once its team has closed, and says so in the list', async () => {
    const { db, owner } = await testDatabase('catalogue')
    const made = {
      name: 'Team screen',
      role: 'team_manager' as const,
      unit: 'HP-S1',
      audience: 'inside' as const,
    }
    const secret = await recordToken(db, { ...made, now: testNow })
    const works = async (day: string) =>
      (await loadTokenActor(db, secret, new Date(`${day}T12:00:00Z`))) !== null
    await owner.updateTable('unit').set({ closed: '2019-06-30' }).where('code', '=', 'HP-S1').execute()
    expect(await works('2019-06-30')).toBe(true)
    expect(await works('2019-07-01')).toBe(false)
    const { state } = await loadToken(db, { name: 'Team screen' }, new Date('2019-07-01T12:00:00Z'))
    expect(state).toBe('unit_closed')
  })

  it('that opens more than its owner waits until another administrator confirms it', async () => {
    const by = await person(administrator)
    const second = await person(administrator)
    const { secret, id, isWaiting } = await issueToken(database.db, { ...order, name: 'More', by })
    expect([isWaiting, await opens(secret)]).toEqual([true, false])
    expect((await loadToken(database.db, { id }, testNow)).state).toBe('waiting')
    const confirm = (actor: typeof by) =>
      recordConfirmation(database.db, { token: id, by: actor, now: testNow })
    await expect(confirm(by)).rejects.toThrow('This token is yours.')
    // A token of the owner is no second person, and a token of nobody is no person at all.
    await expect(confirm({ ...second, via: 'token', actsAs: by.id })).rejects.toThrow('A second person')
    await expect(confirm({ ...second, via: 'token', actsAs: null })).rejects.toThrow('A second person')
    expect(await opens(secret)).toBe(false)
    await confirm(second)
    expect(await opens(secret)).toBe(true)
    expect(await loadToken(database.db, { id }, testNow)).toMatchObject({
      ...{ state: 'works', confirmed: { at: testNow, by: second.name } },
    })
    await expect(confirm(second)).rejects.toThrow('does not wait')
    const off = { person: by.id, isEnabled: false, reason: 'Left', seen: 1, by: commandLine, now: testNow }
    await recordPersonChange(database.db, off)
    expect(await opens(secret)).toBe(false)
  })

  it('for readers outside may be made by a person who holds the role inside; another role waits', async () => {
    const by = await person(administrator, { role: 'smt', unit: null })
    const out = { ...order, by, role: 'smt', audience: 'outside' }
    expect((await issueToken(database.db, { ...out, name: 'Outside' })).isWaiting).toBe(false)
    const board = await person(administrator, { role: 'board', unit: null })
    const inside = { ...order, by: board, role: 'smt', audience: 'inside' }
    expect((await issueToken(database.db, { ...inside, name: 'Inside' })).isWaiting).toBe(true)
  })

  it('works to the end of its last day in London, of at most 12 months from now', async () => {
    const by = await person(administrator, dataTeam)
    const { secret } = await issueToken(database.db, { ...order, name: 'Year', by, expires: '2020-06-10' })
    expect(await opens(secret, new Date('2020-06-10T22:59:59Z'))).toBe(true)
    expect(await opens(secret, new Date('2020-06-10T23:00:00Z'))).toBe(false)
    const refused = (expires: string) => issueToken(database.db, { ...order, name: 'Refused', by, expires })
    await expect(refused('2020-06-11')).rejects.toThrow('at most 12 months: give a last day up to 2020-06-10')
    await expect(refused('2019-06-09')).rejects.toThrow('has passed')
    await expect(refused('2019-02-30')).rejects.toThrow('is not a day such as')
  })

  it('is not made by a program that belongs to nobody', async () => {
    const by = { ...(await person(administrator)), via: 'token' as const, actsAs: null }
    await expect(issueToken(database.db, { ...order, name: 'Child', by })).rejects.toThrow(
      'A token is made by a person.',
    )
  })

  it('says when it was last used, to the hour', async () => {
    const by = await person(administrator, dataTeam)
    const { secret, id } = await issueToken(database.db, { ...order, name: 'Hourly', by })
    const lastUsed = async () => (await loadToken(database.db, { id }, testNow)).lastUsed
    expect(await lastUsed()).toBeNull()
    await opens(secret)
    await opens(secret, new Date(testNow.getTime() + 59 * 60_000))
    expect(await lastUsed()).toEqual(testNow)
    const later = new Date(testNow.getTime() + 60 * 60_000)
    await opens(secret, later)
    expect(await lastUsed()).toEqual(later)
  })
})
