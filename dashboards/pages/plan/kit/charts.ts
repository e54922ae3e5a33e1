/** The charts of the plan as they stand on its pages and as files. */

import type { RatingsOn } from '#domain/plan/rating-history.ts'
import { dayName } from '#domain/time/period.ts'
import type { Plan, PlanAction } from '#server/reads/plan.ts'
import { titledMilestoneChart } from '../../../charts/milestones/milestones.ts'
import type { TitledChart } from '../../../charts/picture.ts'
import { titledRatingHistory } from '../../../charts/rating-history/rating-history.ts'
import type { ChartFile } from '../../../exports/chart-file.ts'

/** At most this many meetings are drawn: the latest. */
const meetingsDrawn = 8

/** How many actions carried each rating at each meeting: of the whole plan, whatever is filtered. */
export function titledRatings(history: readonly RatingsOn[]): TitledChart {
  return titledRatingHistory({ scope: 'The improvement plan', dates: history.slice(-meetingsDrawn) })
}

/** What falls due in the coming months, of some of the plan's actions. */
export function titledMilestones(plan: Plan, actions: readonly PlanAction[]): TitledChart {
  const all = plan.sections.flatMap((s) => s.actions).length
  return titledMilestoneChart({
    scope: actions.length === all ? 'The improvement plan' : `${actions.length} of ${all} actions`,
    day: plan.day,
    milestones: actions.flatMap((a) => a.milestones.map((m) => ({ ...m, action: a.ref }))),
  })
}

/** A chart of the plan as a file. */
export function planChartFile(name: string, told: TitledChart, day: string): ChartFile {
  return {
    name: `improvement-plan-${name}-${day}`,
    told,
    source: `Improvement plan, as it stood on ${dayName(day)}`,
    kind: 'count',
  }
}
