/** The errors that PostgreSQL and the network give when the database cannot be queried at the moment. */
const AWAY = [
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  '25P03', // a transaction was idle for too long
  '25P04', // a transaction took too long
  '53200', // out of memory
  '53300', // too many connections
  '57014', // a statement took too long
  '57P01',
  '57P02',
  '57P03',
  '57P05', // a session was idle for too long
]

/** A lock that was not granted in time, a serialization failure and a deadlock. Each was rolled back completely and is likely to
 * succeed when retried. */
const BUSY = ['55P03', '40001', '40P01']

/** Text that PostgreSQL cannot store: an invalid byte, or a NUL or half a character within JSON. */
const TEXT_REFUSED = ['22021', '22P05']

/** True if the database is down, starting, out of connections or too slow. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return (
    hasCode(error, AWAY) ||
    /timeout exceeded when trying to connect|Connection terminated|not queryable/.test(error.message)
  )
}

/** True if the database's disk is full or a limit on its space is reached. */
export function isDatabaseFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return (
    hasCode(error, ['53100']) ||
    /^could not (extend|write).*(Disk quota exceeded|File too large|No space left)/.test(error.message)
  )
}

/** True if another transaction was in the way. This one did nothing and may be retried. */
export function isDatabaseBusy(error: unknown): boolean {
  return error instanceof Error && hasCode(error, BUSY)
}

/** True if the database refused a text because of a character that it cannot store. */
export function isTextRefused(error: unknown): boolean {
  return error instanceof Error && hasCode(error, TEXT_REFUSED)
}

/** True if the login lacks a privilege for what it asked. */
export function isPrivilegeMissing(error: unknown): boolean {
  return error instanceof Error && hasCode(error, ['42501'])
}

function hasCode(error: Error, codes: readonly string[]): boolean {
  return 'code' in error && codes.includes(String(error.code))
}
