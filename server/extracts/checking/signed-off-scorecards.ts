/** Finds what an extract would change in signed-off months, by publishing it on trial and rolling back. */
import { sql } from 'kysely'
import type { ExtractWarning } from '#domain/extracts/problem.ts'
import type { ExtractRegister } from '#domain/extracts/register.ts'
import { periodName } from '#domain/time/period.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import type { Trx } from '#server/db/database.ts'
import { lockRecord } from '#server/db/record-lock.ts'
import { loadRestatedSignOffs, type RestatedSignOff } from '#server/record/sign-offs.ts'
import { councilId } from '../../db/council-id.ts'
import { tryOut } from '../../db/trial.ts'
import { besideLedger, differs, recordMerged } from '../merging/merge.ts'

/** A signed-off scorecard that would change, and how many of its figures would. */
export type RestatedScorecard = Pick<RestatedSignOff, 'unit' | 'period' | 'figures'>

/**
 * Each signed-off scorecard that would change. Found by publishing within a savepoint: a changed cell also moves the
 * limits of later months, and only the full calculation shows whether a verdict changes.
 */
export async function loadRestatedScorecards(trx: Trx, extractId: number): Promise<RestatedScorecard[]> {
  if (!(await mayRestateSignedOff(trx, extractId))) return []
  const at = await lockRecord(trx, councilId)
  return tryOut(trx, async () => {
    const { publication } = await recordMerged(trx, extractId, {
      // Only tried out, so nothing of who made it is kept.
      by: { id: null, name: '' },
      reason: null,
      now: at,
      isOwnCheck: true,
    })
    return loadRestatedSignOffs(trx, publication)
  })
}

/** The warning for a signed-off scorecard that would change. */
export function signOffWarning(
  { unit, period, figures }: RestatedScorecard,
  register: ExtractRegister,
): ExtractWarning {
  const name = register.units.get(unit)?.name ?? unit
  const message =
    `${wordFor(figures, 'A figure changes', `${figures} figures change`)} on the ` +
    `${periodName(period)} scorecard of ${name}, which is signed off. Say why`
  return { code: 'restates_signed_off', sheet: null, row: null, column: null, message, needsReason: true }
}

/** The month of the scorecard that shows a row of an extract, `r`. Weeks are shown beside a scorecard, not on it. */
export const scorecardMonth = sql`case when r.period like '%Q%'
  then left(r.period, 5) || lpad((right(r.period, 1)::integer * 3)::text, 2, '0') else r.period end`

/**
 * Whether a row that differs from the ledger belongs to a month that its team has signed off, or to an earlier month.
 */
async function mayRestateSignedOff(trx: Trx, extractId: number): Promise<boolean> {
  const agreed = await trx
    .selectFrom('scorecard_sign_off')
    .select('unit_code')
    .distinct()
    .where('council_id', '=', councilId)
    .where('step', '=', 'agreed')
    .execute()
  if (agreed.length === 0) return false
  const units = agreed.map(({ unit_code }) => unit_code)
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select ${besideLedger(extractId)} and r.unit_code = any(${units}::text[]) and ${differs} and r.period not like '%W%' and exists (
        select from scorecard_sign_off s where s.council_id = r.council_id and s.unit_code = r.unit_code
          and s.step = 'agreed' and s.period >= ${scorecardMonth})
    ) as found`.execute(trx)
  return rows[0]?.found ?? false
}
