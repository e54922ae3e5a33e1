/** Which promises a meeting begins with: those of the last one, whatever is still open from before, and what came of those
 *  that were answered since. */

import { addDays } from '../time/period.ts'
import { type DecisionFacts, type DecisionStanding, decisionStanding } from './decision.ts'

type Promised = DecisionFacts & { id: number; decidedOn: string }

const standingsFirst: readonly DecisionStanding[] = ['overdue', 'not_done', 'open', 'done']

/** For how many days a promise that was not kept stays among the last ones, whatever was promised since. */
export const unkeptDays = 92

/** The decisions of the last meeting by a day, every open one of earlier meetings, and what was not kept of late; where not
 *  one of the last meeting's is answered, also those of the last meeting that has answers, since a meeting asks whether
 *  promises are kept and a new one answers nothing. Overdue first, the longest overdue before all, then what was not kept,
 *  what is open by its day, and what was kept. */
export function lastPromises<D extends Promised>(decisions: readonly D[], day: string): D[] {
  const made = decisions.filter((d) => d.decidedOn <= day)
  const isAnswered = (d: D) => d.state !== 'open'
  const last = latestDay(made)
  const current = made.filter((d) => d.decidedOn === last || !isAnswered(d))
  const answered = current.some(isAnswered) ? null : latestDay(made.filter(isAnswered))
  const isLate = (d: D) => d.state === 'not_done' && d.saidOn !== null && day <= addDays(d.saidOn, unkeptDays)
  const standing = (d: D) => standingsFirst.indexOf(decisionStanding(d, day))
  return made
    .filter((d) => current.includes(d) || d.decidedOn === answered || isLate(d))
    .sort(
      (a, b) =>
        standing(a) - standing(b) ||
        compareDays(a.dueOn ?? '9999-12-31', b.dueOn ?? '9999-12-31') ||
        a.id - b.id,
    )
}

/** Those of ordered promises that stand in so many places, in their order: what is overdue or was not kept, what is due
 *  next, and what was kept before what is due later. */
export function promisesInSight<D extends DecisionFacts>(
  promises: readonly D[],
  day: string,
  places: number,
): D[] {
  const of = (...standings: DecisionStanding[]) =>
    promises.filter((d) => standings.includes(decisionStanding(d, day)))
  const [next, ...later] = of('open')
  const first = [...of('overdue', 'not_done'), ...(next === undefined ? [] : [next]), ...of('done'), ...later]
  const seen = new Set(first.slice(0, places))
  return promises.filter((d) => seen.has(d))
}

function latestDay(decisions: readonly Promised[]): string | null {
  return decisions.reduce<string | null>(
    (latest, { decidedOn }) => (latest === null || latest < decidedOn ? decidedOn : latest),
    null,
  )
}

function compareDays(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
