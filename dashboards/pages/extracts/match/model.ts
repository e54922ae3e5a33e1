/** What this page shows. */

import type { Layout } from '#domain/extracts/layouts/layout.ts'
import type { SuggestedUse } from '#domain/extracts/layouts/suggest-columns.ts'
import type { LayoutTrial } from '#domain/extracts/layouts/try-layout.ts'
import type { ExtractRegister } from '#domain/extracts/register.ts'
import type { SheetPreview } from '#server/grid.ts'
import type { PageFrame } from '../../kit/page.ts'
import type { ColumnsPart, NamesPart, TablePart } from './draft.ts'
import type { Questions } from './fields.ts'

export type MatchView = {
  frame: PageFrame
  file: { id: number; filename: string }
  /** The layout that filled in the answers. */
  from: Pick<Layout, 'name' | 'version'> | null
  errors: readonly MatchError[]
  step: TableStep | ColumnsStep | NamesStep
}

export type MatchError = { text: string; href: string }

export type ColumnsStep = {
  is: 'columns'
  table: TablePart
  columns: ColumnsPart
  /** The sheet whose headings were chosen, and the number of their row. */
  sheet: SheetPreview
  row: number
  headings: readonly string[]
  isWorkbook: boolean
  register: ExtractRegister
  questions: Questions
  suggestions: readonly (SuggestedUse | null)[]
  /** Whether there is a suggestion for something that has no answer yet. */
  hasSuggestions: boolean
}

export type NamesStep = {
  is: 'names'
  table: TablePart
  columns: ColumnsPart
  headings: readonly string[]
  names: NamesPart
  trial: LayoutTrial
  register: ExtractRegister
  questions: Questions
  /** Whether there is a suggestion for something that has no answer yet. */
  hasSuggestions: boolean
}

export type TableStep = {
  is: 'table'
  sheets: readonly SheetPreview[]
  /** The index of the sheet whose rows are shown. */
  shows: number
  table: TablePart
  /** Names of the layouts that have the file's headings but did not read it. */
  fitting: readonly string[]
}
