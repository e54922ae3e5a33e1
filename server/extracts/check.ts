/** Checks a received file whole, in one transaction: all its rows or none, and every fault in it. */
import { sql } from 'kysely'
import type { ExtractProblem, ExtractWarning } from '#domain/extract-problem.ts'
import type { ExtractRow } from '#domain/extract-row.ts'
import { type Db, inTransaction, type Trx } from '#server/db/database.ts'
import { councilId } from './council-id.ts'
import { loadLedgerWarnings } from './ledger-warnings.ts'
import { loadRegister } from './load-register.ts'
import { readExtract } from './read-extract.ts'
import { loadSignOffWarnings } from './signed-off.ts'
import { loadBytes } from './stored-bytes.ts'

const BATCH = 5000

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
  await inTransaction(db, (trx) => recordChecking(trx, extractId))
  await inTransaction(db, async (trx) => {
    if (await lockForCheck(trx, extractId, whenBusy)) await recordCheck(trx, extractId, now)
  })
}

/** Committed by itself, so that a person who asks meanwhile is told. */
async function recordChecking(trx: Trx, extractId: number): Promise<void> {
  await trx
    .updateTable('extract')
    .set({ status: 'checking' })
    .where('council_id', '=', councilId)
    .where('id', '=', extractId)
    .where('status', '=', 'received')
    .execute()
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

/** Reads the stored bytes and records rows, problems and the outcome, within the caller's transaction. */
export async function recordCheck(trx: Trx, extractId: number, now: Date): Promise<void> {
  const register = await loadRegister(trx, now)
  const rows = new Batch<ExtractRow & { position: number }>((batch) => recordRows(trx, extractId, batch))
  const found = new Batch<Found>((batch) => recordFound(trx, extractId, batch))
  const counts = { rows: 0, accepted: 0, problems: 0, warnings: 0 }
  let childLevel: ExtractProblem | null = null

  for await (const checked of readExtract(loadBytes(trx, extractId), register)) {
    if (checked.is === 'row') counts.rows++
    if (checked.is === 'accepted') {
      counts.accepted++
      // Once there is a problem no row will be published: none more is kept.
      if (counts.problems === 0) await rows.add({ position: counts.accepted, ...checked.row })
    }
    if (checked.is === 'warning')
      await found.add(warned(checked.warning, ++counts.warnings + counts.problems))
    if (checked.is === 'problem') {
      await found.add({
        level: 'problem',
        position: ++counts.problems + counts.warnings,
        needsReason: false,
        ...checked.problem,
      })
      if (checked.problem.code === 'child_level_data') childLevel = checked.problem
    }
  }
  if (counts.problems === 0) {
    await rows.end()
    const warnings = [
      ...(await loadLedgerWarnings(trx, extractId, register)),
      ...(await loadSignOffWarnings(trx, extractId, register, now)),
    ]
    for (const warning of warnings) {
      await found.add(warned(warning, ++counts.warnings))
    }
  }
  await found.end()
  if (counts.problems > 0) await eraseRows(trx, extractId)
  if (childLevel !== null) {
    await eraseContent(trx, extractId)
    await recordFound(trx, extractId, [{ level: 'problem', position: 1, needsReason: false, ...childLevel }])
    Object.assign(counts, { accepted: 0, problems: 1, warnings: 0 })
  }
  await trx
    .updateTable('extract')
    .set({
      status: counts.problems > 0 ? 'rejected' : 'ready',
      checked_at: now,
      row_count: counts.rows,
      accepted_count: counts.accepted,
      problem_count: counts.problems,
      warning_count: counts.warnings,
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

/** Items gathered and written some thousands at a time, so that a file of any size takes little memory. */
class Batch<T> {
  readonly #record: (batch: T[]) => Promise<void>
  #held: T[] = []

  constructor(record: (batch: T[]) => Promise<void>) {
    this.#record = record
  }

  async add(item: T): Promise<void> {
    this.#held.push(item)
    if (this.#held.length >= BATCH) await this.end()
  }

  async end(): Promise<void> {
    const batch = this.#held
    this.#held = []
    if (batch.length > 0) await this.#record(batch)
  }
}

/** One statement per batch, an array per column. COPY would take 1.1 s where this takes 2.6 (200,000 rows), but it
 *  needs the driver's own connection, which a transaction does not hand out; a month is a thousand rows. */
async function recordRows(
  trx: Trx,
  extractId: number,
  rows: (ExtractRow & { position: number })[],
): Promise<void> {
  await sql`
    insert into extract_row (council_id, extract_id, position, sheet, row_number, unit_code, kpi_code, period, state,
      numerator, denominator, value, symbol, as_at, note)
    select ${councilId}, ${extractId}::bigint, * from unnest(
      ${rows.map((row) => row.position)}::integer[], ${rows.map((row) => row.sheet)}::text[],
      ${rows.map((row) => row.row)}::integer[], ${rows.map((row) => row.unit)}::text[],
      ${rows.map((row) => row.kpi)}::text[], ${rows.map((row) => row.period)}::text[],
      ${rows.map((row) => row.state)}::text[], ${rows.map((row) => row.numerator)}::numeric[],
      ${rows.map((row) => row.denominator)}::numeric[], ${rows.map((row) => row.value)}::numeric[],
      ${rows.map((row) => row.symbol)}::text[], ${rows.map((row) => row.asAt)}::date[],
      ${rows.map((row) => row.note)}::text[])`.execute(trx)
}

async function recordFound(trx: Trx, extractId: number, found: Found[]): Promise<void> {
  await sql`
    insert into extract_problem (council_id, extract_id, position, level, code, sheet, row_number, column_name,
      value, message, first_row, needs_reason)
    select ${councilId}, ${extractId}::bigint, * from unnest(
      ${found.map((item) => item.position)}::integer[], ${found.map((item) => item.level)}::text[],
      ${found.map((item) => item.code)}::text[], ${found.map((item) => item.sheet && storable(item.sheet))}::text[],
      ${found.map((item) => item.row)}::integer[],
      ${found.map((item) => item.column && storable(item.column))}::text[],
      ${found.map((item) => item.value && storable(item.value))}::text[],
      ${found.map((item) => storable(item.message))}::text[], ${found.map((item) => item.firstRow)}::integer[],
      ${found.map((item) => item.needsReason)}::boolean[])`.execute(trx)
}

/** PostgreSQL's text cannot hold NUL, which a refused cell may. */
function storable(text: string): string {
  return text.replaceAll('\u0000', '\ufffd')
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
