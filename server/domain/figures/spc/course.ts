/** Where a line is going: a verdict of worse or better says only where it is. */

import type { Good } from '../../catalogue/kpi.ts'
import type { Calculation, Course, Meaning } from '../figure.ts'
import type { SeriesPoint } from './analyse.ts'
import { dust } from './limits.ts'

/** So many strict steps in a row the good way are a recovery. */
export const recoverySteps = 3
/** So many steps the way of its verdict, and a line is still getting better or worse. */
const furtherSteps = 2
/** A level that lasts this many points is steady, however far from the average. */
export const steadyPoints = 8

/** A verdict that was spoken of an earlier period of the phase. */
export type EarlierVerdict = { period: string; meaning: Meaning; since: string }

/**
 * The course of a line at its last point; null if there is nothing to say. It is recovering if its last three steps or more all
 * went the good way, its last point is inside the usual range, and the last verdict spoken of it was worse than usual, without
 * a point on the good side of the average before it turned. Slipping back is the mirror image.
 * @param earlierVerdict the latest verdict of better or worse that was spoken of an earlier period of the phase; asked only of a line
 *   that may be on its way back
 */
export function courseOf(
  points: readonly SeriesPoint[],
  calculation: Calculation,
  good: Good,
  earlierVerdict: () => EarlierVerdict | null,
): Course | null {
  const last = points.at(-1)
  if (last === undefined || last.value === null || last.small === true || calculation.limits === 'none')
    return null
  if (good !== 'higher' && good !== 'lower') return null
  const start = calculation.phases.at(-1)?.from ?? ''
  const { direction, steps, from } = runOf(points.filter((p) => p.period >= start))
  const way: Meaning = direction > 0 === (good === 'higher') ? 'improving' : 'concerning'
  const turned = { from: from.period, value: from.value ?? 0 }
  if (steps >= recoverySteps && isInside(last.value, calculation) && calculation.meaning !== way) {
    const earlier = earlierVerdict()
    if (
      earlier !== null &&
      way !== earlier.meaning &&
      earlier.meaning !== 'unusual' &&
      !hasReturned(points, calculation, { after: earlier.period, until: from.period }, direction)
    )
      return { is: way === 'improving' ? 'recovering' : 'slipping_back', ...turned }
  }
  if (calculation.meaning === null || calculation.since === null) return null
  const isNews = calculation.since >= last.period
  if (steps >= furtherSteps && way === calculation.meaning && !isNews) return { is: 'further', ...turned }
  const { since } = calculation
  const held = points.filter((p) => p.period >= since && p.value !== null).length
  return held >= steadyPoints ? { is: 'steady', from: last.period, value: last.value } : null
}

/** The strict steps in one direction that end with the last point, and the point they began at. A gap ends them. */
function runOf(points: readonly SeriesPoint[]): { direction: number; steps: number; from: SeriesPoint } {
  let direction = 0
  let steps = 0
  for (let i = points.length - 1; i > 0; i--) {
    const [now, before] = [points[i]?.value, points[i - 1]?.value]
    if (now == null || before == null) break
    const step = Math.abs(now - before) <= dust ? 0 : Math.sign(now - before)
    if (step === 0 || (direction !== 0 && step !== direction)) break
    direction = step
    steps++
  }
  return { direction, steps, from: points[points.length - 1 - steps] ?? { period: '', value: null } }
}

function isInside(value: number, { lower, upper }: Calculation): boolean {
  return lower !== null && upper !== null && value >= lower - dust && value <= upper + dust
}

/** Whether a point between a period and the one at which the line turned lay beyond the average in the direction it now goes. */
function hasReturned(
  points: readonly SeriesPoint[],
  { mean }: Calculation,
  { after, until }: { after: string; until: string },
  direction: number,
): boolean {
  return points
    .filter((p) => p.period > after && p.period < until)
    .some((p) => p.value !== null && mean !== null && (p.value - mean) * direction > dust)
}
