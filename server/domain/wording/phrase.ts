/** A figure's verdict in one phrase, and since when. */
import type { Figure, LastWhole } from '../figures/figure.ts'
import type { TargetRecord } from '../figures/target-record.ts'
import { isNotWhole, judgedFigure } from '../figures/wholeness.ts'
import { grainOf, periodInSentence } from '../time/period.ts'
import { capital } from './format.ts'
import { plural } from './plural.ts'
import { wordFor } from './word-for.ts'
import { assuranceWords, grainWords } from './words.ts'

/** One phrase for a row: about its movement, else about its target, else empty. */
export function phraseOf(figure: Figure | LastWhole): string {
  if (isNotWhole(figure)) return phraseOfPart(figure)
  const verdict = verdictWords(figure)
  if (verdict !== null) return verdict
  const record = recordWords(figure)
  if (record !== null) return record
  if (figure.assurance === 'will_miss') return 'unlikely to meet target'
  if (figure.assurance === 'will_meet') return 'can meet target'
  if (figure.variation === 'too_early') return `too early to tell: ${figure.analysis.points} of 13 needed`
  if (figure.judgedOn === 'three_months') {
    return `judged on the last three months: ${figure.judgedNumerator} of ${figure.judgedDenominator}`
  }
  if (figure.variation === 'no_real_change') return 'no real change'
  return ''
}

/** "last whole in July 2019: worse than usual since December 2018". */
function phraseOfPart(figure: Figure | LastWhole): string {
  const last = judgedFigure(figure)
  if (last === null) return 'not judged'
  const phrase = phraseOf(last)
  return `last whole in ${periodInSentence(last.period)}${phrase === '' ? '' : `: ${phrase}`}`
}

/** "Can meet target"; where the record says it, what that is: "Met in 11 of 13 months". Where the months on record went another
 * way than the words lead to expect, both are said, so that no finding beside it contradicts it: "Not sure to meet target;
 * not met in 13 months". `months` is the figure's target record; null where nothing beside it counts them. */
export function assuranceText(
  figure: Pick<Figure, 'period' | 'analysis' | 'assurance'>,
  months: TargetRecord | null = null,
): string {
  const record = recordWords(figure)
  if (record !== null) return capital(record)
  const words = assuranceWords[figure.assurance]
  const unlike = months === null ? null : unlikeWords(figure, months)
  return unlike === null ? words : `${words}; ${unlike}`
}

/** The count of months that a reader would not expect of an assurance; null if it is as expected. */
function unlikeWords(
  { period, assurance }: Pick<Figure, 'period' | 'assurance'>,
  { met, judged }: TargetRecord,
): string | null {
  if (judged === 0) return null
  const grain = grainWords[grainOf(period) ?? 'monthly']
  const months = plural(judged, grain)
  const all = wordFor(judged, `the one ${grain}`, `all ${months}`)
  switch (assurance) {
    case 'will_meet':
      return met === 0 ? `not met in ${months}` : null
    case 'will_miss':
      return met === 0 ? null : `met in ${met === judged ? all : `${met} of ${months}`}`
    case 'hit_or_miss':
      if (met === 0) return `not met in ${months}`
      return met === judged ? `met in ${all}` : null
    default:
      return null
  }
}

/** "met in every month", "met in 11 of 13 months": the record that assurance was judged by; null if it was not. */
export function recordWords({ period, analysis }: Pick<Figure, 'period' | 'analysis'>): string | null {
  const { record } = analysis
  if (record === undefined) return null
  const grain = grainWords[grainOf(period) ?? 'monthly']
  if (record.met === record.of) return `met in every ${grain}`
  return `met in ${record.met === 0 ? 'none' : record.met} of ${record.of} ${grain}s`
}

/** "worse than usual since October 2018, recovering since January 2019"; null where nothing is really changing. */
export function verdictWords(figure: Pick<Figure, 'period' | 'variation' | 'analysis'>): string | null {
  const changing = changingWords(figure)
  return changing === null ? null : `${changing}${sinceWords(figure)}${briefCourse(figure)}`
}

/** "better than usual", or null where nothing is really changing. */
export function changingWords({
  variation,
  analysis,
}: Pick<Figure, 'variation' | 'analysis'>): string | null {
  if (variation === 'improving' || variation === 'slipping_back') return 'better than usual'
  if (variation === 'concerning' || variation === 'recovering') return 'worse than usual'
  if (variation === 'unusual') return `${analysis.rising ? 'higher' : 'lower'} than usual`
  return null
}

/** ", recovering since January 2019", ", and steady": where the line of a verdict is going; empty if the verdict says it. */
function briefCourse({ variation, analysis }: Pick<Figure, 'variation' | 'analysis'>): string {
  const { course } = analysis
  switch (course?.is) {
    case 'recovering':
      return `, recovering since ${periodInSentence(course.from)}`
    case 'slipping_back':
      return `, slipping back since ${periodInSentence(course.from)}`
    case 'steady':
      return ', and steady'
    case 'further':
      return variation === 'concerning' ? ', still getting worse' : ', still improving'
    default:
      return ''
  }
}

/** " since March 2019", or " in April 2019" if the run began in the figure's own month; empty without a run. */
export function sinceWords({ period, analysis }: Pick<Figure, 'period' | 'analysis'>): string {
  if (analysis.since === null) return ''
  const from = periodInSentence(analysis.since)
  return analysis.since === period ? ` in ${from}` : ` since ${from}`
}
