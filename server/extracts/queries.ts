/** What is asked about extracts: reports, the list, what one changes. */
import { sql } from 'kysely'
import type { ExtractStatus } from '#domain/extract-status.ts'
import type { Db, ReadSource } from '#server/db/database.ts'
import { councilId } from './council-id.ts'
import { besideLedger, differs, loadComparison } from './merge.ts'

export type ExtractSummary = {
  /** Null for a dry run and for a file of which nothing was stored. */
  id: number | null
  filename: string
  sha256: string
  status: ExtractStatus
  receivedAt: string
  receivedBy: string
  counts: { rows: number; accepted: number; problems: number; warnings: number }
  sameBytesAs: number | null
  publishedAt: string | null
}

export type ReportedProblem = {
  sheet: string | null
  row: number | null
  column: string | null
  code: string
  value: string | null
  message: string
  firstRow: number | null
}
export type ReportedWarning = {
  code: string
  sheet: string | null
  row: number | null
  column: string | null
  message: string
  needsReason: boolean
}

/** An extract with its first hundred problems and warnings; the counts tell of the rest. */
export type ExtractReport = ExtractSummary & {
  problems: ReportedProblem[]
  problemsTotal: number
  warnings: ReportedWarning[]
  alreadyReceived: boolean
}

const REPORTED = 100

/** The report of an extract, or null where there is none of that number. */
export async function loadExtract(db: ReadSource, extractId: number): Promise<ExtractReport | null> {
  const [row] = await summaries(db).where('id', '=', extractId).execute()
  if (row === undefined) return null
  const summary = summaryOf(row)
  const [problems, warnings] = [
    await loadFound(db, extractId, 'problem', REPORTED),
    await loadFound(db, extractId, 'warning', REPORTED),
  ]
  return {
    ...summary,
    problems: problems.map(({ needsReason: _, ...problem }) => problem),
    problemsTotal: summary.counts.problems,
    warnings: warnings.map(({ value: _value, firstRow: _firstRow, ...warning }) => warning),
    alreadyReceived: false,
  }
}

/** The latest extracts, newest first. */
export async function loadExtracts(db: ReadSource, limit = 200): Promise<ExtractSummary[]> {
  const rows = await summaries(db).orderBy('id', 'desc').limit(limit).execute()
  return rows.map(summaryOf)
}

/** What was found of one level, in the file's order. */
export async function loadFound(
  db: ReadSource,
  extractId: number,
  level: 'problem' | 'warning',
  limit: number | null = null,
): Promise<(ReportedProblem & ReportedWarning)[]> {
  const query = db
    .selectFrom('extract_problem')
    .where('council_id', '=', councilId)
    .where('extract_id', '=', extractId)
    .where('level', '=', level)
    .orderBy('position')
    .select([
      'code',
      'sheet',
      'row_number as row',
      'column_name as column',
      'value',
      'message',
      'first_row as firstRow',
      'needs_reason as needsReason',
    ])
  return (limit === null ? query : query.limit(limit)).execute()
}

function summaries(db: ReadSource) {
  return db
    .selectFrom('extract')
    .where('council_id', '=', councilId)
    .select([
      'id',
      'filename',
      'sha256',
      'status',
      'received_at',
      'received_by',
      'row_count',
      'accepted_count',
      'problem_count',
      'warning_count',
      'same_bytes_as',
      'published_at',
    ])
}

function summaryOf(
  row: Awaited<ReturnType<ReturnType<typeof summaries>['execute']>>[number],
): ExtractSummary {
  return {
    id: row.id,
    filename: row.filename,
    sha256: row.sha256,
    status: row.status as ExtractStatus,
    receivedAt: row.received_at.toISOString(),
    receivedBy: row.received_by,
    counts: {
      rows: row.row_count ?? 0,
      accepted: row.accepted_count ?? 0,
      problems: row.problem_count ?? 0,
      warnings: row.warning_count ?? 0,
    },
    sameBytesAs: row.same_bytes_as,
    publishedAt: row.published_at?.toISOString() ?? null,
  }
}

export type CellFigures = {
  state: string
  numerator: number | null
  denominator: number | null
  value: number | null
}
export type ExtractChanges = {
  counts: { new: number; changed: number; unchanged: number }
  changed: { unit: string; kpi: string; period: string; before: CellFigures; after: CellFigures }[]
  effects: { months: string[]; units: number; kpis: number }
}

const CHANGES = 1000

/**
 * What publishing an extract would change, or, once published, what it changed then. Lists the first thousand
 * restated cells; `effects` says which periods, and how many units and KPIs, get new figures.
 */
export async function loadChanges(db: Db, extractId: number, status: ExtractStatus): Promise<ExtractChanges> {
  return status === 'published' || status === 'reverted'
    ? loadPublishedChanges(db, extractId)
    : loadComingChanges(db, extractId)
}

type ChangedCell = {
  unit: string
  kpi: string
  period: string
  state: string
  numerator: number | null
  denominator: number | null
  value: number | null
  stateBefore: string
  numeratorBefore: number | null
  denominatorBefore: number | null
  valueBefore: number | null
}

const beforeAndAfter = sql`
  r.unit_code as unit, r.kpi_code as kpi, r.period, r.state, r.numerator, r.denominator, r.value,
  m.state as "stateBefore", m.numerator as "numeratorBefore", m.denominator as "denominatorBefore",
  m.value as "valueBefore"`
const touched = sql`
  coalesce(array_agg(distinct r.period order by r.period), '{}') as months,
  count(distinct r.unit_code)::integer as units, count(distinct r.kpi_code)::integer as kpis`

async function loadComingChanges(db: Db, extractId: number): Promise<ExtractChanges> {
  const { new: added, changed, unchanged } = await loadComparison(db, extractId)
  const cells = await sql<ChangedCell>`
    select ${beforeAndAfter} ${besideLedger(extractId)} and m.version is not null and ${differs}
    order by r.row_number limit ${CHANGES}`.execute(db)
  const effects = await sql<ExtractChanges['effects']>`
    select ${touched} ${besideLedger(extractId)} and ${differs}`.execute(db)
  return changesOf({ new: added, changed, unchanged }, cells.rows, effects.rows[0])
}

async function loadPublishedChanges(db: Db, extractId: number): Promise<ExtractChanges> {
  const publication = await db
    .selectFrom('publication')
    .where('council_id', '=', councilId)
    .where('extract_id', '=', extractId)
    .where('kind', '=', 'publish')
    .select(['id', 'new_count as new', 'changed_count as changed', 'unchanged_count as unchanged'])
    .executeTakeFirstOrThrow()
  const versions = sql`
    from measurement r
    join measurement m on m.council_id = r.council_id and m.unit_code = r.unit_code and m.kpi_code = r.kpi_code
      and m.period = r.period and m.version = r.version - 1
    where r.council_id = ${councilId} and r.publication_id = ${publication.id}`
  const cells = await sql<ChangedCell>`
    select ${beforeAndAfter} ${versions} order by r.row_number limit ${CHANGES}`.execute(db)
  const effects = await sql<ExtractChanges['effects']>`
    select ${touched} from measurement r
    where r.council_id = ${councilId} and r.publication_id = ${publication.id}`.execute(db)
  const { id: _, ...counts } = publication
  return changesOf(counts, cells.rows, effects.rows[0])
}

function changesOf(
  counts: ExtractChanges['counts'],
  cells: ChangedCell[],
  effects: ExtractChanges['effects'] | undefined,
): ExtractChanges {
  const changed = cells.map((cell) => ({
    unit: cell.unit,
    kpi: cell.kpi,
    period: cell.period,
    before: {
      state: cell.stateBefore,
      numerator: cell.numeratorBefore,
      denominator: cell.denominatorBefore,
      value: cell.valueBefore,
    },
    after: { state: cell.state, numerator: cell.numerator, denominator: cell.denominator, value: cell.value },
  }))
  return { counts, changed, effects: effects ?? { months: [], units: 0, kpis: 0 } }
}
