/** What a format of extract is: it recognises its files by their content and reads their rows as text. */
import type { ExtractProblem } from '#domain/extract-problem.ts'
import type { RowText } from '#domain/extract-register.ts'

/** What a format finds in a file, in the file's order. After `child_level_data` nothing follows. */
export type Finding = { row: RowText } | { problem: ExtractProblem }

export type ExtractFormat = {
  name: string
  /** The kinds of container it reads; the content decides, never the file's name. */
  container: 'text'
  /** Whether a file is of this format, from the cells of its first row. */
  claims(firstRow: readonly string[]): boolean
  /** The rows as text and the faults of the file's form. Nothing is read against the catalogue. */
  read(bytes: AsyncIterable<Buffer>): AsyncGenerator<Finding>
  /** Every row with the cells as they stand in the file, for showing them beside what was wrong. */
  cells(bytes: AsyncIterable<Buffer>): AsyncGenerator<{ row: number; cells: string[] }>
}
