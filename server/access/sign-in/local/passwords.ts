/** Hashes passwords with Argon2id, and compares them. A hash is kept as a PHC string with its parameters, so that those of later
 * years can be stronger and a hash of today is still read. */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { problem } from '#server/errors.ts'

const argon2Async = promisify(argon2)

/** What one hash costs: so many KiB of memory, gone through so often. */
export type HashCost = { memory: number; passes: number }

/** 64 MiB for each hash. */
const usualCost: HashCost = { memory: 65_536, passes: 3 }
const PARALLELISM = 1
const SALT_BYTES = 16
const HASH_BYTES = 32
/** How many hashes are computed at once, and how many may wait: more would only be answered too late. */
const AT_ONCE = 2
const WAITING = 60

type Parameters = HashCost & { parallelism: number }
type Kept = Parameters & { salt: Buffer; hash: Buffer }

export type Passwords = {
  /** Returns the password's hash as a PHC string. */
  hash: (password: string) => Promise<string>
  /** Compares a password with a hash, or with none in the same time. `isFirst` goes before those who wait. `isOutdated` asks to keep
   * the password with the parameters of today. Throws `unavailable` if too many wait. */
  compare: (
    password: string,
    kept: string | null,
    order: { isFirst: boolean },
  ) => Promise<{ isRight: boolean; isOutdated: boolean }>
}

/** Hashes of this cost. Only tests give another than the usual one. */
export function passwordsOf(cost: HashCost = usualCost): Passwords {
  const parameters = { ...cost, parallelism: PARALLELISM }
  /** What stands in for the hash of an account that does not exist, so that its answer takes as long. */
  const nobody: Kept = { ...parameters, salt: randomBytes(SALT_BYTES), hash: randomBytes(HASH_BYTES) }
  return {
    async hash(password) {
      const salt = randomBytes(SALT_BYTES)
      const hash = await inTurn(true, () => compute(password, { ...parameters, salt, length: HASH_BYTES }))
      const { memory, passes, parallelism } = parameters
      return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(hash)}`
    },
    async compare(password, kept, { isFirst }) {
      const known = kept === null ? null : read(kept)
      const against = known ?? nobody
      const hash = await inTurn(isFirst, () => compute(password, { ...against, length: against.hash.length }))
      const isEqual = timingSafeEqual(hash, against.hash)
      return {
        isRight: known !== null && isEqual,
        isOutdated: known !== null && isOther(known, parameters),
      }
    },
  }
}

function isOther(kept: Kept, parameters: Parameters): boolean {
  return (['memory', 'passes', 'parallelism'] as const).some((name) => kept[name] !== parameters[name])
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

type Work = Parameters & { salt: Buffer; length: number }

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
