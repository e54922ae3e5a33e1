/** Hashes passwords with Argon2id, and compares them. A hash is kept as a PHC string with its parameters, so that those of later
 * years can be stronger and a hash of today is still read. */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { problem } from '#server/errors.ts'

const argon2Async = promisify(argon2)

/** 64 MiB for each hash. */
const parameters = { memory: 65_536, passes: 3, parallelism: 1 }
const SALT_BYTES = 16
const HASH_BYTES = 32
/** How many hashes are computed at once, and how many may wait: more would only be answered too late. */
const AT_ONCE = 2
const WAITING = 60

type Kept = { memory: number; passes: number; parallelism: number; salt: Buffer; hash: Buffer }

/** Returns the password's hash as a PHC string. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const hash = await inTurn(true, () => compute(password, { ...parameters, salt, length: HASH_BYTES }))
  const { memory, passes, parallelism } = parameters
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(hash)}`
}

/** What stands in for the hash of an account that does not exist, so that its answer takes as long. */
const nobody: Kept = { ...parameters, salt: randomBytes(SALT_BYTES), hash: randomBytes(HASH_BYTES) }

/** Compares a password with a hash, or with none in the same time. `isFirst` goes before those who wait. `isOutdated` asks to keep
 * the password with the parameters of today. Throws `unavailable` if too many wait. */
export async function comparePassword(
  password: string,
  kept: string | null,
  { isFirst }: { isFirst: boolean },
): Promise<{ isRight: boolean; isOutdated: boolean }> {
  const known = kept === null ? null : read(kept)
  const against = known ?? nobody
  const hash = await inTurn(isFirst, () => compute(password, { ...against, length: against.hash.length }))
  const isEqual = timingSafeEqual(hash, against.hash)
  return { isRight: known !== null && isEqual, isOutdated: known !== null && isWeaker(known) }
}

function isWeaker({ memory, passes, parallelism }: Kept): boolean {
  return (
    memory !== parameters.memory || passes !== parameters.passes || parallelism !== parameters.parallelism
  )
}

function read(phc: string): Kept | null {
  const found =
    /^\$argon2id\$v=19\$m=([0-9]{1,8}),t=([0-9]{1,3}),p=([0-9]{1,3})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(
      phc,
    )
  if (found === null) return null
  const [, memory, passes, parallelism, salt = '', hash = ''] = found
  return {
    ...{ memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    ...{ salt: Buffer.from(salt, 'base64'), hash: Buffer.from(hash, 'base64') },
  }
}

type Work = { memory: number; passes: number; parallelism: number; salt: Buffer; length: number }

/** The same password may reach us in two forms of Unicode: one form is hashed. */
function compute(password: string, { memory, passes, parallelism, salt, length }: Work): Promise<Buffer> {
  return argon2Async('argon2id', {
    message: password.normalize('NFC'),
    nonce: salt,
    ...{ memory, passes, parallelism, tagLength: length },
  })
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}

let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(isFirst: boolean, work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= WAITING && !isFirst)
      throw problem('unavailable', 'Too many people sign in at this moment. Try again in a minute.')
    await new Promise<void>((resolve) => {
      if (isFirst) waiting.unshift(resolve)
      else waiting.push(resolve)
    })
  } else {
    running += 1
  }
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
}
