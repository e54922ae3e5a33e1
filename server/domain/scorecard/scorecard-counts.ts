/** How the measures of a scorecard divide: against their target, and by whether they are really changing. Each division counts
 *  every row once, by the mark that the row shows, so that a reader who counts the rows gets the same numbers. */

import type { Figure, Status, Variation } from '../figures/figure.ts'
import { periodName } from '../time/period.ts'
import { formatNumber } from '../wording/format.ts'
import { plural } from '../wording/plural.ts'
import { wordFor } from '../wording/word-for.ts'

/** The parts of a row that are counted. */
export type CountedRow = { figure: Pick<Figure, 'state' | 'status' | 'variation'> & Withheld }
type Withheld = { analysis: Pick<Figure['analysis'], 'withheld'> }

/**
 * `judged` is met, close and missed; with the five after it, they are all measures. From `improving` to `notJudged` they are all
 * measures again.
 */
export type ScorecardCounts = {
  /** Every measure of the scorecard: core or not, demand, people and caseloads included. */
  measures: number
  judged: number
  met: number
  close: number
  missed: number
  smallNumber: number
  /** Roll-ups that lack too much to be judged. */
  notWhole: number
  /** Measures that were not reported. */
  noData: number
  noTarget: number
  /** No cases, suppressed, not applicable, or without their counts: nothing that could be set against a target. */
  nothingToJudge: number
  improving: number
  /** Worse than usual and coming back: not among the concerning. */
  recovering: number
  noRealChange: number
  unusual: number
  /** Better than usual and falling back: not among the improving. */
  slippingBack: number
  concerning: number
  /** Those whose change cannot be judged, or not yet. */
  notJudged: number
  /** Of those not judged: too few months so far. */
  tooEarly: number
  /** Of those not judged: withheld from this reader. */
  withheld: number
}

/** A measure against its target as it is counted and filtered: its status, or `none` where nothing could be judged. */
export type CountedStatus = Status | 'none'

/** What a row's mark against its target counts as. */
export function countedStatus({ status }: Pick<Figure, 'status'>): CountedStatus {
  return status ?? 'none'
}

/** True if a row's change is counted under a variation. What is too early to tell is not judged. */
export function isCountedAs({ variation }: Pick<Figure, 'variation'>, counted: Variation): boolean {
  return variation === counted || (counted === 'none' && variation === 'too_early')
}

export function countsOf(rows: readonly CountedRow[]): ScorecardCounts {
  const of = (status: CountedStatus) => rows.filter(({ figure }) => countedStatus(figure) === status).length
  const varying = (variation: Variation) => rows.filter(({ figure }) => isCountedAs(figure, variation)).length
  const [met, close, missed] = [of('met'), of('close'), of('missed')]
  return {
    measures: rows.length,
    judged: met + close + missed,
    met,
    close,
    missed,
    smallNumber: of('small_number'),
    notWhole: of('not_whole'),
    noData: of('no_data'),
    noTarget: of('no_target'),
    nothingToJudge: of('none'),
    improving: varying('improving'),
    recovering: varying('recovering'),
    noRealChange: varying('no_real_change'),
    unusual: varying('unusual'),
    slippingBack: varying('slipping_back'),
    concerning: varying('concerning'),
    notJudged: varying('none'),
    tooEarly: varying('too_early'),
    withheld: rows.filter(({ figure }) => figure.analysis.withheld === true).length,
  }
}

/** "14 of 22 judged measures met target, 5 close, 3 missed": the judged ones, and how those divide that did not meet it. */
export function metWords({ judged, met, close, missed }: ScorecardCounts): string {
  if (judged === 0) return 'no measure could be judged against a target'
  const rest = [close === 0 ? '' : `, ${close} close`, missed === 0 ? '' : `, ${missed} missed`]
  return `${met} of ${plural(judged, 'judged measure')} met target${rest.join('')}`
}

/** "April 2019: 14 of 22 judged measures met target, 5 close, 3 missed. Of all 35, 2 are improving and 1 is concerning.",
 *  and how many have no figure, are not whole or are withheld from this reader, so that no count seems complete. */
export function headlineOf(month: string, counts: ScorecardCounts): string {
  const { measures, improving, concerning, noData, notWhole, withheld } = counts
  const changing =
    measures === 0
      ? ''
      : ` Of all ${formatNumber(measures)}, ${areOrIs(improving)} improving and ${areOrIs(concerning)} concerning.`
  return (
    `${periodName(month)}: ${metWords(counts)}.${changing}` +
    `${missingWords(noData)}${notWholeWords(notWhole)}${withheldWords(withheld)}`
  )
}

function missingWords(measures: number): string {
  if (measures === 0) return ''
  return wordFor(measures, ' 1 has no figure.', ` ${measures} have no figure.`)
}

function notWholeWords(measures: number): string {
  return measures === 0 ? '' : ` ${areOrIs(measures)} not whole, so not judged.`
}

function withheldWords(count: number): string {
  if (count === 0) return ''
  return ` Whether ${plural(count, 'more is', 'more are')} changing is withheld outside the service, to protect small numbers.`
}

function areOrIs(count: number): string {
  return plural(count, 'is', 'are')
}
