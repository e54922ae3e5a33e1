/** Makes an extract's values current, or notes that it is to be: once a second person agrees, or once its time comes. */
import { periodName } from '#domain/period.ts'
import { type Db, inTransaction, type Trx } from '#server/db/database.ts'
import { Problem, problem } from '#server/errors.ts'
import { loadRestatedSignOffs, type RestatedSignOff } from '#server/reads/sign-offs.ts'
import { recordNewWarnings } from '../checking/renewed-warnings.ts'
import { councilId } from '../council-id.ts'
import type { Decision } from '../extract-commands.ts'
import { nothingKept } from './extract-changes.ts'
import { type LockedExtract, lockExtract, lockForAct } from './locked-extract.ts'
import { recordMerged } from './merge.ts'
import { type DecisionOrder, type Receipt, recordReceipt } from './receipt.ts'

export type PublishOrder = {
  by: string
  reason: string | null
  acceptWarnings: boolean
  now: Date
  /** When to publish; null, or left out, is now. */
  at?: Date | null
}

/**
 * Publishes an extract now, or notes that it waits for a second person or for its time. A cell that says what it said
 * before gets no new version. Throws `not_found`, `conflict` where its status does not allow it,
 * `warnings_not_accepted` (of one that nobody has seen yet too, where the ledger has moved since its check: the extract is
 * then ready to be looked at), `unprocessable` for a time that has passed, and `reason_needed` where it changes what is
 * published or signed off and does not say why.
 */
export async function publishExtract(db: Db, extractId: number, order: PublishOrder): Promise<Decision> {
  if (order.at && order.at <= order.now)
    throw problem('unprocessable', 'This time has passed. Choose a later one, or publish now.')
  const outcome = await inTransaction(db, async (trx) => {
    const { extract, now } = await lockForAct(trx, extractId, 'publish', order.now)
    if (extract.warningCount > 0 && !order.acceptWarnings) {
      const count = extract.warningCount === 1 ? 'a warning' : `${extract.warningCount} warnings`
      throw problem(
        'warnings_not_accepted',
        `Extract ${extractId} has ${count}. Look at them and accept them.`,
      )
    }
    const added = await recordNewWarnings(trx, extract, { reason: order.reason, now })
    if (added === 0) return recordDecision(trx, extract, { ...order, now })
    await recordReady(trx, extractId)
    return { is: 'moved' as const, added }
  })
  if (outcome.is !== 'moved') return outcome
  const found = outcome.added === 1 ? 'A new warning was found' : `${outcome.added} new warnings were found`
  throw problem(
    'warnings_not_accepted',
    `${found}, since figures were published or signed off after the file was checked. Look at the warnings and publish it again.`,
  )
}

/** Whatever was asked for before, it was asked of other warnings. */
async function recordReady(trx: Trx, extractId: number): Promise<void> {
  await trx
    .updateTable('extract')
    .set({ status: 'ready', publish_at: null, approved_by: null, approved_at: null })
    .where('council_id', '=', councilId)
    .where('id', '=', extractId)
    .execute()
}

/** Does the same for an extract if it is ready, its warnings, if it has any, are accepted, and a reason is given where one
 *  is needed; null where it is left. */
export async function publishIfClean(
  db: Db,
  extractId: number,
  order: PublishOrder,
): Promise<Decision | null> {
  try {
    return await inTransaction(db, async (trx) => {
      const { extract, now } = await lockExtract(trx, extractId, order.now)
      if (extract.status !== 'ready') return null
      const isOpen =
        order.acceptWarnings ||
        (extract.warningCount === 0 &&
          (await recordNewWarnings(trx, extract, { reason: order.reason, now })) === 0)
      return isOpen ? recordDecision(trx, extract, { ...order, now }) : null
    })
  } catch (refusal) {
    if (refusal instanceof Problem && refusal.code === 'reason_needed') return null
    throw refusal
  }
}

async function recordDecision(trx: Trx, extract: LockedExtract, order: PublishOrder): Promise<Decision> {
  await refuseWithoutReason(trx, extract, order.reason)
  const at = order.at ?? null
  if (await needsApproval(trx)) {
    await recordRequest(trx, extract, order, 'awaiting_approval')
    return { is: 'awaiting_approval' }
  }
  if (at !== null) {
    await recordRequest(trx, extract, order, 'scheduled')
    return { is: 'scheduled', at: at.toISOString() }
  }
  const receipt = await recordPublished(trx, extract, { ...order, approvedBy: null })
  await trx
    .updateTable('extract')
    .set(requestOf(order))
    .where('council_id', '=', councilId)
    .where('id', '=', extract.id)
    .execute()
  return { is: 'published', receipt }
}

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
    .set({ ...requestOf(order), status })
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

function requestOf(order: PublishOrder) {
  return {
    requested_by: order.by,
    requested_at: order.now,
    publish_at: order.at ?? null,
    reason: order.reason,
    accept_warnings: order.acceptWarnings,
    approved_by: null,
    approved_at: null,
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
  const restated = await loadRestatedSignOffs(trx, publication)
  if (restated.length > 0 && isBlank(order.reason))
    throw problem('reason_needed', `This changes ${monthsOf(restated)}. Say why.`)
  await trx
    .updateTable('extract')
    .set({ status: 'published', published_at: order.now, published_by: order.by, decision_note: null })
    .where('council_id', '=', councilId)
    .where('id', '=', extract.id)
    .execute()
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
