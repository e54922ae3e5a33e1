/** The data from which the overview's blocks are drawn. */
import type { Dimension, Kpi } from '#domain/catalogue/kpi.ts'
import type { Overview } from '#server/reads/overview.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import { type OverviewQuestion, overviewAddress } from './overview-question.ts'

/** What the overview and a service's page show for one measure over teams and months. */
export type OverviewModel = {
  /** The council's day, `YYYY-MM-DD`. */
  day: string
  question: OverviewQuestion
  overview: Overview
  /** The monthly measures that somebody in scope carries, in catalogue order. */
  kpis: readonly Kpi[]
  /** The unit's own scorecard of the month, so that the counts here equal the counts there. */
  scorecard: Scorecard | null
}

/** The word for the parts: "team". */
export function nounOf({ overview }: Pick<OverviewModel, 'overview'>): 'team' | 'service' {
  return overview.parts
}

/** Whether a measure answers the question asked for; true if none is. */
export function answers(
  kpi: { dimension: Dimension },
  { dimension }: Pick<OverviewQuestion, 'dimension'>,
): boolean {
  return dimension === null || kpi.dimension === dimension
}

/** The overview's own query, for the files of its charts. */
export function queryOf({ question }: Pick<OverviewModel, 'question'>): string {
  return overviewAddress(question).slice('/overview'.length)
}
