/** The rows of a file, each with what was found wrong in it. */
import type { ExtractProblem } from '#domain/extract-problem.ts'
import { extractColumns } from '#domain/extract-register.ts'
import type { Grid, GridRow, SheetPreview } from '../grid.ts'
import { isBlank } from '../table.ts'

export type FoundProblem = Pick<ExtractProblem, 'sheet' | 'row' | 'message'>

/** Where the problems of a sheet stand, and whether the file had such a column already. */
export type MarkColumn = { place: number; isTheirs: boolean }

/** A sheet begins, with the place of its column of problems; or a row with its own. */
export type MarkedEvent =
  | { is: 'sheet'; name: string | null; column: MarkColumn }
  | ({ is: 'row'; heading: boolean; problem: string | null } & GridRow)

export const PROBLEM = 'problem'

/**
 * Every row of a file with its problems. Those of the file as a whole and of its headings stand with the first row
 * beneath, since the heading of the column is `problem`. Where the file could be read no further, a last row says so.
 */
export async function* markedRows(grid: Grid, found: readonly FoundProblem[]): AsyncGenerator<MarkedEvent> {
  const events = grid.events()
  const unread = { ...UNREAD }
  let marks: SheetMarks | null = null
  let sheet = -1
  let last = 0
  let isHeaded = false
  try {
    for (;;) {
      const next = await events.next()
      if (next.done) {
        marks ??= new SheetMarks(found)
        yield* marks.before(Number.POSITIVE_INFINITY, last)
        if (next.value !== null) yield { ...unread, row: Math.max(last, marks.last) + 1 }
        return
      }
      if (next.value.is === 'sheet') {
        if (marks !== null) yield* marks.before(Number.POSITIVE_INFINITY, last)
        sheet++
        last = 0
        isHeaded = false
        marks = new SheetMarks(found.filter((problem) => isOfSheet(problem, sheet, grid.preview)))
        yield { is: 'sheet', name: next.value.name, column: columnFor(grid.preview[sheet]?.rows ?? []) }
        continue
      }
      marks ??= new SheetMarks(found)
      const row = next.value
      const isHeading: boolean = !isHeaded && !isBlank(row.cells)
      if (isHeading) marks.begin(row.row)
      else if (isHeaded) yield* marks.before(row.row, last)
      yield { ...row, heading: isHeading, problem: isHeaded ? marks.take(row.row) : null }
      isHeaded ||= isHeading
      last = row.row
    }
  } finally {
    await events.return(null)
  }
}

const UNREAD: MarkedEvent & { is: 'row' } = {
  is: 'row',
  heading: false,
  row: 0,
  cells: [],
  problem:
    'The file could be read no further: the rows that follow are not in this copy. Correct the file itself',
}

/** What is to be said on one sheet, by row. */
class SheetMarks {
  readonly #said = new Map<number, string[]>()
  /** What belongs to the file or to its headings. */
  readonly #general: string[] = []
  last = 0

  constructor(found: readonly FoundProblem[]) {
    for (const { row, message } of found) {
      if (row === null) this.#general.push(message)
      else this.#said.set(row, [...(this.#said.get(row) ?? []), message])
      this.last = Math.max(this.last, row ?? 0)
    }
  }

  /** What is said of the row of headings, and above it, is general. */
  begin(heading: number): void {
    for (const [row, messages] of this.#said) {
      if (row > heading) continue
      this.#general.push(...messages)
      this.#said.delete(row)
    }
  }

  /** What is said of a row, once. */
  take(row: number): string | null {
    const messages = [...this.#general.splice(0), ...(this.#said.get(row) ?? [])]
    this.#said.delete(row)
    return messages.length === 0 ? null : messages.join('. ')
  }

  /** Rows that hold nothing and of which something is said, up to the one given. */
  *before(end: number, after: number): Generator<MarkedEvent> {
    const rows = [...this.#said.keys()].filter((row) => row < end).sort((a, b) => a - b)
    const isEnd = end === Number.POSITIVE_INFINITY
    if (isEnd && rows.length === 0 && this.#general.length > 0) rows.push(after + 1)
    for (const row of rows) {
      yield { is: 'row', heading: false, row, cells: [], problem: this.take(row) }
    }
  }
}

/** Whether a problem is of the sheet at a place. Without a name it is of the only one read: `measurements`, or the first. */
export function isOfSheet(
  { sheet }: Pick<ExtractProblem, 'sheet'>,
  place: number,
  sheets: readonly SheetPreview[],
): boolean {
  if (sheet !== null) return sheets[place]?.name === sheet
  const measurements = sheets.findIndex(({ name }) => name?.toLowerCase() === 'measurements')
  return place === Math.max(0, measurements)
}

/** Where the column of problems goes: where it already is, else right of the headings, else right of everything. */
function columnFor(rows: readonly GridRow[]): MarkColumn {
  const headings = rows.find((row) => !isBlank(row.cells))?.cells ?? []
  const before = headings.indexOf(PROBLEM)
  if (before !== -1) return { place: before, isTheirs: true }
  const isHeaded = headings.some((cell) => (extractColumns as readonly string[]).includes(cell))
  const place = isHeaded ? headings.length : Math.max(0, ...rows.map(({ cells }) => cells.length))
  return { place, isTheirs: false }
}

/** A row's cells with its mark; behind them where the row is longer than its headings. */
export function withMark<T>(
  cells: readonly T[],
  mark: T | null,
  { place, isTheirs }: MarkColumn,
): (T | null)[] {
  const marked: (T | null)[] = [...cells]
  while (marked.length < place) marked.push(null)
  marked[isTheirs ? place : marked.length] = mark
  return marked
}

/** Text that is a number as spreadsheets write it: as a number it says the same. */
export function isPlainNumber(text: string): boolean {
  return /^-?[0-9]{1,11}(\.[0-9]{1,10})?$/.test(text) && String(Number(text)) === text
}
