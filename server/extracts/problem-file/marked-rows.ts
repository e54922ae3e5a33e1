/** The rows of a file, each with what was found wrong in it. */
import { extractColumns } from '#domain/extracts/register.ts'
import type { Grid, GridRow } from '../../grid.ts'
import { isBlank } from '../tables/table.ts'
import { ProblemsByRow, type StoredProblem } from './problems-by-row.ts'

/** The column for problems in a sheet. `isTheirs`: the file already had such a column. */
export type MarkColumn = { place: number; isTheirs: boolean }

/** The beginning of a sheet, with its column for problems; or a row, with its problems. */
export type MarkedEvent =
  | { is: 'sheet'; name: string | null; column: MarkColumn }
  | ({ is: 'row'; heading: boolean; problem: string | null } & GridRow)

export const PROBLEM = 'problem'

/**
 * Every row of a file with its problems, which come in file order. Problems of the file as a whole and of its
 * headings are put into the first row beneath, since the heading of the column is `problem`. If the reading ended
 * early, a last row says so.
 */
export async function* markedRows(
  grid: Grid,
  found: AsyncIterator<StoredProblem>,
): AsyncGenerator<MarkedEvent> {
  const problems = new ProblemsByRow(found, grid.preview)
  const events = grid.events()
  let sheet: SheetMarks | null = null
  let place = -1
  try {
    for (;;) {
      const next = await events.next()
      if (next.done) {
        sheet ??= new SheetMarks()
        yield* sheet.end(await problems.upTo(Number.POSITIVE_INFINITY, 0))
        if (next.value !== null) yield sheet.unread()
        return
      }
      if (next.value.is === 'sheet') {
        if (sheet !== null) yield* sheet.end(await problems.upTo(place, Number.POSITIVE_INFINITY))
        sheet = new SheetMarks()
        place++
        yield { is: 'sheet', name: next.value.name, column: columnFor(grid.preview[place]?.rows ?? []) }
      } else if (sheet !== null) {
        yield* sheet.row(next.value, await problems.upTo(place, next.value.row))
      }
    }
  } finally {
    await events.return(null)
  }
}

const UNREAD =
  'The file could be read no further: the rows that follow are not in this copy. Correct the file itself'

/** The rows of one sheet, each with its problems. */
class SheetMarks {
  /** Problems of the file, of the headings and of the rows above them. */
  #general: string[] = []
  #isHeaded = false
  #last = 0

  /** The row that says that the rest is missing. */
  unread(): MarkedEvent {
    return this.#marked({ row: this.#last + 1, cells: [] }, UNREAD)
  }

  /** A row, preceded by blank rows for any problems of rows without cells. */
  *row(row: GridRow, reached: readonly StoredProblem[]): Generator<MarkedEvent> {
    if (!this.#isHeaded) {
      this.#general.push(...reached.map(({ message }) => message))
      this.#isHeaded = !isBlank(row.cells)
      yield this.#marked(row, null, this.#isHeaded)
      return
    }
    yield* this.#empty(reached.filter((problem) => problem.row !== row.row))
    yield this.#marked(row, this.#saying(reached.filter((problem) => problem.row === row.row)))
  }

  /** The remaining problems at the end of a sheet. */
  *end(reached: readonly StoredProblem[]): Generator<MarkedEvent> {
    yield* this.#empty(reached)
    if (this.#general.length > 0) yield this.#marked({ row: this.#last + 1, cells: [] }, this.#saying([]))
  }

  *#empty(problems: readonly StoredProblem[]): Generator<MarkedEvent> {
    for (const [row, own] of Map.groupBy(problems, (problem) => problem.row ?? 0)) {
      if (row > this.#last) yield this.#marked({ row, cells: [] }, this.#saying(own))
      else this.#general.push(...own.map(({ message }) => message))
    }
  }

  #saying(problems: readonly StoredProblem[]): string | null {
    const messages = [...this.#general, ...problems.map(({ message }) => message)]
    this.#general = []
    return messages.length === 0 ? null : messages.join('. ')
  }

  #marked(row: GridRow, problem: string | null, heading = false): MarkedEvent {
    this.#last = row.row
    return { ...row, is: 'row', heading, problem }
  }
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

/** Whether a text can be written as a number without a change: it is in the form that spreadsheets use. */
export function isPlainNumber(text: string): boolean {
  return /^-?[0-9]{1,11}(\.[0-9]{1,10})?$/.test(text) && String(Number(text)) === text
}
