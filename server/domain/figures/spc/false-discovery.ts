/** Which of many changes a page lists: among hundreds of measures a few are called changed by chance, the more the more there
 * are. */

import { operatingCharacteristics } from './operating-characteristics.ts'
import { lastingLimit } from './spoken-analysis.ts'

/** Of 100 changes that a page lists, at most about this many are to be chance, unless the council sets another number. */
export const defaultFalseDiscoveryLimit = 10

/** The part of the judged rows that is called worse where nothing happens: the most that was measured, whatever stays the same
 *  from month to month. */
const falseShare =
  Math.max(...operatingCharacteristics.falseRows.map(({ worse }) => worse)) / operatingCharacteristics.rows

/** How many of the judged rows are called worse than usual by chance alone, on average. */
export function rowsByChance(judged: number): number {
  return Math.round(judged * falseShare)
}

/** The probability that chance alone gives a row evidence this strong. The guards of the rule make it rarer than the normal
 *  distribution has it, so it is scaled to what was measured at the rule's limit. */
export function chanceOfEvidence(evidence: number): number {
  return (falseShare * upperTail(evidence)) / upperTail(lastingLimit)
}

/**
 * The evidence from which rows are listed, so that of those listed about `percent` in 100 are chance at most (Benjamini and
 * Hochberg 1995). Null if none is.
 * @param found the evidence of each row that was called changed in one direction
 * @param judged how many rows could have been
 */
export function listedFrom(found: readonly number[], judged: number, percent: number): number | null {
  const strongest = found.toSorted((a, b) => b - a)
  const last = strongest.findLastIndex(
    (evidence, i) => chanceOfEvidence(evidence) <= ((i + 1) / Math.max(1, judged)) * (percent / 100),
  )
  return strongest[last] ?? null
}

/** The probability of more than so many standard deviations, by a Chebyshev fit of relative error under 1.2 × 10⁻⁷ (Press and
 *  others, Numerical Recipes, section 6.2). */
function upperTail(deviations: number): number {
  const z = Math.abs(deviations) / Math.SQRT2
  const t = 1 / (1 + z / 2)
  const terms = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
    -0.82215223, 0.17087277,
  ]
  const exponent = terms.reduceRight((sum, term) => sum * t + term, 0)
  const tail = (t * Math.exp(-z * z + exponent)) / 2
  return deviations >= 0 ? tail : 1 - tail
}
