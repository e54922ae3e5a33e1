import { releasedText } from '#domain/suppression/released-text.ts'
import type { ReadSource } from '../db/database.ts'

export type KnownIssue = { kpi: string; unit: string | null; note: string }

/** Known issues in force in a month, as far as they had been recorded at `asAt`, in words that the audience may read. */
export async function loadKnownIssues(db: ReadSource, month: string, asAt?: Date): Promise<KnownIssue[]> {
  const issues = await db
    .selectFrom('known_issue')
    .select(['kpi_code as kpi', 'unit_code as unit', 'note'])
    .where('valid_from', '<=', month)
    .where((e) => e.or([e('valid_to', 'is', null), e('valid_to', '>=', month)]))
    .$if(asAt !== undefined, (q) => q.where('recorded_at', '<=', asAt as Date))
    .orderBy('id')
    .execute()
  return issues.map((issue) => ({ ...issue, note: releasedText(issue.note, db.audience) }))
}
