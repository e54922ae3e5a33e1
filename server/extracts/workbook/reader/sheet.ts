/** The rows of one sheet. */
import { type CellContext, type CellXml, cellText } from './cell.ts'
import { Fault } from './fault.ts'
import { StringItem } from './strings.ts'
import { type Attributes, readXml } from './xml.ts'

export type SheetRow = { row: number; cells: string[]; dates: number[]; formulas: number[] }

const LAST_ROW = 1_048_576
const LAST_COLUMN = 16_384
const MOST_COLUMNS = 200
const LONGEST_ROW = 64 * 1024

/** The rows that hold something, as many at a time as a piece of the part gives. Throws `Fault`. */
export function* readSheet(part: string, bytes: Buffer, context: CellContext): Generator<SheetRow[]> {
  const rows = new RowsOfSheet(context)
  for (const _ of readXml(part, bytes, rows)) {
    const ready = rows.take()
    if (ready.length > 0) yield ready
  }
  if (!rows.isSheet) throw new Fault(`${part} is no sheet`)
  const ready = rows.take()
  if (ready.length > 0) yield ready
}

class RowsOfSheet {
  readonly #context: CellContext
  readonly #inline = new StringItem()
  #ready: SheetRow[] = []
  #depth = 0
  #row: SheetRow = { row: 0, cells: [], dates: [], formulas: [] }
  #size = 0
  #column = 0
  #cell: CellXml | null = null
  /** What the text that comes belongs to. */
  #within: 'value' | 'formula' | 'inline' | null = null
  #inRow = false
  #inData = false
  isSheet = false

  constructor(context: CellContext) {
    this.#context = context
  }

  take(): SheetRow[] {
    const ready = this.#ready
    this.#ready = []
    return ready
  }

  open(name: string, attributes: Attributes): void {
    this.#depth++
    if (this.#depth === 1 && name !== 'worksheet') throw new Fault(`a sheet is not a sheet but ‘${name}’`)
    if (this.#within === 'inline') this.#inline.open(name, attributes)
    else if (this.#cell !== null) this.#openInCell(name)
    else if (name === 'sheetData' && this.#depth === 2) {
      this.isSheet = true
      this.#inData = true
    } else if (this.#inData && name === 'row') this.#openRow(attributes)
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
      if (this.#row.cells.length > 0) this.#ready.push(this.#row)
    } else if (name === 'sheetData') this.#inData = false
  }

  #openRow({ r }: Attributes): void {
    const row = r === undefined ? this.#row.row + 1 : /^[0-9]{1,7}$/.test(r) ? Number(r) : Number.NaN
    if (this.#inRow || !Number.isInteger(row) || row > LAST_ROW) {
      throw new Fault(`a row is numbered ‘${r}’ after row ${this.#row.row}`)
    }
    if (row <= this.#row.row) throw new Fault(`row ${row} comes after row ${this.#row.row}`)
    this.#row = { row, cells: [], dates: [], formulas: [] }
    this.#size = 0
    this.#column = 0
    this.#inRow = true
  }

  #openCell({ r, t, s }: Attributes): void {
    const column = r === undefined ? this.#column + 1 : columnOf(r, this.#row.row)
    if (column === null || column <= this.#column || column > LAST_COLUMN) {
      throw new Fault(`in row ${this.#row.row} the cell ‘${r ?? ''}’ is out of its place`)
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
    const { text, isDate, isFormula } = cellText(cell, this.#context, this.#row.row)
    if (text !== '') this.#place(text, isDate, isFormula)
  }

  #place(text: string, isDate: boolean, isFormula: boolean): void {
    const { row, cells, dates, formulas } = this.#row
    if (this.#column > MOST_COLUMNS) {
      const message = `A cell stands in column ${this.#column}; ${MOST_COLUMNS} columns are the most. Remove those not needed`
      throw new Fault(message, 'too_large', row)
    }
    this.#size += Buffer.byteLength(text)
    if (this.#size > LONGEST_ROW) {
      throw new Fault('The row is longer than 64 KB. Shorten it', 'too_large', row)
    }
    while (cells.length < this.#column - 1) cells.push('')
    if (isDate) dates.push(cells.length)
    if (isFormula) formulas.push(cells.length)
    cells.push(text)
  }
}

/** The column of an address, 1 for A, where its row is the one it stands in. */
function columnOf(address: string, row: number): number | null {
  const found = /^\$?([A-Z]{1,3})\$?([0-9]{1,7})$/.exec(address)
  if (found === null || Number(found[2]) !== row) return null
  let column = 0
  for (const letter of found[1] ?? '') column = column * 26 + letter.charCodeAt(0) - 64
  return column
}
