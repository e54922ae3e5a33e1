/** The page views of people: when they last looked at a place, so that a page can say what changed since. */

import { sql } from 'kysely'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction } from '#server/db/database.ts'
import { type Look, lookBefore } from '#server/record/looks.ts'

/** Page views within this time of the first are one sitting. */
const SITTING = '1 hour'

export type PageViewOrder = {
  /** Who looks. */
  person: { id: number; name: string }
  /** `home`, `units/HP-S1`. */
  place: string
}

/** Records that a person looks at a place and returns when they looked before this sitting; null for a first view. Writes
 * nothing while a sitting lasts. */
export async function recordPageView(db: Db, { person, place }: PageViewOrder): Promise<Look | null> {
  const known = await db
    .selectFrom('look')
    .select(['before_at', 'before_dated'])
    .select(sql<boolean>`last_at + ${SITTING}::interval >= recorded_moment()`.as('isSameSitting'))
    .where('council_id', '=', councilId)
    .where('person_id', '=', person.id)
    .where('place', '=', place)
    .executeTakeFirst()
  if (known?.isSameSitting === true) return lookBefore(known)
  return inTransaction(db, async (trx) => {
    const row = await trx
      .insertInto('look')
      .values({
        ...{ council_id: councilId, person_id: person.id, person: person.name, place },
        before_at: null,
      })
      .onConflict((oc) =>
        oc
          .columns(['council_id', 'person_id', 'place'])
          .where('person_id', 'is not', null)
          .doUpdateSet((e) => ({
            before_at: sql`look.last_at`,
            before_dated: sql`look.last_dated`,
            last_at: e.ref('excluded.last_at'),
            last_dated: e.ref('excluded.last_dated'),
          }))
          // Of two that begin a sitting at once, the second finds it begun.
          .where(sql<boolean>`look.last_at + ${SITTING}::interval < excluded.last_at`),
      )
      .returning(['before_at', 'before_dated'])
      .executeTakeFirst()
    if (row !== undefined) return lookBefore(row)
    const begun = await trx
      .selectFrom('look')
      .select(['before_at', 'before_dated'])
      .where('council_id', '=', councilId)
      .where('person_id', '=', person.id)
      .where('place', '=', place)
      .executeTakeFirst()
    return lookBefore(begun)
  })
}
