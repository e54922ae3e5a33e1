/** What other measures tell of a cell: where the cases of one are among those of another, each limits the other. */

import type { Kpi, KpiPart } from '../catalogue/kpi.ts'
import { type AddedTerm, type MeasureRule, resolveRule, termsOf } from '../catalogue/measure-rule.ts'
import type { Cell } from '../figures/measurement.ts'
import { bothOf, dust, isSmall, largestSmall, type PartLimits, partOf } from './amounts.ts'

type Counts = Pick<Cell, 'numerator' | 'denominator'>

/** What a rule adds and takes away: the sum of all terms is at least 0. */
type TellingRule = readonly (AddedTerm & { times: number })[]

/**
 * The rules that tell of a measure in a period: those that let no difference pass. A rule between measures that share a base tells
 * nothing: they are hidden together.
 */
export function rulesBeside(
  { code, sharesBase }: Pick<Kpi, 'code' | 'sharesBase'>,
  period: string,
  {
    rules,
    kpiAt,
  }: { rules: readonly MeasureRule[]; kpiAt: (kpi: string) => Pick<Kpi, 'sharesBase'> | undefined },
): TellingRule[] {
  const isTied = (kpi: string) =>
    sharesBase !== null && kpi !== code && kpiAt(kpi)?.sharesBase?.base === sharesBase.base
  return rules.flatMap((rule) => {
    if (rule.comparison !== 'at_most' || rule.tolerance.amount > 0 || rule.tolerance.percent > 0) return []
    if (!termsOf(rule).some((term) => term.kpi === code)) return []
    const resolved = resolveRule(rule, period)
    if (resolved === null) return []
    const terms = [
      ...resolved.right.map((term) => ({ ...term, times: 1 })),
      ...resolved.left.map((term) => ({ ...term, times: -1 })),
    ]
    return terms.some((t) => isTied(t.kpi) || !isOf(t, period)) ? [] : [terms]
  })
}

/**
 * The limits of a cell's counts by the rules that tell of its measure. The other measures are taken as known. If what they tell
 * is from 1 to 5, it is hidden: then no more is known than that it is not more than 5, and what several such add up to. A rule that
 * the figures do not keep tells nothing.
 */
export function limitsBeside(
  code: string,
  { own, cellOf }: { own: Counts; cellOf: (kpi: string) => Counts | undefined },
  rules: readonly TellingRule[],
): PartLimits {
  const limits: PartLimits = {}
  for (const terms of rules) {
    const found = limitOf(code, terms, cellOf)
    if (found === null) continue
    const { part, isMost } = found
    const amount = partOf(own, part)
    // What is itself from 1 to 5 is hidden; a band may tell that it is no more than 5.
    if (isSmall(found.limit) && !isMost) continue
    const { limit } = found
    if (isMost ? amount > limit + dust : amount < limit - dust) continue
    const most = isSmall(limit) ? { high: largestSmall, added: limit } : { high: limit }
    const told = isMost ? { low: 0, ...most } : { low: limit, high: Number.POSITIVE_INFINITY }
    limits[part] = bothOf(told, limits[part])
  }
  return limits
}

function isOf({ periods }: AddedTerm, period: string): boolean {
  return periods.length === 1 && periods[0] === period
}

/** What follows for the part of a measure that is among the terms. */
function limitOf(
  kpi: string,
  terms: TellingRule,
  cellOf: (kpi: string) => Counts | undefined,
): { part: KpiPart; limit: number; isMost: boolean } | null {
  const times = { numerator: 0, denominator: 0 }
  let others = 0
  for (const term of terms) {
    if (term.kpi === kpi) times[term.part] += term.times
    else {
      const cell = cellOf(term.kpi)
      if (cell === undefined) return null
      others += term.times * partOf(cell, term.part)
    }
  }
  const part = `${times.numerator} ${times.denominator}`
  const parts: Record<string, { part: KpiPart; isMost: boolean }> = {
    '1 0': { part: 'numerator', isMost: false },
    '-1 0': { part: 'numerator', isMost: true },
    '0 1': { part: 'denominator', isMost: false },
    '0 -1': { part: 'denominator', isMost: true },
    '-1 1': { part: 'rest', isMost: false },
    '1 -1': { part: 'rest', isMost: true },
  }
  const found = parts[part]
  return found === undefined ? null : { ...found, limit: found.isMost ? others : -others }
}
