/** Refused files that a later file of the same name replaced. They are kept and shown, and need no action. */

import { type Expression, type SqlBool, sql } from 'kysely'
import { councilId } from '#server/db/council-id.ts'
import type { ReadSource } from '#server/db/database.ts'

/** A file's name in lower case, without its ending and what was added to it, like `baseName` of the domain. */
const key = (
  table: 'extract' | 'good',
) => sql<string>`regexp_replace(regexp_replace(lower(${sql.ref(`${table}.filename`)}),
  '\\.[a-z0-9]{1,5}$', ''), '(( - (problems|rejected rows|error summary))| \\([0-9]{1,3}\\))+$', '')`

/** Pasted tables all have the same name, so one does not replace another. */
const PASTED = 'pasted table'

/** Whether an extract was not refused, or no accepted file of its name followed it. */
export function isNotSetAside(): Expression<SqlBool> {
  return sql<boolean>`not exists (
    select 1 from extract as good where good.council_id = extract.council_id and ${isSetAsideBy()})`
}

/** For each of these extracts that is set aside, the latest accepted file of its name. */
export async function loadSetAsideFiles(
  db: ReadSource,
  ids: readonly number[],
): Promise<Map<number, number>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('extract')
    .innerJoin('extract as good', 'good.council_id', 'extract.council_id')
    .where('extract.council_id', '=', councilId)
    .where('extract.id', 'in', [...ids])
    .where(isSetAsideBy())
    .groupBy('extract.id')
    .select((e) => ['extract.id', e.fn.max('good.id').as('by')])
    .execute()
  return new Map(rows.map(({ id, by }) => [id, by]))
}

/** Whether `good` is an accepted file with the name of `extract`, which was refused before it. */
function isSetAsideBy(): Expression<SqlBool> {
  return sql<boolean>`extract.status = 'rejected' and good.status in ('ready', 'awaiting_approval', 'scheduled', 'published')
    and ${key('good')} = ${key('extract')} and ${key('extract')} <> ${PASTED}
    and (good.received_at, good.id) > (extract.received_at, extract.id)`
}
