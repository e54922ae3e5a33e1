/** What this page shows. */

import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { PageFrame } from '../../kit/page.ts'

export type MethodView = {
  frame: PageFrame
  /** The catalogue, for the smallest bases judged. */
  kpis: readonly Kpi[]
}
