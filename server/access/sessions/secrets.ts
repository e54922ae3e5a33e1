/** Keys made from the session's secret, one for each purpose, so that none serves in another's place. */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

/** The session's secret, and after it the one it replaced: what that one signed or sealed is still read, and nothing new uses it. */
export type SessionSecrets = readonly [current: string, ...previous: string[]]

type Purpose = 'known browser' | 'second factor' | 'failed sign-in'

function keysFor(secrets: SessionSecrets, purpose: Purpose): [Buffer, ...Buffer[]] {
  const [current, ...previous] = secrets.map((secret) =>
    Buffer.from(hkdfSync('sha256', secret, 'golden-thread', purpose, 32)),
  )
  return [current ?? Buffer.alloc(0), ...previous]
}

/** The text as a keyed hash: the same text gives the same hash, and without the secret no text can be tried against it. */
export function keyedHash(secrets: SessionSecrets, purpose: Purpose, text: string): string {
  return createHmac('sha256', keysFor(secrets, purpose)[0]).update(text).digest('hex')
}

/** The text with a signature, for a cookie. */
export function signed(secrets: SessionSecrets, purpose: Purpose, text: string): string {
  const payload = Buffer.from(text).toString('base64url')
  return `${payload}.${signatureOf(keysFor(secrets, purpose)[0], payload).toString('base64url')}`
}

/** The text of `signed`; null if nobody signed it with one of the secrets. */
export function verified(secrets: SessionSecrets, purpose: Purpose, sent: string): string | null {
  const [payload = '', signature = ''] = sent.split('.')
  const given = Buffer.from(signature, 'base64url')
  const isOurs = keysFor(secrets, purpose).some((key) => {
    const own = signatureOf(key, payload)
    return own.length === given.length && timingSafeEqual(own, given)
  })
  return isOurs ? Buffer.from(payload, 'base64url').toString('utf8') : null
}

function signatureOf(key: Buffer, payload: string): Buffer {
  return createHmac('sha256', key).update(payload).digest()
}

const IV = 12
const TAG = 16

/** The bytes encrypted and authenticated (AES-256-GCM). */
export function sealed(secrets: SessionSecrets, purpose: Purpose, bytes: Buffer): Buffer {
  const iv = randomBytes(IV)
  const cipher = createCipheriv('aes-256-gcm', keysFor(secrets, purpose)[0], iv)
  const inside = Buffer.concat([cipher.update(bytes), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), inside])
}

/** The bytes of `sealed`; null if none of the secrets opens them. */
export function unsealed(secrets: SessionSecrets, purpose: Purpose, closed: Buffer): Buffer | null {
  for (const key of keysFor(secrets, purpose)) {
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, closed.subarray(0, IV))
      decipher.setAuthTag(closed.subarray(IV, IV + TAG))
      return Buffer.concat([decipher.update(closed.subarray(IV + TAG)), decipher.final()])
    } catch {
      // Another secret sealed them, or they were changed.
    }
  }
  return null
}
