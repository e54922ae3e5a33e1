const CODES = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  '57P01',
  '57P02',
  '57P03',
  '57014',
  '53300',
]

/** True where the database is down, starting, full of connections or too slow, rather than wrong. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return (
    ('code' in error && CODES.includes(String(error.code))) ||
    /timeout exceeded when trying to connect|Connection terminated|not queryable/.test(error.message)
  )
}

/** True where the database has no room left on its disk, or has come to a limit set on its space. */
export function isDatabaseFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return (
    ('code' in error && error.code === '53100') ||
    /^could not (extend|write).*(Disk quota exceeded|File too large|No space left)/.test(error.message)
  )
}
