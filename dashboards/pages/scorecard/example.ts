import type { Kpi } from '#domain/kpi.ts'
import { countsOf, goingWell, headlineOf, needsConversation, phraseOf } from '#domain/scorecard.ts'
import type { StoredFigure } from '#server/reads/figures.ts'
import type { Scorecard, ScorecardLine } from '#server/reads/scorecard.ts'
import {
  exampleFigures,
  exampleFrame,
  exampleKpi,
  exampleService,
  exampleTeam,
  risingThenFalling,
} from '../example-measure.ts'
import type { ScorecardView } from './view.ts'

const period = '2019-04'

function line(kpi: Kpi, figures: readonly StoredFigure[], unit: string): ScorecardLine {
  const own = figures.filter((f) => f.unit === unit)
  const figure = own.at(-1) as StoredFigure
  return {
    kpi,
    figure,
    period,
    phrase: phraseOf(figure),
    restated: figure.restated,
    statuses: own
      .slice(-3)
      .reverse()
      .map((f) => f.status),
    due: true,
    hasLiveAction: true,
    sparkline: own.slice(-13).map((f) => ({ period: f.period, value: f.value, target: f.target })),
    previous: own.at(-2) ?? null,
    sameMonthLastYear: own.at(-13) ?? null,
    latestWeek: null,
    serviceFigure: null,
    actions: [
      {
        kpi: kpi.code,
        ref: 'R1.1',
        summary: 'Oversee KPIs each month through team scorecards.',
        dimension: 'delivery',
        expected: 'higher',
        rating: 'on_track',
        lastRatedOn: '2019-06-05',
        lastUpdatedOn: '2019-06-03',
        live: true,
      },
    ],
    knownIssue: null,
    notAdded: false,
  }
}

function scorecard(unit: typeof exampleTeam, lines: ScorecardLine[]): Scorecard {
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
    lines,
    decisions: [
      {
        id: 1,
        unit: unit.code,
        kpi: 'CP04',
        action: null,
        decidedOn: '2019-04-18',
        decidedBy: 'Performance meeting',
        body: 'List on Friday every visit that falls due in the week ahead.',
        ownerRole: 'Team manager',
        dueOn: '2019-05-03',
        doneOn: null,
      },
    ],
    previousPeriod: '2019-03',
    nextPeriod: null,
  }
}

const falling = exampleFigures(risingThenFalling)
const missing = exampleFigures([...risingThenFalling.slice(0, -1), null])
const quality: Kpi = {
  ...exampleKpi,
  code: 'CP05',
  name: 'Child seen alone at CP visit',
  dimension: 'quality',
  core: false,
}
const visible = new Set(['HPC', 'HP-S1'])

export const examples: Record<string, ScorecardView> = {
  'a team with a matter to raise': {
    frame: exampleFrame,
    visible,
    scorecard: scorecard(exampleTeam, [line(exampleKpi, falling, 'HP-S1'), line(quality, missing, 'HP-S1')]),
  },
  'a service with a team left out and a figure restated': {
    frame: exampleFrame,
    visible,
    scorecard: scorecard(exampleService, [
      { ...line(exampleKpi, missing, 'HPC'), restated: true, knownIssue: 'Visits are entered late.' },
    ]),
  },
  'a month with nothing': { frame: exampleFrame, visible, scorecard: scorecard(exampleTeam, []) },
}
