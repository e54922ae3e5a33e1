import { describe, expect, it } from 'vitest'
import {
  base32,
  newTotpSecret,
  otpauthAddress,
  stepOfCode,
  totpCode,
  totpStep,
} from '#server/access/sign-in/local/totp.ts'

/** RFC 6238, appendix B: the secret of the vectors for HMAC-SHA-1. */
const secret = Buffer.from('12345678901234567890')
const at = (seconds: number) => new Date(seconds * 1000)

describe('a code that changes with time', () => {
  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('is that of RFC 6238 at %i seconds', (seconds, code) => {
    expect(totpCode(secret, totpStep(at(seconds)), 8)).toBe(code)
    expect(totpCode(secret, totpStep(at(seconds)))).toBe(code.slice(2))
  })

  it('is right one step early and one step late, and no more', () => {
    const now = at(1_000_000_005)
    const step = totpStep(now)
    const accepted = [-2, -1, 0, 1, 2].map((by) => stepOfCode(secret, totpCode(secret, step + by), now))
    expect(accepted).toEqual([null, step - 1, step, step + 1, null])
  })

  it.each(['', '12345', '1234567', 'abcdef', '٠٠٠٠٠٠'])('is not %j', (code) => {
    expect(stepOfCode(secret, code, at(59))).toBeNull()
  })

  it('is set up from a key in base32, as RFC 4648 writes it', () => {
    expect(['f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map((text) => base32(Buffer.from(text)))).toEqual([
      'MY',
      'MZXQ',
      'MZXW6',
      'MZXW6YQ',
      'MZXW6YTB',
      'MZXW6YTBOI',
    ])
    expect(base32(newTotpSecret())).toMatch(/^[A-Z2-7]{32}$/)
    expect(otpauthAddress(secret, { issuer: 'Ridgeshire Council', account: 'jo@r.example' })).toBe(
      'otpauth://totp/Ridgeshire%20Council:jo%40r.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Ridgeshire%20Council',
    )
  })
})
