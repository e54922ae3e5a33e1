/** What this page shows. */

import type { PersonalDetail } from '#domain/council/personal-details.ts'
import type { MissingFigures } from '#server/reads/missing-figures.ts'
import type { PageFrame } from '../../kit/page.ts'

export type MissingForm = {
  csrfToken: string
  /** The return and the unit that were chosen: "workforce COURT". */
  of: string
  /** What was typed and not saved. */
  reason: string
  seen: number
  fault: { field: 'of' | 'reason'; text: string } | null
  details: readonly PersonalDetail[]
  /** True if somebody else saved while this was being written. */
  isStale: boolean
  isWithdrawal: boolean
}

export type MissingFiguresView = {
  frame: PageFrame
  figures: MissingFigures
  /** Null for a reader who may not record which figures will not come. */
  form: MissingForm | null
}
