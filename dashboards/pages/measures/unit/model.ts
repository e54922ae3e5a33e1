/** What this page shows. */

import type { Unit } from '#domain/catalogue/unit.ts'
import type { ReturnCompleteness } from '#domain/extracts/return-completeness.ts'
import type { MonthArrival } from '#domain/figures/latest-month.ts'
import type { Milestone } from '#domain/plan/plan.ts'
import type { SignOff } from '#domain/scorecard/sign-off.ts'
import type { Movers } from '#server/reads/movers.ts'
import type { PlanStrip } from '#server/reads/plan-strip.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import type { PublishedMonth } from '#server/record/periods.ts'
import type { PageFrame } from '../../kit/page.ts'
import type { OverviewModel } from '../kit/overview-model.ts'
import type { UnitCharts } from './charts.ts'
import type { UnitSuccession } from './succession.ts'
import type { UnitCard } from './team-card.ts'

/** The next milestone of each linked action; null if none is left. */
export type LinkedMilestones = ReadonlyMap<string, Milestone | null>

export type UnitView = {
  frame: PageFrame
  unit: Unit
  tree: readonly Unit[]
  /** Codes of the units the reader may open. */
  visible: ReadonlySet<string>
  /** The published months in which the unit was open, earliest first; empty for a reader without figures. */
  months: readonly PublishedMonth[]
  /** The month that the page opens on, and how much of later months has arrived. */
  latest: string | null
  newer: readonly MonthArrival[]
  /** The month shown: the latest unless another was asked for. */
  period: string | null
  /** What was asked for and does not exist, in words. */
  refused: readonly string[]
  /** The unit's own scorecard; null if it has none. */
  own: Scorecard | null
  /** For a team its own card; otherwise a card for each unit directly beneath that the reader may open, in the tree's order. */
  cards: readonly UnitCard[]
  /** False for an outside audience, which gets no commentary or decisions of teams. */
  isInside: boolean
  /** What really changed in the teams beneath; null for a team, and for a reader who may not see teams by name. */
  movers: Movers | null
  returns: readonly ReturnCompleteness[] | null
  mayOverview: boolean
  /** One measure over the teams beneath; null for a team, and for a reader who may not see teams by name. */
  measure: UnitMeasure | null
  /** The state of each of a team's months; empty for a service or the council. */
  signOffs: ReadonlyMap<string, SignOff>
  milestones: LinkedMilestones
  /** The demand received and what audits found; null for a team, whose scorecard shows it. */
  charts: UnitCharts | null
  /** What closed teams left open, and to which team it was handed. */
  succession: UnitSuccession
}

export type UnitMeasure = OverviewModel & { published: readonly string[]; plan: PlanStrip }
