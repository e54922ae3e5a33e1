/** Extracts on their way to publication, for tests of people's decisions about them. */
import type { Db } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { publishExtract } from '#server/extracts/publishing/publish.ts'
import type { Receipt } from '#server/extracts/publishing/receipt.ts'
import { csvOf, fileOf, NOW, PUBLISH } from '../../support/extract-files.ts'

/** A moment this many minutes after the one at which tests receive. */
export function minutesOn(minutes: number): Date {
  return new Date(NOW.getTime() + minutes * 60_000)
}

/** Receives and checks these rows, and returns the extract's number. */
export async function receive(db: Db, rows: readonly string[], now = NOW): Promise<number> {
  const report = await ingestFile(db, fileOf(csvOf(rows), { now }))
  return Number(report.id)
}

/** Publishes these rows at once, accepting any warnings. */
export async function publishAtOnce(
  db: Db,
  rows: readonly string[],
  order: { reason?: string; now?: Date } = {},
): Promise<Receipt> {
  const now = order.now ?? NOW
  const id = await receive(db, rows, now)
  const decision = await publishExtract(db, id, {
    ...PUBLISH,
    now,
    acceptWarnings: true,
    reason: order.reason ?? 'A miscount',
  })
  if (decision.is !== 'published') throw new Error(`extract ${id} is ${decision.is}`)
  return decision.receipt
}

export async function setApproval(db: Db, needed: boolean): Promise<void> {
  await db.updateTable('council').set({ publishing_needs_approval: needed }).execute()
}

/** The extract's current row. */
export function statusOf(db: Db, id: number) {
  return db.selectFrom('extract').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

/** The current numerator of a cell, or undefined if it has none. */
export async function currentFigure(db: Db, unit: string, kpi: string, period: string) {
  const row = await db
    .selectFrom('current_measurement')
    .select(['numerator', 'state', 'version'])
    .where('unit_code', '=', unit)
    .where('kpi_code', '=', kpi)
    .where('period', '=', period)
    .executeTakeFirst()
  return row
}

/** A log that is not read. */
export const silentLog = { info: () => undefined, warn: () => undefined, error: () => undefined }
