/** Merges an extract's rows into the ledger: new versions of the cells that differ, and the figures they touch. */
import { sql } from 'kysely'
import type { Db, Trx } from '#server/db/database.ts'
import { councilId } from './council-id.ts'
import { recordFigures } from './figures.ts'

/** Who publishes, why, and at which moment. */
export type MergeOrder = { by: string; reason: string | null; now: Date }

/** Adds the publication, the new versions of cells, and the figures they touch. */
export async function recordMerged(
  trx: Trx,
  extractId: number,
  order: MergeOrder,
): Promise<{ publication: number; compared: Counted }> {
  const compared = await loadComparison(trx, extractId)
  const publication = await recordPublication(trx, 'publish', extractId, order, compared)
  await sql`
    insert into measurement (council_id, unit_code, kpi_code, period, version, grain, state, numerator, denominator,
      value, symbol, as_at, note, extract_id, sheet, row_number, publication_id, published_at, published_by, reason)
    select r.council_id, r.unit_code, r.kpi_code, r.period, coalesce(m.version, 0) + 1,
      case when r.period like '%W%' then 'weekly' when r.period like '%Q%' then 'quarterly' else 'monthly' end,
      r.state, r.numerator, r.denominator, r.value, r.symbol, r.as_at, r.note, r.extract_id, r.sheet, r.row_number,
      ${publication}::bigint, ${order.now}::timestamptz, ${order.by}::text, ${order.reason}::text
    ${besideLedger(extractId)} and ${differs}`.execute(trx)
  const figures = await recordTouched(trx, publication, order.now)
  return { publication, compared: { ...compared, figures } }
}

/** How an extract's rows stand to the ledger. */
export type Comparison = { rows: number; new: number; changed: number; unchanged: number }
/** And how many figures were computed and stored. */
export type Counted = Comparison & { figures: number }

/** Each row of an extract beside the current version of its cell, as a `from` clause over `r` and `m`. */
export function besideLedger(extractId: number) {
  return sql`
    from extract_row r
    left join lateral (
      select * from measurement m
      where m.council_id = r.council_id and m.unit_code = r.unit_code and m.kpi_code = r.kpi_code
        and m.period = r.period
      order by m.version desc limit 1
    ) m on true
    where r.council_id = ${councilId} and r.extract_id = ${extractId}`
}

/** True of a row that says something else than the ledger; a note alone is no restatement. */
export const differs = sql`
  (m.version is null or (r.state, r.numerator, r.denominator, r.value, r.symbol, r.as_at)
    is distinct from (m.state, m.numerator, m.denominator, m.value, m.symbol, m.as_at))`

/** How an extract's rows stand to the ledger as it is now. */
export async function loadComparison(trx: Trx | Db, extractId: number): Promise<Comparison> {
  const { rows } = await sql<Comparison>`
    select count(*)::integer as rows,
      count(*) filter (where m.version is null)::integer as new,
      count(*) filter (where m.version is not null and ${differs})::integer as changed,
      count(*) filter (where not ${differs})::integer as unchanged
    ${besideLedger(extractId)}`.execute(trx)
  return rows[0] ?? { rows: 0, new: 0, changed: 0, unchanged: 0 }
}

/** Adds the publication itself and gives its id. */
export async function recordPublication(
  trx: Trx,
  kind: 'publish' | 'revert',
  extractId: number,
  order: MergeOrder,
  counts: Comparison,
): Promise<number> {
  const { id } = await trx
    .insertInto('publication')
    .values({
      council_id: councilId,
      kind,
      extract_id: extractId,
      published_at: order.now,
      published_by: order.by,
      reason: order.reason,
      new_count: counts.new,
      changed_count: counts.changed,
      unchanged_count: counts.unchanged,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Computes and stores the figures of every KPI and period that a publication gave a new version. */
export async function recordTouched(trx: Trx, publication: number, publishedAt: Date): Promise<number> {
  const cells = await trx
    .selectFrom('measurement')
    .where('council_id', '=', councilId)
    .where('publication_id', '=', publication)
    .select(['kpi_code as kpi', 'period'])
    .distinct()
    .execute()
  if (cells.length === 0) return 0
  return recordFigures(trx, { councilId, id: publication, publishedAt, cells })
}
