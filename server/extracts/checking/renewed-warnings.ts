/** Repeats the checks of an extract against the ledger, if the ledger has changed since the last time. */
import { type ExtractWarning, isInforming } from '#domain/extracts/problem.ts'
import type { Trx } from '#server/db/database.ts'
import { councilId } from '../../db/council-id.ts'
import { loadRegister } from '../record/load-register.ts'
import type { LockedExtract } from '../record/locked-extract.ts'
import { loadRecordPosition } from '../record/record-position.ts'
import { codesBesideLedger, loadWarningsBesideLedger } from './warnings-beside-ledger.ts'

const BATCH = 500
const informingCodes = codesBesideLedger.filter(isInforming)

/**
 * Repeats the checks against the ledger and returns the number of new warnings that a person must accept. If there are any,
 * all warnings of these checks are written again; otherwise new ones that only inform. Does nothing if nothing was published or signed off since the last time.
 */
export async function recordNewWarnings(
  trx: Trx,
  extract: LockedExtract,
  { reason, now }: { reason: string | null; now: Date },
): Promise<number> {
  const stands = await loadRecordPosition(trx)
  if (extract.recordStood === stands) return 0
  const register = await loadRegister(trx, now)
  const found = await loadWarningsBesideLedger(trx, extract.id, { register, now })
  const known = await trx
    .selectFrom('extract_problem')
    .where('council_id', '=', councilId)
    .where('extract_id', '=', extract.id)
    .where('level', '=', 'warning')
    .select(['code', 'message'])
    .execute()
  const accepted = new Set(known.map(keyOf))
  // A reason for a change to one signed-off month also covers the others. It answers no warning of another kind.
  const saidWhy = (reason ?? '').trim() !== '' && known.some(({ code }) => code === 'restates_signed_off')
  const isAnswered = ({ code }: ExtractWarning) => saidWhy && code === 'restates_signed_off'
  const isNew = (warning: ExtractWarning) => !accepted.has(keyOf(warning)) && !isAnswered(warning)
  const [added, informing] = [
    found.filter((warning) => isNew(warning) && !isInforming(warning.code)).length,
    found.filter((warning) => isNew(warning) && isInforming(warning.code)).length,
  ]
  if (added > 0) await replace(trx, extract.id, found, { codes: codesBesideLedger, now })
  else if (informing > 0) {
    const codes = codesBesideLedger.filter(isInforming)
    await replace(
      trx,
      extract.id,
      found.filter(({ code }) => isInforming(code)),
      { codes, now: null },
    )
  }
  await trx
    .updateTable('extract')
    .set({ record_stood: stands })
    .where('council_id', '=', councilId)
    .where('id', '=', extract.id)
    .execute()
  return added
}

function keyOf({ code, message }: { code: string; message: string }): string {
  return `${code} ${message}`
}

async function replace(
  trx: Trx,
  extractId: number,
  warnings: readonly ExtractWarning[],
  { codes, now }: { codes: readonly ExtractWarning['code'][]; now: Date | null },
): Promise<void> {
  const own = trx
    .deleteFrom('extract_problem')
    .where('council_id', '=', councilId)
    .where('extract_id', '=', extractId)
  await own.where('level', '=', 'warning').where('code', 'in', codes).execute()
  const { last, left, informing } = await trx
    .selectFrom('extract_problem')
    .where('council_id', '=', councilId)
    .where('extract_id', '=', extractId)
    .select((e) => [
      e.fn.coalesce(e.fn.max('position'), e.val(0)).as('last'),
      e.fn.countAll<number>().as('left'),
      e.fn.countAll<number>().filterWhere('code', 'in', informingCodes).as('informing'),
    ])
    .executeTakeFirstOrThrow()
  const rows = warnings.map((warning, i) => ({
    council_id: councilId,
    extract_id: extractId,
    position: last + i + 1,
    level: 'warning',
    code: warning.code,
    sheet: warning.sheet,
    row_number: warning.row,
    column_name: warning.column,
    message: warning.message,
    needs_reason: warning.needsReason,
  }))
  for (let i = 0; i < rows.length; i += BATCH)
    await trx
      .insertInto('extract_problem')
      .values(rows.slice(i, i + BATCH))
      .execute()
  await trx
    .updateTable('extract')
    // A form that was opened before shows other warnings, and is known by the moment of its check.
    .set({
      warning_count: Number(left) + rows.length,
      informing_count: Number(informing) + warnings.filter(({ code }) => isInforming(code)).length,
      ...(now === null ? {} : { checked_at: now }),
    })
    .where('council_id', '=', councilId)
    .where('id', '=', extractId)
    .execute()
}
