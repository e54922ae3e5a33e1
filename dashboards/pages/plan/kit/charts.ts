/** The charts of the plan, as shown on its pages and as files. */

import type { RatingsOn } from '#domain/plan/rating-history.ts'
import { dayName } from '#domain/time/period.ts'
import type { Plan, PlanAction } from '#server/reads/plan.ts'
import { titledMilestoneChart } from '../../../charts/milestones/milestones.ts'
import type { TitledChart } from '../../../charts/picture.ts'
import { titledRatingHistory } from '../../../charts/rating-history/rating-history.ts'
import type { ChartFile } from '../../../exports/chart-file.ts'

/** At most this many meetings are drawn, the latest ones. */
const meetingsDrawn = 8

/** The number of actions with each rating at each meeting: always of the whole plan, whatever the filter. */
export function titledRatings(history: readonly RatingsOn[]): TitledChart {
  return titledRatingHistory({ scope: 'The improvement plan', dates: history.slice(-meetingsDrawn) })
}

/** The milestones of the given actions that fall due in the coming months. */
export function titledMilestones(plan: Plan, actions: readonly PlanAction[]): TitledChart {
  const all = plan.sections.flatMap((s) => s.actions).length
  return titledMilestoneChart({
    scope: actions.length === all ? 'The improvement plan' : `${actions.length} of ${all} actions`,
    day: plan.day,
    milestones: actions.flatMap((a) => a.milestones.map((m) => ({ ...m, action: a.ref }))),
  })
}

/** A chart of the plan as a file. */
export function planChartFile(name: string, titledChart: TitledChart, day: string): ChartFile {
  return {
    name: `improvement-plan-${name}-${day}`,
    titledChart,
    source: `Improvement plan, as it stood on ${dayName(day)}`,
    kind: 'count',
  }
}
