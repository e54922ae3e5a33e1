import { beforeAll, describe, expect, it } from 'vitest'
import { type Attempt, clearAttempt, takeAttempt } from '#server/access/sign-in/local/delays.ts'
import type { Db } from '#server/db/database.ts'
import { testNow } from '../../../../support/app.ts'
import { testDatabase } from '../../../../support/database.ts'

let db: Db
const secrets = ['the secret of these tests: 4f7g8h9j0k1l2z3x'] as const
const MINUTE = 60_000
const after = (ms: number) => new Date(testNow.getTime() + ms)

beforeAll(async () => {
  ;({ db } = await testDatabase('catalogue'))
})

let networks = 0
/** An attempt on an account from a network that nobody used before. */
function on(account: string, change: Partial<Attempt> = {}): Attempt {
  networks += 1
  return { account, network: `network ${networks}`, knownBrowser: null, ...change }
}
/** An attempt on an account that nobody has tried. */
const another = (change: Partial<Attempt>) => on(`account ${networks + 1}`, change)
const take = (attempt: Attempt, ms = 0) => takeAttempt(db, attempt, secrets, after(ms))

/** As many attempts as given, of which each may be tried. */
async function failed(times: number, attempt: () => Attempt, ms = 0) {
  const waits = []
  for (let i = 0; i < times; i += 1) waits.push(await take(attempt(), ms))
  expect(waits).toEqual(Array(times).fill(0))
}

describe('the delay after failures', () => {
  it('of an account begins with the fifth and doubles from a minute to a quarter of an hour', async () => {
    await failed(5, () => on('doubling'))
    const waits = []
    let at = 0
    for (let i = 0; i < 7; i += 1) {
      const wait = await take(on('doubling'), at)
      expect(await take(on('doubling'), at + wait - 1)).toBe(1)
      at += wait
      expect(await take(on('doubling'), at)).toBe(0)
      waits.push(wait / MINUTE)
    }
    expect(waits).toEqual([1, 2, 4, 8, 15, 15, 15])
  })

  it('is the same however the name is typed', async () => {
    await failed(5, () => on('Jo.Bell@council.example'))
    expect(await take(on(' jo.bell@COUNCIL.example '))).toBe(MINUTE)
    expect(await take(on('jo.bel@council.example'))).toBe(0)
  })

  it('is forgotten a quarter of an hour after it could have been tried again', async () => {
    await failed(4, () => on('slow'))
    await failed(4, () => on('slow'), 15 * MINUTE)
    await failed(1, () => on('slow'), 16 * MINUTE)
    expect(await take(on('slow'), 16 * MINUTE)).toBe(MINUTE)
    await failed(5, () => on('slow'), 32 * MINUTE)
    expect(await take(on('slow'), 32 * MINUTE)).toBe(MINUTE)
  })

  it('of a network begins with the twentieth and lasts five minutes', async () => {
    const network = 'one office'
    const next = () => another({ network })
    await failed(20, next)
    expect(await take(next(), MINUTE)).toBe(4 * MINUTE)
    expect(await take(next(), 5 * MINUTE)).toBe(0)
  })

  it('of an account is not added to by an attempt that its network may not make', async () => {
    const network = 'stopped'
    await failed(20, () => another({ network }))
    for (let i = 0; i < 9; i += 1) expect(await take(on('spared', { network }))).toBe(5 * MINUTE)
    expect(await take(on('spared'))).toBe(0)
  })

  it('of a known browser is its own: neither account nor network count for it', async () => {
    await failed(5, () => on('owner', { network: 'home' }))
    const known = { network: 'home', knownBrowser: 'abc' }
    await failed(5, () => on('owner', known))
    expect(await take(on('owner', known))).toBe(MINUTE)
    expect(await take(on('owner', { ...known, knownBrowser: 'def' }))).toBe(0)
  })

  it('lets no more through when many come at once', async () => {
    const waits = await Promise.all(Array.from({ length: 40 }, () => take(on('at once'))))
    expect(waits.filter((wait) => wait === 0)).toHaveLength(5)
  })

  it('ends with a right password, and its network has one failure fewer', async () => {
    const network = 'a shared office'
    await failed(4, () => on('right', { network }))
    const attempt = on('right', { network })
    await failed(1, () => attempt)
    await clearAttempt(db, attempt, secrets, testNow)
    await failed(5, () => on('right', { network }))
    await failed(11, () => another({ network }))
    expect(await take(on('one more', { network }))).toBe(5 * MINUTE)
  })
})
