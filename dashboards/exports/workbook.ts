/** A table as an XLSX workbook, made in memory. */
import writeWorkbook, { type CellObject, type Feature } from 'write-excel-file/universal'
import { sheetName, spreadsheetText } from '#domain/extracts/spreadsheet-text.ts'

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A formula of ours with the value it comes to, for programs that show a file without calculating. */
export type Formula = { formula: string; value: number; format?: string }

/** A number shown in a format of Excel's: `0.0"%"`. */
export type Formatted = { number: number; format: string }

export type WorkbookCell = string | number | Formula | Formatted | null

/** What a table is, where its figures come from and when: a line each. */
export type About = readonly (readonly [label: string, text: string])[]

export type WorkbookColumn<Row> = {
  heading: string
  /** In characters. */
  width?: number
  /** `at` gives the address of another column's cell in the same row. */
  cell: (row: Row, at: (heading: string) => string) => WorkbookCell
}

/**
 * A sheet with its heading row held in place, so that it can be filtered and pivoted as it opens: numbers as numbers, text
 * never as a formula. `about` stands on a sheet of its own after it. The name of the sheet is cut to what a spreadsheet
 * takes. Throws where a column names another that is not there.
 */
export async function workbookOf<Row>(
  sheet: string,
  columns: readonly WorkbookColumn<Row>[],
  rows: readonly Row[],
  about: About = [],
): Promise<Buffer> {
  const results = new Map<string, number>()
  const heading = columns.map(
    (column): CellObject => ({ value: spreadsheetText(column.heading), ...headingStyle }),
  )
  const body = rows.map((row, i) => {
    const at = (name: string) => {
      const index = columns.findIndex((c) => c.heading === name)
      if (index < 0) throw new Error(`The workbook has no column ${name}`)
      return `${letters(index)}${i + 2}`
    }
    return columns.map((column) => cellOf(column.cell(row, at), at(column.heading), results))
  })
  const table = {
    data: [heading, ...body],
    sheet: sheetName(sheet),
    columns: columns.map(({ width }) => (width === undefined ? {} : { width })),
    stickyRowsCount: 1,
  }
  const file = writeWorkbook(about.length === 0 ? [table] : [table, aboutSheet(about)], {
    features: [withResults(results)],
  })
  return Buffer.from(await (await file.toBlob()).arrayBuffer())
}

const headingStyle = {
  fontWeight: 'bold',
  backgroundColor: '#F3F2F1',
  bottomBorderStyle: 'thin',
  wrap: true,
  alignVertical: 'top',
} as const

function aboutSheet(about: About) {
  return {
    data: about.map(([label, text]): CellObject[] => [
      { value: spreadsheetText(label), fontWeight: 'bold', alignVertical: 'top' },
      { value: spreadsheetText(text), type: String, wrap: true },
    ]),
    sheet: 'About',
    columns: [{ width: 22 }, { width: 90 }],
  }
}

function cellOf(cell: WorkbookCell, address: string, results: Map<string, number>): CellObject | null {
  if (cell === null || cell === '') return null
  if (typeof cell === 'number') return { value: cell, type: Number }
  if (typeof cell === 'string') return { value: spreadsheetText(cell), type: String }
  if ('number' in cell) return { value: cell.number, type: Number, format: cell.format }
  results.set(address, cell.value)
  return {
    value: cell.formula,
    type: 'Formula',
    ...(cell.format === undefined ? {} : { format: cell.format }),
  }
}

/** The writer leaves a formula without the value it comes to: this adds it. */
function withResults(results: ReadonlyMap<string, number>): Feature<Blob> {
  const insert = (sheet: string) =>
    sheet.replaceAll(/(<c r="([A-Z]+\d+)"[^>]*><f>[^<]*<\/f>)/g, (cell, _all, address: string) => {
      const value = results.get(address)
      return value === undefined ? cell : `${cell}<v>${value}</v>`
    })
  return { files: { transform: { 'xl/worksheets/sheet{id}.xml': { transform: insert } } } }
}

/** A, B … Z, AA. */
function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last
}
