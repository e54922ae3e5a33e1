/** The agreed actions with which a meeting begins: those of the last meeting, those still open from earlier ones, and
 *  those reported on since. */

import { addDays } from '../time/period.ts'
import { type DecisionCondition, type DecisionFacts, decisionConditionOf } from './decision.ts'

type Agreed = DecisionFacts & { id: number; decidedOn: string }

const standingsFirst: readonly DecisionCondition[] = ['overdue', 'not_done', 'open', 'done']

/** For this many days after the report, an agreed action that was not kept stays in the list. */
export const unkeptDays = 92

/** The decisions of the last meeting by a day, every open decision of earlier meetings, and those reported as not
 *  kept within `unkeptDays`. If none of these has a report, also the decisions of the latest meeting that has one:
 *  a meeting asks whether agreed actions are kept, and new ones cannot say. In order: overdue (longest first), not kept,
 *  open by due day, kept. */
export function lastDecisions<D extends Agreed>(decisions: readonly D[], day: string): D[] {
  const made = decisions.filter((d) => d.decidedOn <= day)
  const isAnswered = (d: D) => d.state !== 'open'
  const last = latestDay(made)
  const current = made.filter((d) => d.decidedOn === last || !isAnswered(d))
  const answered = current.some(isAnswered) ? null : latestDay(made.filter(isAnswered))
  const isLate = (d: D) => d.state === 'not_done' && d.saidOn !== null && day <= addDays(d.saidOn, unkeptDays)
  const standing = (d: D) => standingsFirst.indexOf(decisionConditionOf(d, day))
  return made
    .filter((d) => current.includes(d) || d.decidedOn === answered || isLate(d))
    .sort(
      (a, b) =>
        standing(a) - standing(b) ||
        compareDays(a.dueOn ?? '9999-12-31', b.dueOn ?? '9999-12-31') ||
        a.id - b.id,
    )
}

/** The agreed actions that fit into so many places, in their given order. First choice: overdue or not kept, then what was made that
 *  day, so that who has just made one sees it, then the next due, then kept, then due later. */
export function decisionsInSight<D extends Agreed>(
  decisions: readonly D[],
  day: string,
  places: number,
): D[] {
  const of = (...standings: DecisionCondition[]) =>
    decisions.filter((d) => standings.includes(decisionConditionOf(d, day)))
  const made = of('open').filter((d) => d.decidedOn === day)
  const [next, ...later] = of('open').filter((d) => d.decidedOn !== day)
  const soon = [...made, ...(next === undefined ? [] : [next])]
  const first = [...of('overdue', 'not_done'), ...soon, ...of('done'), ...later]
  const seen = new Set(first.slice(0, places))
  return decisions.filter((d) => seen.has(d))
}

function latestDay(decisions: readonly Agreed[]): string | null {
  return decisions.reduce<string | null>(
    (latest, { decidedOn }) => (latest === null || latest < decidedOn ? decidedOn : latest),
    null,
  )
}

function compareDays(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
