/** The tokens that were given out: what each opens, whether it works today, and ending or confirming one. */
import type { Audience } from '#domain/suppression/suppression.ts'
import { londonDay } from '#domain/time/moment.ts'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction, type ReadSource } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import { recordActivity } from '../activity/activity.ts'
import { lockPeople } from '../people/authors.ts'
import { overOpenUnit } from '../people/given-grants.ts'
import { isHeldOn } from '../people/grants.ts'
import { loadPeople, type Person, type PersonAuthor } from '../people/people.ts'
import { type Actor, grantOf, isRole } from '../permissions/actor.ts'
import { isCoveredBy } from './actor.ts'

/** `owner_without_role`: the owner is disabled, or does not hold the token's role now. `unit_closed`: its unit has closed. To neither is
 * anything answered. */
export const tokenStates = [
  'works',
  'waiting',
  'owner_without_role',
  'unit_closed',
  'expired',
  'revoked',
] as const
export type TokenState = (typeof tokenStates)[number]

export type IssuedTokenLine = {
  id: number
  name: string
  state: TokenState
  /** The person it belongs to; null for one that the command line made. */
  owner: { id: number; name: string } | null
  role: string
  unit: string
  audience: Audience
  made: { at: Date; by: string | null }
  expires: Date | null
  lastUsed: Date | null
  /** The second administrator who confirmed it; null if none did. */
  confirmed: { at: Date; by: string } | null
  revoked: { at: Date; by: string | null; reason: string | null } | null
}

/** Every token that was ever given out, the latest first. */
export async function loadTokens(db: ReadSource, now: Date): Promise<IssuedTokenLine[]> {
  const rows = await db
    .selectFrom('token as t')
    .leftJoin('token_confirmation as c', (join) =>
      join.onRef('c.council_id', '=', 't.council_id').onRef('c.token_id', '=', 't.id'),
    )
    .where('t.council_id', '=', councilId)
    .select(['t.id', 't.name', 't.role', 't.unit_code as unit', 't.audience', 't.owner_id as ownerId'])
    .select(['t.created_at', 't.by_name', 't.expires_at', 't.last_used_at', 't.needs_confirmation'])
    .select(['t.revoked_at', 't.revoked_by_name', 't.revoked_reason'])
    .select(['c.recorded_at as confirmedAt', 'c.by_name as confirmedBy'])
    .select(overOpenUnit(londonDay(now.toISOString()), 't.unit_code').as('isOverOpenUnit'))
    .orderBy('t.id', 'desc')
    .execute()
  const people = new Map((await loadPeople(db)).map((person) => [person.id, person]))
  return rows.map((row) => {
    const owner = row.ownerId === null ? null : (people.get(row.ownerId) ?? null)
    const line: Omit<IssuedTokenLine, 'state'> = {
      ...{ id: row.id, name: row.name, role: row.role, unit: row.unit },
      // A constraint of the table allows these two audiences and no other.
      audience: row.audience as Audience,
      owner: owner === null ? null : { id: owner.id, name: owner.name },
      made: { at: row.created_at, by: row.by_name },
      ...{ expires: row.expires_at, lastUsed: row.last_used_at },
      confirmed:
        row.confirmedAt === null || row.confirmedBy === null
          ? null
          : { at: row.confirmedAt, by: row.confirmedBy },
      revoked:
        row.revoked_at === null
          ? null
          : { at: row.revoked_at, by: row.revoked_by_name, reason: row.revoked_reason },
    }
    const { needs_confirmation: needsConfirmation, isOverOpenUnit } = row
    return { ...line, state: stateOf(line, { owner, needsConfirmation, isOverOpenUnit, now }) }
  })
}

type TokenFacts = { owner: Person | null; needsConfirmation: boolean; isOverOpenUnit: boolean; now: Date }

function stateOf(
  line: Omit<IssuedTokenLine, 'state'>,
  { owner, needsConfirmation, isOverOpenUnit, now }: TokenFacts,
): TokenState {
  if (line.revoked !== null) return 'revoked'
  if (line.expires !== null && line.expires <= now) return 'expired'
  if (!isOverOpenUnit) return 'unit_closed'
  if (owner !== null && !owner.isEnabled) return 'owner_without_role'
  if (line.confirmed !== null) return 'works'
  if (needsConfirmation) return 'waiting'
  if (owner === null || !isRole(line.role)) return 'works'
  const today = londonDay(now.toISOString())
  const held = owner.grants.flatMap((grant) =>
    isRole(grant.role) && isHeldOn(grant, today) ? [grantOf({ role: grant.role, unit: grant.unit })] : [],
  )
  const own = grantOf({ role: line.role, unit: line.unit }, line.audience)
  return isCoveredBy(held, own) ? 'works' : 'owner_without_role'
}

/** One token by its number or its name; throws `not_found` if none has it. */
export async function loadToken(
  db: ReadSource,
  wanted: { id: number } | { name: string },
  now: Date,
): Promise<IssuedTokenLine> {
  const tokens = await loadTokens(db, now)
  const found = tokens.find((token) =>
    'id' in wanted ? token.id === wanted.id : token.name === wanted.name.trim(),
  )
  if (found === undefined)
    throw problem(
      'not_found',
      'id' in wanted ? `There is no token ${wanted.id}.` : `There is no token named "${wanted.name}".`,
    )
  return found
}

export type RevocationOrder = { token: number; reason: string | null; by: PersonAuthor; now: Date }

/** Ends a token at once and for good. Revoked twice, it is revoked once. Throws `not_found`. */
export async function recordRevocation(db: Db, { token, by, now, reason }: RevocationOrder): Promise<void> {
  await inTransaction(db, async (trx) => {
    await lockPeople(trx)
    const found = await loadToken(trx, { id: token }, now)
    if (found.revoked !== null) return
    await trx
      .updateTable('token')
      .set({
        ...{ revoked_at: now, revoked_by_id: by.id, revoked_by_name: by.name },
        revoked_reason: reason === null || reason.trim() === '' ? null : reason.trim(),
      })
      .where('council_id', '=', councilId)
      .where('id', '=', token)
      .execute()
    const subject = `token ${found.name}`
    await recordActivity(trx, { kind: 'token.revoked', by, unit: found.unit, subject, reason })
  })
}

export type ConfirmationOrder = { token: number; by: Actor; now: Date }

/** Confirms, as a second administrator, that a token may open more than its owner's own roles. Throws `not_found`, `not_allowed` for
 * its owner and for a program, and `conflict` for a token that does not wait. */
export async function recordConfirmation(db: Db, { token, by, now }: ConfirmationOrder): Promise<void> {
  if (by.via !== 'session')
    throw problem('not_allowed', 'A second person confirms a token. Sign in to do it.')
  await inTransaction(db, async (trx) => {
    await lockPeople(trx)
    const found = await loadToken(trx, { id: token }, now)
    if (found.owner?.id === by.actsAs)
      throw problem('not_allowed', 'This token is yours. Ask another administrator to confirm it.')
    if (found.state !== 'waiting')
      throw problem('conflict', `The token ${found.name} does not wait to be confirmed.`)
    await trx
      .insertInto('token_confirmation')
      .values({ council_id: councilId, token_id: token, by_id: by.id, by_name: by.name, recorded_at: now })
      .execute()
    const subject = `token ${found.name}`
    await recordActivity(trx, { kind: 'token.confirmed', by, unit: found.unit, subject })
  })
}
