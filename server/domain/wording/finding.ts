/**
 * The finding: one sentence by a fixed template; the first template that fits is used. It is the same on page, chart,
 * alt text and API.
 */

import type { Kpi } from '../catalogue/kpi.ts'
import type { Figure, LastWhole } from '../figures/figure.ts'
import { fullPoints } from '../figures/spc/limits.ts'
import { isRolling } from '../figures/spc/verdict.ts'
import { isNotWhole, judgedFigure } from '../figures/wholeness.ts'
import { grainOf, lastMonth, periodInSentence, periodName } from '../time/period.ts'
import { shortfallWords } from './each-one-words.ts'
import { bandWords, capital, formatFigure, formatValue } from './format.ts'
import { courseWords, phraseOf } from './phrase.ts'
import { lastWholeWhen, leftOutWords, partsWords } from './wholeness-words.ts'
import { grainWords } from './words.ts'

type Found = Figure | LastWhole

/** A sentence for a KPI's figure, with how much a roll-up lacks. */
export function findingOf(kpi: Kpi, figure: Found): string {
  if (isNotWhole(figure)) return findingOfPart(kpi, figure)
  const left = leftOutWords(figure)
  const short = shortfallWords(kpi, figure)
  const said = findingOfWhole(kpi, figure)
  const found = short === null ? said : `${kpi.name}: ${short} in ${periodInSentence(figure.period)}. ${said}`
  return left === null || figure.value === null ? found : `${found} ${left}.`
}

/** "35 from 4 of 7 teams in August 2019, so it is not judged", and what the last whole figure said. */
function findingOfPart(kpi: Kpi, figure: Found): string {
  const now = `${kpi.name}: ${formatFigure(kpi, figure)} in ${periodInSentence(figure.period)}, so it is not judged.`
  const last = judgedFigure(figure)
  if (last === null) return now
  const phrase = phraseOf(last)
  return `${now} ${capital(lastWholeWhen(figure) ?? '')}, it was ${formatFigure(kpi, last)}${phrase === '' ? '' : `: ${phrase}`}.`
}

function findingOfWhole(kpi: Kpi, figure: Found): string {
  const nothing = findingOfNothing(kpi, figure)
  if (nothing !== null) return nothing
  if (isRolling(kpi.basis) && figure.value !== null) {
    const window = kpi.basis === 'rolling_12_months' ? 'twelve' : 'three'
    return `${kpi.name} is ${formatValue(kpi, figure.value)} over the ${window} months to ${periodName(lastMonth(figure.period))}.`
  }
  const { variation, assurance, analysis } = figure
  if (analysis.withheld === true && figure.state === 'reported')
    return `${kpi.name} is not judged here: a small number of its series is suppressed.`
  const grain = grainWords[grainOf(figure.period) ?? 'monthly']
  if (variation === 'too_early')
    return `Too early to tell: ${analysis.points} ${analysis.points === 1 ? grain : `${grain}s`} of data, ${fullPoints} needed.`
  const since = analysis.since === null ? '' : ` since ${periodInSentence(analysis.since)}`
  const changed = findingOfChange(kpi, figure, since)
  if (changed !== null) return changed
  if (variation === 'unusual')
    return `${kpi.name} has been ${analysis.rising ? 'higher' : 'lower'} than usual${since}.`
  if (variation === 'no_real_change') {
    const { record } = analysis
    if (record !== undefined) {
      const met = record.met === record.of ? 'every one' : record.met === 0 ? 'none' : record.met
      return `${kpi.name} has met target in ${met} of the last ${record.of} ${grain}s.`
    }
    if (assurance === 'will_miss')
      return `${kpi.name} is stable and will keep missing target: change the way it is done.`
    if (assurance === 'hit_or_miss') return `${kpi.name} meets target some ${grain}s by chance.`
    if (assurance === 'will_meet') return `${kpi.name} is stable and meeting target.`
    return `${kpi.name} shows no real change.`
  }
  return `${kpi.name}: too few cases in ${periodInSentence(figure.period)} to say whether it is changing.`
}

/** A sentence about a change for better or worse that follows the line: "improving" and "getting worse" are said only of a line
 *  that still moves that way. Null without such a change. */
function findingOfChange(
  kpi: Kpi,
  { variation, assurance, analysis, value }: Found,
  since: string,
): string | null {
  const isFurther = analysis.course?.is === 'further'
  const where = courseWords(kpi, analysis.course ?? null, value)
  switch (variation) {
    case 'improving':
      if (assurance === 'will_meet') return `${kpi.name} is better than usual and should keep meeting target.`
      return isFurther
        ? `${kpi.name} has been improving${since}.`
        : `${kpi.name} has been better than usual${since}${where}.`
    case 'concerning':
      if (assurance === 'will_miss' && isFurther)
        return `${kpi.name} is getting worse and will keep missing target without change.`
      if (assurance === 'will_miss')
        return `${kpi.name} has been worse than usual${since}${where} and will keep missing target without change.`
      return `${kpi.name} has been worse than usual${since}${isFurther ? ', and is getting worse' : where}.`
    case 'recovering':
      return `${kpi.name} has been worse than usual${since}${where}.`
    case 'slipping_back':
      return `${kpi.name} has been better than usual${since}${where}.`
    default:
      return null
  }
}

function findingOfNothing(kpi: Kpi, figure: Found): string | null {
  const when = periodInSentence(figure.period)
  switch (figure.state) {
    case 'not_reported':
      return `Nothing reported for ${when}.`
    case 'no_cases':
      return `No cases in ${[when, partsWords(figure)].filter(Boolean).join(' ')}.`
    case 'suppressed':
      if (figure.band === undefined) return `${kpi.name} is suppressed for ${when}.`
      return `${kpi.name} is suppressed for ${when}: it is ${bandWords(kpi, figure.band)}.`
    case 'not_applicable':
      return kpi.kind === 'median' && figure.origin === 'computed'
        ? 'Medians of teams cannot be combined.'
        : `${kpi.name} does not apply to this team.`
    case 'without_denominator':
      return `${kpi.name} came without its counts for ${when}, so it is not judged.`
    default:
      return null
  }
}
