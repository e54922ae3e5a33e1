/** The one calculation behind every chart, table, export and alert: phases, limits and flags of a series. */

import type { Good } from '../../catalogue/kpi.ts'
import type { Analysis, Calculation, Flag, Limits, Meaning, Phase } from '../figure.ts'
import { fullPoints, limitsFor, trialPoints } from './limits.ts'
import { type PointSignal, signalsOf } from './signals.ts'

/** One period of a series in order, without holes: a period without a reported value has a null. */
export type SeriesPoint = {
  period: string
  value: number | null
  /** The counts behind the value, as in its cell. */
  numerator?: number | null
  denominator?: number | null
  /** True for a base too small to be judged: the point takes part in the limits and is never flagged. */
  small?: boolean
  /** True if a figure came but lacks too much to be a point. It breaks runs, as a missing figure does, but does not
   *  count towards the end of a phase. */
  isPart?: boolean
}

/** This many periods in a row without a figure end a phase. */
export const phaseBreak = 3

export type AnalysisOptions = {
  good: Good
  /** Screen extreme moving ranges out of the limits. */
  screen: boolean
  /** Periods at which limits restart: a person's rebase, or a definition that changed. */
  restarts: readonly string[]
}

/**
 * The analysis of a series at its last period. Limits and rules restart at the first point, at each restart, and
 * after three or more periods without a figure. A phase with fewer than 7 points has no limits and no flags.
 */
export function analyse(points: readonly SeriesPoint[], options: AnalysisOptions): Calculation {
  return whole(
    points,
    phasesOf(points, options.restarts).map((phase) => analysePhase(phase, options)),
  )
}

/** One phase of a series: its limits, its flagged points and how many points it has. */
export type AnalysedPhase = { phase: Phase; flags: Flag[]; points: number }

/** The analysis of a whole series by those of its phases. */
export function whole(points: readonly SeriesPoint[], analysed: readonly AnalysedPhase[]): Calculation {
  const flags = analysed.flatMap((a) => a.flags)
  const last = analysed.at(-1)
  const lastFlag = flags.find((f) => f.period === points.at(-1)?.period) ?? null
  return {
    phases: analysed.map((a) => a.phase),
    flags,
    points: last?.points ?? 0,
    limits: last?.phase.limits ?? 'none',
    mean: last?.phase.mean ?? null,
    lower: last?.phase.lower ?? null,
    upper: last?.phase.upper ?? null,
    signal: lastFlag?.signal ?? null,
    meaning: lastFlag?.meaning ?? null,
    rising: lastFlag?.rising ?? null,
    since: lastFlag === null ? null : firstOfRun(points, last?.flags ?? [], lastFlag),
    ...(lastFlag?.evidence === undefined ? {} : { evidence: lastFlag.evidence }),
  }
}

/**
 * An analysis without limits or verdicts: for rolling windows, and for figures that are withheld, taken back or not
 * computed yet.
 */
export const noAnalysis: Analysis = {
  phases: [],
  flags: [],
  points: 0,
  limits: 'none',
  mean: null,
  lower: null,
  upper: null,
  signal: null,
  meaning: null,
  rising: null,
  since: null,
}

/** Limits by the number of points in a phase. */
export function limitsKind(points: number): Limits {
  if (points < trialPoints) return 'none'
  return points < fullPoints ? 'trial' : 'full'
}

function analysePhase(phase: readonly SeriesPoint[], options: AnalysisOptions): AnalysedPhase {
  const values = phase.map((p) => p.value)
  const points = values.filter((v) => v !== null).length
  const kind = limitsKind(points)
  const limits = kind === 'none' ? null : limitsFor(values, options.screen)
  const signals = limits === null ? [] : signalsOf(values, limits)
  const range: Phase = {
    from: phase[0]?.period ?? '',
    to: phase.at(-1)?.period ?? '',
    mean: limits?.mean ?? null,
    lower: limits?.lower ?? null,
    upper: limits?.upper ?? null,
    limits: kind,
  }
  const flags = signals.flatMap((s, i): Flag[] => {
    const period = phase[i]?.period
    return s === null || period === undefined || phase[i]?.small === true
      ? []
      : [{ period, ...s, meaning: meaningOf(s, options.good) }]
  })
  return { phase: range, flags, points }
}

/** The meaning of a signal, by what is good for the KPI. */
export function meaningOf(signal: PointSignal, good: Good): Meaning {
  if (good === 'higher') return signal.rising ? 'improving' : 'concerning'
  if (good === 'lower') return signal.rising ? 'concerning' : 'improving'
  return 'unusual'
}

/** The stretches of a series between restarts and long gaps. */
export function phasesOf(points: readonly SeriesPoint[], restarts: readonly string[]): SeriesPoint[][] {
  const phases: SeriesPoint[][] = []
  let missing = 0
  let isOver = false
  for (const point of points) {
    const starts = restarts.includes(point.period) || (point.value !== null && isOver)
    const current = phases.at(-1)
    if (current === undefined) {
      if (point.value !== null) phases.push([point])
    } else if (starts) phases.push([point])
    else current.push(point)
    missing = point.value === null && point.isPart !== true ? missing + 1 : 0
    isOver = missing >= phaseBreak || (isOver && point.value === null)
  }
  return phases
}

/** The first period of the unbroken run that flags the last point with a value; null if that point has no flag. */
export function currentRunStart(
  points: readonly Pick<SeriesPoint, 'period' | 'value'>[],
  flags: readonly Flag[],
): string | null {
  const end = points.findLastIndex((p) => p.value !== null)
  const last = flags.find((f) => f.period === points[end]?.period)
  return last === undefined ? null : firstOfRun(points.slice(0, end + 1), flags, last)
}

/** The first period of the unbroken run that flags the last point. All its points have the same meaning and
 *  direction. `flags` are those of the last phase, so a run never reaches back over a restart. */
function firstOfRun(
  points: readonly Pick<SeriesPoint, 'period'>[],
  flags: readonly Flag[],
  last: Flag,
): string {
  const byPeriod = new Map(flags.map((f) => [f.period, f]))
  let first = last.period
  for (let i = points.length - 2; i >= 0; i--) {
    const flag = byPeriod.get(points[i]?.period ?? '')
    if (flag === undefined || flag.meaning !== last.meaning || flag.rising !== last.rising) break
    first = flag.period
  }
  return first
}
