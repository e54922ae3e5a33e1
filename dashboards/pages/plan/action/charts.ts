/** The charts of an action: how it was rated, and how its measures developed after it was introduced. */
import type { Milestone } from '#domain/plan/plan.ts'
import { type Support, supportFinding } from '#domain/plan/support-finding.ts'
import { monthOf } from '#domain/time/period.ts'
import type { PlanActionDetail } from '#server/reads/plan-action.ts'
import type { Series } from '#server/reads/series.ts'
import type { TitledChart } from '../../../charts/picture.ts'
import { titledStrip } from '../../../charts/rating-strip/rating-strip.ts'
import type { TrendSeries } from '../../../charts/trend/trend.ts'

/** With more linked measures than this none is drawn, because each has a page of its own. */
export const measuresDrawn = 3

/** The number of months drawn before, and after. */
const monthsDrawn = 26

export function titledRatingStrip({ ref, summary, ratings }: PlanActionDetail): TitledChart {
  return titledStrip({
    action: `${ref} ${summary.replace(/\.$/, '')}`,
    ratings: ratings
      .map((r) => ({ date: r.ratedOn, rating: r.rating, reason: r.reason, by: r.ratedBy }))
      .reverse(),
  })
}

/** When the action was put in place: the day on which its first output milestone was met. */
export function supportOf(milestones: readonly Milestone[]): Support | null {
  const met = milestones.flatMap((m) => (m.stage === 'output' && m.metOn !== null ? [m.metOn] : [])).sort()
  return met[0] === undefined ? null : { from: monthOf(met[0]), words: 'it was introduced' }
}

/** A measure's series in which the time since then is shaded. */
export function supportedSeries(series: Series, support: Support): TrendSeries {
  const { last, unit } = series
  return {
    ...series,
    unitName: unit.name,
    points: series.points.slice(-monthsDrawn),
    finding: supportFinding({ variation: last.variation, since: last.analysis.since }, support).replace(
      /\.$/,
      '',
    ),
    withheld: last.analysis.withheld === true,
    annotations: [{ period: support.from, text: 'Introduced' }],
    supportedFrom: support.from,
  }
}
