/** The council's set-up: one row. */

import type { CouncilLook, TermInCare } from '#domain/council/council-look.ts'
import { councilId } from '#server/db/council-id.ts'
import type { ReadSource } from '#server/db/database.ts'

export type Council = CouncilLook & {
  /** The SHA-256 of the logo; null without one. */
  logo: string | null
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
      'short_name as shortName',
      'brand_colour as brandColour',
      'term_in_care as termInCare',
      'contact_name as contactName',
      'contact_email as contactEmail',
      'logo_sha256 as logo',
      'unit_code as unitCode',
      'fixed_day as fixedDay',
      'first_scorecard as firstScorecard',
      'is_demonstration as isDemonstration',
    ])
    .where('council_id', '=', councilId)
    .executeTakeFirst()
  if (row === undefined) return null
  // Only a demonstration lives on a fixed day. A day left behind by one must not date a real council's record.
  const fixedDay = row.isDemonstration ? row.fixedDay : null
  return { ...row, fixedDay, termInCare: row.termInCare as TermInCare }
}

/** The current logo if it has that hash; null for any other. */
export async function loadLogo(
  db: ReadSource,
  sha256: string,
): Promise<{ mediaType: string; content: Buffer } | null> {
  const row = await db
    .selectFrom('council_logo as l')
    .innerJoin('council as c', (j) =>
      j.onRef('c.council_id', '=', 'l.council_id').onRef('c.logo_sha256', '=', 'l.sha256'),
    )
    .select(['l.media_type as mediaType', 'l.content'])
    .where('l.sha256', '=', sha256)
    .executeTakeFirst()
  return row ?? null
}
