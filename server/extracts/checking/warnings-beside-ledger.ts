/** Every warning that comes of what is on record and not of the file alone: found by the check, and again before it counts. */
import type { ExtractWarning, ExtractWarningCode } from '#domain/extract-problem.ts'
import type { ExtractRegister } from '#domain/extract-register.ts'
import type { Trx } from '#server/db/database.ts'
import type { CellsSeen } from '../reading/cells-seen.ts'
import { loadCells, loadLedgerWarnings } from './ledger-warnings.ts'
import { loadPublishedWarnings } from './restated-figures.ts'
import { loadRestatedScorecards, signOffWarning } from './signed-off.ts'

export const codesBesideLedger: readonly ExtractWarningCode[] = [
  'outside_usual_range',
  'team_missing',
  'fewer_rows',
  'restates_published',
  'restates_signed_off',
]

/** The warnings of an extract whose rows are stored. `named` are the cells it names; they are looked up where they are not
 *  known. */
export async function loadWarningsBesideLedger(
  trx: Trx,
  extractId: number,
  { register, now, named = null }: { register: ExtractRegister; now: Date; named?: CellsSeen | null },
): Promise<ExtractWarning[]> {
  const cells = named ?? (await loadCells(trx, extractId, register))
  const scorecards = await loadRestatedScorecards(trx, extractId, now)
  return [
    ...(await loadLedgerWarnings(trx, extractId, { register, cells, now })),
    ...(await loadPublishedWarnings(trx, extractId, cells.periods, scorecards)),
    ...scorecards.map((scorecard) => signOffWarning(scorecard, register)),
  ]
}
