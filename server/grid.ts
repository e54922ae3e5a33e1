/** The form in which every container of an extract is read, text or workbook: sheets of rows of text. */
import type { ExtractProblem } from '#domain/extracts/problem.ts'

/** A row and its cells as text. In a workbook numbers are written plainly, percentages with their sign and errors as shown; CSV
 * has only text. */
export type GridRow = {
  /** The row number that a spreadsheet shows: 1 is the first, and blank lines count. */
  row: number
  cells: readonly string[]
  /** Positions of cells that the workbook stores as dates; their text is `YYYY-MM-DD`. */
  dates?: ReadonlySet<number>
  /** Positions of cells whose text is the stored result of a formula. */
  formulas?: ReadonlySet<number>
  /** The stored numbers of cells that a workbook shows as dates or times, by position. */
  numbers?: ReadonlyMap<number, string>
  /** Positions of cells that are blank because they are merged with another. */
  merged?: ReadonlySet<number>
  /** A row that is hidden in the workbook, by hand or by a filter. */
  isHidden?: boolean
  /** The last row of a text file, if no line end follows it. */
  isUnended?: boolean
}

/** What a workbook hides of a sheet: the whole sheet, or the columns at these positions. */
export type Hiding = { isHidden?: boolean; hiddenColumns?: ReadonlySet<number> }

/** The start of a sheet, or one of its rows. A text file is one sheet without a name. */
export type GridEvent = ({ is: 'sheet'; name: string | null } & Hiding) | ({ is: 'row' } & GridRow)

export type SheetPreview = { name: string | null; rows: readonly GridRow[] } & Hiding

export type Grid = {
  container: 'csv' | 'xlsx'
  /** The start of every sheet, read leniently: to recognise and show a file, never to take a figure from it. */
  preview: readonly SheetPreview[]
  /** Why the start of a text file cannot be decoded; null if it can. */
  undecodable?: ExtractProblem | null
  /** Reads everything strictly, in the file's order. Returns null, or the problem that ended the reading. */
  events(): AsyncGenerator<GridEvent, ExtractProblem | null>
  /** The rows of a text file, in batches of a thousand. */
  batches?(): AsyncGenerator<readonly GridEvent[], ExtractProblem | null>
}

const BATCH = 500

/** All events of a grid, in batches of a thousand. Awaiting each of a million rows takes longer than reading them. */
export async function* gridBatches(grid: Grid): AsyncGenerator<readonly GridEvent[], ExtractProblem | null> {
  if (grid.batches !== undefined) {
    yield [{ is: 'sheet', name: null }]
    return yield* grid.batches()
  }
  const events = grid.events()
  let held: GridEvent[] = []
  try {
    for (;;) {
      const next = await events.next()
      if (!next.done) held.push(next.value)
      if (next.done || held.length >= BATCH) {
        yield held
        held = []
      }
      if (next.done) return next.value
    }
  } finally {
    await events.return(null)
  }
}
