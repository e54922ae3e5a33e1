/** Writes workbooks (.xlsx) in memory. */
import writeSheets, { type CellObject } from 'write-excel-file/universal'
import { sheetName } from '#domain/spreadsheet-text.ts'

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export type SheetToWrite = {
  name: string
  rows: (CellObject | null)[][]
  /** In characters, from the first column on. */
  widths?: readonly number[]
  /** How many rows stay in sight. */
  headings?: number
}

/** The longest text a cell may hold. */
const LONGEST_TEXT = 32_767

/** The bytes of a workbook. Names of sheets are cut to what a spreadsheet takes, and told apart. */
export async function workbookBytes(sheets: readonly SheetToWrite[]): Promise<Buffer> {
  const taken = new Set<string>()
  const file = writeSheets(
    sheets.map(({ name, rows, widths = [], headings = 0 }) => ({
      sheet: unlike(taken, sheetName(name)),
      data: rows,
      columns: widths.map((width) => ({ width })),
      stickyRowsCount: headings,
    })),
  )
  return Buffer.from(await (await file.toBlob()).arrayBuffer())
}

/** Text as a cell may hold it: at most its length, with □ in the place of what XML cannot hold and no one can see. */
export function cellText(text: string): string {
  return text.slice(0, LONGEST_TEXT).toWellFormed().replaceAll(notInXml, '□')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const notInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd\ufffe\uffff]/g

function unlike(taken: Set<string>, name: string): string {
  let own = name
  for (let i = 2; taken.has(own.toLowerCase()); i++) own = `${name.slice(0, 26)} (${i})`
  taken.add(own.toLowerCase())
  return own
}
