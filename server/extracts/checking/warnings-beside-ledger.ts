/** Every warning that depends on the record and not on the file alone. Found by the check, and again before publishing. */
import type { ExtractWarning, ExtractWarningCode } from '#domain/extracts/problem.ts'
import type { ExtractRegister } from '#domain/extracts/register.ts'
import { councilClockOver } from '#server/council-clock.ts'
import type { Trx } from '#server/db/database.ts'
import { loadCouncil } from '#server/record/council.ts'
import type { CellIndex } from '../reading/cell-index.ts'
import type { FigureIndex } from '../record/figure-index.ts'
import { loadDisagreements } from './disagreements.ts'
import { loadCells, loadLedgerWarnings } from './ledger-warnings.ts'
import { loadRestatementWarnings } from './restatement-warnings.ts'
import { retiredWarnings } from './retired-measures.ts'
import { loadRestatedScorecards, signOffWarning } from './signed-off-scorecards.ts'
import { loadOutsideUsualRange } from './usual-range.ts'

export const codesBesideLedger: readonly ExtractWarningCode[] = [
  'outside_usual_range',
  'team_missing',
  'fewer_rows',
  'retired_measure',
  'restates_published',
  'restates_signed_off',
  'measures_disagree',
]

type BesideLedger = {
  register: ExtractRegister
  now: Date
  named?: CellIndex | null
  figures?: FigureIndex | null
}

/** These warnings of an extract whose rows are stored. `named` are the cells it names and `figures` those of which rules speak;
 *  they are loaded if missing. */
export async function loadWarningsBesideLedger(
  trx: Trx,
  extractId: number,
  { register, now, named = null, figures = null }: BesideLedger,
): Promise<ExtractWarning[]> {
  const cells = named ?? (await loadCells(trx, extractId, register))
  const { today } = councilClockOver(
    () => loadCouncil(trx),
    () => now,
  )
  const scorecards = await loadRestatedScorecards(trx, extractId)
  return [
    ...(await loadLedgerWarnings(trx, { register, cells, day: await today() })),
    ...retiredWarnings(cells, register),
    ...(await loadOutsideUsualRange(trx, extractId, register, cells.periods)),
    ...(await loadRestatementWarnings(trx, extractId, cells.periods, scorecards)),
    ...scorecards.map((scorecard) => signOffWarning(scorecard, register)),
    ...(await loadDisagreements(trx, extractId, { register, figures })),
  ]
}
