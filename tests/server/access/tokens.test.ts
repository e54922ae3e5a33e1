import { beforeAll, describe, expect, it } from 'vitest'
import { loadTokenActor, recordToken } from '#server/access/tokens.ts'
import { testNow } from '../../support/app.ts'
import { type TestDatabase, testDatabase } from '../../support/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase('catalogue')
})

const request = { name: 'Night job', role: 'data_team', unit: null, audience: 'inside', now: testNow }

describe('a token', () => {
  it('stands for its role over its unit, and the table does not hold it', async () => {
    const secret = await recordToken(database.db, {
      ...request,
      name: 'Night job by S1',
      role: 'team_manager',
      unit: 'hp-s1',
    })
    expect(secret).toMatch(/^gt_[A-Za-z0-9_-]{43}$/)
    expect(await loadTokenActor(database.db, secret)).toEqual({
      id: expect.any(Number),
      name: 'Night job by S1',
      grants: [{ role: 'team_manager', unit: 'HP-S1', audience: 'inside' }],
      via: 'token',
    })
    const rows = await database.db.selectFrom('token').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(secret.slice(3))
  })

  it('is over the council where its role needs no unit', async () => {
    const actor = await loadTokenActor(database.db, await recordToken(database.db, request))
    expect(actor?.grants).toEqual([{ role: 'data_team', unit: 'RIDGE', audience: 'inside' }])
  })

  it('keeps the audience it is given to, and the board’s is always outside', async () => {
    for (const [role, audience, kept] of [
      ['smt', 'outside', 'outside'],
      ['board', 'inside', 'outside'],
    ] as const) {
      const secret = await recordToken(database.db, { ...request, name: `For ${role}`, role, audience })
      expect((await loadTokenActor(database.db, secret))?.grants[0]?.audience).toBe(kept)
    }
  })

  it('stands for nobody once revoked, or when it was never given out', async () => {
    const secret = await recordToken(database.db, { ...request, name: 'Short lived' })
    await database.db
      .updateTable('token')
      .set({ revoked_at: testNow })
      .where('name', '=', 'Short lived')
      .execute()
    expect(await loadTokenActor(database.db, secret)).toBeNull()
    expect(await loadTokenActor(database.db, 'gt_never')).toBeNull()
  })

  it.each([
    [{ role: 'wizard' }, '"wizard" is not a role.'],
    [{ role: 'team_manager' }, 'A team_manager needs a team: --unit CODE.'],
    [{ role: 'head_of_service' }, 'A head_of_service needs a service: --unit CODE.'],
    [{ role: 'team_manager', unit: 'HPC' }, 'A team_manager has a team; HPC is a service.'],
    [{ role: 'smt', unit: 'HP-S1' }, 'A smt has a council; HP-S1 is a team.'],
    [{ unit: 'NOWHERE' }, 'There is no team or service with the code NOWHERE.'],
    [{ audience: 'everyone' }, '"everyone" is not an audience: inside or outside.'],
    [{ name: '  ' }, 'Give the token a name: --name TEXT.'],
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
