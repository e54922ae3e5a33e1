/** Which returns are complete, due and late, month by month. */

import type { ReturnCompleteness } from '#domain/extracts/return-completeness.ts'
import { dueCells } from '#domain/extracts/template.ts'
import { addMonths, monthOf, monthsFrom } from '#domain/time/period.ts'
import type { ReadSource } from '../db/database.ts'
import { loadCatalogueHistory } from '../record/catalogue.ts'
import { loadCouncil } from '../record/council.ts'
import type { DataReturn } from '../record/returns.ts'
import { loadUnitHistory } from '../record/units.ts'
import { loadCompletenessFacts, returnsOf } from './completeness.ts'

/** One return for one month. Its figures are cells: a team's KPI for the month, or for the quarter that ends with it. */
export type MonthReturn = DataReturn & ReturnCompleteness & { period: string }

export type ReturnMonth = { period: string; returns: MonthReturn[] }

/** The state of each return on a day for the last `months` complete months, latest first; a quarterly return appears only with
 * the month that ends its quarter. History is never late: months before the first scorecard are left out, and so are returns
 * that were due before the council's first file and never came. `asAt` limits it to what had been published and said by then. */
export async function loadReturnMonths(
  db: ReadSource,
  day: string,
  months: number,
  asAt?: Date,
): Promise<ReturnMonth[]> {
  const council = await loadCouncil(db)
  const last = addMonths(monthOf(day), -1)
  const first = council?.firstScorecard ?? ''
  const periods = monthsFrom(addMonths(last, 1 - months), last).filter((period) => period >= first)
  const [catalogue, tree, facts] = await Promise.all([
    loadCatalogueHistory(db, asAt),
    loadUnitHistory(db, asAt),
    loadCompletenessFacts(db, periods, day, asAt),
  ])
  const all = periods.reverse().map((period) => {
    const units = tree.in(period)
    const returns = returnsOf(facts, period, dueCells(catalogue.in(period), units, period), units)
    return {
      period,
      returns: returns
        .filter(({ isHistory, received }) => !isHistory || received > 0)
        .map((standing) => ({ ...standing, period })),
    }
  })
  return all.filter(({ returns }) => returns.length > 0)
}
