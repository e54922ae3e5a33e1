/** What this page shows. */

import type { PersonalDetail } from '#domain/council/personal-details.ts'
import type { Series } from '#server/reads/series.ts'
import type { Baseline } from '#server/record/annotations.ts'
import type { PageFrame } from '../../kit/page.ts'

export type WithdrawalForm = {
  csrfToken: string
  reason: string
  /** The version of the series' baselines that the form was made from. */
  seen: number
  fault: string | null
  details: readonly PersonalDetail[]
  /** True if somebody set or withdrew a baseline while this was being written. */
  stale: boolean
}

export type BaselineView = {
  frame: PageFrame
  series: Series
  baseline: Baseline
  /** Null for a reader who may not withdraw it, and for one that is withdrawn. */
  form: WithdrawalForm | null
}
