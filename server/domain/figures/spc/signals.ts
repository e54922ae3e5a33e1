/** The four signals of special cause, point by point, in the order NHSRplotthedots 0.2.2 gives them. */
import type { Signal } from '../figure.ts'
import { dust, type XmrLimits } from './limits.ts'

/** Points in a trend or a shift. */
export const runLength = 7

/** `rising` is the direction of a trend; for every other signal it is true above the mean. */
export type PointSignal = { signal: Signal; rising: boolean }

/**
 * The signal at each point of one phase, or null. Priority: beyond a limit (strictly) · trend of 7 (six strict
 * differences of one sign; a tie breaks it) · two of three successive points between the near limit and the limit
 * with all three on one side of the mean · shift of 7 on one side of the mean (a point on the mean breaks it). The near limit is two
 * thirds of the way from the mean to the limit. Every point of a trend or shift is flagged, including those before it was complete; of
 * the three successive points only those beyond the near limit are. A null value ends every run.
 */
export function signalsOf(values: readonly (number | null)[], limits: XmrLimits): (PointSignal | null)[] {
  const sides = values.map((v) => (v === null ? 0 : direction(limits.mean, v)))
  const outside = values.map((v) => v !== null && isBeyond(v, limits.lower, limits.upper))
  const near = values.map(
    (v, i) => v !== null && !outside[i] && isBeyond(v, limits.nearLower, limits.nearUpper),
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

/** +1 or -1 for a point in a rising or falling run of 7, else 0. A point that ends one run and starts another takes
 *  the later run's direction, as in the R package. If one run ends and another begins at the next point, without a
 *  shared point, each keeps its direction. There the R package also counts the step between the two. */
function trendDirections(values: readonly (number | null)[]): number[] {
  const directions = values.map(() => 0)
  for (let end = runLength - 1; end < values.length; end++) {
    const trend = strictDirection(values, end - runLength + 1, end)
    if (trend === 0) continue
    for (let i = end - runLength + 1; i <= end; i++) directions[i] = trend
  }
  return directions
}

function strictDirection(values: readonly (number | null)[], from: number, to: number): number {
  let trend = 0
  for (let i = from + 1; i <= to; i++) {
    const [before, now] = [values[i - 1], values[i]]
    if (before == null || now == null) return 0
    const step = direction(before, now)
    if (step === 0 || (trend !== 0 && step !== trend)) return 0
    trend = step
  }
  return trend
}

/** +1 or -1 for the direction from one value to another; 0 if they are equal within the rounding error. */
function direction(from: number, to: number): number {
  return Math.abs(to - from) <= dust ? 0 : Math.sign(to - from)
}

function isBeyond(value: number, lower: number, upper: number): boolean {
  return value > upper + dust || value < lower - dust
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
