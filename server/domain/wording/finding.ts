/**
 * The finding: one sentence by a fixed template; the first template that fits is used. It is the same on page, chart, alt text,
 * file and API. It counts before it predicts: every number in it can be recounted from the figures that it is about.
 */

import type { Kpi } from '../catalogue/kpi.ts'
import type { Figure, LastWhole } from '../figures/figure.ts'
import { fullPoints } from '../figures/spc/limits.ts'
import { isRolling } from '../figures/spc/verdict.ts'
import { isBelowMinimum } from '../figures/status.ts'
import { isAlwaysBest, type JudgedMonth, targetRecordOf } from '../figures/target-record.ts'
import { isNotWhole, judgedFigure } from '../figures/wholeness.ts'
import { grainOf, lastMonth, periodInSentence, periodName } from '../time/period.ts'
import { shortfallWords } from './each-one-words.ts'
import { bandWords, capital, formatFigure, formatValue, uncapital } from './format.ts'
import { averageWords } from './level-words.ts'
import { changingWords, sinceWords } from './phrase.ts'
import { leftOutWords, partsWords } from './wholeness-words.ts'
import { wordFor } from './word-for.ts'
import { grainWords } from './words.ts'

type Found = Figure | LastWhole

/** A figure and the periods before it, in any order, as far as they were counted alike. */
export type Told = { kpi: Kpi; figure: Found; earlier: readonly JudgedMonth[] }

/** A sentence without its full stop, or null where it does not fit. It does not name the measure, which the heading above gives. */
type Template = (told: Told) => string | null

/** In this order: the first that fits is the finding. */
const templates: readonly Template[] = [
  notReported,
  partOfWhole,
  shortfall,
  rollingValue,
  withheldVerdict,
  alwaysBest,
  tooEarly,
  onItsWayBack,
  stillMoving,
  steadyLevel,
  changed,
  countedRecord,
  tooFewCases,
]

/** The finding on a KPI's figure, with what a roll-up lacks. It does not name the measure. */
export function findingOf(kpi: Kpi, figure: Found, earlier: readonly JudgedMonth[]): string {
  const told = { kpi, figure, earlier: monthsBefore(figure, earlier) }
  const said = firstThatFits(told)
  const left = isNotWhole(figure) || figure.value === null ? null : leftOutWords(figure)
  return left === null ? `${said}.` : `${said}. ${left}.`
}

function firstThatFits(told: Told): string {
  for (const template of templates) {
    const said = template(told)
    if (said !== null) return said
  }
  // A figure whose verdict is still being computed.
  return 'Not judged yet'
}

function notReported({ kpi, figure }: Told): string | null {
  const when = periodInSentence(figure.period)
  switch (figure.state) {
    case 'not_reported':
      return `Nothing reported for ${when}`
    case 'no_cases':
      return `No cases in ${[when, partsWords(figure)].filter(Boolean).join(' ')}`
    case 'suppressed':
      return `Suppressed for ${when}${figure.band === undefined ? '' : `: ${bandWords(kpi, figure.band)}`}`
    case 'not_applicable':
      return kpi.kind === 'median' && figure.origin === 'computed'
        ? 'Medians of teams cannot be combined'
        : 'Does not apply to this team'
    case 'without_denominator':
      return `Came without its counts for ${when}: not judged`
    default:
      return null
  }
}

/** "35 from 4 of 7 teams: not judged. July 2019: worse than usual since December 2018" */
function partOfWhole({ kpi, figure, earlier }: Told): string | null {
  if (!isNotWhole(figure)) return null
  const now = `${formatFigure(kpi, figure)}: not judged`
  const last = judgedFigure(figure)
  if (last === null) return now
  const before = { kpi, figure: last, earlier: monthsBefore(last, earlier) }
  return `${now}. ${periodName(last.period)}: ${uncapital(firstThatFits(before))}`
}

/** Before all that needs months or cases: a child who was missed is never hidden behind “too early to tell”. */
function shortfall({ kpi, figure }: Told): string | null {
  const short = shortfallWords(kpi, figure)
  return short === null ? null : `${capital(short)} in ${periodInSentence(figure.period)}`
}

function rollingValue({ kpi, figure }: Told): string | null {
  if (!isRolling(kpi.basis) || figure.value === null) return null
  const window = kpi.basis === 'rolling_12_months' ? 'twelve' : 'three'
  return `${formatValue(kpi, figure.value)} over the ${window} months to ${periodName(lastMonth(figure.period))}`
}

function withheldVerdict({ figure }: Told): string | null {
  return figure.analysis.withheld === true
    ? 'Not judged here: a small number of its series is suppressed'
    : null
}

function alwaysBest({ kpi, figure, earlier }: Told): string | null {
  if (figure.value === null || !isAlwaysBest(kpi, figure, earlier)) return null
  return `${formatValue(kpi, figure.value)} in every ${grainOfFigure(figure)}: on target`
}

function tooEarly({ figure }: Told): string | null {
  if (figure.variation !== 'too_early') return null
  const { points } = figure.analysis
  return `Too early to tell: ${points} ${wordFor(points, grainOfFigure(figure))} of data`
}

/** "Worse than usual since October 2018, and coming back: 41 to 15 since January 2019" */
function onItsWayBack({ kpi, figure }: Told): string | null {
  const { variation, analysis, value } = figure
  if (variation !== 'recovering' && variation !== 'slipping_back') return null
  const said = `${variation === 'recovering' ? 'Worse' : 'Better'} than usual${sinceWords(figure)}`
  const way = variation === 'recovering' ? 'coming back' : 'slipping back'
  const { course } = analysis
  if (course == null || value === null) return `${said}, and ${way}`
  const from = periodInSentence(course.from)
  const [first, last] = [formatValue(kpi, course.value), formatValue(kpi, value)]
  return `${said}, and ${way}${first === last ? '' : `: ${first} to ${last}`} since ${from}`
}

/** "Getting worse: 93% in January 2019, 84% now". Said only of a line that moves that way now, and whose two figures show it. */
function stillMoving({ kpi, figure }: Told): string | null {
  const { variation, analysis, value } = figure
  if (variation !== 'improving' && variation !== 'concerning') return null
  const { course } = analysis
  if (course?.is !== 'further' || value === null) return null
  const [first, last] = [formatValue(kpi, course.value), formatValue(kpi, value)]
  const way = variation === 'improving' ? 'Improving' : 'Getting worse'
  return first === last ? null : `${way}: ${first} in ${periodInSentence(course.from)}, ${last} now`
}

/** "Better since September 2018, and steady: average 87% before, 93% since" */
function steadyLevel(told: Told): string | null {
  const { variation, analysis } = told.figure
  if (variation !== 'improving' && variation !== 'concerning') return null
  if (analysis.course?.is !== 'steady') return null
  const said = `${variation === 'improving' ? 'Better' : 'Worse'}${sinceWords(told.figure)}, and steady`
  const averages = averageWords(told)
  return averages === null ? said : `${said}: ${averages}`
}

function changed({ figure }: Told): string | null {
  const { variation } = figure
  if (variation !== 'improving' && variation !== 'concerning' && variation !== 'unusual') return null
  return `${capital(changingWords(figure) ?? '')}${sinceWords(figure)}`
}

/** "Met target in 5 of the last 13 months; no real change", "Below target in all 9 months judged; no real change" */
function countedRecord({ kpi, figure, earlier }: Told): string | null {
  if (figure.variation !== 'no_real_change') return null
  const { met, judged, metSince } = targetRecordOf(figure, earlier)
  if (judged === 0) return 'No real change'
  const grain = grainOfFigure(figure)
  const isWhole = judged === fullPoints
  if (isWhole && met === judged && metSince !== null)
    return `Met target in every ${grain} since ${periodInSentence(metSince)}`
  const months = `${judged} ${wordFor(judged, grain)}${isWhole ? '' : ' judged'}`
  const all = `${judged === 1 ? 'the' : judged === 2 ? 'both' : 'all'} ${months.replace(/^[12] /, '')}`
  if (met === judged) return `Met target in ${all}; no real change`
  if (met === 0) return `${shortSide[kpi.good]} target in ${all}; no real change`
  return `Met target in ${met} of ${isWhole ? `the last ${months}` : months}; no real change`
}

/** Where a figure lies that does not meet its target. */
const shortSide = { higher: 'Below', lower: 'Above', near: 'Off', neither: 'Off' } as const

function tooFewCases({ kpi, figure }: Told): string | null {
  if (figure.variation !== 'none' || !isBelowMinimum(kpi, figure.denominator)) return null
  return `Too few cases in ${periodInSentence(figure.period)} to say if it is changing`
}

/** The periods before a figure, of its own grain. */
function monthsBefore({ period }: Found, months: readonly JudgedMonth[]): JudgedMonth[] {
  return months.filter((m) => m.period < period && grainOf(m.period) === grainOf(period))
}

function grainOfFigure({ period }: Found): string {
  return grainWords[grainOf(period) ?? 'monthly']
}
