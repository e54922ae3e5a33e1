/** Reading a record to which is only added: what was known at a moment, what is in force, and what holds for a month. */
import { type RawBuilder, sql } from 'kysely'

/** When a row was written, or the day it is about. */
type Dated = 'decided_on' | 'on_day' | 'published_at' | 'rated_on' | 'recorded_at' | 'taken_at' | 'updated_on'

/** True of a row that is dated at or before a moment or a day, and of every row where there is none. `column` is given with
 *  the name of its table where a question has several: `f.published_at`. */
export function asOf(
  moment: Date | string | undefined,
  column: Dated | `${string}.${Dated}`,
): RawBuilder<boolean> {
  return moment === undefined ? sql<boolean>`true` : sql<boolean>`${sql.ref(column)} <= ${moment}`
}

/** True of a row that is in force, or was at a moment: it is recorded, and none took its place. `table` is its name in the
 *  question, where that has several. */
export function inForce(asAt?: Date, table?: string): RawBuilder<boolean> {
  const superseded = columnOf('superseded_at', table)
  if (asAt === undefined) return sql<boolean>`${superseded} is null`
  const recorded = columnOf('recorded_at', table)
  return sql<boolean>`(${recorded} <= ${asAt} and (${superseded} is null or ${superseded} > ${asAt}))`
}

/** True of a row that holds for a month: from its first month on and, where it has a last one, up to that. `month` may be a
 *  piece of SQL. */
export function holdsIn(month: string | RawBuilder<unknown>, table?: string): RawBuilder<boolean> {
  const [from, to] = [columnOf('valid_from', table), columnOf('valid_to', table)]
  return sql<boolean>`(${from} <= ${month} and (${to} is null or ${to} >= ${month}))`
}

function columnOf(name: string, table: string | undefined): RawBuilder<unknown> {
  return sql.ref(table === undefined ? name : `${table}.${name}`)
}
