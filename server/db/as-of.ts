/** Reads an append-only record: what was known at a moment, what is in force, and what applies to a month. */
import { type RawBuilder, sql } from 'kysely'

/** When a row was written, or the day it is about. */
type Dated = 'decided_on' | 'on_day' | 'published_at' | 'rated_on' | 'recorded_at' | 'taken_at' | 'updated_on'

/** True for a row dated at or before a moment or a day, and for every row if there is none. `moment` may be a piece of SQL.
 *  `column` includes its table's name if the query has several tables: `f.published_at`. */
export function asOf(
  moment: Date | string | RawBuilder<unknown> | undefined,
  column: Dated | `${string}.${Dated}`,
): RawBuilder<boolean> {
  return moment === undefined ? sql<boolean>`true` : sql<boolean>`${sql.ref(column)} <= ${moment}`
}

/** True for a row that is in force, now or at a moment: it is recorded and not superseded. `table` is its name if the query has
 *  several tables. */
export function inForce(asAt?: Date, table?: string): RawBuilder<boolean> {
  const superseded = columnOf('superseded_at', table)
  if (asAt === undefined) return sql<boolean>`${superseded} is null`
  const recorded = columnOf('recorded_at', table)
  return sql<boolean>`(${recorded} <= ${asAt} and (${superseded} is null or ${superseded} > ${asAt}))`
}

/** True for a row that applies to a month: from its first month on, up to its last one if it has one. `month` may be a piece of
 *  SQL. */
export function holdsIn(month: string | RawBuilder<unknown>, table?: string): RawBuilder<boolean> {
  const [from, to] = [columnOf('valid_from', table), columnOf('valid_to', table)]
  return sql<boolean>`(${from} <= ${month} and (${to} is null or ${to} >= ${month}))`
}

function columnOf(name: string, table: string | undefined): RawBuilder<unknown> {
  return sql.ref(table === undefined ? name : `${table}.${name}`)
}
