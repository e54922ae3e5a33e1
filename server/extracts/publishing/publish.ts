/** Publishes an extract, or records that it waits for a second person or for its planned time. */

import { periodName } from '#domain/time/period.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import { recordActivity } from '#server/access/activity/activity.ts'
import type { Writer } from '#server/access/permissions/actor.ts'
import { type Db, inTransaction, type Trx } from '#server/db/database.ts'
import { Problem, problem } from '#server/errors.ts'
import { loadRestatedSignOffs, type RestatedSignOff } from '#server/record/sign-offs.ts'
import { councilId } from '../../db/council-id.ts'
import { recordNewWarnings } from '../checking/renewed-warnings.ts'
import { nothingKept } from '../merging/extract-changes.ts'
import { recordMerged } from '../merging/merge.ts'
import { changesMoved, loadLatestPublication, loadMovedSeen, movedWords } from '../merging/moved-cells.ts'
import { recordRuleChanges } from '../merging/rule-changes.ts'
import { type LockedExtract, lockExtract, lockForAct } from '../record/locked-extract.ts'
import { loadHeldChanges } from './changes.ts'
import type { Decision } from './decision.ts'
import { type DecisionOrder, type Receipt, recordReceipt } from './receipt.ts'

export type PublishOrder = {
  by: Writer
  reason: string | null
  acceptWarnings: boolean
  /** The service's clock, by which a planned time has passed or not. */
  now: Date
  /** When to publish; null, or left out, is now. */
  at?: Date | null
  /** The name of the comparison that the person saw; null or absent means that of the check. */
  seen?: string | null
}

/**
 * Publishes an extract now, or records that it waits for a second person or its planned time. A cell whose figure is
 * unchanged gets no new version. Throws `not_found`; `conflict` if its status does not allow it;
 * `warnings_not_accepted`, also for a new warning that arose because the ledger changed since the check (the extract
 * is then `ready`); `changes_moved` with the current changes if the figure of one of its cells changed on record
 * since the comparison that the person saw; `unprocessable` for a time that has passed; and `reason_needed` if it
 * changes something published or signed off and gives no reason.
 */
export async function publishExtract(db: Db, extractId: number, order: PublishOrder): Promise<Decision> {
  if (order.at && order.at <= order.now)
    throw problem('unprocessable', 'This time has passed. Choose a later one, or publish now.')
  const outcome = await inTransaction(
    db,
    async (trx) => {
      const { extract, now } = await lockForAct(trx, extractId, 'publish')
      if (extract.warningCount > 0 && !order.acceptWarnings) {
        const count = wordFor(extract.warningCount, 'a warning', `${extract.warningCount} warnings`)
        throw problem(
          'warnings_not_accepted',
          `Extract ${extractId} has ${count}. Look at them and accept them.`,
        )
      }
      const moved = await loadMovedSeen(trx, extract, order.seen ?? null)
      const added = await recordNewWarnings(trx, extract, { reason: order.reason, now })
      if (moved.total === 0 && moved.isKnown && added === 0)
        return recordDecision(trx, extract, { ...order, now })
      if (added > 0) await recordReady(trx, extractId)
      // Thrown after the commit, so that the new warnings are stored and can be looked at.
      if (moved.total === 0 && moved.isKnown) return { is: 'refused' as const, refusal: newWarnings(added) }
      const changes = await loadHeldChanges(trx, extract, now)
      return { is: 'refused' as const, refusal: changesMoved(movedDetail(moved, added), moved, changes) }
    },
    order.now,
  )
  if (outcome.is === 'refused') throw outcome.refusal
  return outcome
}

function newWarnings(added: number): Problem {
  const found = wordFor(added, 'A new warning was found', `${added} new warnings were found`)
  return problem(
    'warnings_not_accepted',
    `${found}, since figures were published or signed off after the file was checked. Look at the warnings and publish it again.`,
  )
}

function movedDetail({ total, isKnown }: { total: number; isKnown: boolean }, added: number): string {
  const found =
    added === 0 ? '' : wordFor(added, ' A new warning was found.', ` ${added} new warnings were found.`)
  if (!isKnown)
    return `‘seen’ names no comparison of this extract.${found} Nothing was published. Look at the changes given here and publish with their ‘seen’.`
  return `Since the comparison was made, ${movedWords(total)}.${found} Nothing was published. Look at the changes and publish it again.`
}

/** The warnings have changed, so the earlier request or approval no longer holds. */
async function recordReady(trx: Trx, extractId: number): Promise<void> {
  await trx
    .updateTable('extract')
    .set({ status: 'ready', publish_at: null, ...notApproved })
    .where('council_id', '=', councilId)
    .where('id', '=', extractId)
    .execute()
}

/** Publishes or plans an extract without a person, if it is ready, its warnings are accepted, the record has not
 *  changed for its cells since the check, and a reason is given if one is needed. Returns null if it is left to a
 *  person. */
export async function publishIfClean(
  db: Db,
  extractId: number,
  order: PublishOrder,
): Promise<Decision | null> {
  try {
    return await inTransaction(
      db,
      async (trx) => {
        const { extract, now } = await lockExtract(trx, extractId)
        if (extract.status !== 'ready') return null
        if (extract.warningCount > 0 && !order.acceptWarnings) return null
        const { total } = await loadMovedSeen(trx, extract, null)
        const added = order.acceptWarnings
          ? 0
          : await recordNewWarnings(trx, extract, { reason: order.reason, now })
        if (total === 0 && added === 0) return recordDecision(trx, extract, { ...order, now })
        if (total > 0) await recordLeft(trx, extractId, total)
        return null
      },
      order.now,
    )
  } catch (refusal) {
    if (refusal instanceof Problem && refusal.code === 'reason_needed') return null
    throw refusal
  }
}

/** Notes why an extract that was to publish itself is left to a person. */
async function recordLeft(trx: Trx, extractId: number, moved: number): Promise<void> {
  await trx
    .updateTable('extract')
    .set({
      publish_when_clean: false,
      decision_note: `Since it was checked, ${movedWords(moved)}. Look at the changes and publish it.`,
    })
    .where('council_id', '=', councilId)
    .where('id', '=', extractId)
    .execute()
}

async function recordDecision(trx: Trx, extract: LockedExtract, order: PublishOrder): Promise<Decision> {
  await refuseWithoutReason(trx, extract, order.reason)
  const at = order.at ?? null
  const { by } = order
  const subject = `extract ${extract.id}`
  if (await needsApproval(trx)) {
    await recordRequest(trx, extract, order, 'awaiting_approval')
    await recordActivity(trx, { kind: 'extract.approval_asked', by, subject })
    return { is: 'awaiting_approval' }
  }
  if (at !== null) {
    await recordRequest(trx, extract, order, 'scheduled')
    await recordActivity(trx, { kind: 'extract.scheduled', by, subject })
    return { is: 'scheduled', at: at.toISOString() }
  }
  const receipt = await recordPublished(trx, extract, { ...order, approvedBy: null })
  await trx
    .updateTable('extract')
    .set(await requestOf(trx, order))
    .where('council_id', '=', councilId)
    .where('id', '=', extract.id)
    .execute()
  return { is: 'published', receipt }
}

const notApproved = { approved_by: null, approved_by_id: null, approved_at: null }

/** Whether the council asks for a second person. */
export async function needsApproval(trx: Trx): Promise<boolean> {
  const council = await trx
    .selectFrom('council')
    .where('council_id', '=', councilId)
    .select('publishing_needs_approval as needed')
    .executeTakeFirst()
  return council?.needed ?? false
}

async function recordRequest(
  trx: Trx,
  extract: LockedExtract,
  order: PublishOrder,
  status: 'awaiting_approval' | 'scheduled',
): Promise<void> {
  await trx
    .updateTable('extract')
    .set({ ...(await requestOf(trx, order)), status })
    .where('council_id', '=', councilId)
    .where('id', '=', extract.id)
    .execute()
}

/** Throws `reason_needed` where a warning of the extract asks for a reason and none is given. */
async function refuseWithoutReason(trx: Trx, extract: LockedExtract, reason: string | null): Promise<void> {
  if (!isBlank(reason)) return
  const asking = await trx
    .selectFrom('extract_problem')
    .where('council_id', '=', councilId)
    .where('extract_id', '=', extract.id)
    .where('needs_reason', '=', true)
    .select('message')
    .orderBy('position')
    .limit(1)
    .executeTakeFirst()
  if (asking !== undefined) throw problem('reason_needed', asking.message)
}

async function requestOf(trx: Trx, order: PublishOrder) {
  return {
    // The person saw the present record: otherwise the request would have been refused.
    requested_publication: await loadLatestPublication(trx),
    requested_by: order.by.name,
    requested_by_id: order.by.id,
    requested_at: order.now,
    publish_at: order.at ?? null,
    reason: order.reason,
    accept_warnings: order.acceptWarnings,
    ...notApproved,
    decision_note: null,
  }
}

/** Merges the extract into the ledger and marks it published. Throws `reason_needed`; the caller is to roll back. */
export async function recordPublished(
  trx: Trx,
  extract: LockedExtract,
  order: DecisionOrder,
): Promise<Receipt> {
  const { publication, compared } = await recordMerged(trx, extract.id, order)
  // Those of a bulk publication follow with its teams' verdicts.
  if (compared.pending === 0) await recordRuleChanges(trx, { id: publication, publishedAt: order.now })
  const restated = await loadRestatedSignOffs(trx, publication)
  if (restated.length > 0 && isBlank(order.reason))
    throw problem('reason_needed', `This changes ${monthsOf(restated)}. Say why.`)
  await trx
    .updateTable('extract')
    .set({
      status: 'published',
      ...{ published_at: order.now, published_by: order.by.name, published_by_id: order.by.id },
      decision_note: null,
    })
    .where('council_id', '=', councilId)
    .where('id', '=', extract.id)
    .execute()
  await recordActivity(trx, { kind: 'extract.published', by: order.by, subject: `extract ${extract.id}` })
  return recordReceipt(trx, {
    kind: 'publish',
    extract,
    publication,
    order,
    counted: compared,
    restatedSignOffs: restated,
    kept: nothingKept,
  })
}

function isBlank(reason: string | null): boolean {
  return (reason ?? '').trim() === ''
}

/** "the signed-off scorecard of HP-S1 for February 2019", or how many there are. */
function monthsOf([first, ...others]: readonly RestatedSignOff[]): string {
  if (first === undefined || others.length > 0) return `${others.length + 1} signed-off scorecards`
  return `the signed-off scorecard of ${first.unit} for ${periodName(first.period)}`
}
