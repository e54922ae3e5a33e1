/** What the overview's blocks are drawn from. */
import type { Dimension, Kpi } from '#domain/catalogue/kpi.ts'
import type { Overview } from '#server/reads/overview.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import { type OverviewQuestion, overviewAddress } from './overview-question.ts'

/** What the overview and a service's page show of one measure over teams and months. */
export type OverviewModel = {
  /** The council's day, `YYYY-MM-DD`. */
  day: string
  question: OverviewQuestion
  overview: Overview
  /** The monthly measures that somebody in scope carries, in catalogue order. */
  kpis: readonly Kpi[]
  /** The unit's own scorecard of the month: its counts stand here as they stand there. */
  scorecard: Scorecard | null
}

/** What a reader calls the parts: "team". */
export function nounOf({ overview }: Pick<OverviewModel, 'overview'>): 'team' | 'service' {
  return overview.parts
}

/** Whether a measure answers the question that is asked, if one is. */
export function answers(kpi: { dimension: Dimension }, { dimension }: OverviewQuestion): boolean {
  return dimension === null || kpi.dimension === dimension
}

/** The overview's own query, for the files of its charts. */
export function queryOf({ question }: Pick<OverviewModel, 'question'>): string {
  return overviewAddress(question).slice('/overview'.length)
}
