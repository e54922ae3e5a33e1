/** Rules across measures in words. */
import type { AddedTerm, MeasureRule, ResolvedRule } from '../catalogue/measure-rule.ts'
import type { RuleState } from '../figures/rule-history.ts'
import { periodInSentence } from '../time/period.ts'
import { capital, formatNumber } from './format.ts'
import { nameList } from './name-list.ts'

/** The value of one term and where its figure is: "row 5", "on record"; null for a sum of several figures. */
export type TermPlace = { sum: number; place: string | null }

/** The most decimals of a figure. */
const DECIMALS = 4

/** "‘Plans of 12 months or more are among those of 9 months or more’ does not hold for HP-S1 in April 2019" */
export function brokenRuleWords({ name }: Pick<MeasureRule, 'name'>, unit: string, period: string): string {
  return `‘${name}’ does not hold for ${unit} in ${periodInSentence(period)}`
}

/**
 * Both sides with their figures: "Children on a plan for 12 months or more: 5 (CP07, row 5). Children on a plan for 9 months or
 * more: 4 (CP06, on record)". `placeOf` gives each term's sum and place.
 */
export function ruleSidesWords(
  { rule, left, right }: ResolvedRule,
  sums: { left: number; right: number },
  placeOf: (term: AddedTerm) => TermPlace,
): string {
  return [
    sideWords(rule.left.words, sums.left, left, placeOf),
    sideWords(rule.right.words, sums.right, right, placeOf),
  ].join('. ')
}

/** Both sides without the place of a figure: "Children on a plan for 12 months or more: 5 (CP07). Children on a plan for 9 months or
 *  more: 4 (CP06)". */
export function ruleSumsWords(
  { left, right }: Pick<MeasureRule, 'left' | 'right'>,
  sums: { left: number; right: number },
): string {
  const side = ({ words, sum }: MeasureRule['left'], total: number) =>
    `${capital(words)}: ${formatNumber(total, DECIMALS)} (${nameList([...new Set(sum.map(({ kpi }) => kpi))])})`
  return `${side(left, sums.left)}. ${side(right, sums.right)}`
}

/** The measures of a rule: "CP07 and CP06". */
export function ruleMeasures({ left, right }: Pick<MeasureRule, 'left' | 'right'>): string {
  return nameList([...new Set([...left.sum, ...right.sum].map(({ kpi }) => kpi))])
}

/** What became of a rule that was broken. */
export const ruleStateWords: Record<RuleState, string> = {
  broken: 'Does not hold',
  mended: 'Holds again',
  not_judged: 'No longer compared: a figure is not on record',
}

function sideWords(
  words: string,
  sum: number,
  terms: readonly AddedTerm[],
  placeOf: (term: AddedTerm) => TermPlace,
): string {
  const parts = terms.map((term) => termWords(term, placeOf(term), terms.length > 1))
  return `${capital(words)}: ${formatNumber(sum, DECIMALS)} (${parts.join('; ')})`
}

/** "CP07, row 5", "CP02 3, on record", "FD02, 12 figures from May 2018 to April 2019". */
function termWords({ kpi, periods }: AddedTerm, { sum, place }: TermPlace, isOneOfSeveral: boolean): string {
  const what = isOneOfSeveral ? `${kpi} ${formatNumber(sum, DECIMALS)}` : kpi
  const [first = '', last = ''] = [periods[0], periods.at(-1)]
  const where =
    periods.length > 1
      ? `${periods.length} figures from ${periodInSentence(first)} to ${periodInSentence(last)}`
      : place
  return where === null ? what : `${what}, ${where}`
}
