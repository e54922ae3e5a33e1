/** What this page shows. */

import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { CaseListErrors, CaseListFields } from '#domain/council/case-list.ts'
import type { CaseListLine } from '#server/record/case-lists.ts'
import type { PageFrame } from '../../kit/page.ts'

export type CaseListsView = {
  frame: PageFrame
  /** The measures that may be chosen, in the catalogue's order. */
  kpis: readonly Kpi[]
  /** Every line on record, the latest first. */
  lines: readonly CaseListLine[]
  /** The form of one measure; null until a measure is chosen. */
  form: CaseListForm | null
  /** The secret of the forms; null for a person who may read the settings but not change them. */
  csrfToken: string | null
}

export type CaseListForm = {
  kpi: Pick<Kpi, 'code' | 'name'>
  /** The current line; null if none was ever set. */
  current: CaseListLine | null
  /** What is in force, or what was typed and refused. */
  typed: CaseListFields
  errors: CaseListErrors
  /** True if somebody else wrote since the form was opened: it now shows what they set. */
  isStale: boolean
}
