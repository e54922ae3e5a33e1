/** Takes an extract back: new versions of its cells restore what was there before. Nothing is deleted. */

import { type RawBuilder, sql } from 'kysely'
import { recordActivity } from '#server/access/activity/activity.ts'
import type { Writer } from '#server/access/permissions/actor.ts'
import { type Db, inTransaction, type Trx } from '#server/db/database.ts'
import { loadRestatedSignOffs } from '#server/record/sign-offs.ts'
import { councilId } from '../../db/council-id.ts'
import type { Kept, Place } from '../merging/extract-changes.ts'
import { type Counted, recordPublication, recordTouched } from '../merging/merge.ts'
import { recordRuleChanges } from '../merging/rule-changes.ts'
import { type LockedExtract, lockForAct } from '../record/locked-extract.ts'
import { type Receipt, recordReceipt } from './receipt.ts'

/**
 * Reverts a published extract. Each cell whose current version is this extract's gets the figure of the version
 * before it, leaving out versions of reverted extracts; without one it becomes not reported. A cell that another
 * extract has restated since is left and listed. A cell that another extract only repeated still belongs to this one:
 * it is taken back and listed. Throws `not_found`, and `conflict` if the extract is not published.
 */
export function revertExtract(
  db: Db,
  extractId: number,
  revert: { by: Writer; reason: string },
): Promise<Receipt> {
  return inTransaction(db, async (trx) => {
    const { extract, now } = await lockForAct(trx, extractId, 'revert')
    const order = { ...revert, approvedBy: null, now }
    const kept = await loadKeptCells(trx, extractId)
    const { publication, counted } = await recordReverted(trx, extract, order)
    if (counted.pending === 0) await recordRuleChanges(trx, { id: publication, publishedAt: now })
    const restatedSignOffs = await loadRestatedSignOffs(trx, publication)
    const { by, reason } = order
    await recordActivity(trx, { kind: 'extract.reverted', by, subject: `extract ${extractId}`, reason })
    return recordReceipt(trx, {
      kind: 'revert',
      extract,
      publication,
      order,
      counted,
      restatedSignOffs,
      kept,
    })
  })
}

/** Joins every cell to which an extract gave a version, `t`, with its current version, `m`: a `from` clause. */
function cellsOf(extractId: number, joined: RawBuilder<unknown> = sql``) {
  return sql`
    from (select distinct council_id, unit_code, kpi_code, period from measurement
      where council_id = ${councilId} and extract_id = ${extractId}) t
    join lateral (
      select * from measurement c where c.council_id = t.council_id and c.unit_code = t.unit_code
        and c.kpi_code = t.kpi_code and c.period = t.period
      order by c.version desc limit 1
    ) m on true
    ${joined}
    where t.council_id = ${councilId}`
}

/** Marks the extract as reverted, and adds the publication that takes its cells back and the figures they touch. */
export async function recordReverted(
  trx: Trx,
  extract: Pick<LockedExtract, 'id' | 'rowCount'>,
  order: { by: Writer; reason: string; now: Date; bulkFrom?: number },
): Promise<{ publication: number; counted: Counted }> {
  const extractId = extract.id
  const { rows: own } = await sql<{ cells: number }>`
    select count(*)::integer as cells ${cellsOf(extractId)} and m.extract_id = ${extractId}`.execute(trx)
  const changed = own[0]?.cells ?? 0
  const counts = { rows: extract.rowCount, new: 0, changed, unchanged: extract.rowCount - changed }
  const publication = await recordPublication(trx, 'revert', extractId, order, counts)
  await sql`
    insert into measurement (council_id, unit_code, kpi_code, period, version, grain, state, numerator, denominator,
      value, symbol, as_at, note, extract_id, sheet, row_number, publication_id, published_at, published_by, reason,
      taken_back)
    select m.council_id, m.unit_code, m.kpi_code, m.period, m.version + 1, m.grain,
      coalesce(p.state, 'not_reported'), p.numerator, p.denominator, p.value, p.symbol, p.as_at, p.note,
      coalesce(p.extract_id, m.extract_id), case when p.extract_id is null then m.sheet else p.sheet end,
      coalesce(p.row_number, m.row_number),
      ${publication}::bigint, ${order.now}::timestamptz, ${order.by.name}::text, ${order.reason}::text,
      p.extract_id is null
    ${cellsOf(
      extractId,
      sql`left join lateral (
      select p.* from measurement p
      join extract e on e.council_id = p.council_id and e.id = p.extract_id
      where p.council_id = m.council_id and p.unit_code = m.unit_code and p.kpi_code = m.kpi_code
        and p.period = m.period and p.extract_id <> ${extractId} and e.status <> 'reverted'
      order by p.version desc limit 1
    ) p on true`,
    )} and m.extract_id = ${extractId}`.execute(trx)
  // Must come before the figures are computed, so that they do not count this extract's versions as restatements.
  await trx
    .updateTable('extract')
    .set({ status: 'reverted' })
    .where('council_id', '=', councilId)
    .where('id', '=', extractId)
    .execute()
  const touched = await recordTouched(trx, publication, order)
  return { publication, counted: { ...counts, ...touched } }
}

const LISTED = 1000

/** The cells of an extract that another one restated or repeated, before it is taken back. */
export async function loadKeptCells(trx: Trx, extractId: number): Promise<Kept> {
  const left = await loadLeft(trx, extractId)
  const repeatedLater = await loadRepeatedLater(trx, extractId)
  return {
    left: left.map(({ total: _, ...place }) => place),
    repeatedLater: repeatedLater.map(({ total: _, ...place }) => place),
    totals: { left: left[0]?.total ?? 0, repeatedLater: repeatedLater[0]?.total ?? 0 },
  }
}

type Counting = { total: number }

/** Cells that another extract has restated since. */
async function loadLeft(trx: Trx, extractId: number): Promise<(Place & Counting)[]> {
  const { rows } = await sql<Place & Counting>`
    select t.unit_code as unit, t.kpi_code as kpi, t.period, (count(*) over ())::integer as total
    ${cellsOf(extractId)} and m.extract_id <> ${extractId}
    order by 3, 1, 2 limit ${LISTED}`.execute(trx)
  return rows
}

/** The extract's current cells that are also in an extract published later. That one had the same figure and so has no version. */
async function loadRepeatedLater(
  trx: Trx,
  extractId: number,
): Promise<(Kept['repeatedLater'][number] & Counting)[]> {
  const { rows } = await sql<Kept['repeatedLater'][number] & Counting>`
    select m.unit_code as unit, m.kpi_code as kpi, m.period, max(r.extract_id) as extract,
      (count(*) over ())::integer as total
    ${cellsOf(
      extractId,
      sql`join extract_row r on r.council_id = m.council_id and r.unit_code = m.unit_code and r.kpi_code = m.kpi_code
      and r.period = m.period
    join extract e on e.council_id = r.council_id and e.id = r.extract_id and e.status = 'published'
    join publication p on p.council_id = r.council_id and p.extract_id = r.extract_id and p.kind = 'publish'
      and p.id > (select min(own.id) from publication own
        where own.council_id = ${councilId} and own.extract_id = ${extractId} and own.kind = 'publish')`,
    )} and m.extract_id = ${extractId} and r.extract_id <> ${extractId}
    group by 1, 2, 3 order by 3, 1, 2 limit ${LISTED}`.execute(trx)
  return rows
}
