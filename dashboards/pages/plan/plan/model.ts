/** What this page shows. */

import type { RatingsOn } from '#domain/plan/rating-history.ts'
import type { Plan } from '#server/reads/plan.ts'
import type { PageFrame } from '../../kit/page.ts'
import type { PlanUnit } from '../kit/asked-plan.ts'
import type { AskedFilters } from '../kit/filters.ts'

export type PlanView = {
  frame: PageFrame
  plan: Plan
  /** The ratings at each meeting, earliest first. */
  history: readonly RatingsOn[]
  asked: AskedFilters
  /** The unit whose figures are shown beside delivery; null for a reader who sees counts and no figures. */
  unit: PlanUnit | null
}
