/** The report of an extract, as the API, the command line and the drop folder give it. */
import type { ExtractStatus } from '#domain/extracts/status.ts'
import type { ReadSource } from '#server/db/database.ts'
import { extractOf, extractsOf, loadFindings, type StoredFinding } from '#server/record/extracts.ts'

export type ExtractSummary = {
  /** Null for a dry run, and for a file that was not stored. */
  id: number | null
  filename: string
  sha256: string
  status: ExtractStatus
  receivedAt: string
  receivedBy: string
  counts: { rows: number; accepted: number; problems: number; warnings: number }
  sameBytesAs: number | null
  publishedAt: string | null
  /** Who asked to publish it, and when; and the planned time, if one was chosen. */
  requestedBy: string | null
  requestedAt: string | null
  publishAt: string | null
  approvedBy: string | null
  /** Why it was not published as requested. */
  decisionNote: string | null
}

export type ReportedProblem = Omit<StoredFinding, 'needsReason'>
export type ReportedWarning = Omit<StoredFinding, 'value' | 'firstRow'>

/** An extract with its first hundred problems and warnings; the counts include all. */
export type ExtractReport = ExtractSummary & {
  problems: ReportedProblem[]
  problemsTotal: number
  warnings: ReportedWarning[]
  alreadyReceived: boolean
}

const LATEST = 200

/** The report of an extract, or null where there is none of that number. */
export async function loadExtract(db: ReadSource, extractId: number): Promise<ExtractReport | null> {
  const row = await summaries(db).where('id', '=', extractId).executeTakeFirst()
  if (row === undefined) return null
  const summary = summaryOf(row)
  const problems = await loadFindings(db, extractId, 'problem')
  const warnings = await loadFindings(db, extractId, 'warning')
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

function summaries(db: ReadSource) {
  return extractsOf(db)
    .select(['sha256', 'accepted_count as accepted', 'same_bytes_as as sameBytesAs'])
    .select(['requested_by as requestedBy', 'requested_at as requestedAt'])
    .select(['approved_by as approvedBy', 'decision_note as decisionNote'])
}

function summaryOf(
  row: Awaited<ReturnType<ReturnType<typeof summaries>['execute']>>[number],
): ExtractSummary {
  const { rows, problems, warnings, accepted, channel: _, publishedBy: __, ...extract } = extractOf(row)
  return {
    ...extract,
    counts: { rows: rows ?? 0, accepted: accepted ?? 0, problems, warnings },
    receivedAt: extract.receivedAt.toISOString(),
    publishedAt: extract.publishedAt?.toISOString() ?? null,
    requestedAt: extract.requestedAt?.toISOString() ?? null,
    publishAt: extract.publishAt?.toISOString() ?? null,
  }
}

/** For a file that was not stored: there is nothing to decide about it. */
export const undecided = {
  alreadyReceived: false,
  sameBytesAs: null,
  publishedAt: null,
  requestedBy: null,
  requestedAt: null,
  publishAt: null,
  approvedBy: null,
  decisionNote: null,
} satisfies Partial<ExtractReport>
