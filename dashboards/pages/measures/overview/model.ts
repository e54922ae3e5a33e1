/** What this page shows. */

import type { Comparator } from '#domain/catalogue/benchmark.ts'
import type { PlanStrip } from '#server/reads/plan-strip.ts'
import type { PageFrame } from '../../kit/page.ts'
import type { OverviewModel } from '../kit/overview-model.ts'
import type { OverviewChoices } from '../kit/overview-question.ts'

export type OverviewView = OverviewModel & {
  frame: PageFrame
  choices: OverviewChoices
  plan: PlanStrip
  /** What other places published, by the measure's code. */
  elsewhere: ReadonlyMap<string, readonly Comparator[]>
  /** What the address asked for that does not exist, in words. */
  refused: readonly string[]
}
