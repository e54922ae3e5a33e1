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

/** The agreed actions that fit into so many places, in their given order: overdue or not kept, then the next due, then one that was
 * kept, then due later, then the others that were kept. What was made that day is shown beside them and takes no place: a new agreed
 * action is seen and hides none that is due sooner. */
export function decisionsInSight<D extends Agreed>(
  decisions: readonly D[],
  day: string,
  places: number,
): D[] {
  const of = (...standings: DecisionCondition[]) =>
    decisions.filter((d) => standings.includes(decisionConditionOf(d, day)))
  const made = of('open').filter((d) => d.decidedOn === day)
  const [next, ...later] = of('open').filter((d) => d.decidedOn !== day)
  const [kept, ...keptToo] = of('done')
  const oneEach = [next, kept].filter((d) => d !== undefined)
  const first = [...of('overdue', 'not_done'), ...oneEach, ...later, ...keptToo]
  const seen = new Set(first.slice(0, places))
  return decisions.filter((d) => seen.has(d) || made.includes(d))
}

/** The day of the last meeting that agreed one of these; null if there is none. */
export function latestDay(decisions: readonly { decidedOn: string }[]): string | null {
  return decisions.reduce<string | null>(
    (latest, { decidedOn }) => (latest === null || latest < decidedOn ? decidedOn : latest),
    null,
  )
}

function compareDays(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
