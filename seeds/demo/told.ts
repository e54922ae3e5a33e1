/** What is told of a team's month: the plan's own figures, and those of the stories. */
import { exactFigures, healthSummaries } from './exact.ts'
import { stories } from './stories.ts'

/** A team's numerator and denominator as told; null for a figure that is left to chance. */
export function toldFigures(kpi: string, team: string, period: string): readonly [number, number] | null {
  const summaries = kpi === 'CL01' ? healthSummaries(team, period) : null
  return (
    exactFigures[`${kpi} ${period}`]?.[team] ??
    summaries ??
    stories[`${team} ${kpi}`]?.figures?.[period] ??
    null
  )
}
