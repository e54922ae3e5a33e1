/** The rows of a file as a workbook: numbers and days as such, and what is wrong in a column that is seen at once. */
import type { CellObject } from 'write-excel-file/universal'
import { spreadsheetText } from '#domain/spreadsheet-text.ts'
import { cellText, type SheetToWrite, workbookBytes } from '../write-workbook.ts'
import { isPlainNumber, type MarkColumn, type MarkedEvent, PROBLEM, withMark } from './marked-rows.ts'

const WIDTH = 14
const MARK_WIDTH = 70

const heading: CellObject = { fontWeight: 'bold', alignVertical: 'top' }
const marked: CellObject = {
  type: String,
  wrap: true,
  alignVertical: 'top',
  textColor: '#7f1d12',
  backgroundColor: '#fbe3df',
}

/** The bytes of the workbook. `from` is what the rows were read from: only a workbook's percentages were numbers. All rows
 *  stand where they stood, rejected ones beneath each other. */
export async function markedWorkbook(
  rows: AsyncGenerator<MarkedEvent>,
  { from, which }: { from: 'csv' | 'xlsx'; which: 'all' | 'rejected' },
): Promise<Buffer> {
  const sheets: (SheetToWrite & { column: MarkColumn })[] = []
  for await (const event of rows) {
    if (event.is === 'sheet') {
      const { column } = event
      const widths = [...Array.from({ length: column.place }, () => WIDTH), MARK_WIDTH]
      sheets.push({ name: event.name ?? 'measurements', rows: [], widths, headings: 1, column })
      continue
    }
    const sheet = sheets.at(-1)
    if (sheet === undefined) continue
    while (which === 'all' && sheet.rows.length < event.row - 1) sheet.rows.push([])
    const cells = event.cells.map((text, place) =>
      event.heading ? headingCell(text) : cellOf(text, event.dates?.has(place) === true, from),
    )
    sheet.rows.push(withMark<CellObject | null>(cells, markOf(event), sheet.column) as (CellObject | null)[])
  }
  if (sheets.length === 0)
    sheets.push({ name: 'measurements', rows: [], column: { place: 0, isTheirs: false } })
  return workbookBytes(sheets)
}

function markOf({ heading: isHeading, problem }: MarkedEvent & { is: 'row' }): CellObject | null {
  if (isHeading) return headingCell(PROBLEM)
  return problem === null ? null : { ...marked, value: cellText(`Problem: ${problem}`) }
}

function headingCell(text: string): CellObject | null {
  return text === '' ? null : { ...heading, value: cellText(spreadsheetText(text)), type: String }
}

function cellOf(text: string, isDay: boolean, from: 'csv' | 'xlsx'): CellObject | null {
  if (text === '') return null
  if (isDay) return { value: new Date(`${text}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' }
  if (isPlainNumber(text)) return { value: Number(text), type: Number }
  const percent = from === 'xlsx' ? /^(-?[0-9]{1,9})(?:\.([0-9]{1,4}))?%$/.exec(text) : null
  if (percent !== null) {
    const decimals = percent[2]?.length ?? 0
    const format = decimals === 0 ? '0%' : `0.${'0'.repeat(decimals)}%`
    return { value: Number.parseFloat(text) / 100, type: Number, format }
  }
  return { value: cellText(spreadsheetText(text)), type: String }
}
