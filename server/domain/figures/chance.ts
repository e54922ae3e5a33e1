/**
 * How far a share may vary by chance alone: the uncertainty of a small team's figure, and when a team differs from
 * the others.
 */
import type { Kpi } from '../catalogue/kpi.ts'
import type { Cell } from './measurement.ts'
import { countsPosts, isBelowMinimum } from './status.ts'

/** A range of percentages, 0 to 100. */
export type Range = { low: number; high: number }

/** The standard normal quantile for a two-sided 95% interval. */
const z95 = 1.959963985

/** The probability beyond each limit, per side: 5% in total outside the inner limits, 0.2% outside the outer. */
const tails = { inner: 0.025, outer: 0.001 } as const

/** More cases than any team has: beyond them the limits hardly move. */
const mostCases = 100_000

/** True where a figure counts things each of which either met the standard or did not. */
export function isShareOfCases(kpi: Pick<Kpi, 'kind' | 'denominator' | 'mayExceed'>): boolean {
  return kpi.kind === 'ratio' && !kpi.mayExceed && !countsPosts(kpi)
}

/** The 95% confidence interval of a share, in per cent (Wilson 1927). Null without cases. */
export function rangeLeftOpen(numerator: number, denominator: number): Range | null {
  if (!(denominator > 0) || numerator < 0 || numerator > denominator) return null
  const share = numerator / denominator
  const square = z95 ** 2 / denominator
  const middle = (share + square / 2) / (1 + square)
  const half =
    (z95 * Math.sqrt((share * (1 - share)) / denominator + square / denominator / 4)) / (1 + square)
  const value = (100 * numerator) / denominator
  // The interval must contain the value: at 0 and 100 per cent a rounding error would exclude it.
  return {
    low: Math.max(0, Math.min(value, 100 * (middle - half))),
    high: Math.min(100, Math.max(value, 100 * (middle + half))),
  }
}

/** The percentages that chance allows a team of this many cases if all teams perform alike: 95% fall within the
 *  inner limits, 99.8% within the outer. Exact binomial, interpolated (Spiegelhalter 2005, appendix A.1). */
export function limitsOfChance(together: number, cases: number): { inner: Range; outer: Range } {
  const share = Math.min(1, Math.max(0, together / 100))
  const count = Number.isFinite(cases) ? Math.min(mostCases, Math.max(1, Math.round(cases))) : 1
  const range = (tail: number): Range => ({
    low: 100 * quantile(share, count, tail),
    // The mirror image, so that a share and its complement get the same verdict.
    high: 100 * (1 - quantile(1 - share, count, tail)),
  })
  return { inner: range(tails.inner), outer: range(tails.outer) }
}

/** A team's value against the limits: it differs only outside the outer ones. */
export function positionOf(value: number, limits: { outer: Range }): 'above' | 'below' | 'inside' {
  if (value > limits.outer.high) return 'above'
  return value < limits.outer.low ? 'below' : 'inside'
}

/** Above or below what chance explains, or inside it; `too_few` if there are too few teams or cases to say. */
export type ChancePosition = 'above' | 'below' | 'inside' | 'too_few'

type Counted = Pick<Cell, 'state' | 'numerator' | 'denominator' | 'value'>

/** Fewer teams than this are not compared. */
export const fewestJudged = 3

/** One figure compared with all teams of the same work, itself included, against their pooled share: the rule of
 *  the funnel chart for one team. Null for a measure that is not a share of cases. */
export function positionAmong(
  kpi: Pick<Kpi, 'kind' | 'denominator' | 'mayExceed' | 'minimum'>,
  own: Counted,
  all: readonly Counted[],
): ChancePosition | null {
  if (!isShareOfCases(kpi)) return null
  const counted = all.filter(hasCases)
  if (!hasCases(own) || counted.length < fewestJudged || isBelowMinimum(kpi, own.denominator))
    return 'too_few'
  const sum = (of: 'numerator' | 'denominator') =>
    counted.reduce((total, figure) => total + (figure[of] ?? 0), 0)
  const together = (100 * sum('numerator')) / sum('denominator')
  return positionOf(own.value ?? 0, limitsOfChance(together, own.denominator ?? 0))
}

function hasCases({ state, value, denominator }: Counted): boolean {
  return state === 'reported' && value !== null && denominator !== null && denominator > 0
}

/** The share at which the binomial distribution reaches a probability, interpolated between two counts. */
function quantile(share: number, count: number, probability: number): number {
  if (share === 0 || share === 1) return share
  const odds = Math.log(share / (1 - share))
  let logMass = count * Math.log(1 - share)
  let reached = Math.exp(logMass)
  let k = 0
  let mass = reached
  while (reached < probability && k < count) {
    logMass += Math.log((count - k) / (k + 1)) + odds
    k++
    mass = Math.exp(logMass)
    reached += mass
  }
  const over = mass === 0 ? 0 : Math.min(1, Math.max(0, (reached - probability) / mass))
  return Math.min(1, Math.max(0, (k - over) / count))
}
