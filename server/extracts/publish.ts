/** Makes an extract's values current: new versions in the ledger, and every figure they touch, in one transaction. */
import { periodName } from '#domain/period.ts'
import { type Db, inTransaction, type Trx } from '#server/db/database.ts'
import { lockRecord } from '#server/db/record-lock.ts'
import { Problem, problem } from '#server/errors.ts'
import { loadRestatedSignOffs, type RestatedSignOff } from '#server/reads/sign-offs.ts'
import { councilId } from './council-id.ts'
import { type Counted, recordMerged } from './merge.ts'

export type PublishOrder = { by: string; reason: string | null; acceptWarnings: boolean; now: Date }

/** What became visible, for the person who published and for the record. */
export type Receipt = {
  kind: 'publish' | 'revert'
  extract: number
  publication: number
  filename: string
  sha256: string
  publishedAt: string
  publishedBy: string
  reason: string | null
  warningsAccepted: number
  counts: { rows: number; new: number; changed: number; unchanged: number }
  /** How many figures of units were computed and stored. */
  figures: number
  /** Signed-off months whose scorecard says something else since: each has a new version. */
  restatedSignOffs: RestatedSignOff[]
  /** For a revert: cells restated since by another extract, which keep what they say. */
  left: { unit: string; kpi: string; period: string }[]
}

export type ExtractState = {
  id: number
  filename: string
  sha256: string
  status: string
  rowCount: number
  warningCount: number
  publishedAt: Date | null
}

/**
 * Publishes an extract that is `ready`. A cell that says what it said before gets no new version.
 * Throws `not_found`, `conflict` where it is not ready, `warnings_not_accepted`, and `reason_needed` where it changes a
 * month that is signed off and does not say why.
 */
export function publishExtract(db: Db, extractId: number, order: PublishOrder): Promise<Receipt> {
  return inTransaction(db, async (trx) => {
    const { extract, now } = await lockForPublication(trx, extractId, order.now)
    if (extract.status !== 'ready') throw problem('conflict', notReady(extract))
    if (extract.warningCount > 0 && !order.acceptWarnings) {
      const count = extract.warningCount === 1 ? 'a warning' : `${extract.warningCount} warnings`
      throw problem(
        'warnings_not_accepted',
        `Extract ${extractId} has ${count}. Look at them and accept them`,
      )
    }
    return recordPublished(trx, extract, { ...order, now })
  })
}

/** Publishes an extract if it is ready and its warnings, if it has any, are accepted, and a reason is given where one is
 *  needed; null where it is left. */
export async function publishIfClean(
  db: Db,
  extractId: number,
  order: PublishOrder,
): Promise<Receipt | null> {
  try {
    return await inTransaction(db, async (trx) => {
      const { extract, now } = await lockForPublication(trx, extractId, order.now)
      const isClean = extract.warningCount === 0 || order.acceptWarnings
      return extract.status === 'ready' && isClean ? recordPublished(trx, extract, { ...order, now }) : null
    })
  } catch (refusal) {
    if (refusal instanceof Problem && refusal.code === 'reason_needed') return null
    throw refusal
  }
}

async function recordPublished(trx: Trx, extract: ExtractState, order: PublishOrder): Promise<Receipt> {
  const { publication, compared } = await recordMerged(trx, extract.id, order)
  const restated = await loadRestatedSignOffs(trx, publication)
  if (restated.length > 0 && (order.reason ?? '').trim() === '')
    throw problem('reason_needed', `This changes ${monthsOf(restated)}. Say why`)
  await trx
    .updateTable('extract')
    .set({ status: 'published', published_at: order.now, published_by: order.by })
    .where('council_id', '=', councilId)
    .where('id', '=', extract.id)
    .execute()
  return receiptOf('publish', extract, publication, order, compared, restated, [])
}

/** "the signed-off scorecard of HP-S1 for February 2019", or how many there are. */
function monthsOf([first, ...others]: readonly RestatedSignOff[]): string {
  if (first === undefined || others.length > 0) return `${others.length + 1} signed-off scorecards`
  return `the signed-off scorecard of ${first.unit} for ${periodName(first.period)}`
}

/** Takes the lock under which one publication at a time is made, then reads the extract and the moment to publish it at. Throws `not_found`. */
export async function lockForPublication(
  trx: Trx,
  extractId: number,
  asked: Date,
): Promise<{ extract: ExtractState; now: Date }> {
  const now = await lockRecord(trx, councilId, asked)
  const extract = await trx
    .selectFrom('extract')
    .where('council_id', '=', councilId)
    .where('id', '=', extractId)
    .select(['id', 'filename', 'sha256', 'status', 'row_count', 'warning_count', 'published_at'])
    .executeTakeFirst()
  if (extract === undefined) throw problem('not_found', `There is no extract ${extractId}`)
  const state = {
    id: extract.id,
    filename: extract.filename,
    sha256: extract.sha256,
    status: extract.status,
    rowCount: extract.row_count ?? 0,
    warningCount: extract.warning_count ?? 0,
    publishedAt: extract.published_at,
  }
  return { extract: state, now }
}

export function receiptOf(
  kind: Receipt['kind'],
  extract: ExtractState,
  publication: number,
  order: PublishOrder,
  { figures, ...counts }: Counted,
  restatedSignOffs: RestatedSignOff[],
  left: Receipt['left'],
): Receipt {
  return {
    kind,
    extract: extract.id,
    publication,
    filename: extract.filename,
    sha256: extract.sha256,
    publishedAt: order.now.toISOString(),
    publishedBy: order.by,
    reason: order.reason,
    warningsAccepted: extract.warningCount,
    counts,
    figures,
    restatedSignOffs,
    left,
  }
}

function notReady(extract: ExtractState): string {
  switch (extract.status) {
    case 'published':
      return `Extract ${extract.id} was published already, on ${extract.publishedAt?.toISOString().slice(0, 10)}`
    case 'reverted':
      return `Extract ${extract.id} was reverted. Upload the file again to publish it again`
    case 'rejected':
      return `Extract ${extract.id} has problems. Correct the file and upload it again`
    default:
      return `Extract ${extract.id} is still being checked. Try again in a moment`
  }
}
