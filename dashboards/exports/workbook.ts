/** A table as an XLSX workbook, made in memory. */
import writeWorkbook, { type CellObject, type Feature } from 'write-excel-file/universal'
import { sheetName, spreadsheetText } from '#domain/spreadsheet-text.ts'

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A formula of ours with the value it comes to, for programs that show a file without calculating. */
export type Formula = { formula: string; value: number }

export type WorkbookCell = string | number | Formula | null

export type WorkbookColumn<Row> = {
  heading: string
  /** In characters. */
  width?: number
  /** `at` gives the address of another column's cell in the same row. */
  cell: (row: Row, at: (heading: string) => string) => WorkbookCell
}

/**
 * One sheet with its heading row held in place: numbers as numbers, text never as a formula. The name of the sheet is cut
 * to what a spreadsheet takes. Throws where a column names another that is not there.
 */
export async function workbookOf<Row>(
  sheet: string,
  columns: readonly WorkbookColumn<Row>[],
  rows: readonly Row[],
): Promise<Buffer> {
  const results = new Map<string, number>()
  const heading = columns.map(
    (column): CellObject => ({ value: spreadsheetText(column.heading), fontWeight: 'bold' }),
  )
  const body = rows.map((row, i) => {
    const at = (name: string) => {
      const index = columns.findIndex((c) => c.heading === name)
      if (index < 0) throw new Error(`The workbook has no column ${name}`)
      return `${letters(index)}${i + 2}`
    }
    return columns.map((column) => cellOf(column.cell(row, at), at(column.heading), results))
  })
  const file = writeWorkbook(
    [heading, ...body],
    {
      sheet: sheetName(sheet),
      columns: columns.map(({ width }) => (width === undefined ? {} : { width })),
      stickyRowsCount: 1,
    },
    { features: [withResults(results)] },
  )
  return Buffer.from(await (await file.toBlob()).arrayBuffer())
}

function cellOf(cell: WorkbookCell, address: string, results: Map<string, number>): CellObject | null {
  if (cell === null || cell === '') return null
  if (typeof cell === 'number') return { value: cell, type: Number }
  if (typeof cell === 'string') return { value: spreadsheetText(cell), type: String }
  results.set(address, cell.value)
  return { value: cell.formula, type: 'Formula' }
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
