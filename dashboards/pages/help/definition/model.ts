/** What this page shows. */

import type { Kpi, Target } from '#domain/catalogue/kpi.ts'
import type { CaseList } from '#domain/council/case-list.ts'
import type { Benchmark } from '#server/reads/benchmarks.ts'
import type { LinkedAction } from '#server/reads/links.ts'
import type { DataReturn } from '#server/record/returns.ts'
import type { PageFrame } from '../../kit/page.ts'

export type DefinitionView = {
  frame: PageFrame
  kpi: Kpi
  /** The month whose definition is shown. */
  month: string
  /** Every step of the target, earliest first. */
  targets: readonly Target[]
  dataReturn: DataReturn | null
  /** Where the case system lists the names behind it; null if that is not set, and for an outside audience. */
  caseList: CaseList | null
  actions: readonly LinkedAction[]
  /** Months in which a changed definition takes effect. */
  changes: readonly string[]
  benchmark: Benchmark | null
  /** Other measures of the same subject. */
  siblings: readonly Kpi[]
}
