/** Publishes what was requested earlier: after a second person's approval, or at its planned time. */

import { sql } from 'kysely'
import { londonDay } from '#domain/time/moment.ts'
import { dayName } from '#domain/time/period.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import { recordActivity } from '#server/access/activity/activity.ts'
import { isSecondPerson } from '#server/access/people/authors.ts'
import type { Writer } from '#server/access/permissions/actor.ts'
import { type Db, inTransaction, type Trx } from '#server/db/database.ts'
import { Problem, problem } from '#server/errors.ts'
import { councilId } from '../../db/council-id.ts'
import { recordNewWarnings } from '../checking/renewed-warnings.ts'
import type { MovedCells } from '../merging/extract-changes.ts'
import { changesMoved, loadMovedSeen, loadMovedSinceRequest, movedWords } from '../merging/moved-cells.ts'
import { type LockedExtract, lockExtract, lockForAct } from '../record/locked-extract.ts'
import { loadHeldChanges } from './changes.ts'
import type { Decision } from './decision.ts'
import { needsApproval, recordPublished } from './publish.ts'

/** The outcome of a request to publish: a decision, or the extract goes back to a person, with what changed since
 *  they looked. */
type Outcome = Decision | { is: 'back'; note: string; moved: MovedCells }

/**
 * Approves another person's request: publishes now, or at the planned time if that is still to come. If the extract
 * can no longer be published as requested, it goes back to the person who asked. Then throws `conflict` with the
 * reason, or `changes_moved` if the figure of one of its cells changed on record since the request. `seen` names the
 * comparison that the second person saw; if the record changed since, throws `changes_moved` too, and the extract
 * continues to wait. Throws `not_found`, `conflict` if nothing waits for approval, and `not_allowed` for the person
 * who asked.
 */
export async function approveExtract(
  db: Db,
  extractId: number,
  { by, now: asked, seen = null }: { by: Writer; now: Date; seen?: string | null },
): Promise<Decision> {
  const outcome = await inTransaction(
    db,
    async (trx) => {
      const { extract, now } = await lockForAct(trx, extractId, 'approve')
      if (extract.requestedBy !== null && !(await isSecondPerson(trx, extract.requestedBy, by)))
        throw problem('not_allowed', 'You asked for this to be published. Somebody else approves it.')
      const since = await loadMovedSinceRequest(trx, extract)
      const looked = seen === null ? null : await loadMovedSeen(trx, extract, seen)
      if (since.total === 0 && looked !== null && (looked.total > 0 || !looked.isKnown))
        return { is: 'refused' as const, refusal: await lookAgain(trx, extract, looked, now) }
      const approved = { approved_by: by.name, approved_by_id: by.id, approved_at: now }
      const isLater = extract.publishAt !== null && extract.publishAt > asked
      if (isLater && since.total === 0) {
        await recordActivity(trx, { kind: 'extract.approved', by, subject: `extract ${extractId}` })
        await change(trx, extractId, { ...approved, status: 'scheduled' })
        return { is: 'scheduled' as const, at: (extract.publishAt as Date).toISOString() }
      }
      await change(trx, extractId, approved)
      const planned = await recordPlanned(trx, { ...extract, approvedBy: by }, now)
      if (planned.is !== 'back') {
        await recordActivity(trx, { kind: 'extract.approved', by, subject: `extract ${extractId}` })
        return planned
      }
      return { is: 'refused' as const, refusal: await sentBack(trx, extract, planned, now) }
    },
    asked,
  )
  if (outcome.is === 'refused') throw outcome.refusal
  return outcome
}

async function lookAgain(trx: Trx, extract: LockedExtract, moved: MovedCells, now: Date): Promise<Problem> {
  const what = moved.total === 0 ? 'this extract is compared anew' : movedWords(moved.total)
  const detail = `Since you looked, ${what}. Nothing was published. Look at the changes and decide again.`
  return changesMoved(detail, moved, await loadHeldChanges(trx, extract, now))
}

async function sentBack(
  trx: Trx,
  extract: LockedExtract,
  { note, moved }: { note: string; moved: MovedCells },
  now: Date,
): Promise<Problem> {
  if (moved.total === 0) return problem('conflict', note)
  return changesMoved(note, moved, await loadHeldChanges(trx, extract, now))
}

/** Publishes every extract whose planned time has come, and returns how many there were. A failure does not stop
 *  the others; all failures are thrown at the end. */
export async function publishScheduled(db: Db, asked: Date): Promise<number> {
  const due = await db
    .selectFrom('extract')
    .where('council_id', '=', councilId)
    .where('status', '=', 'scheduled')
    .where('publish_at', '<=', asked)
    .orderBy('publish_at')
    .orderBy('id')
    .select('id')
    .execute()
  const failures: unknown[] = []
  for (const { id } of due) {
    try {
      await inTransaction(
        db,
        async (trx) => {
          const { extract, now } = await lockExtract(trx, id)
          // During the wait for the lock, another process may have published it, or a person may have changed its time.
          const isDue =
            extract.status === 'scheduled' && extract.publishAt !== null && extract.publishAt <= asked
          if (isDue) await recordPlanned(trx, extract, now)
        },
        asked,
      )
    } catch (failure) {
      failures.push(failure)
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} extracts could not be published at their time`)
  return due.length
}

async function recordPlanned(trx: Trx, extract: LockedExtract, now: Date): Promise<Outcome> {
  const asked = `Since ${extract.requestedBy?.name ?? 'somebody'} asked to publish it${whenOf(extract)},`
  if (extract.approvedBy === null && (await needsApproval(trx)))
    return sendBack(trx, extract, `${asked} a second person has become needed. Ask for it again.`)
  const moved = await loadMovedSinceRequest(trx, extract)
  const added = await recordNewWarnings(trx, extract, { reason: extract.reason, now })
  if (moved.total > 0 || added > 0) {
    const found = wordFor(added, 'a new warning was found', `${added} new warnings were found`)
    const what = [...(moved.total > 0 ? [movedWords(moved.total)] : []), ...(added > 0 ? [found] : [])]
    const look = [...(moved.total > 0 ? ['changes'] : []), ...(added > 0 ? ['warnings'] : [])]
    const note = `${asked} ${what.join(', and ')}. Look at the ${look.join(' and the ')} and publish it again.`
    return sendBack(trx, extract, note, moved)
  }
  const { acceptWarnings: _, requestedBy, approvedBy, reason } = extract
  await sql`savepoint planned`.execute(trx)
  try {
    const receipt = await recordPublished(trx, extract, {
      by: requestedBy ?? { id: null, name: 'Schedule' },
      approvedBy,
      reason,
      now,
    })
    return { is: 'published', receipt }
  } catch (refusal) {
    if (!(refusal instanceof Problem) || refusal.code !== 'reason_needed') throw refusal
    await sql`rollback to savepoint planned`.execute(trx)
    return sendBack(trx, extract, `${asked} months were signed off. ${refusal.detail}`)
  }
}

function whenOf({ requestedAt }: LockedExtract): string {
  return requestedAt === null ? '' : ` on ${dayName(londonDay(requestedAt.toISOString()))}`
}

/** From now on only a person can publish it, even if it was sent with the order to publish once clean. */
async function sendBack(
  trx: Trx,
  extract: LockedExtract,
  note: string,
  moved: MovedCells = { cells: [], total: 0 },
): Promise<Outcome> {
  await change(trx, extract.id, {
    status: 'ready',
    decision_note: note,
    publish_when_clean: false,
    publish_at: null,
    approved_by: null,
    approved_at: null,
  })
  return { is: 'back', note, moved }
}

type Change = {
  status?: 'ready' | 'scheduled'
  approved_by?: string | null
  approved_at?: Date | null
  decision_note?: string
  publish_when_clean?: boolean
  publish_at?: null
}

async function change(trx: Trx, extractId: number, set: Change): Promise<void> {
  await trx
    .updateTable('extract')
    .set(set)
    .where('council_id', '=', councilId)
    .where('id', '=', extractId)
    .execute()
}
