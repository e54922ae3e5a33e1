/** Reading rows that were never changed, only superseded: those in force now, or at a moment. */
import { type RawBuilder, sql } from 'kysely'

/** True of a row that is in force, or was at a moment. `table` is its name in the question, where that has several. */
export function inForce(asAt: Date | undefined, table?: string): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(table === undefined ? name : `${table}.${name}`)
  const [recorded, superseded] = [column('recorded_at'), column('superseded_at')]
  return asAt === undefined
    ? sql<boolean>`${superseded} is null`
    : sql<boolean>`(${recorded} <= ${asAt} and (${superseded} is null or ${superseded} > ${asAt}))`
}
