/** What this page shows. */

import type { ComparatorName } from '#domain/catalogue/comparators.ts'
import type { Target } from '#domain/catalogue/kpi.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import type { Milestone } from '#domain/plan/plan.ts'
import type { TodaysRule } from '#domain/wording/todays-rule.ts'
import type { Benchmark } from '#server/reads/benchmarks.ts'
import type { Commentary } from '#server/reads/commentary.ts'
import type { Lineage } from '#server/reads/lineage.ts'
import type { StatedEvidence } from '#server/reads/linked-evidence.ts'
import type { Decision, LinkedAction } from '#server/reads/links.ts'
import type { Series } from '#server/reads/series.ts'
import type { Retirement } from '#server/record/catalogue.ts'
import type { DataReturn } from '#server/record/returns.ts'
import type { Beside } from '../../../charts/beside/lines.ts'
import type { DotPlot } from '../../../charts/dot-plot/dot-plot.ts'
import type { Draw } from '../../../charts/picture.ts'
import type { DataFooter } from '../../../layout/page.ts'
import type { PageFrame } from '../../kit/page.ts'
import type { Reading } from '../kit/reading.ts'
import type { Span } from './question.ts'

/** An action linked to the measure, and what it has before it. */
export type LinkedActionShown = LinkedAction & { milestone: Milestone | null }

export type KpiView = {
  frame: PageFrame
  /** The moment and the tree that were asked for. */
  reading: Reading
  /** The day on which it is judged what is due and known: today, or that of the moment. */
  day: string
  /** The series up to the period shown, with that period's calculation: of months, weeks or quarters. */
  series: Series
  /** How many of its last points are shown. */
  span: Span
  /** What the address asked for and there is not, in words. */
  refused: readonly string[]
  /** The last month of the period shown. */
  month: string
  /** The weekly series beside a monthly one: its own chart, never mixed into months. */
  weekly: Series | null
  /** True where other teams stood beneath the unit in the month than stand there today. */
  teamsDiffer: boolean
  /** What is in force today where it is not what the figure was judged by. */
  rule: TodaysRule | null
  /** The service's own, beside a team's snapshot too small to judge. */
  service: Pick<Series, 'unit' | 'last'> | null
  /** Where the measure ended; null while it is collected. */
  retirement: Retirement | null
  /** The names of the teams that the figure lacks; none for a reader who may not know them. */
  missing: readonly string[]
  /** Which month has not come, and when it is due; null where the latest has. */
  awaited: string | null
  /** Null for a reader who is not shown it. */
  lineage: Lineage | null
  /** What other places published; null where nobody publishes the measure. */
  comparison: Comparison | null
  /** The unit's line beside the chosen ones; null where nothing could be set beside it. */
  beside: Beside | null
  /** Comparators that say something beside this unit, in their order. */
  offered: readonly ComparatorName[]
  /** Those chosen in the address; null where nobody chose. */
  chosen: readonly ComparatorName[] | null
  tooMany: boolean
  /** Teams like this one, or those beneath; null where none may be shown. */
  teams: DotPlot | null
  /** Whether the reader may open the comparison of teams. */
  mayCompare: boolean
  draw: Draw
  /** False for an outside audience, which is given no talk of teams. */
  isInside: boolean
  commentary: readonly Commentary[]
  /** Whether the reader may say what is behind a figure of this unit, and record a decision. */
  comments: boolean
  adds: boolean
  actions: readonly LinkedActionShown[]
  /** Of this unit about this measure, latest first. */
  decisions: readonly Decision[]
  findings: readonly StatedEvidence[]
  targets: readonly Target[]
  dataReturn: DataReturn | null
  /** Months from which the definition changed. */
  changes: readonly string[]
  ancestors: readonly Unit[]
  /** Units the reader may open. */
  visible: ReadonlySet<string>
  knownIssues: readonly string[]
  /** Why a figure that is missing, or one of a team that it lacks, will not come. */
  neverComing: readonly string[]
  footer: DataFooter
}

export type Comparison = {
  benchmark: Benchmark
  /** The council's own series, for its figure of the period shown; null where it has none. */
  council: Pick<Series, 'unit' | 'kpi' | 'last'> | null
  /** True where the neighbours are another council's, lent to a demonstration. */
  borrowed: boolean
}
