/** What is asked about extracts: reports and the list. */
import type { ExtractStatus } from '#domain/extracts/status.ts'
import type { ReadSource } from '#server/db/database.ts'
import { councilId } from '../../db/council-id.ts'

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
  /** Who asked for it to be published, and when; at which moment it is to be, where one was chosen. */
  requestedBy: string | null
  requestedAt: string | null
  publishAt: string | null
  approvedBy: string | null
  /** Why it was not published as it was asked for. */
  decisionNote: string | null
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
const LATEST = 200

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

/** The latest 200 extracts, newest first; of one status where given. */
export async function loadExtracts(
  db: ReadSource,
  { status }: { status: ExtractStatus | null },
): Promise<ExtractSummary[]> {
  const rows = await summaries(db)
    .$if(status !== null, (q) => q.where('status', '=', status ?? ''))
    .orderBy('id', 'desc')
    .limit(LATEST)
    .execute()
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
      'requested_by',
      'requested_at',
      'publish_at',
      'approved_by',
      'decision_note',
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
    requestedBy: row.requested_by,
    requestedAt: row.requested_at?.toISOString() ?? null,
    publishAt: row.publish_at?.toISOString() ?? null,
    approvedBy: row.approved_by,
    decisionNote: row.decision_note,
  }
}
