/** Merges an extract's rows into the ledger: new versions of the cells that differ, and the figures they touch. */

import { type RawBuilder, sql } from 'kysely'
import type { Writer } from '#server/access/permissions/actor.ts'
import { besideTransaction, type Db, groupingByHash, type Trx } from '#server/db/database.ts'
import { loadRules } from '#server/record/ledger.ts'
import { loadTeamShares, type TeamShare } from '#server/record/summed-ledger.ts'
import { recordWithheld } from '#server/record/withholding.ts'
import { councilId } from '../../db/council-id.ts'
import { recordFiguresInBulk } from './bulk-figures.ts'
import { type Publication, recordFigures } from './figures.ts'
import { finishFiguresFirst } from './pending-figures.ts'

/** Who publishes, why, and at which moment. */
export type MergeOrder = {
  by: Writer
  reason: string | null
  now: Date
  /** From this many changed cells on, a publication is bulk. Set only by tests. */
  bulkFrom?: number
  /** True if this transaction also ran the check that stored the rows. No other connection sees them. */
  isOwnCheck?: boolean
}

/**
 * Adds the publication, the new versions of cells, and the figures that these affect. A cell whose figure is
 * unchanged gets no new version.
 */
export async function recordMerged(
  trx: Trx,
  extractId: number,
  order: MergeOrder,
): Promise<{ publication: number; compared: Counted }> {
  await finishFiguresFirst(trx)
  // With the default of 4 MB, a million rows would be sorted on disk. Only one publication runs at a time.
  await sql`set local work_mem = '256MB'`.execute(trx)
  const { file, units } = await groupingByHash(trx, () => loadNamed(trx, extractId))
  await refuseUnknown(trx, extractId, file, units)
  const publication = await nextPublication(trx)
  const isAllNew = !(await hasCells(trx, file))
  // Another connection adds up a million rows while this one stores them.
  const [compared, shares] = await Promise.all([
    isAllNew
      ? recordFirstVersions(trx, extractId, publication, order, sum(file))
      : recordVersions(trx, extractId, publication, order),
    isAllNew && !order.isOwnCheck && isBulk(file, order)
      ? besideTransaction(trx, (own) => loadStagedShares(own, extractId, file))
      : undefined,
  ])
  await recordPublication(trx, 'publish', extractId, order, compared, publication)
  const touched = compared.new === sum(file) ? file : await loadTouched(trx, publication)
  return {
    publication,
    compared: { ...compared, ...(await recordTouched(trx, publication, order, { cells: touched, shares })) },
  }
}

async function loadStagedShares(own: Trx, extractId: number, file: readonly Touched[]): Promise<TeamShare[]> {
  return loadTeamShares(own, file, await loadRules(own), extractId)
}

/** The number of cells of a KPI and period that a file or a publication contains. */
type Touched = { kpi: string; period: string; cells: number }

/** The KPIs, periods and units in a file, in one query: reading a million rows takes a third of a second. */
async function loadNamed(trx: Trx, extractId: number): Promise<{ file: Touched[]; units: string[] }> {
  const { rows } = await sql<Touched | { kpi: null; unit: string }>`
    select kpi_code as kpi, period, unit_code as unit, count(*)::integer as cells from extract_row
    where council_id = ${councilId} and extract_id = ${extractId}
    group by grouping sets ((kpi_code, period), (unit_code))`.execute(trx)
  return {
    file: rows.filter((row) => row.kpi !== null),
    units: rows.flatMap((row) => (row.kpi === null ? [row.unit] : [])),
  }
}

async function loadTouched(trx: Trx, publication: number): Promise<Touched[]> {
  const { rows } = await sql<Touched>`
    select kpi_code as kpi, period, count(*)::integer as cells from measurement
    where council_id = ${councilId} and publication_id = ${publication} group by 1, 2`.execute(trx)
  return rows
}

/** Whether the ledger has any cell of these KPIs and periods. If not, a file of new months needs no comparison row by row. */
async function hasCells(trx: Trx, touched: readonly Touched[]): Promise<boolean> {
  const kpis = [...new Set(touched.map(({ kpi }) => kpi))]
  const periods = [...new Set(touched.map(({ period }) => period))]
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from measurement where council_id = ${councilId} and kpi_code = any(${kpis}::text[])
      and period = any(${periods}::text[])) as found`.execute(trx)
  return rows[0]?.found ?? false
}

const versionColumns = sql`
  insert into measurement (council_id, unit_code, kpi_code, period, version, grain, state, numerator, denominator,
    value, symbol, as_at, note, extract_id, sheet, row_number, publication_id, published_at, published_by, reason)`

/** A row as a version of its cell. */
function asVersion(version: RawBuilder<unknown>, publication: number, order: MergeOrder) {
  return sql`select r.council_id, r.unit_code, r.kpi_code, r.period, ${version},
    case when r.period like '%W%' then 'weekly' when r.period like '%Q%' then 'quarterly' else 'monthly' end,
    r.state, r.numerator, r.denominator, r.value, r.symbol, r.as_at, r.note, r.extract_id, r.sheet, r.row_number,
    ${publication}::bigint, ${order.now}::timestamptz, ${order.by.name}::text, ${order.reason}::text`
}

/** Throws where a row names a unit or a KPI that is not on record: the ledger has no foreign keys, and nothing on record is
 *  ever deleted. */
async function refuseUnknown(
  trx: Trx,
  extractId: number,
  file: readonly Touched[],
  units: readonly string[],
): Promise<void> {
  const kpis = [...new Set(file.map(({ kpi }) => kpi))]
  const { rows } = await sql<{ unknown: string }>`
    select code as unknown from unnest(${units}::text[]) as c (code)
    where not exists (select from unit u where u.council_id = ${councilId} and u.code = c.code)
    union all
    select code from unnest(${kpis}::text[]) as c (code)
    where not exists (select from kpi k where k.council_id = ${councilId} and k.code = c.code)`.execute(trx)
  if (rows.length > 0) {
    const codes = rows.map(({ unknown }) => unknown).join(', ')
    throw new Error(`Extract ${extractId} names teams or measures that are not on record: ${codes}`)
  }
}

async function recordFirstVersions(
  trx: Trx,
  extractId: number,
  publication: number,
  order: MergeOrder,
  rows: number,
): Promise<Comparison> {
  await sql`${versionColumns} ${asVersion(sql`1`, publication, order)}
    from extract_row r where r.council_id = ${councilId} and r.extract_id = ${extractId}
    order by r.ledger_order`.execute(trx)
  return { rows, new: rows, changed: 0, unchanged: 0 }
}

async function recordVersions(
  trx: Trx,
  extractId: number,
  publication: number,
  order: MergeOrder,
): Promise<Comparison> {
  const compared = await loadComparison(trx, extractId)
  await sql`
    ${versionColumns} ${asVersion(sql`coalesce(m.version, 0) + 1`, publication, order)}
    ${besideLedger(extractId)} and ${differs}`.execute(trx)
  return compared
}

function sum(touched: readonly Touched[]): number {
  return touched.reduce((total, { cells }) => total + cells, 0)
}

/** The number of an extract's rows that are new, changed and unchanged, compared with the ledger. */
export type Comparison = { rows: number; new: number; changed: number; unchanged: number }
/** Also the number of figures stored, and the number of measures whose teams' verdicts follow. */
export type Counted = Comparison & { figures: number; pending: number }

/** Joins each row of an extract, `r`, with the current version of its cell, `m`: a `from` clause. */
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

/** True if the row's cell has nothing in the ledger: nothing came, or it was taken back. A blank row counts as something. */
export const isNew = sql`(m.version is null or m.taken_back)`

/** True if the row differs from the ledger. A different note alone does not count. */
export const differs = sql`
  (${isNew} or (r.state, r.numerator, r.denominator, r.value, r.symbol, r.as_at)
    is distinct from (m.state, m.numerator, m.denominator, m.value, m.symbol, m.as_at))`

/** Compares an extract's rows with the current ledger. */
export async function loadComparison(trx: Trx | Db, extractId: number): Promise<Comparison> {
  const { rows } = await sql<Comparison>`
    select count(*)::integer as rows,
      count(*) filter (where ${isNew})::integer as new,
      count(*) filter (where not ${isNew} and ${differs})::integer as changed,
      count(*) filter (where not ${differs})::integer as unchanged
    ${besideLedger(extractId)}`.execute(trx)
  return rows[0] ?? { rows: 0, new: 0, changed: 0, unchanged: 0 }
}

/** The number of a publication about to be made, so that its cells can be counted as they are stored. */
async function nextPublication(trx: Trx): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence('publication', 'id')) as id`.execute(trx)
  return (rows[0] as { id: number }).id
}

/** Adds the publication and returns its id: the one given, or a new one. First computes the figures that an earlier
 *  publication left pending. */
export async function recordPublication(
  trx: Trx,
  kind: 'publish' | 'revert',
  extractId: number,
  order: MergeOrder,
  counts: Comparison,
  id?: number,
): Promise<number> {
  await finishFiguresFirst(trx)
  const given = id ?? (await nextPublication(trx))
  await sql`
    insert into publication (council_id, id, kind, extract_id, published_at, published_by, published_by_id, reason,
      new_count, changed_count, unchanged_count)
    overriding system value
    values (${councilId}, ${given}, ${kind}, ${extractId}, ${order.now}, ${order.by.name}, ${order.by.id}, ${order.reason},
      ${counts.new}, ${counts.changed}, ${counts.unchanged})`.execute(trx)
  return given
}

/** From how many changed cells on a publication is bulk: its teams' verdicts follow it. */
const BULK = 50_000

/**
 * Computes and stores the figures of every KPI and period with a new version in this publication. In a bulk
 * publication, only those of services and the council; the teams' figures follow once it is committed.
 */
export async function recordTouched(
  trx: Trx,
  publication: number,
  order: MergeOrder,
  known: { cells?: readonly Touched[]; shares?: readonly TeamShare[] | undefined } = {},
): Promise<{ figures: number; pending: number }> {
  const cells = known.cells ?? (await loadTouched(trx, publication))
  const changed = { councilId, id: publication, publishedAt: order.now, cells }
  if (cells.length > 0 && isBulk(cells, order)) return recordFiguresInBulk(trx, changed, known.shares)
  const figures = cells.length === 0 ? 0 : await recordInParts(trx, changed, cells)
  await recordWithheld(trx)
  return { figures, pending: 0 }
}

/** Computes the figures of very many cells a KPI at a time, so that no more than one ledger is held. */
async function recordInParts(
  trx: Trx,
  publication: Omit<Publication, 'cells'>,
  cells: readonly Touched[],
): Promise<number> {
  if (sum(cells) < BULK) return recordFigures(trx, { ...publication, cells })
  let figures = 0
  for (const own of Map.groupBy(cells, ({ kpi }) => kpi).values())
    figures += await recordFigures(trx, { ...publication, cells: own })
  return figures
}

function isBulk(cells: readonly Touched[], order: MergeOrder): boolean {
  return sum(cells) >= (order.bulkFrom ?? BULK)
}
