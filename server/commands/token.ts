/** The verbs `token list` and `token revoke`. */
import { londonDay } from '#domain/time/moment.ts'
import { serviceAuthor } from '#server/access/people/authors.ts'
import { loadToken, loadTokens, recordRevocation, type TokenState } from '#server/access/tokens/issued.ts'
import type { Db, ReadSource } from '#server/db/database.ts'

const states: Record<TokenState, string> = {
  works: 'works',
  waiting: 'waits for a second administrator',
  owner_without_role: 'owner has not its role',
  unit_closed: 'its team has closed',
  expired: 'expired',
  revoked: 'revoked',
}

/** A line for each token that was ever given out, under a line of headings. */
export async function tokenLines(db: ReadSource, now: Date): Promise<string[]> {
  const day = (at: Date | null) => (at === null ? '-' : londonDay(at.toISOString()))
  const tokens = await loadTokens(db, now)
  const rows = tokens.map((token) => [
    ...[token.name, states[token.state], token.role, token.unit, token.audience],
    ...[token.owner?.name ?? 'command line', day(token.expires), day(token.lastUsed)],
  ])
  const headings = ['name', 'state', 'role', 'unit', 'audience', 'owner', 'expires', 'last used']
  const table = [headings, ...rows]
  const widths = headings.map((_, i) => Math.max(...table.map((row) => row[i]?.length ?? 0)))
  return table.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

/** Revokes the token with a name. Returns what to print. */
export async function revokeToken(db: Db, name: string, now: Date): Promise<string> {
  const token = await loadToken(db, { name }, now)
  if (token.revoked !== null) return `${token.name} is revoked already.`
  const by = await serviceAuthor(db, 'command_line')
  await recordRevocation(db, { token: token.id, reason: null, by, now })
  return `${token.name} is revoked. It is refused from now on.`
}
