/** What our own formats have in common: the form of a table and its rows, before their content is read. */
import { childLevelHeading, isChildIdentifier } from '#domain/extracts/child-level.ts'
import { isTotals } from '#domain/extracts/code.ts'
import { trimSpaces } from '#domain/extracts/figure-text.ts'
import { columnLetters } from '#domain/extracts/layouts/layout.ts'
import {
  type ExtractProblem,
  type ExtractWarning,
  fileProblem,
  placeName,
  problemAt,
  shortened,
} from '#domain/extracts/problem.ts'
import { extractColumns } from '#domain/extracts/register.ts'
import { unseenCharacters, unseenName, withoutUnseen } from '#domain/wording/unseen-character.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import type { Grid, GridRow } from '../../grid.ts'
import { childLevelData } from './open-grid.ts'

const MOST_COLUMNS = 200

export type Table = {
  /** The sheet for messages; null if there is only one table. */
  sheet: string | null
  container: Grid['container']
  /** Its headings, without outer spaces. */
  header: readonly string[]
  /** The headings, with our own in our spelling: `Team Code` becomes `team_code`. */
  names: readonly string[]
  /** For each column, the characters that its cells may not contain. */
  unseen: readonly RegExp[]
  /** Other cell counts that a row of text may have, besides the number of headings. */
  widths: ReadonlySet<number>
}

/**
 * Which trailing columns a row of text may lack: those that pass `each`, singly, or a run of at least two that pass
 * `run`.
 */
export type OptionalColumns = { each: (name: string) => boolean; run: (name: string) => boolean }

// biome-ignore lint/suspicious/noControlCharactersInRegex: a note may hold tabs and line ends
const controlInNote = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/

/** A table by its row of headings and the first rows of its sheet. */
export function tableOf(
  container: Grid['container'],
  sheet: string | null,
  headings: GridRow,
  preview: readonly GridRow[],
  mayLack: OptionalColumns,
): Table {
  const header = headings.cells.map(trimSpaces)
  // A workbook's table is as wide as its headings. Cells beyond these are checked row by row.
  while (container === 'xlsx' && header.at(-1) === '') header.pop()
  const names = header.map(ourName)
  const unseen = names.map((name) => (name === 'note' || isOurs(name) ? controlInNote : unseenCharacters))
  const widths = new Set([...shorterWidths(names, mayLack), ...blankWidth(names, preview)])
  return { sheet, container, header, names, unseen, widths }
}

/** A heading of ours in our spelling, from any case and with spaces for underscores. Any other heading is unchanged. */
function ourName(heading: string): string {
  const name = asHeading(withoutUnseen(heading))
  return (extractColumns as readonly string[]).includes(name) || isOurs(name) ? name : heading
}

/** A heading in lower case, with underscores for spaces. */
export function asHeading(heading: string): string {
  return trimSpaces(heading)
    .toLowerCase()
    .replace(/[ \u00a0_]+/g, '_')
}

/**
 * The lengths of rows that may lack cells at their end, as spreadsheets leave out blank ones. If the row still
 * contains `previous_` figures, none of its cells may be missing: with a cell lost further left, these would be read
 * as figures.
 */
function shorterWidths(names: readonly string[], { each, run }: OptionalColumns): number[] {
  const widths: number[] = []
  for (let width = names.length; width > 0; ) {
    const name = names[width - 1] ?? ''
    let start = width
    while (start > 0 && run(names[start - 1] ?? '')) start--
    if (each(name)) width--
    else if (width - start >= 2) width = start
    else break
    widths.push(width)
  }
  return widths.filter((width) => !names.slice(0, width).some((name) => name.startsWith('previous_')))
}

/** The width of rows that are all longer than the headings by cells that are all blank: columns without a heading. None
 *  where the last heading is of free text, which would take in a figure if a heading were missing. */
function blankWidth(names: readonly string[], preview: readonly GridRow[]): number[] {
  const rows = preview.filter(({ row, cells }) => row > 1 && !isBlank(cells))
  const width = rows[0]?.cells.length ?? 0
  const last = names.at(-1) ?? ''
  if (rows.length < 2 || width <= names.length || last === 'note' || isOurs(last)) return []
  const isSpare = rows.every(({ cells }) => cells.length === width && isBlank(cells.slice(names.length)))
  return isSpare ? [width] : []
}

/** Extra columns in our own downloads. They are accepted in a file, ignored and never stored. */
export function isOurs(name: string): boolean {
  return ['team_name', 'kpi_name', 'problem'].includes(name) || name.startsWith('previous_')
}

/** The problem of too many columns. No other problem is then reported. */
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

/** The problem of a required column that is missing. */
export function missingColumn({ sheet }: Table, name: string, why = ''): ExtractProblem {
  const said = `The file needs a column called ‘${name}’${why}. Add it or rename the one that holds it`
  return problemAt('missing_column', { sheet, row: 1, column: name }, null, said)
}

/** The problem of a heading that is not ours, with the nearest that is. */
export function unknownColumn({ sheet }: Table, name: string, near: string | null): ExtractProblem {
  const remedy = near === null ? 'Remove it' : `The closest is ‘${near}’: rename it or remove it`
  const said = `‘${name}’ is not a column we know. ${remedy}`
  return problemAt('unknown_column', { sheet, row: 1, column: name }, name, said)
}

/** The problem of a heading with an invisible character, even if the column is ignored. */
export function unseenHeading({ sheet }: Table, name: string): ExtractProblem | null {
  if (!unseenCharacters.test(name)) return null
  const column = withoutUnseen(name)
  const said = `The heading holds a character that cannot be seen (${unseenName(name)}). Type it again: ‘${shortened(column)}’`
  return problemAt('control_character', { sheet, row: 1, column }, null, said)
}

/** The problem of a text file's headings that are fewer or more than the cells of every row beneath. */
export function unevenHeadings(
  { sheet, container, header, widths }: Table,
  [preview]: Grid['preview'],
  first: GridRow,
): ExtractProblem | null {
  const width = first.cells.length
  if (container !== 'csv' || preview === undefined || width === header.length) return null
  // If one of the headings is blank and the rows lack a cell, it is unclear which column is missing.
  if (widths.has(width) && (width > header.length || !header.includes(''))) return null
  const rows = preview.rows.filter(({ row, cells }) => row > 1 && !isBlank(cells))
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

/** The fault in a row's form: too few or too many cells, repeated headings, or an invisible character. */
export function formFault(table: Table, { row, cells }: GridRow): ExtractProblem | null {
  const { sheet, container, header, names } = table
  const at = (column: string | null) => ({ sheet, row, column })
  if (container === 'csv' && cells.length !== header.length && !isOfWidth(table, cells)) {
    const said =
      `The row has ${cells.length} ${wordFor(cells.length, 'cell')} and the headings ` +
      `are ${header.length}. Check for a missing or an extra comma`
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
    if (heading === '' && trimSpaces(cell) !== '') {
      const said = `Column ${columnLetters(place)} holds a cell and has no heading. Remove it or name the column`
      return problemAt('ragged_row', at(null), cell, said)
    }
    const unseen = table.unseen[place]
    if (unseen?.test(cell)) {
      const again = unseen === unseenCharacters ? `: ‘${shortened(withoutUnseen(cell))}’` : ''
      const said = `The cell holds a character that cannot be seen (${unseenName(cell)}). Type the cell again${again}`
      return problemAt('control_character', at(heading), null, said)
    }
    const isFree = names[place] === 'note' || isOurs(names[place] ?? '')
    if (container === 'csv' && isFree && holdsRows(cell, header.length)) {
      const said = 'The cell holds whole rows: a double quote opens in it and does not close where it should'
      return problemAt('bad_quote', at(heading), null, said)
    }
  }
  return null
}

/** Whether a row has another width than the headings and is still whole. A row that lacks cells must contain a
 *  figure: without one, the figure may be what is missing. */
function isOfWidth({ names, widths, header }: Table, cells: readonly string[]): boolean {
  if (!widths.has(cells.length)) return false
  if (cells.length > header.length) return isBlank(cells.slice(header.length))
  return cells.some((cell, place) => !textColumns.has(names[place] ?? '') && trimSpaces(cell) !== '')
}

/** Columns without figures. */
const textColumns = new Set([
  '',
  'team_code',
  'team_name',
  'kpi_code',
  'kpi_name',
  'period',
  'as_at',
  'note',
  'problem',
])

/** The problem of a line beneath the table that is not one of its rows: when the report was run, or a remark. */
export function footerFault({ sheet, header }: Table, { row, cells }: GridRow): ExtractProblem | null {
  // Speed: nearly every one of millions of rows returns here.
  if (cells[0] && cells[1] && cells[2]) return null
  let first = ''
  let filled = 0
  for (const cell of cells) {
    if (cell === '' || trimSpaces(cell) === '') continue
    if (++filled > 2) return null
    if (filled === 1) first = trimSpaces(cell)
  }
  if (header.length < 4 || !isRemark(first)) return null
  const said = `‘${shortened(first)}’ is a line beneath the table (a footer) and no row of it. Remove it, and any like it`
  return problemAt('ragged_row', { sheet, row, column: null }, first, said)
}

/** Whether a text is words and not a team code. A line of cells with another separator does not count. */
function isRemark(text: string): boolean {
  if (/[;\t|].*[;\t|]/.test(text)) return false
  return /[\s:]/.test(text) || text.length > 20 || (/^\p{L}{7,}[.!]?$/u.test(text) && !isTotals(text))
}

/** The problem of a second heading row beneath the first: words, without a figure or a period. */
export function secondHeadings({ sheet }: Table, { row, cells }: GridRow): ExtractProblem | null {
  const filled = cells.filter((cell) => trimSpaces(cell) !== '')
  if (filled.length < 3 || filled.some((cell) => /[0-9]/.test(cell) || trimSpaces(cell).length < 3))
    return null
  const said = 'This looks like a second row of headings. Keep one row of headings, in row 1'
  return problemAt('not_a_table', { sheet, row, column: null }, null, said)
}

/** Which columns of a row are read, and which are free text. */
export type ReadColumns = {
  isRead: (place: number) => boolean
  /** Whether the column is a note or is not stored. If it is cut short, nothing is lost. */
  isFree: (place: number) => boolean
}

/** Warnings for a row: results of formulas in the columns that are read, and a last row that may be cut short,
 *  which `words` quotes. */
export function* rowWarnings(
  { sheet, header }: Pick<Table, 'sheet' | 'header'>,
  { row, cells, formulas, isUnended }: GridRow,
  { isRead, isFree }: ReadColumns,
  words: () => string,
): Generator<ExtractWarning> {
  for (const place of formulas ?? []) {
    if (!isRead(place)) continue
    const column = header[place] ?? null
    const message =
      `${placeName(sheet, row, column)}: The cell is a formula. Its saved result was used: ` +
      'check that the workbook was calculated before it was saved'
    yield { code: 'formula_value_used', sheet, row, column, message, needsReason: false }
  }
  // If the last cell is blank or free text, the cell before it is complete.
  const last = cells.length - 1
  const isWhole = cells.length >= header.length && (trimSpaces(cells[last] ?? '') === '' || isFree(last))
  if (isUnended && !isWhole) {
    const message =
      `${placeName(sheet, row)}: No line end comes after the last row, so that the file may be ` +
      `cut short in it. ${shortened(words())}: is that complete?`
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
