import { beforeAll, describe, expect, it } from 'vitest'
import { type LinkKind, loadLink, recordLink, useLink } from '#server/access/people/links.ts'
import { recordPerson, recordPersonChange } from '#server/access/people/people.ts'
import { type Db, inTransaction } from '#server/db/database.ts'
import { testNow } from '../../../support/app.ts'
import { testDatabase } from '../../../support/database.ts'

let db: Db
const by = { id: null, name: 'Command line' }
const later = (minutes: number) => new Date(testNow.getTime() + minutes * 60_000)
const WEEK = 7 * 24 * 60

beforeAll(async () => {
  ;({ db } = await testDatabase('catalogue'))
})

let added = 0
function add(): Promise<number> {
  added += 1
  const email = `linked.${added}@council.example`
  return recordPerson(db, { name: `Linked ${added}`, email, by, now: testNow })
}

const give = (person: number, kind: LinkKind, now = testNow) => recordLink(db, { person, kind, by, now })
const use = (secret: string, now = testNow) => inTransaction(db, (trx) => useLink(trx, secret, now))

describe('a one-time link', () => {
  it.each(['invitation', 'sign_in'] as const)('of kind %s is used once', async (kind) => {
    const person = await add()
    const secret = await give(person, kind)
    expect(await loadLink(db, secret, testNow)).toMatchObject({ person, kind, by: 'Command line' })
    expect(await use(secret)).toEqual({ person, kind })
    expect(await use(secret)).toBeNull()
    expect(await loadLink(db, secret, testNow)).toBeNull()
  })

  it('is used by one of two who follow it at once', async () => {
    const person = await add()
    const secret = await give(person, 'invitation')
    const outcomes = await Promise.all([use(secret), use(secret), use(secret)])
    expect(outcomes.filter((outcome) => outcome !== null)).toHaveLength(1)
  })

  it.each([
    ['invitation', WEEK],
    ['sign_in', 10],
  ] as const)('of kind %s works for %i minutes and no longer', async (kind, minutes) => {
    const person = await add()
    const secret = await give(person, kind)
    expect(await use(secret, later(minutes))).toBeNull()
    expect(await use(secret, new Date(later(minutes).getTime() - 1))).toEqual({ person, kind })
  })

  it('is dead once a newer one of its kind was made, even if that one was used or has expired', async () => {
    const person = await add()
    const older = await give(person, 'invitation')
    const newer = await give(person, 'invitation', later(1))
    expect(await use(older, later(2))).toBeNull()
    expect(await use(newer, later(2))).toEqual({ person, kind: 'invitation' })
    expect(await use(older, later(3))).toBeNull()
  })

  it('leaves links of the other kind and of other people alone', async () => {
    const [one, other] = [await add(), await add()]
    const invitation = await give(one, 'invitation')
    const signIn = await give(one, 'sign_in')
    const others = await give(other, 'invitation')
    expect(await use(invitation)).toEqual({ person: one, kind: 'invitation' })
    expect(await use(signIn)).toEqual({ person: one, kind: 'sign_in' })
    expect(await use(others)).toEqual({ person: other, kind: 'invitation' })
  })

  it('of a disabled person does not work, and works again once they are enabled', async () => {
    const person = await add()
    const secret = await give(person, 'invitation')
    const change = { person, reason: 'left', by, now: testNow }
    await recordPersonChange(db, { ...change, isEnabled: false, seen: 1 })
    expect(await use(secret)).toBeNull()
    await recordPersonChange(db, { ...change, isEnabled: true, seen: 2 })
    expect(await use(secret)).toEqual({ person, kind: 'invitation' })
  })

  it.each(['', 'x', `${'A'.repeat(43)}`, `${'A'.repeat(42)}!`, "' or true --"])(
    'that was never given out opens nothing: %j',
    async (secret) => {
      expect(await use(secret)).toBeNull()
    },
  )

  it('is kept as its SHA-256 only', async () => {
    const secret = await give(await add(), 'invitation')
    const rows = await db.selectFrom('sign_in_link').selectAll().execute()
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain(secret)
  })

  it('may be one of the lines of a transaction, and is gone with it', async () => {
    const person = await add()
    const given: string[] = []
    const undone = inTransaction(db, async (trx) => {
      given.push(await recordLink(trx, { person, kind: 'invitation', by, now: testNow }))
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(given).toHaveLength(1)
    expect(await use(given[0] ?? '')).toBeNull()
  })
})
