/** The program of a token as an actor, if the token works at this request. */
import type { Audience } from '#domain/suppression/suppression.ts'
import { londonDay } from '#domain/time/moment.ts'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction } from '#server/db/database.ts'
import { isDatabaseFull } from '#server/db/database-failures.ts'
import { overOpenUnit } from '../people/given-grants.ts'
import { loadPersonActor } from '../people/person-actor.ts'
import { type Actor, type Grant, grantOf, isRole } from '../permissions/actor.ts'
import { tokenHash } from './secret.ts'

const HOUR = 3_600_000

/** The program with this token. Null if the token was never issued, was revoked, has expired or waits to be confirmed, if its unit
 * has closed, and if its owner is disabled or does not hold its role any more. Everything is read at each request, so that a change counts at the next. */
export async function loadTokenActor(db: Db, secret: string, now: Date): Promise<Actor | null> {
  const row = await db
    .selectFrom('token as t')
    .leftJoin('token_confirmation as c', (join) =>
      join.onRef('c.council_id', '=', 't.council_id').onRef('c.token_id', '=', 't.id'),
    )
    .where('t.council_id', '=', councilId)
    .where('t.secret_sha256', '=', tokenHash(secret))
    .where('t.revoked_at', 'is', null)
    .where(overOpenUnit(londonDay(now.toISOString()), 't.unit_code'))
    .select(['t.id', 't.author_id', 't.owner_id', 't.name', 't.role', 't.unit_code', 't.audience'])
    .select(['t.expires_at', 't.last_used_at', 't.needs_confirmation', 'c.by_id as confirmedBy'])
    .executeTakeFirst()
  if (row === undefined || !isRole(row.role)) return null
  if (row.expires_at !== null && row.expires_at <= now) return null
  // A constraint of the table allows these two audiences and no other.
  const grant = grantOf({ role: row.role, unit: row.unit_code }, row.audience as Audience)
  const owner = row.owner_id === null ? null : await loadPersonActor(db, row.owner_id, now)
  if (row.owner_id !== null && owner === null) return null
  const isConfirmed = row.confirmedBy !== null
  if (row.needs_confirmation && !isConfirmed) return null
  if (owner !== null && !isConfirmed && !isCoveredBy(owner.grants, grant)) return null
  if (row.last_used_at === null || now.getTime() - row.last_used_at.getTime() >= HOUR)
    await recordUse(db, row.id, now)
  return {
    ...{ id: row.author_id, name: row.name, grants: [grant], via: 'token' },
    ...{ actsAs: row.owner_id, seenBy: null },
  }
}

/** Whether somebody with these grants may give the grant to a token: they hold it themselves, in its audience or inside. */
export function isCoveredBy(held: readonly Grant[], { role, unit, audience }: Grant): boolean {
  return held.some(
    (grant) =>
      grant.role === role &&
      grant.unit === unit &&
      (grant.audience === audience || grant.audience === 'inside'),
  )
}

/** Keeps the hour in which a token was last used. A disk that has no room for it does not stop the program. */
async function recordUse(db: Db, id: number, now: Date): Promise<void> {
  const use = inTransaction(db, (trx) =>
    trx
      .updateTable('token')
      .set({ last_used_at: now })
      .where('council_id', '=', councilId)
      .where('id', '=', id)
      .execute(),
  )
  await use.catch((error: unknown) => {
    if (!isDatabaseFull(error)) throw error
  })
}
