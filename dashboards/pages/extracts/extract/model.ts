/** What this page shows. */

import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { NotInYet } from '#domain/extracts/completeness.ts'
import type { FaultCount } from '#domain/extracts/repairs.ts'
import type { FaultTable, ForeignCell } from '#server/extracts/problem-file/fault-rows.ts'
import type { ExtractCheck, RowFault, UnknownCode } from '#server/reads/extract-checks.ts'
import type { ExtractFileRow, ExtractReceipt, ExtractRowPage } from '#server/reads/extracts.ts'
import type { PageFrame } from '../../kit/page.ts'

export type ExtractView = {
  frame: PageFrame
  receipt: ExtractReceipt
  /** False for a reader who sees only the rows of their own units. */
  whole: boolean
  rows: Omit<ExtractRowPage, 'rows'> & { rows: readonly NamedRow[] }
  /** The spreadsheet row that the address asks for. */
  row: number | null
  /** How the file was read and what was decided; null for a reader who does not see the whole file. */
  check: ExtractCheck | null
  /** What its returns still lack, before they are due. */
  notInYet: readonly NotInYet[]
  /** What is wrong with a rejected file; null for any other. */
  faults: Faults | null
  /** What the reader may do. */
  may: { upload: boolean; publish: boolean; approve: boolean }
  /** True if the time at which it was to be published has passed. */
  isOverdue: boolean
  /** True if the reader has just sent a file that is identical to this one. */
  already: boolean
  /** What was wrong with the form that was sent. */
  error: { text: string; href: string } | null
}

/** A row with the meaning of its codes in its month. */
export type NamedRow = ExtractFileRow & {
  measure: Kpi | null
  unitName: string
  /** Whether the reader may open the unit's pages. */
  open: boolean
}

export type Faults = {
  counts: readonly FaultCount[]
  unknown: readonly UnknownCode[]
  found: readonly RowFault[]
  /** How many rows have a problem. */
  rows: number
  /** Those rows as they are in the file; null if they cannot be shown. */
  table: FaultTable | null
  /** For a file whose text cannot be read: its cells as they would read in the older encoding. */
  foreign: readonly ForeignCell[]
  /** What a code may mean. */
  units: readonly { code: string; name: string }[]
  kpis: readonly { code: string; name: string }[]
}
