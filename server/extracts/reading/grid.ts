/** What every container of an extract is read as, whether text or workbook: sheets of rows of text. */
import type { ExtractProblem } from '#domain/extract-problem.ts'

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
  /** The last row of a text file that is not ended, where the others are ended as a program ends them. */
  isUnended?: boolean
}

/** A sheet begins, or a row of it. A text file is one sheet without a name. */
export type GridEvent = { is: 'sheet'; name: string | null } | ({ is: 'row' } & GridRow)

export type SheetPreview = { name: string | null; rows: readonly GridRow[] }

export type Grid = {
  container: 'csv' | 'xlsx'
  /** The beginning of every sheet, read leniently: to recognise a file by and to show it, never to take a figure from. */
  preview: readonly SheetPreview[]
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
