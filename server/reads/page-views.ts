import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'
import { type Look, lookBefore } from '../record/looks.ts'

/** When a person looked at a place before this sitting; null for a first view. The name of a place is its address without the
 *  first slash: `home`, `units/HP-S1`. Call it after `writes.recordPageView`, or use that function's result, which is the same. */
export async function loadLastPageView(db: ReadSource, person: number, place: string): Promise<Look | null> {
  const row = await db
    .selectFrom('look')
    .select(['before_at', 'before_dated'])
    .where('council_id', '=', councilId)
    .where('person_id', '=', person)
    .where('place', '=', place)
    .executeTakeFirst()
  return lookBefore(row)
}
