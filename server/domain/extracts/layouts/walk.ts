/** Goes through a file's sheets and rows by a layout's rules: which rows hold figures, and where the headings stand. */
import { trimSpaces } from '../figure-text.ts'
import { columnMatcher, type PlacedColumn } from './columns.ts'
import { type FillDown, fillDown } from './fill.ts'
import { asName, headingsOf, type LayoutRules } from './layout.ts'

/** A row of a sheet as text, with the number a spreadsheet shows. */
export type TableRow = {
  row: number
  cells: readonly string[]
}

/** What a row is to a layout. `below` comes after the row that ends a sheet's table. */
export type RowPlace = 'other_sheet' | 'above' | 'headings' | 'blank' | 'skipped' | 'data' | 'below'

/** A sheet that was to be read and has not the headings: the row that comes nearest, if any shares one. */
export type Unfit = { sheet: string | null; nearest: { row: number; headings: readonly string[] } | null }

/** A row with its blank cells filled down, where the layout says so of their column. */
export type WalkedRow = { place: RowPlace; cells: readonly string[]; filled: number }

export type LayoutWalk = {
  /** A sheet begins. Gives how the one before failed to fit, if it did. */
  enter: (name: string | null) => Unfit | null
  place: (row: TableRow) => WalkedRow
  /** The file ends. */
  leave: () => Unfit | null
  /** The text of the cell that names the month, above the headings of this sheet. */
  periodCell: () => string
  isTaken: () => boolean
  /** The columns of the file, once its headings were met; those of the layout before. */
  columns: () => readonly PlacedColumn[]
}

const NEAREST_ROWS = 60

export function layoutWalk(rules: LayoutRules): LayoutWalk {
  const matcher = columnMatcher(rules)
  const [is, begins, ends] = [rules.skip.is, rules.skip.begins, rules.ends].map((texts) =>
    texts.map(asName),
  ) as [string[], string[], string[]]
  let columns = matcher.place(rules.columns.map(({ heading }) => heading)) ?? []
  let fills: FillDown = fillDown(columns)
  let teamPlace = teamOf(columns)
  let count = 0
  let sheet: string | null = null
  let taken = false
  let state: 'before' | 'within' | 'after' = 'before'
  let isFilled = false
  let previous: TableRow | null = null
  let nearest: { row: number; headings: readonly string[]; shared: number } | null = null
  let periodCell = ''

  const leave = (): Unfit | null => {
    if (!taken || state !== 'before' || !isFilled) return null
    return { sheet, nearest: nearest === null ? null : { row: nearest.row, headings: nearest.headings } }
  }

  return {
    leave,
    periodCell: () => periodCell,
    isTaken: () => taken,
    columns: () => columns,
    enter(name) {
      const unfit = leave()
      sheet = name
      taken = isTakenSheet(rules, name, count++)
      state = 'before'
      isFilled = false
      previous = null
      nearest = null
      periodCell = ''
      return unfit
    },
    place(row) {
      const asIs = (place: RowPlace): WalkedRow => ({ place, cells: row.cells, filled: 0 })
      if (!taken) return asIs('other_sheet')
      const first = row.cells.find((cell) => trimSpaces(cell) !== '')
      if (first !== undefined) isFilled = true
      if (state === 'before') return asIs(placeAbove(row))
      if (state === 'after') return asIs('below')
      const place = placeWithin(row, first)
      if (place === 'data') return { place, ...fills.fill(row.cells) }
      fills.stop()
      return asIs(place)
    },
  }

  function placeWithin(row: TableRow, first: string | undefined): RowPlace {
    if (first === undefined) return 'blank'
    const name = asName(first)
    if (ends.some((text) => beginsWith(name, text))) {
      state = 'after'
      return 'below'
    }
    const team = teamPlace === -1 ? name : asName(row.cells[teamPlace] ?? '')
    const isSkipped = is.includes(name) || is.includes(team) || begins.some((text) => beginsWith(name, text))
    return isSkipped ? 'skipped' : 'data'
  }

  function placeAbove(row: TableRow): RowPlace {
    const { period } = rules
    if (period.from === 'cell' && row.row === period.row) periodCell = row.cells[period.column] ?? ''
    const above = previous
    previous = row
    if (rules.headingRows === 2 && above?.row !== row.row - 1) return 'above'
    const headings = headingsOf(rules.headingRows === 2 && above ? [above.cells, row.cells] : [row.cells])
    const placed = matcher.place(headings)
    if (placed !== null) {
      state = 'within'
      columns = placed
      fills = fillDown(placed)
      teamPlace = teamOf(placed)
      return 'headings'
    }
    if (row.row <= NEAREST_ROWS) {
      const shared = headings.filter((heading) => heading !== '' && matcher.knows(heading)).length
      if (shared > (nearest?.shared ?? 0)) nearest = { row: row.row, headings, shared }
    }
    return 'above'
  }
}

/** Whether a sheet is to be read, by its name and its place among the sheets. A text file is one table without a name. */
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
