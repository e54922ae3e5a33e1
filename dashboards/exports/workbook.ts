/** A table as an XLSX workbook: what its sheets hold. The service writes it. */
import { columnLetters } from '#domain/extracts/layouts/layout.ts'
import { spreadsheetText } from '#domain/extracts/spreadsheet-text.ts'
import type { StyleName } from '#server/xlsx/write/styles.ts'
import type { CellToWrite, SheetToWrite } from '#server/xlsx/write/write-workbook.ts'

/** What a handler answers with in place of bytes. */
export class Workbook {
  readonly sheets: readonly SheetToWrite[]

  constructor(sheets: readonly SheetToWrite[]) {
    this.sheets = sheets
  }
}

/** A formula of ours with its result, for programs that show a file without calculating. */
export type Formula = { formula: string; value: number; style?: StyleName }

/** A number that is shown in a style of its own. */
export type Formatted = { number: number; style: StyleName }

export type WorkbookCell = string | number | Formula | Formatted | null

/** What a table is, where its figures come from and when, one line each. */
export type About = readonly (readonly [label: string, text: string])[]

export type WorkbookColumn<Row> = {
  heading: string
  /** In characters. */
  width?: number
  /** `at` returns the address of another column's cell in the same row. */
  cell: (row: Row, at: (heading: string) => string) => WorkbookCell
}

/**
 * A sheet with its heading row held in place, so that it can be filtered and pivoted as it opens: numbers as numbers, text
 * never as a formula. `about` stands on a sheet of its own after it. Throws where a column names another that is not there.
 */
export function workbookOf<Row>(
  sheet: string,
  columns: readonly WorkbookColumn<Row>[],
  rows: readonly Row[],
  about: About = [],
): Workbook {
  const heading = columns.map((column) => textCell(column.heading, 'columnHeading'))
  const body = rows.map((row, i) => {
    const at = (name: string) => {
      const index = columns.findIndex((c) => c.heading === name)
      if (index < 0) throw new Error(`The workbook has no column ${name}`)
      return `${columnLetters(index)}${i + 2}`
    }
    return columns.map((column) => cellOf(column.cell(row, at)))
  })
  const table: SheetToWrite = {
    name: sheet,
    widths: columns.map(({ width }) => width ?? null),
    rows: numbered([heading, ...body]),
  }
  return new Workbook(about.length === 0 ? [table] : [table, aboutSheet(about)])
}

function aboutSheet(about: About): SheetToWrite {
  return {
    name: 'About',
    widths: [22, 90],
    rows: numbered(about.map(([label, text]) => [textCell(label, 'heading'), textCell(text, 'sentences')])),
    isUnheaded: true,
  }
}

function numbered(rows: readonly (readonly (CellToWrite | null)[])[]) {
  return rows.map((cells, i) => ({ row: i + 1, cells }))
}

function textCell(text: string, style: StyleName): CellToWrite {
  return { value: spreadsheetText(text), style }
}

function cellOf(cell: WorkbookCell): CellToWrite | null {
  if (cell === null || cell === '') return null
  if (typeof cell === 'number') return { value: cell, style: 'plain' }
  if (typeof cell === 'string') return textCell(cell, 'plain')
  if ('number' in cell) return { value: cell.number, style: cell.style }
  const { formula, value, style = 'plain' } = cell
  return { value, style, formula }
}
