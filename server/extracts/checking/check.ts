/** Checks a received file whole, in one transaction: all its rows or none, and every fault in it. */
import { sql } from 'kysely'
import type { FractionCell } from '#domain/extracts/fraction.ts'
import type { ExtractProblem, ExtractWarning } from '#domain/extracts/problem.ts'
import type { ExtractRow } from '#domain/extracts/row.ts'
import { type Db, inTransaction, type Trx } from '#server/db/database.ts'
import { councilId } from '../../db/council-id.ts'
import { checks } from '../../fair-queue.ts'
import { loadLatestPublication } from '../merging/moved-cells.ts'
import type { CellsSeen } from '../reading/cells-seen.ts'
import { type Checked, readExtractBatches } from '../reading/read-extract.ts'
import { loadReadOptions } from '../reading/read-options.ts'
import { loadRegister } from '../record/load-register.ts'
import { loadRecordPosition } from '../record/record-position.ts'
import { CopyLane, field, StagedLines } from '../record/staged-lines.ts'
import { loadBytes } from '../record/stored-bytes.ts'
import { judgeFractions, loadFractionReferences } from './fractions.ts'
import { ledgerOrder } from './ledger-order.ts'
import { headingsChecksum, isConfirmedSource, loadSourceOf } from './unended-source.ts'
import { loadWarningsBesideLedger } from './warnings-beside-ledger.ts'

/**
 * Checks an extract that is `received`, or `checking` because the process that had begun died. Waits for another
 * process that is at it, unless `whenBusy` is to leave it; an extract already checked is left as it is.
 */
export async function checkExtract(
  db: Db,
  extractId: number,
  now: Date,
  whenBusy: 'wait' | 'leave' = 'wait',
): Promise<void> {
  const sender = await inTransaction(db, (trx) => recordChecking(trx, extractId))
  await checks.run(sender, () =>
    inTransaction(db, async (trx) => {
      if (await lockForCheck(trx, extractId, whenBusy))
        await recordCheck(trx, extractId, now, progressOf(db, extractId))
    }),
  )
}

/** Committed by itself, so that a person who asks meanwhile is told. Gives who sent the file. */
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

/** Tells how many rows have been read, at most once a second and by a transaction of its own: nothing that the check
 *  itself writes is seen before its end. */
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

/** Whether this transaction is the one to check the extract. The lock ends with the transaction or its process. */
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
  const lane = new CopyLane(trx)
  const rows = new StagedLines(lane, ROWS_INTO)
  const found = new StagedLines(lane, FOUND_INTO)
  const recordFound = async (item: Found) => {
    if (found.add(foundLine(extractId, item))) await found.send()
  }
  const orderOf = ledgerOrder(register)
  const lineOf = rowLines(extractId)
  const counts = { rows: 0, accepted: 0, problems: 0, warnings: 0 }
  const childLevel: ExtractProblem[] = []
  let cells: CellsSeen | null = null
  let read: { format: string | null; layout_id: number | null } = { format: null, layout_id: null }
  let layout: string | null = null
  let headings = ''
  let unended: string | null = null

  const record = async (checked: Checked): Promise<void> => {
    switch (checked.is) {
      case 'format':
        read = { format: checked.format.name, layout_id: checked.format.layout?.id ?? null }
        layout = checked.format.layout?.name ?? null
        headings = headingsChecksum(checked.headings)
        return
      case 'cells':
        cells = checked.cells
        return
      case 'warning':
        if (checked.warning.code === 'cut_short') {
          unended = headings
          await lane.free()
          if (await isConfirmedSource(trx, await loadSourceOf(trx, extractId, { layout, headings }))) return
        }
        return recordFound(warned(checked.warning, ++counts.warnings + counts.problems))
      case 'problem':
        if (checked.problem.code === 'child_level_data') childLevel.push(checked.problem)
        return recordFound({
          level: 'problem',
          position: ++counts.problems + counts.warnings,
          needsReason: false,
          ...checked.problem,
        })
    }
  }
  const options = await loadReadOptions(trx, extractId)
  const bytes = loadBytes(trx, extractId, () => lane.free())
  const loadReferences = async (cells: readonly FractionCell[]) => {
    await lane.free()
    return loadFractionReferences(trx, cells)
  }
  for await (const batch of readExtractBatches(bytes, register, options)) {
    for (const checked of await judgeFractions(batch, loadReferences)) {
      if (checked.is === 'row') counts.rows++
      else if (checked.is !== 'accepted') await record(checked)
      else {
        counts.accepted++
        // Once there is a problem no row will be published: none more is kept.
        if (counts.problems === 0 && rows.add(lineOf(counts.accepted, checked.row, orderOf(checked.row))))
          await rows.send()
      }
    }
    await tell(counts.rows)
  }
  let stands: string | null = null
  let compared: number | null = null
  if (counts.problems === 0) {
    await rows.end()
    compared = await loadLatestPublication(trx)
    stands = await loadRecordPosition(trx)
    for (const warning of await loadWarningsBesideLedger(trx, extractId, { register, now, named: cells }))
      await recordFound(warned(warning, ++counts.warnings))
  }
  await found.end()
  if (counts.problems > 0) await eraseRows(trx, extractId)
  for (const problem of childLevel) {
    await eraseContent(trx, extractId)
    await recordFound({ level: 'problem', position: 1, needsReason: false, ...problem })
    await found.end()
    Object.assign(counts, { accepted: 0, problems: 1, warnings: 0 })
  }
  await trx
    .updateTable('extract')
    .set({
      status: counts.problems > 0 ? 'rejected' : 'ready',
      checked_at: now,
      row_count: counts.rows,
      ...read,
      unended_headings: unended,
      accepted_count: counts.accepted,
      problem_count: counts.problems,
      warning_count: counts.warnings,
      record_stood: stands,
      checked_publication: compared,
    })
    .where('council_id', '=', councilId)
    .where('id', '=', extractId)
    .execute()
}

type Found = Omit<ExtractProblem, 'code'> & {
  level: 'problem' | 'warning'
  position: number
  code: string
  needsReason: boolean
}

function warned(warning: ExtractWarning, position: number): Found {
  return { level: 'warning', position, value: null, firstRow: null, ...warning }
}

const ROWS_INTO = `extract_row (council_id, extract_id, position, sheet, row_number, unit_code, kpi_code, period, state,
  numerator, denominator, value, symbol, as_at, note, ledger_order)`

/** An extract's rows as lines. Codes, periods, states, symbols and days hold nothing that COPY's format would have to
 *  escape. */
function rowLines(extractId: number): (position: number, row: ExtractRow, order: number) => string {
  const extract = `${councilId}\t${extractId}\t`
  return (position, row, order) =>
    `${extract}${position}\t${field(row.sheet)}\t${row.row}\t${row.unit}\t${row.kpi}\t${row.period}\t${row.state}\t${row.numerator ?? '\\N'}\t${row.denominator ?? '\\N'}\t${row.value ?? '\\N'}\t${row.symbol ?? '\\N'}\t${row.asAt ?? '\\N'}\t${field(row.note)}\t${order}`
}

const FOUND_INTO = `extract_problem (council_id, extract_id, position, level, code, sheet, row_number, column_name, value,
  message, first_row, needs_reason)`

function foundLine(extractId: number, found: Found): string {
  const { position, level, code, sheet, row, column, value, message, firstRow, needsReason } = found
  return `${councilId}\t${extractId}\t${position}\t${level}\t${code}\t${field(sheet)}\t${row ?? '\\N'}\t${field(column)}\t${field(value)}\t${field(message)}\t${firstRow ?? '\\N'}\t${needsReason}`
}

async function eraseRows(trx: Trx, extractId: number): Promise<void> {
  await trx
    .deleteFrom('extract_row')
    .where('council_id', '=', councilId)
    .where('extract_id', '=', extractId)
    .execute()
}

/** A list of children came in: its bytes and all that was said of it go, the checksum and the fact stay. */
async function eraseContent(trx: Trx, extractId: number): Promise<void> {
  for (const table of ['extract_chunk', 'extract_problem'] as const) {
    await trx
      .deleteFrom(table)
      .where('council_id', '=', councilId)
      .where('extract_id', '=', extractId)
      .execute()
  }
}
