/** What this page shows. */

import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import type { MonthArrival } from '#domain/figures/latest-month.ts'
import type { Draw } from '../../../charts/picture.ts'
import type { PageFrame } from '../../kit/page.ts'
import type { Compared } from './compared.ts'

export type CompareView = {
  frame: PageFrame
  compared: Compared
  /** What may be chosen: measures, months and units. */
  kpis: readonly Kpi[]
  published: readonly string[]
  /** The month that is opened unless another is asked for, and what has come of later ones. */
  latest: string
  newer: readonly MonthArrival[]
  units: readonly Unit[]
  /** Codes chosen; none for all. */
  chosen: readonly string[]
  /** The type of team of which all are shown; null for every type. */
  all: string | null
  tooMany: boolean
  refused: readonly string[]
  draw: Draw
}
