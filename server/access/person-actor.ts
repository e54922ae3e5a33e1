/** The person of a session as an actor: with the grants that hold at this request. */
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { londonDay } from '#domain/time/moment.ts'
import { councilId } from '#server/db/council-id.ts'
import type { ReadSource } from '#server/db/database.ts'
import { type Actor, grantOf, isRole } from './actor.ts'
import { heldOn } from './grants.ts'

/** The person with this id; null if there is none or they are disabled. Read at each request, so that a change counts at the next. */
export async function loadPersonActor(db: ReadSource, id: number, now: Date): Promise<Actor | null> {
  const row = await db
    .selectFrom('person_line as l')
    .where('l.council_id', '=', councilId)
    .where('l.person_id', '=', id)
    .select(['l.name', 'l.is_enabled'])
    .select((q) =>
      jsonArrayFrom(
        q
          .selectFrom('role_grant as g')
          .leftJoin('role_grant_end as e', (join) =>
            join.onRef('e.council_id', '=', 'g.council_id').onRef('e.grant_id', '=', 'g.id'),
          )
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
  if (row === undefined || !row.is_enabled) return null
  return {
    id,
    name: row.name,
    grants: row.grants.flatMap(({ role, unit }) => (isRole(role) ? [grantOf({ role, unit })] : [])),
    via: 'session',
  }
}
