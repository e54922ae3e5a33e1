import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { passwordFault } from '#server/access/sign-in/local/password-rule.ts'
import { passwordsOf } from '#server/access/sign-in/local/passwords.ts'

const usual = passwordsOf()
const hashPassword = usual.hash
const compare = (password: string, kept: string | null) => usual.compare(password, kept, { isFirst: false })

describe('the hash of a password', () => {
  it('is Argon2id of 64 MiB in three passes, as a PHC string with its own salt', async () => {
    const [one, two] = await Promise.all([hashPassword('four unlikely words here'), hashPassword('the same')])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
    expect(one.split('$')[4]).not.toBe(two.split('$')[4])
  })

  it('is of that password alone, in whichever form of Unicode it is typed', async () => {
    const kept = await hashPassword('caf\u00e9 unlikely words')
    expect(await compare('cafe\u0301 unlikely words', kept)).toEqual({ isRight: true, isOutdated: false })
    expect(await compare('cafe unlikely words', kept)).toMatchObject({ isRight: false })
    expect(await compare('', kept)).toMatchObject({ isRight: false })
  })

  it('of weaker parameters is still read, and is asked to be kept anew', async () => {
    // `a weaker hash of old` by m=8192, t=1.
    const { argon2Sync } = await import('node:crypto')
    const nonce = Buffer.alloc(16, 7)
    const given = {
      message: 'a weaker hash of old',
      nonce,
      parallelism: 1,
      tagLength: 32,
      memory: 8192,
      passes: 1,
    }
    const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')
    const kept = `$argon2id$v=19$m=8192,t=1,p=1$${text(nonce)}$${text(argon2Sync('argon2id', given))}`
    expect(await compare('a weaker hash of old', kept)).toEqual({ isRight: true, isOutdated: true })
    expect(await compare('another', kept)).toMatchObject({ isRight: false })
  })

  it.each([null, '', 'plain text', '$argon2i$v=19$m=65536,t=3,p=1$YWFhYWFhYWE$YWFh', '$2b$12$abc'])(
    'that is none is of no password: %j',
    async (kept) => {
      expect(await compare('anything at all', kept)).toEqual({ isRight: false, isOutdated: false })
    },
  )
})

describe('a password that is chosen', () => {
  const names = ['Jo Bell', 'jo.bell@ridgeshire.example', 'Ridgeshire County Council']

  it.each([
    'correct horse battery staple',
    'tangerine-ladder-fog',
    'mqX9v2LpTz7w',
    'Ein Haus aus Glas und Moos',
    '水曜日の朝に青い傘を忘れた駅員',
    'password manager made: kd83hfw',
    'x'.repeat(3) + 'gh tz op lm qr st vw'.repeat(6).slice(0, 125),
  ])('may be %j', (password) => {
    expect(passwordFault(password, names)).toBeNull()
  })

  it.each([
    ['short of it', 'Use at least 12 characters'],
    ['elevenchars', 'Use at least 12 characters'],
    ['', 'Use at least 12 characters'],
    ['ab cd ef gh '.repeat(11), 'Use at most 128 characters'],
    ['Password1234', 'one of the first'],
    ['P@ssw0rd2026!', 'one of the first'],
    ['passwordpassword', 'one of the first'],
    ['qwertyuiop123', 'one of the first'],
    ['1q2w3e4r5t6y', 'one of the first'],
    ['123456789012', 'one of the first'],
    ['abcdefghijklm', 'one of the first'],
    ['aaaaaaaaaaaaaa', 'one of the first'],
    ['ababababababab', 'one of the first'],
    ['GoldenThread2026', 'one of the first'],
    ['Scorecards!2026', 'one of the first'],
    ['Childrens-Services-1', 'one of the first'],
    ['Ridgeshire2026!', 'one of the first'],
    ['jobell-jobell-12', 'one of the first'],
    ['Summer2026Summer', 'one of the first'],
    ['welcome to work 1', 'one of the first'],
  ])('may not be %j', (password, why) => {
    expect(passwordFault(password, names)).toContain(why)
  })

  it('counts characters as people see them, not bytes', () => {
    expect(passwordFault('🦉🌳🚲🧭🎺🍋🪁🛶🧶🪴🥁', names)).toContain('at least 12')
  })

  it('of random letters is accepted, whatever the names', () => {
    const random = fc.string({
      unit: fc.constantFrom(...'bcdfghjkmnpqrstvwxyz'),
      minLength: 16,
      maxLength: 60,
    })
    fc.assert(
      fc.property(random, (password) => {
        fc.pre(new Set(password).size >= 12)
        expect(passwordFault(password, names)).toBeNull()
      }),
    )
  })
})
