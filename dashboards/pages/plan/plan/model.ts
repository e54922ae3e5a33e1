/** What this page shows. */

import type { RatingsOn } from '#domain/plan/rating-history.ts'
import type { Plan } from '#server/reads/plan.ts'
import type { Draw } from '../../../charts/picture.ts'
import type { PageFrame } from '../../kit/page.ts'
import type { AskedFilters } from './filters.ts'

export type PlanView = {
  frame: PageFrame
  plan: Plan
  /** How ratings stood at each meeting, earliest first. */
  history: readonly RatingsOn[]
  asked: AskedFilters
  /** Whose figures stand beside delivery; null for a reader who sees counts and no figures. */
  unit: { code: string; name: string; teamTypes: ReadonlySet<string> } | null
  draw: Draw
}
