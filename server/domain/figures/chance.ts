/** How far a share may stray by chance alone: what a small team's figure leaves open, and what sets a team apart. */
import type { Kpi } from '../catalogue/kpi.ts'
import type { Cell } from './measurement.ts'
import { countsPosts, isBelowMinimum } from './status.ts'

/** A range of percentages, 0 to 100. */
export type Range = { low: number; high: number }

/** The normal deviate of 95 in 100. */
const z95 = 1.959963985

/** One in twenty, and two in a thousand, shared by both sides. */
const tails = { inner: 0.025, outer: 0.001 } as const

/** More cases than any team has: beyond them the limits hardly move. */
const mostCases = 100_000

/** True where a figure counts things each of which either met the standard or did not. */
export function isShareOfCases(kpi: Pick<Kpi, 'kind' | 'denominator' | 'mayExceed'>): boolean {
  return kpi.kind === 'ratio' && !kpi.mayExceed && !countsPosts(kpi)
}

/** What share the cases leave open in 95 of 100 (Wilson 1927). Null without cases. */
export function rangeLeftOpen(numerator: number, denominator: number): Range | null {
  if (!(denominator > 0) || numerator < 0 || numerator > denominator) return null
  const share = numerator / denominator
  const square = z95 ** 2 / denominator
  const middle = (share + square / 2) / (1 + square)
  const half =
    (z95 * Math.sqrt((share * (1 - share)) / denominator + square / denominator / 4)) / (1 + square)
  const value = (100 * numerator) / denominator
  // The range holds its value; at 0 and 100 per cent the sum would miss it by a rounding.
  return {
    low: Math.max(0, Math.min(value, 100 * (middle - half))),
    high: Math.min(100, Math.max(value, 100 * (middle + half))),
  }
}

/** Between which percentages chance keeps a team of so many cases when all teams do alike: 95 in 100 within the inner
 *  limits, 998 in 1,000 within the outer. Exact binomial, interpolated (Spiegelhalter 2005, appendix A.1). */
export function limitsOfChance(together: number, cases: number): { inner: Range; outer: Range } {
  const share = Math.min(1, Math.max(0, together / 100))
  const count = Number.isFinite(cases) ? Math.min(mostCases, Math.max(1, Math.round(cases))) : 1
  const range = (tail: number): Range => ({
    low: 100 * quantile(share, count, tail),
    // The mirror image, so that a share and its complement are judged alike.
    high: 100 * (1 - quantile(1 - share, count, tail)),
  })
  return { inner: range(tails.inner), outer: range(tails.outer) }
}

/** Where a team stands against chance: apart only beyond the outer limits. */
export function standingOf(value: number, limits: { outer: Range }): 'above' | 'below' | 'inside' {
  if (value > limits.outer.high) return 'above'
  return value < limits.outer.low ? 'below' : 'inside'
}

/** Above or below what chance explains, or inside it; too few teams or cases to say. */
export type Standing = 'above' | 'below' | 'inside' | 'too_few'

type Counted = Pick<Cell, 'state' | 'numerator' | 'denominator' | 'value'>

/** The fewest teams between which chance can be judged. */
export const fewestJudged = 3

/** Where one figure stands among those of all teams that do the same work, itself among them, against the share of them all
 *  together: the rule of the funnel, for one team. Null for what is no share of cases, of which chance says nothing. */
export function standingAmong(
  kpi: Pick<Kpi, 'kind' | 'denominator' | 'mayExceed' | 'minimum'>,
  own: Counted,
  all: readonly Counted[],
): Standing | null {
  if (!isShareOfCases(kpi)) return null
  const counted = all.filter(hasCases)
  if (!hasCases(own) || counted.length < fewestJudged || isBelowMinimum(kpi, own.denominator))
    return 'too_few'
  const sum = (of: 'numerator' | 'denominator') =>
    counted.reduce((total, figure) => total + (figure[of] ?? 0), 0)
  const together = (100 * sum('numerator')) / sum('denominator')
  return standingOf(own.value ?? 0, limitsOfChance(together, own.denominator ?? 0))
}

function hasCases({ state, value, denominator }: Counted): boolean {
  return state === 'reported' && value !== null && denominator !== null && denominator > 0
}

/** The share at which the binomial distribution reaches a probability, between two counts by proportion. */
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
