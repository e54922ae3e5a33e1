/** Extracts that wait for the data team or for approval. */

import { type ExtractStatus, isPastItsTime, waitingStatuses } from '#domain/extracts/status.ts'
import { councilId } from '#server/db/council-id.ts'
import type { ReadSource } from '#server/db/database.ts'
import { isNotSetAside } from './set-aside-files.ts'

export type WaitingExtract = {
  id: number
  filename: string
  status: ExtractStatus
  problems: number
  warnings: number
  receivedAt: Date
  requestedBy: string | null
  publishAt: Date | null
  decisionNote: string | null
  /** True if its chosen publication time has passed. */
  isOverdue: boolean
}

/** The waiting extracts, or those with these statuses, at a moment: first those that missed their time, then those a person must
 * act on, then the latest received. A refused file that a later one replaced does not wait. None for an outside audience, which
 * is shown no files. */
export async function loadWaitingExtracts(
  db: ReadSource,
  {
    limit,
    now,
    statuses = waitingStatuses,
  }: { limit: number; now: Date; statuses?: readonly ExtractStatus[] },
): Promise<WaitingExtract[]> {
  if (db.audience === 'outside') return []
  const rows = await db
    .selectFrom('extract')
    .where('council_id', '=', councilId)
    .where('status', 'in', [...statuses, ''])
    .where(isNotSetAside())
    .orderBy((e) =>
      e
        .case()
        .when(e.and([e('status', '=', 'scheduled'), e('publish_at', '<', now)]))
        .then(0)
        .when('status', '=', 'scheduled')
        .then(2)
        .else(1)
        .end(),
    )
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .select(['id', 'filename', 'status', 'problem_count', 'warning_count', 'received_at as receivedAt'])
    .select(['requested_by as requestedBy', 'publish_at as publishAt', 'decision_note as decisionNote'])
    .execute()
  return rows.map(({ problem_count, warning_count, ...row }) => {
    const status = row.status as ExtractStatus
    const isOverdue = isPastItsTime(status, row.publishAt?.toISOString() ?? null, now.toISOString())
    return { ...row, status, isOverdue, problems: problem_count ?? 0, warnings: warning_count ?? 0 }
  })
}
