/** The four signals of special cause, point by point, in the order NHSRplotthedots 0.2.2 gives them. */
import type { Signal } from '../figure.ts'
import type { XmrLimits } from './limits.ts'

/** Points in a trend or a shift. */
export const runLength = 7

/** `rising` is a trend's direction; for every other signal it is the side of the mean. */
export type PointSignal = { signal: Signal; rising: boolean }

/**
 * The signal at each point of one phase, or null. Priority: beyond a limit (strictly) · trend of 7 (six strict
 * differences of one sign; a tie breaks it) · two of three successive points between the near limit and the limit with
 * all three on one side of the mean (only the near points are flagged) · shift of 7 on one side of the mean (a point on
 * the mean breaks it). Every point of a run is flagged, backwards too. A null value breaks every rule.
 */
export function signalsOf(values: readonly (number | null)[], limits: XmrLimits): (PointSignal | null)[] {
  const sides = values.map((v) => (v === null ? 0 : Math.sign(v - limits.mean)))
  const outside = values.map((v) => v !== null && (v > limits.upper || v < limits.lower))
  const near = values.map(
    (v, i) => v !== null && !outside[i] && (v > limits.nearUpper || v < limits.nearLower),
  )
  const trends = trendDirections(values)
  return values.map((value, i) => {
    if (value === null) return null
    const above = sides[i] === 1
    if (outside[i]) return { signal: 'outside_limits', rising: above }
    const trend = trends[i]
    if (trend) return { signal: 'trend', rising: trend === 1 }
    if (near[i] && inTwoOfThree(i, near, sides)) return { signal: 'two_of_three', rising: above }
    if (inShift(i, sides)) return { signal: 'shift', rising: above }
    return null
  })
}

/** +1 or -1 for a point that is part of a rising or falling run of 7, else 0. A point that ends one run and starts
 *  another takes the later run's direction, as the R package does. */
function trendDirections(values: readonly (number | null)[]): number[] {
  const directions = values.map(() => 0)
  for (let end = runLength - 1; end < values.length; end++) {
    const run = values.slice(end - runLength + 1, end + 1)
    const direction = strictDirection(run)
    if (direction === 0) continue
    for (let i = end - runLength + 1; i <= end; i++) directions[i] = direction
  }
  return directions
}

function strictDirection(run: readonly (number | null)[]): number {
  let direction = 0
  for (let i = 1; i < run.length; i++) {
    const [before, now] = [run[i - 1], run[i]]
    if (before == null || now == null) return 0
    const step = Math.sign(now - before)
    if (step === 0 || (direction !== 0 && step !== direction)) return 0
    direction = step
  }
  return direction
}

function inTwoOfThree(at: number, near: readonly boolean[], sides: readonly number[]): boolean {
  return [at - 2, at - 1, at].some((start) => {
    if (start < 0 || start + 3 > sides.length) return false
    const three = [start, start + 1, start + 2]
    return (
      three.filter((i) => near[i]).length >= 2 && three.every((i) => sides[i] === sides[at] && sides[i] !== 0)
    )
  })
}

function inShift(at: number, sides: readonly number[]): boolean {
  const side = sides[at]
  if (!side) return false
  let [from, to] = [at, at]
  while (sides[from - 1] === side) from--
  while (sides[to + 1] === side) to++
  return to - from + 1 >= runLength
}
