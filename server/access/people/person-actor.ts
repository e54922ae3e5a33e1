/** The person of a session as an actor: with the grants that hold at this request. */
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { londonDay } from '#domain/time/moment.ts'
import { councilId } from '#server/db/council-id.ts'
import type { ReadSource } from '#server/db/database.ts'
import { type Actor, grantOf, isRole, type SignedInBy } from '../permissions/actor.ts'
import { needsSecondFactor } from '../permissions/second-factor-rule.ts'
import { givenGrants, heldOn } from './given-grants.ts'
import { loadMappedRoles } from './provider-mappings.ts'

/** What a session adds to its person: how they signed in, and what the provider said of them then. */
export type SessionFacts = { signedInBy?: SignedInBy; claims?: readonly string[] }

/** The person with this id; null if there is none, they are disabled, or their roles need more than they signed in with. Read at each
 * request, so that a change counts at the next. */
export async function loadPersonActor(
  db: ReadSource,
  id: number,
  now: Date,
  { signedInBy, claims = [] }: SessionFacts = {},
): Promise<Actor | null> {
  const [row, mapped] = await Promise.all([loadPersonRow(db, id, now), loadMappedRoles(db, claims, now)])
  if (row === undefined || !row.is_enabled) return null
  const grants = [...row.grants, ...mapped].flatMap(({ role, unit }) =>
    isRole(role) ? [grantOf({ role, unit })] : [],
  )
  // A role that needs a second factor may have been given after a sign-in without one: the person signs in once more.
  if (signedInBy === 'password' && needsSecondFactor(grants)) return null
  return { id, name: row.name, grants, via: 'session', actsAs: id, seenBy: null }
}

function loadPersonRow(db: ReadSource, id: number, now: Date) {
  return db
    .selectFrom('person_line as l')
    .where('l.council_id', '=', councilId)
    .where('l.person_id', '=', id)
    .select(['l.name', 'l.is_enabled'])
    .select((q) =>
      jsonArrayFrom(
        q
          .selectFrom(givenGrants())
          .whereRef('g.council_id', '=', 'l.council_id')
          .whereRef('g.person_id', '=', 'l.person_id')
          .where(heldOn(londonDay(now.toISOString())))
          .select(['g.role', 'g.unit_code as unit'])
          .orderBy('g.id'),
      ).as('grants'),
    )
    .orderBy('l.version', 'desc')
    .limit(1)
    .executeTakeFirst()
}
