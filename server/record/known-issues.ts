import { asOf, holdsIn } from '../db/as-of.ts'
import type { ReadSource } from '../db/database.ts'
import { loadWords } from './text-releases.ts'

export type KnownIssue = { kpi: string; unit: string | null; note: string }

/** Known issues of a month, as recorded at `asAt`, in words that the audience may read. */
export async function loadKnownIssues(db: ReadSource, month: string, asAt?: Date): Promise<KnownIssue[]> {
  const issues = await db
    .selectFrom('known_issue')
    .select(['id', 'kpi_code as kpi', 'unit_code as unit', 'note'])
    .where(holdsIn(month))
    .where(asOf(asAt, 'recorded_at'))
    .orderBy('id')
    .execute()
  const words = await loadWords(db, 'known_issue')
  return issues.map(({ id, note, ...issue }) => ({ ...issue, note: words(id, note) }))
}
