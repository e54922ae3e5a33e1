/** What the rows of every table of ours have in common: their form, before anything is read from them. */
import { childLevelHeading, isChildIdentifier } from '#domain/child-level.ts'
import {
  type ExtractProblem,
  type ExtractWarning,
  fileProblem,
  placeName,
  problemAt,
} from '#domain/extract-problem.ts'
import { trimSpaces } from '#domain/figure-text.ts'
import { columnLetters } from '#domain/layout.ts'
import type { Grid, GridRow } from './grid.ts'
import { childLevelData } from './open-grid.ts'

const MOST_COLUMNS = 200

export type Table = {
  /** The sheet that its faults name; null where there is one table only. */
  sheet: string | null
  container: Grid['container']
  /** Its headings, without outer spaces. */
  header: readonly string[]
  /** What no cell of a column may hold, by its place. */
  unseen: readonly RegExp[]
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]/
const controls = new RegExp(control.source, 'g')
// biome-ignore lint/suspicious/noControlCharactersInRegex: a note may hold tabs and line ends
const controlInNote = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/

/** A table by its row of headings. */
export function tableOf(container: Grid['container'], sheet: string | null, headings: GridRow): Table {
  const header = headings.cells.map(trimSpaces)
  // A workbook's table is as wide as its headings; what it holds beside them is looked at row by row.
  while (container === 'xlsx' && header.at(-1) === '') header.pop()
  const unseen = header.map((name) => (name === 'note' || isOurs(name) ? controlInNote : control))
  return { sheet, container, header, unseen }
}

/** Columns that our own downloads carry and that come back with them: accepted, ignored, never stored. */
export function isOurs(name: string): boolean {
  return ['team_name', 'kpi_name', 'problem'].includes(name) || name.startsWith('previous_')
}

/** The problem of more columns than any table has, from which nothing else is said. */
export function tooManyColumns({ sheet, header }: Table): ExtractProblem | null {
  if (header.length <= MOST_COLUMNS) return null
  const table = sheet === null ? 'The file' : `Sheet ‘${sheet}’`
  const message = `${table} has ${header.length} columns; ${MOST_COLUMNS} is the most. Remove those not needed`
  return { ...fileProblem('too_large', message), sheet }
}

/** The problem of a heading that is there twice. */
export function duplicateColumn({ sheet }: Table, name: string): ExtractProblem {
  const said = `The column ‘${name}’ is there twice. Keep one`
  return problemAt('duplicate_column', { sheet, row: 1, column: name }, name, said)
}

/** The problem of a column that is needed and not there. */
export function missingColumn({ sheet }: Table, name: string, why = ''): ExtractProblem {
  const said = `The file needs a column called ‘${name}’${why}. Add it or rename the one that holds it`
  return problemAt('missing_column', { sheet, row: 1, column: name }, null, said)
}

/** The problem of a heading that is not ours, with the one it may be meant for. */
export function unknownColumn(
  { sheet }: Table,
  place: number,
  name: string,
  near: string | null,
): ExtractProblem {
  if (name === '') {
    const said = `Column ${place + 1} has no heading. Remove the column or name it`
    return problemAt('unknown_column', { sheet, row: 1, column: null }, null, said)
  }
  const remedy = near === null ? 'Remove it' : `The closest is ‘${near}’: rename it or remove it`
  const said = `‘${name}’ is not a column we know. ${remedy}`
  return problemAt('unknown_column', { sheet, row: 1, column: name }, name, said)
}

/** The problem of a heading, also of one we would pass over, with a character in it that nobody sees. */
export function unseenHeading({ sheet }: Table, name: string): ExtractProblem | null {
  if (!control.test(name)) return null
  const said = 'The heading holds a character that cannot be seen. Type it again'
  return problemAt('control_character', { sheet, row: 1, column: name.replace(controls, '') }, null, said)
}

/** The problem of a text file's headings that are fewer or more than the cells of every row beneath. */
export function unevenHeadings(
  { sheet, container, header }: Table,
  [preview]: Grid['preview'],
  first: GridRow,
): ExtractProblem | null {
  if (container !== 'csv' || preview === undefined || first.cells.length === header.length) return null
  const rows = preview.rows.filter(({ row, cells }) => row > 1 && !isBlank(cells))
  const width = first.cells.length
  if (rows.length < 2 || rows.some(({ cells }) => cells.length !== width)) return null
  const said = `There are ${header.length} headings, and ${width} cells in every row beneath. Check for a heading that is missing or too many`
  return problemAt('ragged_row', { sheet, row: 1, column: null }, null, said)
}

export function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell === '' || trimSpaces(cell) === '')
}

/** The problem of a row that belongs to a list of children. */
export function childLevelRow(
  sheet: string | null,
  { row, cells }: GridRow,
  header: readonly string[],
): ExtractProblem | null {
  const heading = childLevelHeading(cells, false)
  if (heading !== null) return childLevelData(sheet, row, heading)
  const place = cells.findIndex((cell) => cell.length >= 10 && isChildIdentifier(trimSpaces(cell)))
  return place === -1 ? null : childLevelData(sheet, row, header[place] ?? null)
}

/** What is wrong with the form of a row: a cell too few or too many, headings again, a character that is not seen. */
export function formFault(table: Table, { row, cells }: GridRow): ExtractProblem | null {
  const { sheet, container, header } = table
  const at = (column: string | null) => ({ sheet, row, column })
  if (container === 'csv' && cells.length !== header.length) {
    const said = `The row has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'} and the headings are ${header.length}. Check for a missing or an extra comma`
    return problemAt('ragged_row', at(null), null, said)
  }
  if (isHeadings(cells, header)) {
    const said = 'The headings are repeated. Keep one table, with its headings in row 1'
    return problemAt('not_a_table', at(null), null, said)
  }
  for (let place = 0; place < cells.length; place++) {
    const cell = cells[place] ?? ''
    if (cell === '') continue
    const heading = header[place] ?? ''
    // Only a workbook's row gets here with such a cell: in text its column would have been refused.
    if (heading === '' && trimSpaces(cell) !== '') {
      const said = `Column ${columnLetters(place)} holds a cell and has no heading. Remove it or name the column`
      return problemAt('ragged_row', at(null), cell, said)
    }
    const unseen = table.unseen[place]
    if (unseen?.test(cell)) {
      const said = 'The cell holds a character that cannot be seen. Type the cell again'
      return problemAt('control_character', at(heading), null, said)
    }
    if (container === 'csv' && unseen === controlInNote && holdsRows(cell, header.length)) {
      const said = 'The cell holds whole rows: a double quote opens in it and does not close where it should'
      return problemAt('bad_quote', at(heading), null, said)
    }
  }
  return null
}

/** The problem of the row beneath the headings where it is a second row of them: words, and no figure nor period. */
export function secondHeadings({ sheet }: Table, { row, cells }: GridRow): ExtractProblem | null {
  const filled = cells.filter((cell) => trimSpaces(cell) !== '')
  if (filled.length < 3 || filled.some((cell) => /[0-9]/.test(cell) || trimSpaces(cell).length < 3))
    return null
  const said = 'This looks like a second row of headings. Keep one row of headings, in row 1'
  return problemAt('not_a_table', { sheet, row, column: null }, null, said)
}

/** What a person has to have looked at in a row: results of formulas in the columns that are read, a row cut short. */
export function* rowWarnings(
  { sheet, header }: Table,
  { row, formulas, isUnended }: GridRow,
  isRead: (place: number) => boolean,
): Generator<ExtractWarning> {
  for (const place of formulas ?? []) {
    if (!isRead(place)) continue
    const column = header[place] ?? null
    const message = `${placeName(sheet, row, column)}: The cell is a formula. Its saved result was used: check that the workbook was calculated before it was saved`
    yield { code: 'formula_value_used', sheet, row, column, message, needsReason: false }
  }
  if (isUnended) {
    const message = `${placeName(sheet, row)}: The last row does not end as the others do. Check that the file was not cut short, and that this row is whole`
    yield { code: 'cut_short', sheet, row, column: null, message, needsReason: false }
  }
}

function isHeadings(cells: readonly string[], header: readonly string[]): boolean {
  if (trimSpaces(cells[0] ?? '').replace(/^\ufeff/, '') !== header[0]) return false
  return (
    cells.length >= header.length &&
    cells.slice(1).every((cell, i) => trimSpaces(cell) === (header[i + 1] ?? ''))
  )
}

/** Whether a cell has taken rows in: a line end, and as many commas as a row of the table. */
function holdsRows(cell: string, columns: number): boolean {
  return /[\r\n]/.test(cell) && cell.split(',').length >= columns
}
