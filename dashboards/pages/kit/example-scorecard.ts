/** A made-up scorecard with the matters that the rules choose for it, for the examples of pages. */

import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import { yearSoFar } from '#domain/figures/financial-year.ts'
import { wholeValue } from '#domain/figures/wholeness.ts'
import { goingWell, needsConversation } from '#domain/scorecard/scorecard.ts'
import { countsOf, headlineOf } from '#domain/scorecard/scorecard-counts.ts'
import { phraseOf } from '#domain/wording/phrase.ts'
import type { LinkedAction } from '#server/reads/links.ts'
import type { Scorecard, ScorecardLine } from '#server/reads/scorecard.ts'
import type { StoredFigure } from '#server/record/figures.ts'
import { exampleDecision } from './example-decision.ts'
import {
  exampleFigures,
  exampleKpi,
  exampleService,
  exampleTeam,
  risingThenFalling,
} from './example-measure.ts'

const period = '2019-04'

/** An action of the plan that is meant to improve the measure. */
export const exampleLink: LinkedAction = {
  kpi: exampleKpi.code,
  ref: 'R1.1',
  summary: 'Oversee KPIs each month through team scorecards.',
  dimension: 'delivery',
  expected: 'higher',
  rating: 'on_track',
  lastRatedOn: '2019-06-05',
  lastUpdatedOn: '2019-06-03',
}

/** One measure of one unit, from its monthly figures to April 2019. */
export function exampleLine(kpi: Kpi, figures: readonly StoredFigure[], unit: string): ScorecardLine {
  const own = figures.filter((f) => f.unit === unit)
  const figure = own.at(-1) as StoredFigure
  return {
    kpi,
    figure,
    period,
    phrase: phraseOf(figure),
    restated: figure.restated,
    publishedAt: figure.publishedAt,
    statuses: own
      .slice(-3)
      .reverse()
      .map((f) => f.status),
    due: true,
    hasLiveAction: true,
    stalled: 'no action is linked',
    sparkline: own.slice(-13).map((f) => ({
      period: f.period,
      value: wholeValue(f),
      isSmall: f.status === 'small_number',
      target: f.target,
    })),
    previous: own.at(-2) ?? null,
    redefined: null,
    targetMove: null,
    sameMonthLastYear: own.at(-13) ?? null,
    yearToDate: yearSoFar(kpi, period, own, null),
    missing: [],
    latestWeek: null,
    serviceFigure: null,
    actions: [{ ...exampleLink, kpi: kpi.code, live: true }],
    knownIssue: null,
    neverComing: [],
    notAdded: false,
  }
}

/** A unit's scorecard of April 2019, with one falling measure unless its lines are given. */
export function exampleScorecard(
  unit: Unit,
  lines: ScorecardLine[] = [exampleLine(exampleKpi, exampleFigures(risingThenFalling), unit.code)],
): Scorecard {
  const counts = countsOf(lines)
  return {
    unit,
    ancestors: unit === exampleTeam ? [exampleService] : [],
    period,
    publishedAt: new Date('2019-05-10T08:32:00Z'),
    restated: lines.some((l) => l.restated),
    headline: headlineOf(period, counts),
    counts,
    goingWell: goingWell(lines),
    needsConversation: needsConversation(lines),
    silent: [],
    lines,
    notCollected: [{ code: 'CT01', name: 'Care proceedings in 26 weeks' }],
    decisions: [
      {
        ...exampleDecision,
        ...{ id: 1, unit: unit.code, action: null, decidedBy: 'Performance meeting' },
      },
    ],
    toldOn: '2019-06-10',
    previousPeriod: '2019-03',
    nextPeriod: null,
    day: '2019-06-10',
    firstPublishedAt: new Date('2019-05-10T08:32:00Z'),
    asAt: null,
    signOff: null,
    version: null,
    recast: false,
    teamsDiffer: false,
  }
}
