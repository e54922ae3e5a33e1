/** What an extract would do to months that are signed off, tried out and undone. */
import { sql } from 'kysely'
import type { ExtractWarning } from '#domain/extract-problem.ts'
import type { ExtractRegister } from '#domain/extract-register.ts'
import { periodName } from '#domain/period.ts'
import type { Trx } from '#server/db/database.ts'
import { lockRecord } from '#server/db/record-lock.ts'
import { loadRestatedSignOffs } from '#server/reads/sign-offs.ts'
import { councilId } from '../council-id.ts'
import { besideLedger, differs, recordMerged } from '../publishing/merge.ts'
import { tryOut } from '../publishing/trial.ts'

/**
 * A warning for each signed-off month whose scorecard would say something else. Found by publishing within a savepoint:
 * a changed cell also moves the limits of later months, and only the calculation itself knows whether a verdict turns.
 */
export async function loadSignOffWarnings(
  trx: Trx,
  extractId: number,
  register: ExtractRegister,
  now: Date,
): Promise<ExtractWarning[]> {
  if (!(await mayRestateSignedOff(trx, extractId))) return []
  const at = await lockRecord(trx, councilId, now)
  const restated = await tryOut(trx, async () => {
    const { publication } = await recordMerged(trx, extractId, {
      by: '',
      reason: null,
      now: at,
      isOwnCheck: true,
    })
    return loadRestatedSignOffs(trx, publication)
  })
  return restated.map(({ unit, period, figures }) => {
    const name = register.units.get(unit)?.name ?? unit
    const message = `${figures === 1 ? 'A figure changes' : `${figures} figures change`} on the ${periodName(period)} scorecard of ${name}, which is signed off. Say why`
    return { code: 'restates_signed_off', sheet: null, row: null, column: null, message, needsReason: true }
  })
}

/** Whether a row that differs from the ledger is of a month, or before a month, that its team has signed off. Weeks
 *  stand beside a scorecard, not on it. */
async function mayRestateSignedOff(trx: Trx, extractId: number): Promise<boolean> {
  const month = sql`case when r.period like '%Q%'
    then left(r.period, 5) || lpad((right(r.period, 1)::integer * 3)::text, 2, '0') else r.period end`
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
          and s.step = 'agreed' and s.period >= ${month})
    ) as found`.execute(trx)
  return rows[0]?.found ?? false
}
