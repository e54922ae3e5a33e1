/** An extract held for a decision: one decision, and one publication, at a time. */

import { sql } from 'kysely'
import { type ExtractAct, type ExtractStatus, isOpenTo } from '#domain/extracts/status.ts'
import { londonDay } from '#domain/time/moment.ts'
import { dayName } from '#domain/time/period.ts'
import type { Writer } from '#server/access/permissions/actor.ts'
import type { Trx } from '#server/db/database.ts'
import { lockRecord } from '#server/db/record-lock.ts'
import { problem } from '#server/errors.ts'
import { councilId } from '../../db/council-id.ts'
import { noExtract } from './no-extract.ts'

export type LockedExtract = {
  id: number
  filename: string
  sha256: string
  status: ExtractStatus
  rowCount: number
  /** The warnings that a person must accept: those that only inform are left out. */
  warningCount: number
  publishedAt: Date | null
  publishedBy: string | null
  /** The latest request to publish it. */
  acceptWarnings: boolean
  reason: string | null
  requestedBy: Writer | null
  requestedAt: Date | null
  publishAt: Date | null
  approvedBy: Writer | null
  /** The position of the record when its warnings against the ledger were last computed. */
  recordStood: string | null
  /** The latest publication at the time of its check, and at the time of its last request. */
  checkedPublication: number | null
  requestedPublication: number | null
  /** Why it was not published as requested. */
  decisionNote: string | null
}

const LOCK_NOT_AVAILABLE = '55P03'

/**
 * Takes the lock under which decisions are made and publications added, and gives the extract and the moment to record.
 * Throws `not_found`.
 */
export async function lockExtract(
  trx: Trx,
  extractId: number,
): Promise<{ extract: LockedExtract; now: Date }> {
  const now = await lockRecord(trx, councilId)
  return { extract: await loadExtractRow(trx, extractId), now }
}

/** An extract as it is at the moment, held or not. Throws `not_found`. */
export async function loadExtractRow(trx: Trx, extractId: number): Promise<LockedExtract> {
  const row = await trx
    .selectFrom('extract')
    .where('council_id', '=', councilId)
    .where('id', '=', extractId)
    .select(['id', 'filename', 'sha256', 'status', 'reason'])
    .select([
      'row_count',
      'warning_count',
      'informing_count',
      'published_at',
      'published_by',
      'accept_warnings',
    ])
    .select(['requested_by', 'requested_by_id', 'requested_at', 'publish_at', 'record_stood'])
    .select(['approved_by', 'approved_by_id'])
    .select(['checked_publication', 'requested_publication', 'decision_note'])
    .executeTakeFirst()
  if (row === undefined) throw noExtract(extractId)
  return {
    id: row.id,
    filename: row.filename,
    sha256: row.sha256,
    status: row.status as ExtractStatus,
    rowCount: row.row_count ?? 0,
    warningCount: (row.warning_count ?? 0) - row.informing_count,
    publishedAt: row.published_at,
    publishedBy: row.published_by,
    acceptWarnings: row.accept_warnings,
    reason: row.reason,
    requestedBy: writerOf(row.requested_by_id, row.requested_by),
    requestedAt: row.requested_at,
    publishAt: row.publish_at,
    approvedBy: writerOf(row.approved_by_id, row.approved_by),
    recordStood: row.record_stood,
    checkedPublication: row.checked_publication,
    requestedPublication: row.requested_publication,
    decisionNote: row.decision_note,
  }
}

function writerOf(id: number | null, name: string | null): Writer | null {
  return name === null ? null : { id, name }
}

/** Takes the same lock for a person who waits for the answer. Throws `conflict` if another person is still
 *  publishing after ten seconds, and `not_found`. */
export async function lockForPerson(
  trx: Trx,
  extractId: number,
): Promise<{ extract: LockedExtract; now: Date }> {
  await sql`set local lock_timeout = '10s'`.execute(trx)
  const locked = await lockExtract(trx, extractId).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE)
      throw problem(
        'conflict',
        'Someone else is publishing. Look at the changes again when they have finished.',
      )
    throw error
  })
  await sql`set local lock_timeout to default`.execute(trx)
  return locked
}

/**
 * Takes the same lock for a person's action. Also throws `conflict` if the extract's status does not allow the
 * action.
 */
export async function lockForAct(
  trx: Trx,
  extractId: number,
  act: ExtractAct,
): Promise<{ extract: LockedExtract; now: Date }> {
  const locked = await lockForPerson(trx, extractId)
  if (!isOpenTo(act, locked.extract.status)) throw problem('conflict', standingOf(locked.extract, act))
  return locked
}

/** Why the extract's status does not allow an action, as a sentence. */
function standingOf(extract: LockedExtract, act: ExtractAct): string {
  const name = `Extract ${extract.id}`
  switch (extract.status) {
    case 'published': {
      const day = extract.publishedAt && londonDay(extract.publishedAt.toISOString())
      return `${name} was published already${day ? `, on ${dayName(day)} by ${extract.publishedBy}` : ''}.`
    }
    case 'reverted':
      return `${name} was taken back. Upload the file again to publish it again.`
    case 'cancelled':
      return `${name} was cancelled. Upload the file again to publish it.`
    case 'rejected':
      return `${name} has problems. Correct the file and upload it again.`
    case 'awaiting_approval':
      return `${name} waits for a second person to approve it.`
    case 'scheduled':
      return `${name} is to be published at its time already.`
    case 'ready':
      return act === 'revert'
        ? `${name} has not been published, so there is nothing to take back.`
        : `${name} is ready: nobody has asked to publish it.`
    default:
      return `${name} is still being checked. Try again in a moment.`
  }
}
