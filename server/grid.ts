/** What every container of an extract is read as, whether text or workbook: sheets of rows of text. */
import type { ExtractProblem } from '#domain/extracts/problem.ts'

/** A row and its cells as text. A workbook's numbers are written plainly, its percentages with their sign, its errors
 *  as shown; CSV has only text. */
export type GridRow = {
  /** The row a spreadsheet shows: 1 is the first, and blank lines are rows too. */
  row: number
  cells: readonly string[]
  /** Places of cells that the workbook holds as dates; their text is `YYYY-MM-DD`. */
  dates?: ReadonlySet<number>
  /** Places of cells whose text is the stored result of a formula. */
  formulas?: ReadonlySet<number>
  /** What cells that a workbook shows as dates or times hold as numbers, by place. */
  numbers?: ReadonlyMap<number, string>
  /** Places of cells that are blank because they are merged with another. */
  merged?: ReadonlySet<number>
  /** A row that the workbook hides, by hand or by a filter. */
  isHidden?: boolean
  /** The last row of a text file, where no line end comes after it. */
  isUnended?: boolean
}

/** What a workbook hides of a sheet: all of it, or the columns at these places. */
export type Hiding = { isHidden?: boolean; hiddenColumns?: ReadonlySet<number> }

/** A sheet begins, or a row of it. A text file is one sheet without a name. */
export type GridEvent = ({ is: 'sheet'; name: string | null } & Hiding) | ({ is: 'row' } & GridRow)

export type SheetPreview = { name: string | null; rows: readonly GridRow[] } & Hiding

export type Grid = {
  container: 'csv' | 'xlsx'
  /** The beginning of every sheet, read leniently: to recognise a file by and to show it, never to take a figure from. */
  preview: readonly SheetPreview[]
  /** Why the beginning of a text file cannot be decoded; null where it can. */
  undecodable?: ExtractProblem | null
  /** Everything, strictly, in the file's order. Returns null, or the problem that ended the reading. */
  events(): AsyncGenerator<GridEvent, ExtractProblem | null>
  /** The rows of a text file, by the thousand. */
  batches?(): AsyncGenerator<readonly GridEvent[], ExtractProblem | null>
}

const BATCH = 500

/** Everything of a grid as `events` has it, by the thousand: to wait for each of a million rows takes longer than to read
 *  them. */
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
