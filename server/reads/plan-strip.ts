/** The improvement plan in a strip: delivery now and before, and where measures disagree with it. */
import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Rating } from '#domain/plan/rating.ts'
import { ratings } from '#domain/plan/rating.ts'
import type { ReadSource } from '../db/database.ts'
import type { StoredFigure } from '../record/figures.ts'
import { loadPlan } from './plan.ts'
import { loadRatingHistory } from './rating-history.ts'

/** An action rated on track or completed whose linked measure is worse than usual. */
export type Contradiction = {
  ref: string
  summary: string
  rating: Rating
  kpi: Kpi
  figure: StoredFigure
}

export type PlanStrip = {
  /** How many actions carry each rating on the day. */
  counts: Record<Rating, number>
  /** The same at the meeting before the latest; null if there was at most one. */
  before: { date: string; counts: Record<Rating, number> } | null
  /** In the plan's order. */
  contradictions: Contradiction[]
  /** How many further actions may disagree with a measure that is hidden from this reader. */
  unseen: number
}

/** The plan on a day beside a unit's figures of the latest published month. */
export async function loadPlanStrip(db: ReadSource, day: string, unit: string): Promise<PlanStrip> {
  const [plan, history] = await Promise.all([loadPlan(db, day, unit), loadRatingHistory(db, day)])
  const actions = plan.sections.flatMap((s) => s.actions)
  const ratingOf = (action: (typeof actions)[number]) => action.rating?.rating ?? 'not_rated'
  const before = history.at(-2)
  return {
    unseen: actions.filter((a) => a.mayDisagreeUnseen).length,
    counts: Object.fromEntries(
      ratings.map((rating) => [rating, actions.filter((a) => ratingOf(a) === rating).length]),
    ) as Record<Rating, number>,
    before: before === undefined ? null : { date: before.date, counts: before.counts },
    contradictions: actions.flatMap((action) =>
      action.checks.flatMap((check) => {
        const linked = action.kpis.find((k) => k.kpi.code === check.kpi)
        if (check.kind !== 'on_track_but_concerning' || linked === undefined || linked.figure === null)
          return []
        const { ref, summary } = action
        return [{ ref, summary, rating: ratingOf(action), kpi: linked.kpi, figure: linked.figure }]
      }),
    ),
  }
}
