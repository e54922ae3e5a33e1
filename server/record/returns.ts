/** The returns in which data comes, and when the council began to send them. */

import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'

export type DataReturn = {
  code: string
  name: string
  ownerRole: string
  source: string
  dueWorkingDay: number
}

/** The returns, in the order they fall due. */
export async function loadReturns(db: ReadSource): Promise<DataReturn[]> {
  return db
    .selectFrom('data_return')
    .select(['code', 'name', 'owner_role as ownerRole', 'source', 'due_working_day as dueWorkingDay'])
    .where('council_id', '=', councilId)
    .orderBy('due_working_day')
    .orderBy('name')
    .execute()
}

/** The day of the first file that was received; null before that. */
export async function loadFirstDay(db: ReadSource): Promise<string | null> {
  const { first } = await db
    .selectFrom('extract')
    .where('council_id', '=', councilId)
    .select((e) => e.fn.min<string | null>('dated').as('first'))
    .executeTakeFirstOrThrow()
  return first
}

/** The cells of these periods that were taken back and had no earlier value, by "unit kpi period". */
export async function loadTakenBack(
  db: ReadSource,
  periods: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom((e) =>
      e
        .selectFrom('measurement')
        .distinctOn(['unit_code', 'kpi_code', 'period'])
        .select(['unit_code', 'kpi_code', 'period', 'taken_back'])
        .where('council_id', '=', councilId)
        .where('version', '>', 1)
        .where('period', 'in', [...periods, ''])
        .orderBy('unit_code')
        .orderBy('kpi_code')
        .orderBy('period')
        .orderBy('version', 'desc')
        .as('latest'),
    )
    .select(['unit_code', 'kpi_code', 'period'])
    .where('taken_back', '=', true)
    .execute()
  return new Set(rows.map((r) => `${r.unit_code} ${r.kpi_code} ${r.period}`))
}
