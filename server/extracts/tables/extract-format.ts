/** What a format of extract is: it recognises its files by their content and reads their rows as text. */
import type { ExtractProblem, ExtractWarning } from '#domain/extracts/problem.ts'
import type { ExtractRegister, RowText } from '#domain/extracts/register.ts'
import type { Grid } from '../../grid.ts'

/** What a format finds in a file, in the file's order. After `child_level_data` nothing follows. */
export type Finding = { row: RowText } | { problem: ExtractProblem } | { warning: ExtractWarning }

export type ExtractFormat = {
  name: 'tidy' | 'wide' | 'layout'
  /** Which version of which layout it is; null for a format of ours. */
  layout: { id: number; name: string } | null
  /** Whether a file is of this format, from the beginning of its sheets. */
  claims(preview: Grid['preview']): boolean
  /** The cells of the ledger that a file names, as text, and the faults of its form. The register tells which headings
   *  are codes; what stands beneath them is not read against it. */
  read(grid: Grid, register: ExtractRegister): AsyncGenerator<Finding>
  /** The same by the thousand, for a format in which files are large. */
  readBatches?(grid: Grid): AsyncGenerator<readonly Finding[]>
}
