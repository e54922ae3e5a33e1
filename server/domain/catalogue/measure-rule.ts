/** Rules across measures: which sums of figures of one unit must agree by the definitions of their measures. A rule is data
 *  (`seeds/rules/<CODE>.json`); these functions find the figures that it compares. */
import {
  addPeriods,
  firstDay,
  type Grain,
  grainOf,
  lastDay,
  lastMonth,
  monthOf,
  weeksTouching,
} from '../time/period.ts'

/** The part of a measure that is added: a count or a stock has only a numerator. */
export type FigurePart = 'numerator' | 'denominator'

/**
 * A measure whose figures are added, for the period of the rule unless one of these is given:
 * - `periodsBack`: so many periods earlier, 1 for the month before
 * - `periods`: so many periods up to that one, 12 for a year of months
 * - `weeks`: weeks instead of the month: those wholly `inside` it, all that it touches (`across`), or the one that ends with it
 *   (`ending`; in most months there is none, and the rule is not judged)
 */
export type RuleTerm = {
  kpi: string
  part: FigurePart
  periodsBack?: number | undefined
  periods?: number | undefined
  weeks?: 'inside' | 'across' | 'ending' | undefined
}

/** One side of the comparison: what it counts, in words, and what is added. */
export type RuleSide = { words: string; sum: readonly RuleTerm[] }

/** A rule that the figures of one unit and period keep. */
export type MeasureRule = {
  code: string
  /** The rule as a sentence: "Plans of 12 months or more are among those of 9 months or more". */
  name: string
  /** Why the definitions make it true. */
  because: string
  /** The grains of the periods for which it is judged. */
  grains: readonly Grain[]
  left: RuleSide
  /** Whether the left side equals the right, or is at most as much. */
  comparison: 'equal' | 'at_most'
  right: RuleSide
  /** The difference that is let pass: an amount, or a percentage of the right side, whichever is more. */
  tolerance: { amount: number; percent: number }
  /** The first and the last month for which it is judged; without them there is no limit. */
  from?: string
  to?: string | null
}

/** A rule resolved for a period: each term with the periods whose figures it adds. */
export type ResolvedRule = { rule: MeasureRule; period: string; left: AddedTerm[]; right: AddedTerm[] }
export type AddedTerm = { kpi: string; part: FigurePart; periods: readonly string[] }

/** A period has at most this many figures of one term; a longer sum is no rule. */
const MOST_PERIODS = 120

/** The terms of both sides. */
export function termsOf({ left, right }: Pick<MeasureRule, 'left' | 'right'>): RuleTerm[] {
  return [...left.sum, ...right.sum]
}

/** A rule resolved for a period; null if it is not judged for it: another grain, outside its months, or a month without such
 *  weeks. */
export function resolveRule(rule: MeasureRule, period: string): ResolvedRule | null {
  const grain = grainOf(period)
  const month = lastMonth(period)
  if (grain === null || !rule.grains.includes(grain)) return null
  if ((rule.from !== undefined && month < rule.from) || (rule.to != null && month > rule.to)) return null
  const added = (term: RuleTerm) => ({
    kpi: term.kpi,
    part: term.part,
    periods: addedPeriods(term, period),
  })
  const [left, right] = [rule.left.sum.map(added), rule.right.sum.map(added)]
  const isWhole = [...left, ...right].every(({ periods }) => periods.length > 0)
  return isWhole && left.length > 0 && right.length > 0 ? { rule, period, left, right } : null
}

/** The periods whose figures a term adds for a period; none if there are no such weeks, or if the period is none. */
export function addedPeriods({ periodsBack = 0, periods = 1, weeks }: RuleTerm, period: string): string[] {
  if (grainOf(period) === null) return []
  if (weeks !== undefined) return grainOf(period) === 'monthly' ? weeksOf(period, weeks) : []
  const last = addPeriods(period, -periodsBack)
  const count = Math.min(Math.max(1, Math.floor(periods)), MOST_PERIODS)
  return Array.from({ length: count }, (_, i) => addPeriods(last, i + 1 - count))
}

/** The periods for which a term adds the figure of a period: the opposite of `addedPeriods`. */
export function periodsAdding(term: RuleTerm, period: string): string[] {
  const { periodsBack = 0, periods = 1, weeks } = term
  const grain = grainOf(period)
  if (grain === null || (weeks !== undefined && grain !== 'weekly')) return []
  if (weeks === undefined) {
    const count = Math.min(Math.max(1, Math.floor(periods)), MOST_PERIODS)
    return Array.from({ length: count }, (_, i) => addPeriods(period, periodsBack + i))
  }
  const months = [...new Set([monthOf(firstDay(period)), monthOf(lastDay(period))])]
  return months.filter((month) => weeksOf(month, weeks).includes(period))
}

function weeksOf(month: string, which: 'inside' | 'across' | 'ending'): string[] {
  const [first, last] = [firstDay(month), lastDay(month)]
  const weeks = weeksTouching(month)
  if (which === 'across') return weeks
  if (which === 'ending') return weeks.filter((week) => lastDay(week) === last)
  return weeks.filter((week) => firstDay(week) >= first && lastDay(week) <= last)
}
