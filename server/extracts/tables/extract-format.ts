/** What a format of extract is: it recognises its files by their content and reads their rows as text. */
import type { ExtractProblem, ExtractWarning } from '#domain/extracts/problem.ts'
import type { ExtractRegister, RowText } from '#domain/extracts/register.ts'
import type { Grid } from '../../grid.ts'

/** A finding in a file, in file order. Nothing follows `child_level_data`. */
export type Finding = { row: RowText } | { problem: ExtractProblem } | { warning: ExtractWarning }

export type ExtractFormat = {
  name: 'tidy' | 'wide' | 'layout'
  /** The layout version, if a layout reads the file; null for a format of ours. */
  layout: { id: number; name: string } | null
  /** Whether a file is of this format, from the beginning of its sheets. */
  claims(preview: Grid['preview']): boolean
  /** The cells of the ledger that a file names, as text, and the faults of its form. The register decides which
   *  headings are codes; the cells beneath are not checked against it here. */
  read(grid: Grid, register: ExtractRegister): AsyncGenerator<Finding>
  /** The same by the thousand, for a format in which files are large. */
  readBatches?(grid: Grid): AsyncGenerator<readonly Finding[]>
}
