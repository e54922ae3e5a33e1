/** Where the council's own case system lists the names behind a measure. For readers inside the service only. */
import type { CaseList } from '#domain/council/case-list.ts'
import { asOf } from '../db/as-of.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'

/** One setting of a measure's list, or one taking away: `list` is then null. */
export type CaseListLine = {
  kpi: string
  /** How often it was set or taken away up to this line: what a writer must have seen. */
  version: number
  list: CaseList | null
  reason: string | null
  byName: string
  byRole: string
  at: Date
  /** The day that it is of. */
  dated: string
}

/** Every line, now or up to a moment, the latest first. None for an outside audience. */
export async function loadCaseListLines(db: ReadSource, asAt?: Date): Promise<CaseListLine[]> {
  if (db.audience === 'outside') return []
  const rows = await db
    .selectFrom('case_list')
    .select(['kpi_code as kpi', 'version', 'address', 'label', 'reason'])
    .select(['by_name as byName', 'by_role as byRole', 'recorded_at as at', 'dated'])
    .where('council_id', '=', councilId)
    .where(asOf(asAt, 'recorded_at'))
    .orderBy('recorded_at', 'desc')
    .orderBy('kpi_code')
    .orderBy('version', 'desc')
    .execute()
  return rows.map(({ address, label, ...row }) => ({
    ...row,
    list: address === null || label === null ? null : { address, label },
  }))
}

/** The lists in force by their measure's code, now or at a moment. None for an outside audience. */
export async function loadCaseLists(db: ReadSource, asAt?: Date): Promise<Map<string, CaseList>> {
  const lists = new Map<string, CaseList>()
  const seen = new Set<string>()
  for (const { kpi, list } of await loadCaseListLines(db, asAt)) {
    if (list !== null && !seen.has(kpi)) lists.set(kpi, list)
    seen.add(kpi)
  }
  return lists
}
