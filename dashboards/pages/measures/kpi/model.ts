/** What this page shows. */

import type { ComparatorName } from '#domain/catalogue/comparators.ts'
import type { Target } from '#domain/catalogue/kpi.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import type { CaseList } from '#domain/council/case-list.ts'
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
import type { DataFooter } from '../../../layout/page.ts'
import type { PageFrame } from '../../kit/page.ts'
import type { Reading } from '../kit/reading.ts'
import type { Span } from './question.ts'

/** An action linked to the measure, and what is still ahead of it. */
export type ShownAction = LinkedAction & { milestone: Milestone | null }

export type KpiView = {
  frame: PageFrame
  /** The moment and the tree that the query asks for. */
  reading: Reading
  /** The day that decides what is due and known: today, or the day of the moment asked for. */
  day: string
  /** The series up to the period shown, with the calculation of that period: months, weeks or quarters. */
  series: Series
  /** The number of its last points that are shown. */
  span: Span
  /** What the address asked for that does not exist, in words. */
  refused: readonly string[]
  /** The last month of the period shown. */
  month: string
  /** The weekly series beside a monthly one: it has its own chart and is never mixed into months. */
  weekly: Series | null
  /** True if the teams beneath the unit in the month were not those of today. */
  teamsDiffer: boolean
  /** What is in force today, if it differs from what the figure was judged by. */
  rule: TodaysRule | null
  /** The service's own snapshot, shown beside a team's that is too small to judge. */
  service: Pick<Series, 'unit' | 'last'> | null
  /** When the measure ended; null while it is collected. */
  retirement: Retirement | null
  /** The names of the teams missing from the figure; empty for a reader who may not know them. */
  missing: readonly string[]
  /** The month that has not arrived, and when it is due; null if the latest has arrived. */
  awaited: string | null
  /** Null for a reader who may not see it. */
  lineage: Lineage | null
  /** What other places published; null if no place publishes the measure. */
  comparison: Comparison | null
  /** The unit's line beside the chosen ones; null if there is nothing to compare it with. */
  beside: Beside | null
  /** Comparators that have something to show beside this unit, in their order. */
  offered: readonly ComparatorName[]
  /** The comparators chosen in the address; null if nobody chose. */
  chosen: readonly ComparatorName[] | null
  tooMany: boolean
  /** Teams like this one, or those beneath it; null if none may be shown. */
  teams: DotPlot | null
  /** Whether the reader may open the page that compares teams. */
  mayCompare: boolean
  /** False for an outside audience, which gets no commentary or decisions of teams. */
  isInside: boolean
  commentary: readonly Commentary[]
  /** Whether the reader may write commentary on a figure of this unit, and record a decision. */
  comments: boolean
  adds: boolean
  /** Whether the reader may set or withdraw a baseline of this series. */
  setsBaselines: boolean
  actions: readonly ShownAction[]
  /** Decisions of this unit about this measure, latest first. */
  decisions: readonly Decision[]
  findings: readonly StatedEvidence[]
  targets: readonly Target[]
  dataReturn: DataReturn | null
  /** Where the case system lists the names behind it; null if that is not set, and for an outside audience. */
  caseList: CaseList | null
  /** Months in which a changed definition takes effect. */
  changes: readonly string[]
  ancestors: readonly Unit[]
  /** Units the reader may open. */
  visible: ReadonlySet<string>
  knownIssues: readonly string[]
  /** Why a missing figure, or the figure of a team missing from it, will not come. */
  neverComing: readonly string[]
  footer: DataFooter
}

export type Comparison = {
  benchmark: Benchmark
  /** The council's own series, for its figure of the period shown and its years; null if it has none. */
  council: Pick<Series, 'unit' | 'kpi' | 'last' | 'points' | 'definedSince'> | null
  /** True if the neighbours are those of another council, borrowed for a demonstration. */
  borrowed: boolean
}
