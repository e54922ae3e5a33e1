/** What PostgreSQL and the network say of a database that cannot be asked just now. */
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

/** A lock that was not had in time, a transaction that could not be put in order with another, and a deadlock. Each has
 *  been rolled back whole, and is likely to succeed when it is tried again. */
const BUSY = ['55P03', '40001', '40P01']

/** Text that PostgreSQL cannot hold: a byte that is no character, and a NUL or half a character within JSON. */
const TEXT_REFUSED = ['22021', '22P05']

/** True where the database is down, starting, full of connections or too slow, rather than wrong. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return (
    hasCode(error, AWAY) ||
    /timeout exceeded when trying to connect|Connection terminated|not queryable/.test(error.message)
  )
}

/** True where the database has no room left on its disk, or has come to a limit set on its space. */
export function isDatabaseFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return (
    hasCode(error, ['53100']) ||
    /^could not (extend|write).*(Disk quota exceeded|File too large|No space left)/.test(error.message)
  )
}

/** True where another transaction was in the way, so that this one did nothing and may be tried again. */
export function isDatabaseBusy(error: unknown): boolean {
  return error instanceof Error && hasCode(error, BUSY)
}

/** True where the database refused a text for a character that it cannot hold. */
export function isTextRefused(error: unknown): boolean {
  return error instanceof Error && hasCode(error, TEXT_REFUSED)
}

function hasCode(error: Error, codes: readonly string[]): boolean {
  return 'code' in error && codes.includes(String(error.code))
}
