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
import type { Draw } from '../../../charts/picture.ts'
import type { PageFrame } from '../../kit/page.ts'
import type { OverviewModel } from '../kit/overview-model.ts'
import type { UnitCharts } from './charts.ts'
import type { UnitSuccession } from './succession.ts'
import type { UnitCard } from './team-card.ts'

/** The next milestone of each linked action; null where none is left. */
export type LinkedMilestones = ReadonlyMap<string, Milestone | null>

export type UnitView = {
  frame: PageFrame
  unit: Unit
  tree: readonly Unit[]
  /** Codes of the units the reader may open. */
  visible: ReadonlySet<string>
  /** The published months in which the unit was open, earliest first; none for a reader without figures. */
  months: readonly PublishedMonth[]
  /** The month the page opens on, and what has come of later ones. */
  latest: string | null
  newer: readonly MonthArrival[]
  /** The month that is shown: the latest unless another was asked for. */
  period: string | null
  /** What was asked for and there is not, in words. */
  refused: readonly string[]
  /** The unit's own scorecard; null where it has none. */
  own: Scorecard | null
  /** Of a team its own; else of each part directly beneath that the reader may open, in the tree's order. */
  cards: readonly UnitCard[]
  /** False for an outside audience, which is given no talk of teams. */
  isInside: boolean
  /** What really changed in the teams beneath; null for a team, and where no team is named to the reader. */
  movers: Movers | null
  returns: readonly ReturnCompleteness[] | null
  mayOverview: boolean
  /** One measure over the teams beneath; null for a team, and where no team is named to the reader. */
  measure: UnitMeasure | null
  /** How each of a team's months stands; empty for a service or the council. */
  signOffs: ReadonlyMap<string, SignOff>
  milestones: LinkedMilestones
  /** What came in and what audits found; null for a team, whose scorecard says it. */
  charts: UnitCharts | null
  /** What teams that closed left open, and to whom it was handed. */
  succession: UnitSuccession
}

export type UnitMeasure = OverviewModel & { draw: Draw; published: readonly string[]; plan: PlanStrip }
