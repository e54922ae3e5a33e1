/** Restarts the limits of one unit's KPI, because a person knows that the way of working has changed. */

import { isRolling } from '#domain/figures/spc/verdict.ts'
import { grainOf, lastMonth, periodInSentence } from '#domain/time/period.ts'
import { type Db, inTransaction, type Trx } from '#server/db/database.ts'
import { lockRecord } from '#server/db/record-lock.ts'
import { problem } from '#server/errors.ts'
import { loadKpis } from '#server/record/catalogue.ts'
import { recordWithheld } from '#server/record/withholding.ts'
import { inForce } from '../../db/as-of.ts'
import { councilId } from '../../db/council-id.ts'
import { recordFigures } from '../merging/figures.ts'
import { finishFiguresFirst } from '../merging/pending-figures.ts'

export type RebaseOrder = {
  unit: string
  kpi: string
  /** The first period of the new way of working. */
  from: string
  reason: string
  by: string
  now: Date
}

export type RebaseReceipt = {
  publication: number
  unit: string
  kpi: string
  from: string
  reason: string
  publishedAt: string
  publishedBy: string
  /** The number of figures whose verdict or limits changed. Their values stay the same. */
  figures: number
}

/**
 * Records the rebase and computes the unit's figures from that period on, as one publication. Earlier figures keep their
 * limits and flags. Throws `not_found` for an unknown KPI, `unprocessable` where the period has no figure or none
 * before it, or the KPI has no limits, and `conflict` where limits restart there already.
 */
export function recordRebase(db: Db, order: RebaseOrder): Promise<RebaseReceipt> {
  return inTransaction(db, async (trx) => {
    const now = await lockRecord(trx, councilId, order.now)
    await finishFiguresFirst(trx)
    await refuseUnlessPossible(trx, order)
    const { unit, kpi, from, reason, by } = order
    await trx
      .insertInto('annotation')
      .values({
        council_id: councilId,
        unit_code: unit,
        kpi_code: kpi,
        period: from,
        kind: 'rebase',
        reason,
        recorded_by: by,
        recorded_at: now,
      })
      .execute()
    const { id } = await trx
      .insertInto('publication')
      .values({
        council_id: councilId,
        kind: 'rebase',
        extract_id: null,
        published_at: now,
        published_by: by,
        reason,
        new_count: 0,
        changed_count: 0,
        unchanged_count: 0,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const figures = await recordFigures(trx, {
      councilId,
      id,
      publishedAt: now,
      cells: [{ kpi, period: from }],
    })
    await recordWithheld(trx)
    return {
      publication: id,
      unit,
      kpi,
      from,
      reason,
      publishedAt: now.toISOString(),
      publishedBy: by,
      figures,
    }
  })
}

async function refuseUnlessPossible(trx: Trx, { unit, kpi: code, from }: RebaseOrder): Promise<void> {
  const kpi = (await loadKpis(trx, lastMonth(from))).find((k) => k.code === code)
  if (kpi === undefined) throw problem('not_found', `There is no KPI ${code}.`)
  if (isRolling(kpi.basis)) {
    throw problem('unprocessable', `${kpi.name} is a rolling window, which has no limits to restart.`)
  }
  const periods = await trx
    .selectFrom('figure')
    .select('period')
    .distinct()
    .where('council_id', '=', councilId)
    .where('unit_code', '=', unit)
    .where('kpi_code', '=', code)
    .where('grain', '=', grainOf(from) ?? 'monthly')
    .where('period', '<=', from)
    .execute()
  const when = periodInSentence(from)
  if (!periods.some((p) => p.period === from))
    throw problem('unprocessable', `${unit} has no figure of ${code} for ${when} to start again from.`)
  if (periods.length === 1)
    throw problem('unprocessable', `The series of ${unit} begins with ${when} anyway.`)
  const before = await trx
    .selectFrom('annotation')
    .select('reason')
    .where('council_id', '=', councilId)
    .where('kind', '=', 'rebase')
    .where(inForce())
    .where('period', '=', from)
    .where((e) => e.or([e('unit_code', 'is', null), e('unit_code', '=', unit)]))
    .where((e) => e.or([e('kpi_code', 'is', null), e('kpi_code', '=', code)]))
    .executeTakeFirst()
  if (before !== undefined)
    throw problem('conflict', `Limits restart in ${when} already, because: ${before.reason}`)
}
