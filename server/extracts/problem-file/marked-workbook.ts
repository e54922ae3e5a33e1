/** The rows of a file as a workbook: numbers and days as such, and what is wrong in a column that is seen at once. */
import { spreadsheetText } from '#domain/extracts/spreadsheet-text.ts'
import type { StyleName } from '../../xlsx/write/styles.ts'
import {
  type CellToWrite,
  type RowToWrite,
  type SheetToWrite,
  serialOf,
  writeWorkbook,
} from '../../xlsx/write/write-workbook.ts'
import { isPlainNumber, type MarkColumn, type MarkedEvent, PROBLEM, withMark } from './marked-rows.ts'

const WIDTH = 14
const MARK_WIDTH = 70

/**
 * The container of the original file, and which rows are written. All rows keep their row numbers; rejected rows are
 * numbered anew.
 */
export type MarkStyle = { from: 'csv' | 'xlsx'; which: 'all' | 'rejected' }

/** The bytes of the workbook. */
export function markedWorkbook(events: AsyncGenerator<MarkedEvent>, as: MarkStyle): AsyncGenerator<Buffer> {
  return writeWorkbook(sheetsOf(events, as))
}

/** Each sheet with its rows, which are read to their end before the next sheet is asked for. */
async function* sheetsOf(events: AsyncGenerator<MarkedEvent>, as: MarkStyle): AsyncGenerator<SheetToWrite> {
  try {
    let next = await events.next()
    if (next.done) yield { name: 'measurements', widths: [], rows: [] }
    while (!next.done) {
      if (next.value.is !== 'sheet') throw new Error('A row came before its sheet')
      const { name, column } = next.value
      const rows = async function* (): AsyncGenerator<RowToWrite> {
        for (let count = 1; ; count++) {
          next = await events.next()
          if (next.done || next.value.is === 'sheet') return
          yield rowOf(next.value, as.which === 'all' ? next.value.row : count, column, as.from)
        }
      }
      const widths = [...Array.from({ length: column.place }, () => WIDTH), MARK_WIDTH]
      yield { name: name ?? 'measurements', widths, rows: rows() }
    }
  } finally {
    await events.return(undefined)
  }
}

function rowOf(
  event: MarkedEvent & { is: 'row' },
  row: number,
  column: MarkColumn,
  from: 'csv' | 'xlsx',
): RowToWrite {
  const cells = event.cells.map((text, place) =>
    event.heading ? textCell(text, 'heading') : cellOf(text, event.dates?.has(place) === true, from),
  )
  const mark = event.problem === null ? null : textCell(`Problem: ${event.problem}`, 'problem')
  return { row, cells: withMark(cells, event.heading ? textCell(PROBLEM, 'heading') : mark, column) }
}

function textCell(text: string, style: StyleName): CellToWrite | null {
  return text === '' ? null : { value: spreadsheetText(text), style }
}

/** A cell as it was typed. A text with a percent sign becomes a number only if it was one in a workbook. */
function cellOf(text: string, isDay: boolean, from: 'csv' | 'xlsx'): CellToWrite | null {
  const serial = isDay ? serialOf(text) : null
  if (serial !== null) return { value: serial, style: 'day' }
  if (isPlainNumber(text)) return { value: Number(text), style: 'plain' }
  const percent = from === 'xlsx' ? /^-?[0-9]{1,9}(?:\.([0-9]{1,4}))?%$/.exec(text) : null
  if (percent === null) return textCell(text, 'plain')
  const decimals = (percent[1]?.length ?? 0) as 0 | 1 | 2 | 3 | 4
  return { value: Number((Number.parseFloat(text) / 100).toFixed(decimals + 2)), style: `percent${decimals}` }
}
