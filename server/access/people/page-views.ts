/** The page views of people: when they last looked at a place, so that a page can say what changed since. */

import { sql } from 'kysely'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction } from '#server/db/database.ts'

/** Page views within this time of the first are one sitting. */
const SITTING = '1 hour'

export type PageViewOrder = {
  /** Who looks. */
  person: { id: number; name: string }
  /** `home`, `units/HP-S1`. */
  place: string
  at: Date
}

/** Records that a person looks at a place and returns when they looked before this sitting; null for a first view. Writes
 * nothing while a sitting lasts. */
export async function recordPageView(db: Db, { person, place, at }: PageViewOrder): Promise<Date | null> {
  const known = await db
    .selectFrom('look')
    .select(['before_at', sql<boolean>`last_at + ${SITTING}::interval >= ${at}`.as('isSameSitting')])
    .where('council_id', '=', councilId)
    .where('person_id', '=', person.id)
    .where('place', '=', place)
    .executeTakeFirst()
  if (known?.isSameSitting === true) return known.before_at
  return inTransaction(db, async (trx) => {
    const row = await trx
      .insertInto('look')
      .values({
        ...{ council_id: councilId, person_id: person.id, person: person.name, place },
        ...{ last_at: at, before_at: null },
      })
      .onConflict((oc) =>
        oc
          .columns(['council_id', 'person_id', 'place'])
          .where('person_id', 'is not', null)
          .doUpdateSet({ before_at: sql`look.last_at`, last_at: at })
          // Of two that begin a sitting at once, the second finds it begun.
          .where(sql<boolean>`look.last_at + ${SITTING}::interval < ${at}`),
      )
      .returning('before_at')
      .executeTakeFirst()
    if (row !== undefined) return row.before_at
    const begun = await trx
      .selectFrom('look')
      .select('before_at')
      .where('council_id', '=', councilId)
      .where('person_id', '=', person.id)
      .where('place', '=', place)
      .executeTakeFirst()
    return begun?.before_at ?? null
  })
}
