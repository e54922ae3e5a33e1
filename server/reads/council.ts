/** The council as it is set up: one row. */
import type { ReadSource } from '#server/db/database.ts'

export type Council = {
  name: string
  /** The code of the unit at the top of the tree. */
  unitCode: string
  /** The day a demonstration council lives on; null for a council that lives on today. */
  fixedDay: string | null
  /** The first month with a scorecard. */
  firstScorecard: string | null
  isDemonstration: boolean
}

/** The council, or null while nothing has been seeded. */
export async function loadCouncil(db: ReadSource): Promise<Council | null> {
  const row = await db
    .selectFrom('council')
    .select([
      'name',
      'unit_code as unitCode',
      'fixed_day as fixedDay',
      'first_scorecard as firstScorecard',
      'is_demonstration as isDemonstration',
    ])
    .where('council_id', '=', 1)
    .executeTakeFirst()
  return row ?? null
}
