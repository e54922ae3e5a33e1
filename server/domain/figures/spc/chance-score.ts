/**
 * How far a figure lies from its usual level, in standard deviations of chance: the counts behind a figure vary from
 * month to month even if nothing changes, most where there are few cases.
 */

import type { Kpi } from '../../catalogue/kpi.ts'
import { isShareOfCases } from '../chance.ts'
import { countsPosts } from '../status.ts'
import { normalQuantile } from './normal-quantile.ts'

/** What chance does to a KPI's figures. A `share` has cases (or posts) that are on one side or the other: binomial. `events`
 *  are counted, in a month or by child, case or FTE: Poisson. A `rank` is a median, whose cases are not on record: its
 *  spread is that of its own series. */
export type ChanceKind = 'share' | 'events' | 'rank'

export function chanceKindOf(kpi: Pick<Kpi, 'kind' | 'denominator' | 'mayExceed'>): ChanceKind {
  if (kpi.kind === 'median') return 'rank'
  const isShare = isShareOfCases(kpi) || (kpi.kind === 'ratio' && !kpi.mayExceed && countsPosts(kpi))
  return isShare ? 'share' : 'events'
}

/** What chance does to a KPI's figures, and what a value of 1 for each case is: 100 for percentages. */
export function chanceOf(kpi: Pick<Kpi, 'kind' | 'denominator' | 'mayExceed'>): {
  chance: ChanceKind
  scale: number
} {
  return { chance: chanceKindOf(kpi), scale: kpi.kind === 'ratio' ? 100 : 1 }
}

/** From this variance on, in cases, a score comes from the normal distribution with its skewness: exact sums would change it by
 *  less than 0.01. */
const largeVariance = 2_000

/**
 * The score of a figure at a level: its exact mid-p probability (P(X < n) + ½ P(X = n); Lancaster 1961) as a quantile of the
 * normal distribution. Between two whole counts, as FTE may lie, it is interpolated.
 * @param level a share from 0 to 1, or the events expected of a base of 1; inside these bounds
 */
export function chanceScore(
  kind: 'share' | 'events',
  level: number,
  numerator: number,
  base: number,
): number {
  const score = (count: number) =>
    kind === 'share' ? scoreOfShare(count, Math.round(base), level) : scoreOfEvents(count, level * base)
  // A share of posts: the base is whole, the posts are in proportion.
  const posts = kind === 'share' && base > 0 ? (numerator * Math.round(base)) / base : numerator
  const below = Math.floor(posts + 1e-9)
  const part = Math.max(0, posts - below)
  return part < 1e-9 ? score(below) : score(below) * (1 - part) + score(below + 1) * part
}

function scoreOfShare(count: number, cases: number, share: number): number {
  const spread = cases * share * (1 - share)
  if (spread > largeVariance) return scoreOfMany(count, cases * share, spread, 1 - 2 * share)
  const k = Math.max(0, Math.min(cases, count))
  const odds = share / (1 - share)
  const mass = Math.exp(
    logFactorial(cases) -
      logFactorial(k) -
      logFactorial(cases - k) +
      k * Math.log(share) +
      (cases - k) * Math.log1p(-share),
  )
  // The smaller tail, summed outwards from the count.
  if (k <= cases * share) return normalQuantile(tail(mass, k, (at) => at / (cases - at + 1) / odds, -1))
  return -normalQuantile(tail(mass, k, (at) => ((cases - at) / (at + 1)) * odds, 1))
}

function scoreOfEvents(count: number, expected: number): number {
  if (expected > largeVariance) return scoreOfMany(count, expected, expected, 1)
  const k = Math.max(0, count)
  const mass = Math.exp(k * Math.log(expected) - expected - logFactorial(k))
  if (k <= expected) return normalQuantile(tail(mass, k, (at) => at / expected, -1))
  return -normalQuantile(tail(mass, k, (at) => expected / (at + 1), 1))
}

/** The score of a count among very many, by the first term of Cornish and Fisher (1938). */
function scoreOfMany(count: number, mean: number, variance: number, skew: number): number {
  const score = (count - mean) / Math.sqrt(variance)
  return score - ((Math.min(score ** 2, 16) - 1) * skew) / Math.sqrt(variance) / 6
}

/** Half the probability of a count and all of those further out. `ratio` gives the next mass by the one before. */
function tail(mass: number, count: number, ratio: (at: number) => number, step: 1 | -1): number {
  let sum = mass / 2
  let next = mass
  for (let at = count; next > sum * 1e-12 && Number.isFinite(next); at += step) {
    next *= ratio(at)
    sum += next
  }
  return Math.max(sum, 1e-300)
}

const logFactorials = [0, 0]

/** ln n!; exact sums up to 1,000, then Stirling's series. */
function logFactorial(n: number): number {
  if (n > 1000) return n * Math.log(n) - n + Math.log(2 * Math.PI * n) / 2 + 1 / (12 * n)
  for (let i = logFactorials.length; i <= n; i++)
    logFactorials.push((logFactorials[i - 1] ?? 0) + Math.log(i))
  return logFactorials[n] ?? 0
}

/** The count at which a score is reached, between 0 and `base` for a share; between whole counts it is interpolated. */
export function countAtScore(kind: 'share' | 'events', level: number, base: number, score: number): number {
  const most =
    kind === 'share' ? Math.round(base) : Math.ceil(level * base + 40 + 20 * Math.sqrt(level * base))
  const at = (count: number) => chanceScore(kind, level, count, kind === 'share' ? most : base)
  let [low, high] = [0, most]
  if (at(low) >= score) return low
  if (at(high) <= score) return high
  // Halved at most as often as a double has bits: counts are whole and finite, whatever is asked.
  for (let i = 0; high - low > 1 && i < 64; i++) {
    const middle = Math.floor((low + high) / 2)
    if (at(middle) <= score) low = middle
    else high = middle
  }
  const [below, above] = [at(low), at(high)]
  return low + (score - below) / (above - below)
}
