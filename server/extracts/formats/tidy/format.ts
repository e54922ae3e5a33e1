/** The tidy format: one row per team, KPI and period. */
import { childLevelHeading, isChildIdentifier } from '#domain/child-level.ts'
import { type ExtractProblem, fileProblem, rowProblem } from '#domain/extract-problem.ts'
import { type ExtractColumn, extractColumns, type RowText } from '#domain/extract-register.ts'
import { trimSpaces } from '#domain/figure-text.ts'
import { nearest } from '#domain/nearest.ts'
import { csvRecords } from '../../csv-records.ts'
import type { ExtractFormat, Finding } from '../../extract-format.ts'

const required: readonly ExtractColumn[] = ['team_code', 'kpi_code', 'period', 'numerator', 'denominator']
const MOST_COLUMNS = 200

export const tidy: ExtractFormat = { name: 'tidy', container: 'text', claims, read, cells: csvRecords }

/** Renamed headings (Team Code, KPI) are still claimed, so that each can be named. */
function claims(firstRow: readonly string[]): boolean {
  const reduced = firstRow.map((cell) => cell.toLowerCase().replace(/[^a-z]/g, ''))
  const ours = extractColumns.filter((column) => reduced.includes(column.replace('_', '')))
  return (
    ours.length >= 2 &&
    ['kpi_code', 'numerator', 'denominator'].some((column) => ours.includes(column as ExtractColumn))
  )
}

async function* read(bytes: AsyncIterable<Buffer>): AsyncGenerator<Finding> {
  const records = csvRecords(bytes)
  try {
    const first = await records.next()
    if (first.done) {
      yield { problem: first.value ?? fileProblem('empty', 'The file is empty. Choose another file') }
      return
    }
    const header = first.value.cells.map(trimSpaces)
    const problems = headerProblems(header)
    for (const problem of problems) yield { problem }
    const places = new Map(header.map((name, index) => [name, index] as const))
    let rows = 0

    for (;;) {
      const next = await records.next()
      if (next.done) {
        if (next.value) yield { problem: next.value }
        else if (rows === 0 && problems.length === 0) {
          yield { problem: fileProblem('empty', 'The file has headings and no rows. Choose another file') }
        }
        return
      }
      const { row, cells } = next.value
      const childLevel = childLevelProblem(row, cells, header)
      if (childLevel) {
        yield { problem: childLevel }
        return
      }
      if (problems.length > 0 || cells.every((cell) => trimSpaces(cell) === '')) continue
      rows++
      yield* findingsOf(row, cells, header, places)
    }
  } finally {
    await records.return(null)
  }
}

function* findingsOf(
  row: number,
  cells: string[],
  header: readonly string[],
  places: ReadonlyMap<string, number>,
): Generator<Finding> {
  if (cells.length !== header.length) {
    const message = `Row ${row}: The row has ${cells.length} cells and the headings are ${header.length}. Check for a missing or an extra comma`
    yield { problem: rowProblem('ragged_row', row, null, null, message) }
    return
  }
  if (cells.every((cell, index) => trimSpaces(cell) === header[index])) {
    const message = `Row ${row}: The headings are repeated. Keep one table, with its headings in row 1`
    yield { problem: rowProblem('not_a_table', row, null, null, message) }
    return
  }
  const fault = cells.findIndex((cell, index) => controlPattern(header[index]).test(cell))
  if (fault !== -1) {
    const column = header[fault] ?? null
    const message = `Row ${row}, ${column}: The cell holds a character that cannot be seen. Type the cell again`
    yield { problem: rowProblem('control_character', row, column, null, message) }
    return
  }
  const text = { sheet: null, row } as RowText
  for (const column of extractColumns) text[column] = cells[places.get(column) ?? -1] ?? ''
  yield { row: text }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: a note may hold tabs and line ends
const controlInNote = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/

function controlPattern(column: string | undefined): RegExp {
  return column === 'note' || (column !== undefined && isOurs(column)) ? controlInNote : control
}

/** Columns that our own downloads carry and that come back with them: accepted, ignored, never stored. */
function isOurs(name: string): boolean {
  return ['team_name', 'kpi_name', 'problem'].includes(name) || name.startsWith('previous_')
}

function headerProblems(header: readonly string[]): ExtractProblem[] {
  if (header.length > MOST_COLUMNS) {
    return [
      fileProblem(
        'too_large',
        `The file has ${header.length} columns; ${MOST_COLUMNS} is the most. Remove those not needed`,
      ),
    ]
  }
  const problems: ExtractProblem[] = []
  const missing = required.filter((column) => !header.includes(column))
  header.forEach((name, index) => {
    const isKnown = (extractColumns as readonly string[]).includes(name) || isOurs(name)
    if (!isKnown) problems.push(unknownColumn(name, index, header))
    else if (header.indexOf(name) !== index) {
      const message = `Row 1, ${name}: The column ‘${name}’ is there twice. Keep one`
      problems.push(rowProblem('duplicate_column', 1, name, name, message))
    }
  })
  for (const column of missing) {
    const message = `Row 1, ${column}: The file needs a column called ‘${column}’. Add it or rename the one that holds it`
    problems.push(rowProblem('missing_column', 1, column, null, message))
  }
  return problems
}

function unknownColumn(name: string, index: number, header: readonly string[]): ExtractProblem {
  if (name === '') {
    const message = `Row 1: Column ${index + 1} has no heading. Remove the column or name it`
    return rowProblem('unknown_column', 1, null, null, message)
  }
  const free = extractColumns.filter((column) => !header.includes(column))
  const near = nearest(name.toLowerCase().replace(/[^a-z]+/g, '_'), free)
  const remedy = near === null ? 'Remove it' : `The closest is ‘${near}’: rename it or remove it`
  return rowProblem(
    'unknown_column',
    1,
    name,
    name,
    `Row 1, ${name}: ‘${name}’ is not a column we know. ${remedy}`,
  )
}

function childLevelProblem(
  row: number,
  cells: readonly string[],
  header: readonly string[],
): ExtractProblem | null {
  const heading = childLevelHeading(cells, false)
  if (heading !== null) return childLevelData(row, heading)
  const place = cells.findIndex((cell) => isChildIdentifier(trimSpaces(cell)))
  return place === -1 ? null : childLevelData(row, header[place] ?? null)
}

/** The problem of a file about children. It names where, and repeats nothing of what it holds. */
export function childLevelData(row: number, column: string | null): ExtractProblem {
  const found = column === null ? `Row ${row}` : `Column ‘${column}’`
  const message = `${found} looks like child-level data. Team scorecards only take team totals. The file has not been kept`
  return rowProblem('child_level_data', row, column, null, message)
}
