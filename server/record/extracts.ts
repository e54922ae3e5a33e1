/** Extracts on record: what every list and report of them starts from. */
import type { ExtractChannel, ExtractStatus } from '#domain/extracts/status.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'

/** An extract as a query of this file gives it; `extractOf` says what it is. */
type ExtractRow = {
  status: string
  channel: string
  problems: number | null
  warnings: number | null
}

/** Selects extracts with their sender, counts and status. */
export function extractsOf(db: ReadSource) {
  return db
    .selectFrom('extract')
    .where('council_id', '=', councilId)
    .select(['id', 'filename', 'status', 'channel'])
    .select(['received_at as receivedAt', 'received_by as receivedBy'])
    .select(['row_count as rows', 'problem_count as problems', 'warning_count as warnings'])
    .select(['publish_at as publishAt', 'published_at as publishedAt', 'published_by as publishedBy'])
}

/** Converts a row to the extract's own terms; null for what was not counted yet. */
export function extractOf<Row extends ExtractRow>(row: Row) {
  return {
    ...row,
    // The table's constraints allow no other value.
    status: row.status as ExtractStatus,
    channel: row.channel as ExtractChannel,
    problems: row.problems ?? 0,
    warnings: row.warnings ?? 0,
  }
}

/** A problem or a warning, with the row number that a spreadsheet shows. */
export type StoredFinding = {
  code: string
  sheet: string | null
  row: number | null
  column: string | null
  value: string | null
  message: string
  /** The earlier row that named the same cell. */
  firstRow: number | null
  needsReason: boolean
}

/** Selects what was found in an extract, in the file's order. */
export function findingsOf(db: ReadSource, extractId: number, level: 'problem' | 'warning') {
  return db
    .selectFrom('extract_problem')
    .where('council_id', '=', councilId)
    .where('extract_id', '=', extractId)
    .where('level', '=', level)
    .select(['code', 'sheet', 'row_number as row', 'column_name as column', 'value', 'message'])
    .select(['first_row as firstRow', 'needs_reason as needsReason'])
    .orderBy('position')
}

/** How many findings are returned with an extract; its counts cover the rest. */
const GIVEN = 100

/** The first hundred problems or warnings of an extract. */
export async function loadFindings(
  db: ReadSource,
  extractId: number,
  level: 'problem' | 'warning',
): Promise<StoredFinding[]> {
  return findingsOf(db, extractId, level).limit(GIVEN).execute()
}
