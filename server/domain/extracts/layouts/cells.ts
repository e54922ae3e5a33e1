/** The cells of a row that a layout reads: their place in the file, and faults in the row's form. */

import { wordFor } from '../../wording/word-for.ts'
import { trimSpaces } from '../figure-text.ts'
import type { ExtractProblem } from '../problem.ts'
import type { PlacedColumn } from './columns.ts'
import { columnLetters } from './layout.ts'
import type { TableRow } from './layout-walk.ts'
import { problemIn, type Spot } from './problems.ts'

/** A cell of the file: its column's heading and its text. */
export type SourceCell = { heading: string; text: string }

/**
 * A table whose rows are read. `sheet` is null for a text file. `told` is the sheet's name for messages; null if they
 * need none.
 */
export type ReadTable = {
  sheet: string | null
  told: string | null
  /** How many cells the row of headings has. */
  width: number
  columns: readonly PlacedColumn[]
}

/** A column's heading, or its letter where it has none. */
export function headingAt(columns: readonly PlacedColumn[], place: number): string {
  return columns[place]?.heading || `Column ${columnLetters(Math.max(0, place))}`
}

/** The place of a cell, under its column's heading. */
export function spotOf(
  { row }: TableRow,
  place: number,
  sheet: string | null,
  columns: readonly PlacedColumn[],
): Spot {
  return { sheet, row, heading: headingAt(columns, place) }
}

/**
 * Faults in the row's form: in text, too few or too many separators; in a workbook, a cell outside the columns that
 * have headings.
 */
export function formFaults(row: TableRow, table: ReadTable): ExtractProblem[] {
  const { sheet, told, width, columns } = table
  const spot: Spot = { sheet: told, row: row.row, heading: null }
  if (sheet === null) {
    if (row.cells.length === width) return swallowedRows(row, table)
    const said =
      `The row has ${row.cells.length} ${wordFor(row.cells.length, 'cell')} and the ` +
      `headings are ${width}. Check for a missing or an extra comma`
    return [problemIn('ragged_row', spot, '', said)]
  }
  const apart = row.cells.findIndex((cell, place) => place >= columns.length && trimSpaces(cell) !== '')
  if (apart === -1) return []
  const said = `Column ${columnLetters(apart)} holds a cell and has no heading. Remove it or name the column`
  return [problemIn('ragged_row', spot, trimSpaces(row.cells[apart] ?? ''), said)]
}

/** The problem of a double quote that does not close in its cell, so that the cell contains whole rows. */
export function swallowedRows(row: TableRow, { sheet, told, width }: ReadTable): ExtractProblem[] {
  const isWhole = (cell: string) => !/[\r\n]/.test(cell) || cell.split(',').length < width
  if (sheet !== null || row.cells.every(isWhole)) return []
  const said = 'A cell holds whole rows: a double quote opens in it and does not close where it should'
  return [problemIn('bad_quote', { sheet: told, row: row.row, heading: null }, '', said)]
}

/** The problems of cells that are read and contain an unseen character. */
export function unseenCharacters(row: TableRow, { told, columns }: ReadTable): ExtractProblem[] {
  return columns.flatMap(({ use }, place) => {
    if (use === 'ignored' || !control.test(row.cells[place] ?? '')) return []
    const said = 'The cell holds a character that cannot be seen. Type the cell again'
    return [problemIn('control_character', spotOf(row, place, told, columns), '', said)]
  })
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters but tabs and line ends are what is looked for
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/
