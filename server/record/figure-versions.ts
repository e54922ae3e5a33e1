/** Versions of a figure. Figures are only added to the ledger, and a later version may take an earlier one back. */
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import { asOf } from '../db/as-of.ts'
import type { ReadSource } from '../db/database.ts'
import type { DB } from '../db/schema.ts'
import { firstPending } from './suppression.ts'

/** True of the version `f` of a figure where a later one of the same cell, `l`, took it back: one of which `isNothing` is
 *  true. An outside audience knows the versions of complete publications alone. */
export function isTakenBack(
  e: ExpressionBuilder<DB & { f: DB['figure'] }, 'f'>,
  { audience }: ReadSource,
  asAt: Date | undefined,
  isNothing: Expression<SqlBool>,
) {
  return e.exists(
    e
      .selectFrom('figure as l')
      .select('l.period')
      .whereRef('l.council_id', '=', 'f.council_id')
      .whereRef('l.unit_code', '=', 'f.unit_code')
      .whereRef('l.kpi_code', '=', 'f.kpi_code')
      .whereRef('l.period', '=', 'f.period')
      .whereRef('l.publication_id', '>', 'f.publication_id')
      .$if(audience === 'outside', (q) => q.where('l.publication_id', '<', firstPending))
      .where(asOf(asAt, 'l.published_at'))
      .where(isNothing),
  )
}
