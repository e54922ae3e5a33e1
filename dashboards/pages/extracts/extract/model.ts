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
  /** The spreadsheet row that was asked for. */
  row: number | null
  /** How it was read and what was decided; null for a reader who does not see it whole. */
  check: ExtractCheck | null
  /** What its returns still lack before they are due. */
  notInYet: readonly NotInYet[]
  /** What is wrong with a rejected file; null for any other. */
  faults: Faults | null
  /** What the reader may do. */
  may: { upload: boolean; publish: boolean; approve: boolean }
  /** True where the time at which it was to be published has passed. */
  isOverdue: boolean
  /** True where the reader has just sent a file that is this one. */
  already: boolean
  /** What was wrong with the form that was sent. */
  error: { text: string; href: string } | null
}

/** A row with what its codes meant in its month. */
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
  /** Those rows as they stand in the file; null where they cannot be shown. */
  table: FaultTable | null
  /** For a file whose text cannot be read: cells as they would read in the older encoding. */
  foreign: readonly ForeignCell[]
  /** What a code may mean. */
  units: readonly { code: string; name: string }[]
  kpis: readonly { code: string; name: string }[]
}
