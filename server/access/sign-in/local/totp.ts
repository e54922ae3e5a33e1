/** Codes of six digits that change every 30 seconds (RFC 6238, HMAC-SHA-1), as every authenticator app computes them. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const STEP_SECONDS = 30
/** How many steps a code may be early or late, for clocks that differ. */
const TOLERANCE = 1
const SECRET_BYTES = 20
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** A new secret for an app. */
export function newTotpSecret(): Buffer {
  return randomBytes(SECRET_BYTES)
}

/** The number of the step that a moment lies in. */
export function totpStep(at: Date): number {
  return Math.floor(at.getTime() / 1000 / STEP_SECONDS)
}

/** The code of a step. */
export function totpCode(secret: Buffer, step: number, digits = 6): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const hash = createHmac('sha1', secret).update(counter).digest()
  const offset = (hash.at(-1) ?? 0) & 0xf
  const number = hash.readUInt32BE(offset) & 0x7fff_ffff
  return String(number % 10 ** digits).padStart(digits, '0')
}

/** The step whose code this is, of those around the moment; null if it is none of theirs. */
export function stepOfCode(secret: Buffer, code: string, at: Date): number | null {
  const sent = Buffer.from(code)
  const now = totpStep(at)
  const steps = Array.from({ length: 2 * TOLERANCE + 1 }, (_, i) => now - TOLERANCE + i)
  // Compares with each, so that the time of the answer does not tell which.
  const matching = steps.filter((step) => {
    const own = Buffer.from(totpCode(secret, step))
    return own.length === sent.length && timingSafeEqual(own, sent)
  })
  return matching.at(-1) ?? null
}

/** The secret as people type it into an app: base32 (RFC 4648), without padding. */
export function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)] ?? '')
    .join('')
}

/** The address that an app reads a secret from. */
export function otpauthAddress(
  secret: Buffer,
  { issuer, account }: { issuer: string; account: string },
): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}`
}
