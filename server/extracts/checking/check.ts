/** Checks a received file whole, in one transaction: all its rows or none, and every fault in it. */
import { sql } from 'kysely'
import type { FractionCell } from '#domain/extracts/fraction.ts'
import type { ExtractRegister } from '#domain/extracts/register.ts'
import { type Db, inTransaction, type Trx } from '#server/db/database.ts'
import { councilId } from '../../db/council-id.ts'
import { checks } from '../../fair-queue.ts'
import { loadLatestPublication } from '../merging/moved-cells.ts'
import { readExtractBatches } from '../reading/read-extract.ts'
import { loadReadOptions } from '../reading/read-options.ts'
import { loadRegister } from '../record/load-register.ts'
import { loadRecordPosition } from '../record/record-position.ts'
import { loadBytes } from '../record/stored-bytes.ts'
import { CheckRecord } from './check-record.ts'
import { judgeFractions, loadFractionReferences } from './fractions.ts'
import { ledgerOrder } from './ledger-order.ts'
import { loadWarningsBesideLedger } from './warnings-beside-ledger.ts'

/**
 * Checks an extract that is `received`, or still `checking` because the process that began it died. If another
 * process is checking it, waits for it, or does nothing if `whenBusy` is `leave`. An extract that is already checked
 * is left as it is.
 */
export async function checkExtract(
  db: Db,
  extractId: number,
  now: Date,
  whenBusy: 'wait' | 'leave' = 'wait',
): Promise<void> {
  const sender = await inTransaction(db, (trx) => recordChecking(trx, extractId))
  await checks.run(sender, () =>
    inTransaction(
      db,
      async (trx) => {
        if (await lockForCheck(trx, extractId, whenBusy))
          await recordCheck(trx, extractId, now, progressOf(db, extractId))
      },
      now,
    ),
  )
}

/**
 * In a transaction of its own, so that others see the status during the check. Returns the sender's name, by which
 * checks are queued.
 */
async function recordChecking(trx: Trx, extractId: number): Promise<string> {
  await trx
    .updateTable('extract')
    .set({ status: 'checking' })
    .where('council_id', '=', councilId)
    .where('id', '=', extractId)
    .where('status', '=', 'received')
    .execute()
  const extract = await trx
    .selectFrom('extract')
    .select('received_by')
    .where('council_id', '=', councilId)
    .where('id', '=', extractId)
    .executeTakeFirst()
  return extract?.received_by ?? ''
}

const PROGRESS_MS = 1_000

/** Records how many rows have been read, at most once a second. Uses a transaction of its own, since nothing
 *  written by the check is visible before it ends. */
function progressOf(db: Db, extractId: number): (rows: number) => Promise<void> {
  let next = 0
  return async (rows) => {
    if (rows === 0 || performance.now() < next) return
    next = performance.now() + PROGRESS_MS
    await inTransaction(
      db,
      (trx) =>
        trx
          .updateTable('extract')
          .set({ rows_read: rows })
          .where('council_id', '=', councilId)
          .where('id', '=', extractId)
          .execute(),
      // Progress that is not told harms nobody; a database that is gone is met by the check itself.
    ).catch(() => undefined)
  }
}

/**
 * Locks the extract for this check. Returns false if another process checks it or has checked it. The lock ends with
 * the transaction.
 */
async function lockForCheck(trx: Trx, extractId: number, whenBusy: 'wait' | 'leave'): Promise<boolean> {
  const key = sql`hashtextextended(${`extract check ${extractId}`}, 0)`
  if (whenBusy === 'wait') await sql`select pg_advisory_xact_lock(${key})`.execute(trx)
  else {
    const { rows } = await sql<{ ours: boolean }>`select pg_try_advisory_xact_lock(${key}) as ours`.execute(
      trx,
    )
    if (!rows[0]?.ours) return false
  }
  const extract = await trx
    .selectFrom('extract')
    .select('status')
    .where('council_id', '=', councilId)
    .where('id', '=', extractId)
    .executeTakeFirst()
  return extract?.status === 'received' || extract?.status === 'checking'
}

/** Reads the stored bytes and records rows, problems and the outcome, within the caller's transaction. `tell` is given
 *  the rows read so far, after each piece of the file. */
export async function recordCheck(
  trx: Trx,
  extractId: number,
  now: Date,
  tell: (rows: number) => Promise<void> = async () => undefined,
): Promise<void> {
  const register = await loadRegister(trx, now)
  const record = new CheckRecord(trx, extractId, ledgerOrder(register))
  await recordRead(trx, extractId, register, record, tell)
  let position: LedgerPosition = { record: null, publication: null }
  if (record.counts.problems === 0) {
    await record.endRows()
    position = { publication: await loadLatestPublication(trx), record: await loadRecordPosition(trx) }
    const { cells: named, figures } = record
    for (const warning of await loadWarningsBesideLedger(trx, extractId, { register, now, named, figures }))
      await record.addWarning(warning)
  }
  await record.end()
  await recordOutcome(trx, extractId, record, position)
}

/** Reads the file piece by piece and adds its findings to `record`. */
async function recordRead(
  trx: Trx,
  extractId: number,
  register: ExtractRegister,
  record: CheckRecord,
  tell: (rows: number) => Promise<void>,
): Promise<void> {
  const options = await loadReadOptions(trx, extractId)
  const bytes = loadBytes(trx, extractId, () => record.free())
  const loadReferences = async (cells: readonly FractionCell[]) => {
    await record.free()
    return loadFractionReferences(trx, cells)
  }
  for await (const batch of readExtractBatches(bytes, register, options)) {
    for (const checked of await judgeFractions(batch, loadReferences)) {
      const sent = record.add(checked)
      if (sent !== null) await sent
    }
    await tell(record.counts.rows)
  }
}

/** The positions of the record and of its publications when the file was compared with them; null if it was not. */
type LedgerPosition = { record: string | null; publication: number | null }

async function recordOutcome(
  trx: Trx,
  extractId: number,
  { counts, format, layout, unended }: CheckRecord,
  position: LedgerPosition,
): Promise<void> {
  await trx
    .updateTable('extract')
    .set({
      status: counts.problems > 0 ? 'rejected' : 'ready',
      checked_at: sql<Date>`recorded_moment()`,
      row_count: counts.rows,
      format,
      layout_id: layout?.id ?? null,
      unended_headings: unended,
      accepted_count: counts.accepted,
      problem_count: counts.problems,
      warning_count: counts.warnings,
      informing_count: counts.informing,
      record_stood: position.record,
      checked_publication: position.publication,
    })
    .where('council_id', '=', councilId)
    .where('id', '=', extractId)
    .execute()
}
