import { releasedText } from '#domain/suppression/released-text.ts'
import { asOf, holdsIn } from '../db/as-of.ts'
import type { ReadSource } from '../db/database.ts'

export type KnownIssue = { kpi: string; unit: string | null; note: string }

/** Known issues of a month, as recorded at `asAt`, in words that the audience may read. */
export async function loadKnownIssues(db: ReadSource, month: string, asAt?: Date): Promise<KnownIssue[]> {
  const issues = await db
    .selectFrom('known_issue')
    .select(['kpi_code as kpi', 'unit_code as unit', 'note'])
    .where(holdsIn(month))
    .where(asOf(asAt, 'recorded_at'))
    .orderBy('id')
    .execute()
  return issues.map((issue) => ({ ...issue, note: releasedText(issue.note, db.audience) }))
}
