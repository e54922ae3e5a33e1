/** An extract's own file with a column for the problems of each row, to be corrected and sent again. */

import { type CsvValue, csvRecord } from '#domain/extracts/csv-record.ts'
import { type ExtractProblem, fileProblem } from '#domain/extracts/problem.ts'
import type { ReadSource } from '#server/db/database.ts'
import type { Grid } from '../../grid.ts'
import { loadGrid } from './load-grid.ts'
import {
  isPlainNumber,
  type MarkColumn,
  type MarkedEvent,
  markedRows,
  PROBLEM,
  withMark,
} from './marked-rows.ts'
import { markedWorkbook } from './marked-workbook.ts'
import { type StoredProblem, storedProblems } from './problems-by-row.ts'

export type ProblemFile =
  | { container: 'csv'; lines: AsyncGenerator<string> }
  | { container: 'xlsx'; pieces: AsyncGenerator<Buffer> }

/**
 * The file with a column `problem`, in its own container or the one asked for: all its rows, or the headings and the
 * rows with a problem. Returns a problem if the file was not kept or is not a table.
 */
export async function problemFile(
  db: ReadSource,
  extractId: number,
  which: 'all' | 'rejected',
  container?: 'csv' | 'xlsx',
): Promise<ProblemFile | ExtractProblem> {
  const grid = await loadGrid(db, extractId)
  if (grid === null) {
    return fileProblem('child_level_data', 'The file has not been kept, so it cannot be given back')
  }
  if ('code' in grid) return grid
  return fileWithProblems(grid, storedProblems(db, extractId), which, container)
}

/** A file with its problems, as a stream. Both come in file order and are read once. */
export function fileWithProblems(
  grid: Grid,
  found: AsyncIterator<StoredProblem>,
  which: 'all' | 'rejected',
  container: 'csv' | 'xlsx' = grid.container,
): ProblemFile {
  const rows = chosenRows(grid, found, which)
  return container === 'csv'
    ? { container, lines: csvLines(rows, which) }
    : { container, pieces: markedWorkbook(rows, { from: grid.container, which }) }
}

/** The chosen rows. A sheet without any of them is left out. */
async function* chosenRows(
  grid: Grid,
  found: AsyncIterator<StoredProblem>,
  which: 'all' | 'rejected',
): AsyncGenerator<MarkedEvent> {
  const head: MarkedEvent[] = []
  for await (const event of markedRows(grid, found)) {
    if (which === 'all') yield event
    else if (event.is === 'sheet') head.splice(0, head.length, event)
    else if (event.heading) head.push(event)
    else if (event.problem !== null) {
      yield* head.splice(0)
      yield event
    }
  }
}

/** As UTF-8 with a byte order mark: without it, spreadsheets misread the quotation marks in the messages. */
async function* csvLines(
  rows: AsyncGenerator<MarkedEvent>,
  which: 'all' | 'rejected',
): AsyncGenerator<string> {
  let column: MarkColumn = { place: 0, isTheirs: false }
  let row = 0
  yield '\ufeff'
  for await (const event of rows) {
    if (event.is === 'sheet') {
      if (row > 0) yield csvRecord([''])
      column = event.column
      row = 0
      continue
    }
    // Blank rows stay, so that the numbers in the messages are those a spreadsheet shows.
    if (which === 'all') while (++row < event.row) yield csvRecord([''])
    row = event.row
    const mark = event.heading ? PROBLEM : event.problem
    yield csvRecord(withMark(event.cells.map(csvValue), mark, column))
  }
}

/** A text in the form of a number is written as one, so that its minus sign is not taken for a formula. */
function csvValue(text: string): CsvValue {
  return isPlainNumber(text) ? Number(text) : text
}
