/** What this page shows. */

import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import type { Check } from '#domain/plan/plan-checks.ts'
import type { PlanAction } from '#server/reads/plan.ts'
import type { PageFrame } from '../../kit/page.ts'

export type ChecksView = {
  frame: PageFrame
  checks: readonly Check[]
  actions: readonly Pick<PlanAction, 'ref' | 'summary' | 'leads' | 'rating'>[]
  kpis: readonly Pick<Kpi, 'code' | 'name'>[]
  units: readonly Pick<Unit, 'code' | 'name'>[]
  /** The number of further actions that may disagree with a measure withheld from the reader. */
  unseen: number
}
