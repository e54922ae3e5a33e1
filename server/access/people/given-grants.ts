/** Roles as they were given, each with its end: what every list of roles and every request reads. */
import { expressionBuilder, type RawBuilder, sql } from 'kysely'
import { holdsIn } from '#server/db/as-of.ts'
import { councilId } from '#server/db/council-id.ts'
import type { DB } from '#server/db/schema.ts'

/** Every grant, with when, by whom and why it was ended; those three are null while nobody has ended it. A table to select from as `g`. */
export function givenGrants() {
  return expressionBuilder<DB>()
    .selectFrom('role_grant as given')
    .leftJoin('role_grant_end as end', (join) =>
      join.onRef('end.council_id', '=', 'given.council_id').onRef('end.grant_id', '=', 'given.id'),
    )
    .selectAll('given')
    .select(['end.recorded_at as ended_at', 'end.by_name as ended_by', 'end.reason as ended_because'])
    .as('g')
}

/** True in SQL of a grant `g` that gives its role on a day: begun, not over, not ended, and over a unit that is open. */
export function heldOn(day: string): RawBuilder<boolean> {
  return sql<boolean>`(${holdsIn(day, 'g')} and g.ended_at is null and ${overOpenUnit(day, 'g.unit_code')})`
}

/** True in SQL of a role whose unit, in `column`, has not closed before a day. What is over a closed unit gives nothing: its head of
 * service reads what it left, and so does its successor's manager, once a person has given them its business. */
export function overOpenUnit(day: string, column: `${string}.unit_code`): RawBuilder<boolean> {
  return sql<boolean>`not exists (select 1 from unit as u where u.council_id = ${councilId} and u.code = ${sql.ref(column)}
    and u.closed < ${day}::date)`
}
