/**
 * The rule that decides what the service says: whether a line has really changed, more than chance and the same children
 * counted again would explain. Its methods and what each gave are in the README of `figures`.
 */

import type { Good } from '../../catalogue/kpi.ts'
import type { Calculation, Flag, Level, Phase } from '../figure.ts'
import { type AnalysedPhase, limitsKind, meaningOf, phasesOf, type SeriesPoint, whole } from './analyse.ts'
import { type ChanceKind, chanceScore, countAtScore } from './chance-score.ts'
import { movingRanges } from './limits.ts'

/** The weight of each month in the running average of scores (EWMA); the months before it have the rest. */
export const weight = 0.4
/** A running average this many of its standard deviations from 0 is a lasting change. */
export const lastingLimit = 2.25
/** A single month this many standard deviations of chance from the level is outside its usual range. */
export const pointLimit = 3
/** No month counts for more than this in the running average. */
const largestScore = 3.5
/** The usual level is that of all months except the last three, so that a new change stands out. */
export const recentPoints = 3

export type SpokenOptions = {
  good: Good
  chance: ChanceKind
  /** What a value of 1 for each case is: 100 for percentages, else 1. */
  scale: number
  /** How much of a month's distance from the level is expected again in the next, 0 to 0.9; fixed before the month judged. */
  persistence: number
  restarts: readonly string[]
}

/**
 * The analysis of a series at its last period by the spoken rule. A month's score is its exact distance from the level in
 * standard deviations of chance (`chanceScore`), never of less than chance. Flagged are months outside their own usual range,
 * and months in which the running average of the scores lies further from 0 than persistent chance would take it. A flag that
 * one case more or fewer would undo is not set. A month without a value lets the running average fade.
 */
export function analyseSpoken(points: readonly SeriesPoint[], options: SpokenOptions): Calculation {
  return whole(
    points,
    phasesOf(points, options.restarts).map((phase) => analysePhase(phase, options)),
  )
}

function analysePhase(phase: readonly SeriesPoint[], options: SpokenOptions): AnalysedPhase {
  const reported = phase.filter((p) => p.value !== null)
  const kind = limitsKind(reported.length)
  const recent = reported.at(-recentPoints)
  const found =
    kind === 'none' || recent === undefined ? null : levelOf(phase.slice(0, phase.indexOf(recent)), options)
  const last = reported.at(-1)
  const level = found?.level ?? null
  const range =
    level === null || last === undefined ? null : usualRange(level, last.denominator ?? null, options)
  const described: Phase = {
    from: phase[0]?.period ?? '',
    to: phase.at(-1)?.period ?? '',
    mean: found?.mean ?? null,
    lower: range?.lower ?? null,
    upper: range?.upper ?? null,
    limits: kind,
    ...(level === null ? {} : { level }),
  }
  return {
    phase: described,
    flags: found === null ? [] : flagsOf(phase, found, options),
    points: reported.length,
  }
}

/** A level with what was worked out on the way to it. */
type FoundLevel = {
  /** The mean in the KPI's unit. */
  mean: number
  level: Level
  /** How far each month lies from the level by chance alone (`chanceScore`); none of a rank. */
  scores: readonly (number | null)[]
}

/** The level of some months. */
function levelOf(months: readonly SeriesPoint[], options: SpokenOptions): FoundLevel {
  const { chance, persistence } = options
  const reported = months.filter((m) => m.value !== null)
  const repeats = repeatsOf(reported.length, persistence)
  const mean = averageOf(months, options)
  if (chance === 'rank') {
    const spread = spreadOf(
      months.map((m) => m.value),
      persistence,
    )
    return { mean, level: { rate: mean, spread, cases: reported.length / repeats }, scores: [] }
  }
  const counted = reported.map(countsOf)
  const events = counted.reduce((sum, c) => sum + c.numerator, 0)
  const base = counted.reduce((sum, c) => sum + c.base, 0)
  const rate = chance === 'share' ? (events + 0.5) / (base + 1) : (events + 0.5) / base
  const scores = months.map((m) => {
    const { numerator, base: own } = countsOf(m)
    return m.value === null ? null : chanceScore(chance, rate, numerator, own)
  })
  const spread = Math.max(1, spreadOf(scores, persistence))
  return { mean, level: { rate, spread, cases: base / repeats }, scores }
}

/** The average of some months in the KPI's unit, as the average line of a chart shows it: sum over sum, of medians their mean. */
export function averageOf(
  months: readonly SeriesPoint[],
  { chance, scale }: Pick<SpokenOptions, 'chance' | 'scale'>,
): number {
  const reported = months.filter((m) => m.value !== null)
  if (chance === 'rank') return reported.reduce((sum, m) => sum + (m.value ?? 0), 0) / reported.length
  const counted = reported.map(countsOf)
  const events = counted.reduce((sum, c) => sum + c.numerator, 0)
  return (events / counted.reduce((sum, c) => sum + c.base, 0)) * scale
}

/** The standard deviation of successive values by their mean moving range (1.128 is d2 for two points), made larger where each
 *  value repeats part of the one before, since its steps are then smaller than its swings. */
function spreadOf(values: readonly (number | null)[], persistence: number): number {
  const ranges = movingRanges(values)
  if (ranges.length === 0) return 0
  const mean = ranges.reduce((sum, r) => sum + r, 0) / ranges.length
  return mean / 1.128 / Math.sqrt(1 - persistence)
}

/** How many months that repeat part of each other hold as much as one that does not: the variance of the mean of a first-order
 *  autoregression of `months`, in that of independent ones. */
function repeatsOf(months: number, persistence: number): number {
  let sum = 1
  for (let k = 1; k < months; k++) sum += 2 * (1 - k / months) * persistence ** k
  return sum
}

function countsOf(point: SeriesPoint): { numerator: number; base: number } {
  return { numerator: point.numerator ?? 0, base: point.denominator ?? 1 }
}

/** A month's score with chance as its measure. `known` is its distance from the level by chance alone, if that was worked out. */
function scoreOf(
  point: SeriesPoint,
  level: Level,
  { chance }: SpokenOptions,
  known: number | null | undefined,
): number {
  if (chance === 'rank') return level.spread === 0 ? 0 : ((point.value ?? 0) - level.rate) / level.spread
  const { numerator, base } = countsOf(point)
  return (known ?? chanceScore(chance, level.rate, numerator, base)) / level.spread
}

/** The same with one case more towards the level. */
function guardedScoreOf(point: SeriesPoint, level: Level, { chance }: SpokenOptions, score: number): number {
  if (chance === 'rank') {
    if (level.spread === 0) return 0
    // The standard error of a median of n is 1 / (2 f √n), a rank near it 1 / (n f): 2 / √n of the error.
    return towards(score, 2 / Math.sqrt(Math.max(1, point.denominator ?? 1)))
  }
  const { numerator, base } = countsOf(point)
  const other = chanceScore(chance, level.rate, score < 0 ? numerator + 1 : numerator - 1, base)
  return (score < 0 ? Math.min(0, other) : Math.max(0, other)) / level.spread
}

function towards(score: number, step: number): number {
  return score < 0 ? Math.min(0, score + step) : Math.max(0, score - step)
}

function flagsOf(
  phase: readonly SeriesPoint[],
  { level, scores }: FoundLevel,
  options: SpokenOptions,
): Flag[] {
  const flags: Flag[] = []
  const rest = 1 - weight
  const variance = averageVariance(options.persistence)
  let average = 0
  for (const [i, point] of phase.entries()) {
    if (point.value === null) {
      average *= rest
      continue
    }
    const score = scoreOf(point, level, options, scores[i])
    const before = average
    average = weight * clamp(score) + rest * before
    if (point.small === true) continue
    // The level is uncertain too: the more so, the fewer cases it rests on.
    const uncertain = (options.chance === 'rank' ? 1 : (point.denominator ?? 1)) / level.cases
    const limit = lastingLimit * Math.sqrt(variance + uncertain)
    const outside = pointLimit * Math.sqrt(1 + uncertain)
    const side = Math.sign(score)
    const mayBeOutside = Math.abs(score) > outside
    const mayBeLasting = side * average > limit
    if (!mayBeOutside && !mayBeLasting) continue
    const guarded = guardedScoreOf(point, level, options, score)
    const isOutside = mayBeOutside && Math.abs(guarded) > outside
    const isLasting = mayBeLasting && side * (weight * clamp(guarded) + rest * before) > limit
    if (!isOutside && !isLasting) continue
    const evidence = Math.max(
      (side * average * lastingLimit) / limit,
      isOutside ? (Math.abs(score) * pointLimit) / outside : 0,
    )
    const signal = { signal: isOutside ? 'outside_limits' : 'lasting_change', rising: score > 0 } as const
    const meaning = meaningOf(signal, options.good)
    flags.push({ period: point.period, ...signal, meaning, evidence: Math.round(evidence * 100) / 100 })
  }
  return flags
}

/** The variance of a running average of scores of variance 1 that persist, in the long run (Schmid 1997, for a first-order
 *  autoregression). */
export function averageVariance(persistence: number): number {
  const kept = (1 - weight) * persistence
  return ((weight / (2 - weight)) * (1 + kept)) / (1 - kept)
}

/** A score as the running average takes it: one extreme month would else still count when it is long over. */
function clamp(score: number): number {
  return Math.max(-largestScore, Math.min(largestScore, score))
}

/** The values between which a period with this base lies unless something changed, in the KPI's unit. */
export function usualRange(
  level: Level,
  denominator: number | null,
  { chance, scale }: Pick<SpokenOptions, 'chance' | 'scale'>,
): { lower: number; upper: number } {
  const base = chance === 'rank' ? 1 : (denominator ?? 1)
  const reach = pointLimit * level.spread * Math.sqrt(1 + base / level.cases)
  if (chance === 'rank') return { lower: level.rate - reach, upper: level.rate + reach }
  const counted = chance === 'share' ? Math.max(1, Math.round(base)) : base
  const valueAt = (score: number) => (scale * countAtScore(chance, level.rate, base, score)) / counted
  return { lower: valueAt(-reach), upper: valueAt(reach) }
}
