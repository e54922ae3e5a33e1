/** What this page shows. */

import type { Plan, PlanAction } from '#server/reads/plan.ts'
import type { PageFrame } from '../../kit/page.ts'
import type { AskedFilters } from '../kit/filters.ts'

export type MilestonesView = {
  frame: PageFrame
  plan: Plan
  asked: AskedFilters
  /** The actions that the filters leave. */
  actions: readonly PlanAction[]
}
