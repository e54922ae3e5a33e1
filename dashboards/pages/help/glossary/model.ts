/** What this page shows. */

import type { Kpi, Target } from '#domain/catalogue/kpi.ts'
import type { PageFrame } from '../../kit/page.ts'

export type GlossaryView = {
  frame: PageFrame
  /** The month whose definitions and targets are shown. */
  month: string
  /** In catalogue order. */
  kpis: readonly Kpi[]
  targets: readonly Target[]
}
