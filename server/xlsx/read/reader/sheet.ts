/** The rows of one sheet. */
import { type CellContext, type CellText, type CellXml, cellText } from './cell.ts'
import { columnNumber, type RowsMerged, readMerges } from './merges.ts'
import type { RowMarks } from './message.ts'
import { isTrue } from './package.ts'
import { StringItem } from './strings.ts'
import { WorkbookFault } from './workbook-fault.ts'
import { type Attributes, readXml } from './xml.ts'

export type SheetRow = { row: number; cells: string[]; marks: RowMarks | null }

/** Rows of a sheet, and the positions of its hidden columns, which are known before its first row. */
export type SheetPiece = { rows: SheetRow[]; hiddenColumns: number[] }

const LAST_ROW = 1_048_576
const LAST_COLUMN = 16_384
const MOST_COLUMNS = 200
const LONGEST_ROW = 64 * 1024

/** The rows with content, in the batches that a piece of the part contains. Throws `WorkbookFault`. */
export function* readSheet(part: string, bytes: Buffer, context: CellContext): Generator<SheetPiece> {
  const rows = new RowsOfSheet(context, readMerges(part, bytes))
  for (const _ of readXml(part, bytes, rows)) {
    const ready = rows.take()
    if (ready.length > 0) yield { rows: ready, hiddenColumns: rows.hiddenColumns }
  }
  if (!rows.isSheet) throw new WorkbookFault(`${part} is no sheet`)
  yield { rows: rows.take(), hiddenColumns: rows.hiddenColumns }
}

class RowsOfSheet {
  readonly #context: CellContext
  readonly #merges: RowsMerged
  readonly #inline = new StringItem()
  #ready: SheetRow[] = []
  #depth = 0
  #row: SheetRow = { row: 0, cells: [], marks: null }
  #size = 0
  #column = 0
  #cell: CellXml | null = null
  /** The element that the next text belongs to. */
  #within: 'value' | 'formula' | 'inline' | null = null
  #inRow = false
  #inData = false
  readonly hiddenColumns: number[] = []
  isSheet = false

  constructor(context: CellContext, merges: RowsMerged) {
    this.#context = context
    this.#merges = merges
  }

  take(): SheetRow[] {
    const ready = this.#ready
    this.#ready = []
    return ready
  }

  open(name: string, attributes: Attributes): void {
    this.#depth++
    if (this.#depth === 1 && name !== 'worksheet')
      throw new WorkbookFault(`a sheet is not a sheet but ‘${name}’`)
    if (this.#within === 'inline') this.#inline.open(name, attributes)
    else if (this.#cell !== null) this.#openInCell(name)
    else if (name === 'sheetData' && this.#depth === 2) {
      this.isSheet = true
      this.#inData = true
    } else if (name === 'col' && !this.isSheet) this.#openColumns(attributes)
    else if (this.#inData && name === 'row') this.#openRow(attributes)
    else if (this.#inRow && name === 'c') this.#openCell(attributes)
  }

  text(text: string): void {
    if (this.#cell === null) return
    if (this.#within === 'value') this.#cell.value = (this.#cell.value ?? '') + text
    else if (this.#within === 'formula') this.#cell.formula = (this.#cell.formula ?? '') + text
    else if (this.#within === 'inline') this.#inline.text(text)
  }

  close(name: string): void {
    this.#depth--
    if (this.#within === 'inline' && name !== 'is') this.#inline.close(name)
    else if (this.#cell !== null) this.#closeInCell(name, this.#cell)
    else if (name === 'row' && this.#inRow) {
      this.#inRow = false
      if (this.#row.cells.length > 0) this.#endRow()
    } else if (name === 'sheetData') this.#inData = false
  }

  #openColumns({ min, max, hidden, width }: Attributes): void {
    if (!isTrue(hidden) && Number(width ?? 1) !== 0) return
    const last = Math.min(Number(max), MOST_COLUMNS)
    for (let column = Number(min); column <= last; column++) this.hiddenColumns.push(column - 1)
  }

  #openRow({ r, hidden, ht }: Attributes): void {
    const row = r === undefined ? this.#row.row + 1 : /^[0-9]{1,7}$/.test(r) ? Number(r) : Number.NaN
    if (this.#inRow || !Number.isInteger(row) || row > LAST_ROW) {
      throw new WorkbookFault(`a row is numbered ‘${r}’ after row ${this.#row.row}`)
    }
    if (row <= this.#row.row) throw new WorkbookFault(`row ${row} comes after row ${this.#row.row}`)
    this.#row = { row, cells: [], marks: isTrue(hidden) || Number(ht ?? 1) === 0 ? { isHidden: true } : null }
    this.#size = 0
    this.#column = 0
    this.#inRow = true
  }

  #openCell({ r, t, s }: Attributes): void {
    const column = r === undefined ? this.#column + 1 : columnOf(r, this.#row.row)
    if (column === null || column <= this.#column || column > LAST_COLUMN) {
      throw new WorkbookFault(`in row ${this.#row.row} the cell ‘${r ?? ''}’ is out of its place`)
    }
    this.#column = column
    this.#cell = {
      type: t ?? 'n',
      style: s === undefined ? 0 : Number(s),
      value: null,
      formula: null,
      inline: null,
    }
  }

  #openInCell(name: string): void {
    if (name === 'v') {
      this.#within = 'value'
      if (this.#cell) this.#cell.value ??= ''
    } else if (name === 'f') {
      this.#within = 'formula'
      if (this.#cell) this.#cell.formula ??= ''
    } else if (name === 'is') this.#within = 'inline'
  }

  #closeInCell(name: string, cell: CellXml): void {
    if (name === 'is') cell.inline = this.#inline.take()
    if (name === 'v' || name === 'f' || name === 'is') this.#within = null
    if (name !== 'c') return
    this.#cell = null
    const read = cellText(cell, this.#context, this.#row.row)
    if (read.text !== '') this.#place(read)
  }

  #place({ text, isDate, isFormula, number }: CellText): void {
    const { row, cells } = this.#row
    if (this.#column > MOST_COLUMNS) {
      const message = `A cell stands in column ${this.#column}; ${MOST_COLUMNS} columns are the most. Remove those not needed`
      throw new WorkbookFault(message, 'too_large', row)
    }
    this.#size += Buffer.byteLength(text)
    if (this.#size > LONGEST_ROW) {
      throw new WorkbookFault('The row is longer than 64 KB. Shorten it', 'too_large', row)
    }
    while (cells.length < this.#column - 1) cells.push('')
    const place = cells.push(text) - 1
    if (isDate) this.#mark('dates', place)
    if (isFormula) this.#mark('formulas', place)
    if (number !== undefined) this.#mark('numbers', [place, number])
  }

  #mark<K extends 'dates' | 'formulas' | 'merged' | 'numbers'>(
    kind: K,
    item: NonNullable<RowMarks[K]>[number],
  ): void {
    this.#row.marks ??= {}
    const marks = this.#row.marks as Record<K, (typeof item)[] | undefined>
    marks[kind] ??= []
    marks[kind].push(item)
  }

  #endRow(): void {
    for (const place of this.#merges.placesIn(this.#row.row)) {
      if ((this.#row.cells[place] ?? '') === '') this.#mark('merged', place)
    }
    this.#ready.push(this.#row)
  }
}

/** The column of an address, 1 for A, if its row is the expected one. */
function columnOf(address: string, row: number): number | null {
  const found = /^\$?([A-Z]{1,3})\$?([0-9]{1,7})$/.exec(address)
  if (found === null || Number(found[2]) !== row) return null
  return columnNumber(found[1] ?? '')
}
