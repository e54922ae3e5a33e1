/** What this page shows. */

import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import type { MonthArrival } from '#domain/figures/latest-month.ts'
import type { PageFrame } from '../../kit/page.ts'
import type { Comparison } from './comparison.ts'

export type CompareView = {
  frame: PageFrame
  compared: Comparison
  /** The choices: measures, months and units. */
  kpis: readonly Kpi[]
  published: readonly string[]
  /** The month that opens unless another is asked for, and how much of later months has arrived. */
  latest: string
  newer: readonly MonthArrival[]
  units: readonly Unit[]
  /** Codes chosen; empty for all. */
  chosen: readonly string[]
  /** The type of team if all teams of one type are shown; null for every type. */
  all: string | null
  tooMany: boolean
  refused: readonly string[]
}
