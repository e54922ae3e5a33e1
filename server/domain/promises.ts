/** Which promises a meeting begins with: those of the last one, and whatever is still open from before. */
import { type DecisionFacts, type DecisionStanding, decisionStanding } from './decision.ts'

type Promised = DecisionFacts & { id: number; decidedOn: string }

const standingsFirst: readonly DecisionStanding[] = ['overdue', 'not_done', 'open', 'done']

/** The decisions of the last meeting by a day and every open one of earlier meetings; where not one of those is answered,
 *  also what was promised at the meeting before, since a meeting asks whether promises are kept. Overdue first, the
 *  longest overdue before all, then what was not kept, what is open by its day, and what was kept. */
export function lastPromises<D extends Promised>(decisions: readonly D[], day: string): D[] {
  const made = decisions.filter((d) => d.decidedOn <= day)
  const [last, before] = [...new Set(made.map((d) => d.decidedOn))].sort().reverse()
  const standing = (d: D) => standingsFirst.indexOf(decisionStanding(d, day))
  const current = made.filter((d) => d.decidedOn === last || d.state === 'open')
  const isAnswered = current.some((d) => d.state !== 'open')
  return made
    .filter((d) => current.includes(d) || (!isAnswered && d.decidedOn === before))
    .sort(
      (a, b) =>
        standing(a) - standing(b) ||
        compareDays(a.dueOn ?? '9999-12-31', b.dueOn ?? '9999-12-31') ||
        a.id - b.id,
    )
}

function compareDays(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
