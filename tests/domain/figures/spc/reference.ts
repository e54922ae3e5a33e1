/** A second implementation of the signal rules of NHSRplotthedots 0.2.2, after `ptd_spc_standard`, `ptd_special_cause_type` and
 * the functions they call, in the package's own style: padded vectors and windows. It works for whole series (no missing value)
 * of one phase. */

export type ReferenceSignal = {
  signal: 'outside_limits' | 'trend' | 'two_of_three' | 'shift'
  rising: boolean
  /** False for a trend point whose direction the package takes from a step that is in no run (see below). */
  stepInRun: boolean
} | null

export type ReferenceLimits = { mean: number; lpl: number; upl: number; nlpl: number; nupl: number }

export function referenceLimits(y: readonly number[], screen: boolean): ReferenceLimits {
  const mean = sum(y) / y.length
  let ranges = y.slice(1).map((v, i) => Math.abs(v - (y[i] ?? 0)))
  let amr = ranges.length === 0 ? 0 : sum(ranges) / ranges.length
  if (screen && amr > 0) {
    ranges = ranges.filter((mr) => mr < 3.267 * amr)
    amr = sum(ranges) / ranges.length
  }
  const close = 2 * (2.66 / 3)
  return {
    mean,
    lpl: mean - 2.66 * amr,
    upl: mean + 2.66 * amr,
    nlpl: mean - close * amr,
    nupl: mean + close * amr,
  }
}

export function referenceSignals(y: readonly number[], limits: ReferenceLimits): ReferenceSignal[] {
  const n = y.length
  const outside = y.map((v) => v > limits.upl || v < limits.lpl)
  const relative = y.map((v) => Math.sign(v - limits.mean))
  const close = y.map((v, i) => (!outside[i] && (v < limits.nlpl || v > limits.nupl) ? 1 : 0))
  const trendEnds = sevenPointTrend(y)
  const partOfTrend = partOfSeven(trendEnds)
  const twoInThree = pointsOfTwoInThree(close, relative)
  const partOfShift = partOfSeven(sevenOneSide(relative))
  return y.map((_, i): ReferenceSignal => {
    const above = at(relative, i) > 0
    if (outside[i]) return { signal: 'outside_limits', rising: at(relative, i) === 1, stepInRun: true }
    if (partOfTrend[i]) {
      // "If a point is part of a trend either side, use right side": the step to the next point, where both are in a
      // trend; else the step from the one before. Where one trend ends and another begins at the very next point, that
      // step belongs to neither.
      const right = i < n - 1 && partOfTrend[i + 1]
      const step = right ? at(y, i + 1) - at(y, i) : at(y, i) - at(y, i - 1)
      const from = right ? i : i - 1
      return { signal: 'trend', rising: Math.sign(step) === 1, stepInRun: coversStep(trendEnds, from) }
    }
    if (twoInThree[i] && close[i]) return { signal: 'two_of_three', rising: above, stepInRun: true }
    if (partOfShift[i]) return { signal: 'shift', rising: above, stepInRun: true }
    return null
  })
}

function sevenOneSide(v: readonly number[]): number[] {
  const padded = [0, 0, 0, 0, 0, 0, ...v]
  return v.map((_, i) => {
    const here = padded[i + 6]
    return here !== 0 && padded.slice(i, i + 6).every((p) => p === here) ? 1 : 0
  })
}

function sevenPointTrend(y: readonly number[]): number[] {
  return y.map((_, i) => {
    if (i < 6) return 0
    const steps = [0, 1, 2, 3, 4, 5].map((k) => Math.sign(at(y, i - k) - at(y, i - k - 1)))
    if (steps.every((s) => s === 1)) return 1
    return steps.every((s) => s === -1) ? -1 : 0
  })
}

/** A point belongs to a run of seven if that point, or one of the six after it, ends one. */
function partOfSeven(ends: readonly number[]): boolean[] {
  const padded = [...ends, 0, 0, 0, 0, 0, 0]
  return ends.map((_, i) => padded.slice(i, i + 7).some((e) => Math.abs(e) === 1))
}

function pointsOfTwoInThree(close: readonly number[], relative: readonly number[]): boolean[] {
  const c = [0, 0, ...close, 0, 0]
  const r = [0, 0, ...relative, 0, 0]
  return close.map((_, i) =>
    [i, i + 1, i + 2].some(
      (from) => sum(c.slice(from, from + 3)) >= 2 && Math.abs(sum(r.slice(from, from + 3))) === 3,
    ),
  )
}

/** True if a run of seven ends where it covers the step from `from` to the next point. */
function coversStep(ends: readonly number[], from: number): boolean {
  return ends.some((e, end) => e !== 0 && end - 6 <= from && from + 1 <= end)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, v) => total + v, 0)
}

function at(values: readonly number[], i: number): number {
  return values[i] ?? 0
}
