/** What the board sees of the plan: the actions, and what moved since it last met. */

import type { Rating } from '#domain/plan/rating.ts'
import { movesBetween, type RatingMove, type RatingsOn } from '#domain/plan/rating-history.ts'
import type { PlanAction } from '#server/reads/plan.ts'
import type { PlanUnit } from '../kit/asked-plan.ts'
import type { BoardQuestion } from './question.ts'

/** What the board sees of an action: its delivery, and how many of its measures are changing. */
export type BoardAction = Pick<
  PlanAction,
  'ref' | 'summary' | 'leads' | 'rating' | 'nextMilestone' | 'kpis' | 'checks' | 'mayDisagreeUnseen'
>

export type Board = {
  day: string
  /** The unit whose measures are counted; null for a reader who sees counts of the council and no figures. */
  unit: PlanUnit | null
  sections: readonly { ref: string; title: string; actions: readonly BoardAction[] }[]
  /** The ratings at each meeting, earliest first. */
  history: readonly RatingsOn[]
} & BoardQuestion

export type BoardRows = Board & {
  /** Every action, and the actions that are shown. */
  all: readonly BoardAction[]
  shown: readonly BoardAction[]
  /** The earlier meeting compared with; undefined until there has been a second meeting. */
  before: RatingsOn | undefined
  moved: ReadonlyMap<string, RatingMove>
}

/** The columns in their order: what goes least well comes first, as in the picture of the meetings. */
export const columns: readonly Rating[] = ['not_on_track', 'too_early', 'on_track', 'completed', 'not_rated']

export function boardRows(board: Board): BoardRows {
  const { sections, history, since, onlyMoved } = board
  const all = sections.flatMap((s) => s.actions)
  const now = history.at(-1)
  const before = since === null ? history.at(-2) : history.find(({ date }) => date === since)
  const moves = before === undefined || now === undefined ? [] : movesBetween(before, now)
  const moved = new Map(moves.map((m) => [m.action, m]))
  const shown = onlyMoved ? all.filter((a) => moved.has(a.ref)) : all
  return { ...board, all, shown, before, moved }
}

export function ratingOf({ rating }: BoardAction): Rating {
  return rating?.rating ?? 'not_rated'
}
