/** Goes through a file's sheets and rows by a layout's rules, and finds the headings and the rows with figures. */
import { trimSpaces } from '../figure-text.ts'
import { type ColumnMatcher, columnMatcher, type PlacedColumn } from './columns.ts'
import { type FillDown, fillDown } from './fill-down.ts'
import { asName, headingsOf, type LayoutRules } from './layout.ts'

/** A row of a sheet as text, with the number a spreadsheet shows. */
export type TableRow = {
  row: number
  cells: readonly string[]
}

/** The role of a row in a layout. `below` comes after the row that ends a sheet's table. */
export type RowPlace = 'other_sheet' | 'above' | 'headings' | 'blank' | 'skipped' | 'data' | 'below'

/**
 * A sheet that was to be read but lacks the headings. `nearest` is the row that shares most of them, if any shares
 * one.
 */
export type UnfitSheet = {
  sheet: string | null
  nearest: { row: number; headings: readonly string[] } | null
}

/** A row, its blank cells filled down in the columns that the layout marks. */
export type WalkedRow = { place: RowPlace; cells: readonly string[]; filled: number }

export type LayoutWalk = {
  /** Begins a sheet. Returns how the previous sheet failed to fit, if it did. */
  enter: (name: string | null) => UnfitSheet | null
  place: (row: TableRow) => WalkedRow
  /** Ends the file. Returns how its last sheet failed to fit, if it did. */
  leave: () => UnfitSheet | null
  /** The text of the cell that names the month, above the headings of this sheet. */
  periodCell: () => string
  /** The columns of the file once its headings were read; before that, the layout's columns. */
  columns: () => readonly PlacedColumn[]
}

const NEAREST_ROWS = 60

/** Goes through the sheets and rows of one file in their order. */
export function layoutWalk(rules: LayoutRules): LayoutWalk {
  return new Walk(rules)
}

/** The state of one walk: the current sheet, and the position in it. */
class Walk implements LayoutWalk {
  readonly #rules: LayoutRules
  readonly #matcher: ColumnMatcher
  readonly #ends: readonly string[]
  readonly #skip: LayoutRules['skip']
  #columns: readonly PlacedColumn[]
  #fills: FillDown
  #teamPlace: number
  #sheets = 0
  #sheet: string | null = null
  #isTaken = false
  #state: 'before' | 'within' | 'after' = 'before'
  #isFilled = false
  #periodCell = ''
  #previous: TableRow | null = null
  #nearest: { row: number; headings: readonly string[]; shared: number } | null = null

  constructor(rules: LayoutRules) {
    this.#rules = rules
    this.#matcher = columnMatcher(rules)
    this.#ends = rules.ends.map(asName)
    this.#skip = { is: rules.skip.is.map(asName), begins: rules.skip.begins.map(asName) }
    this.#columns = this.#matcher.place(rules.columns.map(({ heading }) => heading)) ?? []
    this.#fills = fillDown(this.#columns)
    this.#teamPlace = teamOf(this.#columns)
  }

  columns(): readonly PlacedColumn[] {
    return this.#columns
  }

  periodCell(): string {
    return this.#periodCell
  }

  leave(): UnfitSheet | null {
    if (!this.#isTaken || this.#state !== 'before' || !this.#isFilled) return null
    const nearest = this.#nearest
    return {
      sheet: this.#sheet,
      nearest: nearest === null ? null : { row: nearest.row, headings: nearest.headings },
    }
  }

  enter(name: string | null): UnfitSheet | null {
    const unfit = this.leave()
    this.#sheet = name
    this.#isTaken = isTakenSheet(this.#rules, name, this.#sheets++)
    this.#state = 'before'
    this.#isFilled = false
    this.#previous = null
    this.#nearest = null
    this.#periodCell = ''
    return unfit
  }

  place(row: TableRow): WalkedRow {
    const asIs = (place: RowPlace): WalkedRow => ({ place, cells: row.cells, filled: 0 })
    if (!this.#isTaken) return asIs('other_sheet')
    const first = row.cells.find((cell) => trimSpaces(cell) !== '')
    if (first !== undefined) this.#isFilled = true
    if (this.#state === 'before') return asIs(this.#placeAbove(row))
    if (this.#state === 'after') return asIs('below')
    const place = this.#placeWithin(row, first)
    if (place === 'data') return { place, ...this.#fills.fill(row.cells) }
    this.#fills.stop()
    return asIs(place)
  }

  #placeWithin(row: TableRow, first: string | undefined): RowPlace {
    if (first === undefined) return 'blank'
    const name = asName(first)
    if (this.#ends.some((text) => beginsWith(name, text))) {
      this.#state = 'after'
      return 'below'
    }
    const { is, begins } = this.#skip
    const team = this.#teamPlace === -1 ? name : asName(row.cells[this.#teamPlace] ?? '')
    const isSkipped = is.includes(name) || is.includes(team) || begins.some((text) => beginsWith(name, text))
    return isSkipped ? 'skipped' : 'data'
  }

  #placeAbove(row: TableRow): RowPlace {
    const { period, headingRows } = this.#rules
    if (period.from === 'cell' && row.row === period.row) this.#periodCell = row.cells[period.column] ?? ''
    const above = this.#previous
    this.#previous = row
    if (headingRows === 2 && above?.row !== row.row - 1) return 'above'
    const headings = headingsOf(headingRows === 2 && above ? [above.cells, row.cells] : [row.cells])
    const placed = this.#matcher.place(headings)
    if (placed === null) {
      this.#compare(row, headings)
      return 'above'
    }
    this.#state = 'within'
    this.#columns = placed
    this.#fills = fillDown(placed)
    this.#teamPlace = teamOf(placed)
    return 'headings'
  }

  /** Keeps the row that shares most with the headings. */
  #compare({ row }: TableRow, headings: readonly string[]): void {
    if (row > NEAREST_ROWS) return
    const shared = headings.filter((heading) => heading !== '' && this.#matcher.knows(heading)).length
    if (shared > (this.#nearest?.shared ?? 0)) this.#nearest = { row, headings, shared }
  }
}

/** Whether to read a sheet, by its name and its place among the sheets. A text file is one table without a name. */
export function isTakenSheet({ sheets }: LayoutRules, name: string | null, place: number): boolean {
  if (name === null) return true
  if (sheets.take === 'first') return place === 0
  if (sheets.take === 'named') return asName(name) === asName(sheets.name)
  return !sheets.except.some((other) => asName(other) === asName(name))
}

function teamOf(columns: readonly PlacedColumn[]): number {
  return columns.findIndex(({ use }) => use === 'team')
}

/** Whether a text begins with these words, whole: "total" begins "total (all teams)" and not "totally". */
function beginsWith(text: string, words: string): boolean {
  return text.startsWith(words) && !/^[\p{L}\p{N}]/u.test(text.slice(words.length))
}
