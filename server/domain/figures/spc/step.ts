/** A new level that a series has kept for a while: a page suggests a new baseline there, and only a person sets one. */

import type { Calculation } from '../figure.ts'
import type { SeriesPoint } from './analyse.ts'
import { steadyPoints } from './course.ts'
import { dust, trialPoints } from './limits.ts'
import { analyseSpoken, averageOf, type SpokenOptions } from './spoken-analysis.ts'

/** The two runs of a series on either side of a step. Averages are in the KPI's own unit. */
export type Step = {
  /** The first period of the new level. */
  from: string
  before: number
  since: number
  /** How many points the new level has. */
  points: number
}

/** How a series was judged at its last period. */
export type StepOptions = Omit<SpokenOptions, 'restarts'>

/**
 * The step to the level that a series now runs at; null if there is none to speak of. Its last eight points or more lie on one
 * side of the average of their phase, the service has called that a real change, seven points or more came before, and judged
 * anew from the step the level itself shows no change: a line that still climbs has no new level yet. Within the run the step is
 * where the two averages differ most for the cases behind them, so that a point that happened to lie on that side of the average
 * before the step does not move it.
 * @param points every period of the series up to the one judged
 * @param calculation the analysis of the last period, by the rule that the service speaks by
 */
export function stepOf(
  points: readonly SeriesPoint[],
  calculation: Calculation,
  options: StepOptions,
): Step | null {
  const phase = calculation.phases.at(-1)
  if (phase === undefined || phase.mean === null || calculation.meaning === null) return null
  const own = points.filter((p) => p.period >= phase.from)
  const run = runBeyond(own, phase.mean, calculation.rising === true ? 1 : -1)
  if (run < steadyPoints) return null
  const at = mostLikelyStep(own, own.length - run, options)
  const from = at === null ? undefined : own[at]?.period
  if (at === null || from === undefined) return null
  const since = own.slice(at)
  if (analyseSpoken(since, { ...options, restarts: [] }).signal !== null) return null
  return {
    from,
    before: averageOf(own.slice(0, at), options),
    since: averageOf(since, options),
    points: since.length,
  }
}

/** How many of the last points lie beyond the average on one side, without a gap. */
function runBeyond(points: readonly SeriesPoint[], mean: number, side: number): number {
  const broken = points.findLastIndex((p) => p.value === null || (p.value - mean) * side <= dust)
  return points.length - 1 - broken
}

/** Where a step splits a phase best: the place of its first point, from `first` on, that leaves enough points on both sides. */
function mostLikelyStep(points: readonly SeriesPoint[], first: number, options: StepOptions): number | null {
  let best: { at: number; apart: number } | null = null
  for (let at = first; at <= points.length - steadyPoints; at++) {
    const [before, since] = [points.slice(0, at), points.slice(at)]
    if (before.filter((p) => p.value !== null).length < trialPoints) continue
    const [cases, own] = [casesOf(before, options), casesOf(since, options)]
    const difference = averageOf(since, options) - averageOf(before, options)
    const apart = ((cases * own) / (cases + own)) * difference ** 2
    if (best === null || apart > best.apart) best = { at, apart }
  }
  return best?.at ?? null
}

/** The cases behind some points, which their average weighs them by; the points themselves where there is no base. */
function casesOf(points: readonly SeriesPoint[], { chance }: Pick<SpokenOptions, 'chance'>): number {
  return points
    .filter((p) => p.value !== null)
    .reduce((sum, p) => sum + (chance === 'rank' ? 1 : (p.denominator ?? 1)), 0)
}
