/** Merges an extract's rows into the ledger: new versions of the cells that differ, and the figures they touch. */
import { type RawBuilder, sql } from 'kysely'
import { besideTransaction, type Db, groupingByHash, type Trx } from '#server/db/database.ts'
import { loadRules } from '#server/record/ledger.ts'
import { loadTeamShares, type TeamShare } from '#server/record/summed-ledger.ts'
import { councilId } from '../../db/council-id.ts'
import { recordFiguresInBulk } from './bulk-figures.ts'
import { recordFigures } from './figures.ts'
import { finishFiguresFirst } from './pending-figures.ts'

/** Who publishes, why, and at which moment. */
export type MergeOrder = {
  by: string
  reason: string | null
  now: Date
  /** How many changed cells make it bulk; for tests. */
  bulkFrom?: number
  /** True where the check that staged the rows is this very transaction: no other connection sees them. */
  isOwnCheck?: boolean
}

/**
 * Adds the publication, the new versions of cells, and the figures they touch. A cell that says what it said before gets
 * no new version.
 */
export async function recordMerged(
  trx: Trx,
  extractId: number,
  order: MergeOrder,
): Promise<{ publication: number; compared: Counted }> {
  await finishFiguresFirst(trx)
  // In 4 MB a million rows would be put on disk to be sorted. One publication runs at a time.
  await sql`set local work_mem = '256MB'`.execute(trx)
  const { file, units } = await groupingByHash(trx, () => loadNamed(trx, extractId))
  await refuseUnknown(trx, extractId, file, units)
  const publication = await nextPublication(trx)
  const isAllNew = !(await hasCells(trx, file))
  // A million rows are added up, over another connection, while they are stored.
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

/** How many cells of a KPI and period a file or a publication touches. */
type Touched = { kpi: string; period: string; cells: number }

/** What a file touches, and the units it names, read once: a million rows take a third of a second to read. */
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

/** Whether the ledger holds any cell of these KPIs and periods: a file of new months need not be compared row by row. */
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
    ${publication}::bigint, ${order.now}::timestamptz, ${order.by}::text, ${order.reason}::text`
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
    throw new Error(`Extract ${extractId} names units or KPIs that are not on record: ${codes}`)
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

/** How an extract's rows stand to the ledger. */
export type Comparison = { rows: number; new: number; changed: number; unchanged: number }
/** And how many figures were computed and stored, and of how many measures verdicts are to follow. */
export type Counted = Comparison & { figures: number; pending: number }

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

/** True of a row whose cell has nothing in the ledger: nothing came, or what came was taken back. A blank row did come. */
export const isNew = sql`(m.version is null or m.taken_back)`

/** True of a row that says something else than the ledger; a note alone is no restatement. */
export const differs = sql`
  (${isNew} or (r.state, r.numerator, r.denominator, r.value, r.symbol, r.as_at)
    is distinct from (m.state, m.numerator, m.denominator, m.value, m.symbol, m.as_at))`

/** How an extract's rows stand to the ledger as it is now. */
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

/** Adds the publication itself and gives its id, a new one unless given. What an earlier one left to be computed is
 *  computed first. */
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
    insert into publication (council_id, id, kind, extract_id, published_at, published_by, reason, new_count,
      changed_count, unchanged_count)
    overriding system value
    values (${councilId}, ${given}, ${kind}, ${extractId}, ${order.now}, ${order.by}, ${order.reason}, ${counts.new},
      ${counts.changed}, ${counts.unchanged})`.execute(trx)
  return given
}

/** From how many changed cells on a publication is bulk: its teams' verdicts follow it. */
const BULK = 50_000

/**
 * Computes and stores the figures of every KPI and period that a publication gave a new version: all of them, or, where it
 * changed very many cells, those of services and the council, the teams' to follow once it is committed.
 */
export async function recordTouched(
  trx: Trx,
  publication: number,
  order: MergeOrder,
  known: { cells?: readonly Touched[]; shares?: readonly TeamShare[] | undefined } = {},
): Promise<{ figures: number; pending: number }> {
  const cells = known.cells ?? (await loadTouched(trx, publication))
  if (cells.length === 0) return { figures: 0, pending: 0 }
  const changed = { councilId, id: publication, publishedAt: order.now, cells }
  if (!isBulk(cells, order)) return { figures: await recordFigures(trx, changed), pending: 0 }
  return recordFiguresInBulk(trx, changed, known.shares)
}

function isBulk(cells: readonly Touched[], order: MergeOrder): boolean {
  return sum(cells) >= (order.bulkFrom ?? BULK)
}
