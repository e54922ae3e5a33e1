/** Limits of an XmR chart, as NHSRplotthedots 0.2.2 computes them (`ptd_spc_standard`). */

/** Two-sided 3-sigma limits from the mean moving range of two points: 3 / d2 = 3 / 1.128 = 2.66. */
export const limitFactor = 2.66
/** Near limits stand at two thirds of that (2 sigma). */
export const nearLimitFactor = (2 * limitFactor) / 3
/** D4: a moving range at or above 3.267 times the mean moving range is screened out, once. */
export const screenFactor = 3.267
/** A phase with fewer points than this has no limits; from this many on it has trial limits. */
export const trialPoints = 7
/** From this many points limits are full and assurance is given. */
export const fullPoints = 13

/** Rounding error of floating-point division: a value this near to a line counts as on it. */
export const dust = 1e-9

/** Mean and limits of one phase, in the units of the values. */
export type XmrLimits = { mean: number; lower: number; upper: number; nearLower: number; nearUpper: number }

/**
 * Mean of values ± 2.66 × the mean moving range. A null is a month without a value: it joins nothing, so no moving
 * range spans it. With no variation at all the limits equal the mean. Null when there is no value.
 */
export function limitsFor(values: readonly (number | null)[], screen: boolean): XmrLimits | null {
  const present = values.filter((v) => v !== null)
  if (present.length === 0) return null
  const mean = average(present)
  const ranges = movingRanges(values)
  const first = ranges.length === 0 ? 0 : average(ranges)
  const kept = screen && first > 0 ? ranges.filter((r) => r < screenFactor * first) : ranges
  const range = kept.length === 0 ? 0 : average(kept)
  return {
    mean,
    lower: mean - limitFactor * range,
    upper: mean + limitFactor * range,
    nearLower: mean - nearLimitFactor * range,
    nearUpper: mean + nearLimitFactor * range,
  }
}

/** Absolute differences of successive values. A gap gives none. */
export function movingRanges(values: readonly (number | null)[]): number[] {
  const ranges: number[] = []
  for (let i = 1; i < values.length; i++) {
    const [before, now] = [values[i - 1], values[i]]
    if (before != null && now != null) ranges.push(Math.abs(now - before))
  }
  return ranges
}

/** Summed as distances from the first value, so that the mean of equal values is that value to the last digit. */
function average(values: readonly number[]): number {
  const first = values[0] ?? 0
  return first + values.reduce((sum, v) => sum + (v - first), 0) / values.length
}
