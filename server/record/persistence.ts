import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'

/** The persistence on record of each KPI in each period, by `AS01 2019-04`. It is the same whatever moment is asked about: it was
 * fixed when the period's first figure was published. */
export async function loadPersistences(db: ReadSource): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('persistence')
    .select(['kpi_code', 'period', 'value'])
    .where('council_id', '=', councilId)
    .execute()
  return new Map(rows.map(({ kpi_code, period, value }) => [`${kpi_code} ${period}`, value]))
}

/** The persistence on record of one KPI in one period; null before its first figure was published. */
export async function loadPersistence(db: ReadSource, kpi: string, period: string): Promise<number | null> {
  const row = await db
    .selectFrom('persistence')
    .select('value')
    .where('council_id', '=', councilId)
    .where('kpi_code', '=', kpi)
    .where('period', '=', period)
    .executeTakeFirst()
  return row?.value ?? null
}
