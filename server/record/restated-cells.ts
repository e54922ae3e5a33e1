/** Which cells were restated. Only current files count: a file that was taken back restates nothing and is not restated by the
 * correct one. */

import { sql } from 'kysely'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'

export type RestatedCell = { unit: string; kpi: string; period: string }

/** The cells, from a period on, for which a current file gave another figure than they have now. Blank rows do not count. */
export async function loadRestatedCells(
  db: ReadSource,
  { kpis, from }: { kpis?: readonly string[]; from: string },
): Promise<RestatedCell[]> {
  return db
    .selectFrom('measurement as m')
    .select(['m.unit_code as unit', 'm.kpi_code as kpi', 'm.period'])
    .where('m.council_id', '=', councilId)
    .where('m.version', '>', 1)
    .where('m.taken_back', '=', false)
    .where('m.period', '>=', from)
    .$if(kpis !== undefined, (q) => q.where('m.kpi_code', 'in', [...(kpis ?? []), '']))
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('measurement as later')
            .select('later.version')
            .whereRef('later.council_id', '=', 'm.council_id')
            .whereRef('later.unit_code', '=', 'm.unit_code')
            .whereRef('later.kpi_code', '=', 'm.kpi_code')
            .whereRef('later.period', '=', 'm.period')
            .whereRef('later.version', '>', 'm.version'),
        ),
      ),
    )
    .where((e) =>
      e.exists(
        e
          .selectFrom('measurement as b')
          .innerJoin('extract as x', (j) =>
            j.onRef('x.council_id', '=', 'b.council_id').onRef('x.id', '=', 'b.extract_id'),
          )
          .select('b.version')
          .whereRef('b.council_id', '=', 'm.council_id')
          .whereRef('b.unit_code', '=', 'm.unit_code')
          .whereRef('b.kpi_code', '=', 'm.kpi_code')
          .whereRef('b.period', '=', 'm.period')
          .whereRef('b.version', '<', 'm.version')
          .where('b.state', '<>', 'not_reported')
          .where('x.status', '<>', 'reverted')
          .where(
            sql<boolean>`(b.state, b.numerator, b.denominator, b.value)
              is distinct from (m.state, m.numerator, m.denominator, m.value)`,
          ),
      ),
    )
    .execute()
}
