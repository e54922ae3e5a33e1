import type { Kpi } from '#domain/catalogue/kpi.ts'
import { cellOf, emptyCell } from '#domain/figures/measurement.ts'
import { targetRecordOf } from '#domain/figures/target-record.ts'
import { notAdded } from '#domain/figures/wholeness.ts'
import {
  canTake,
  type MonthChange,
  type SignOff,
  type SignOffStep,
  signOffOf,
  type TakenStep,
  versionShown,
} from '#domain/scorecard/sign-off.ts'
import { findingOf } from '#domain/wording/finding.ts'
import type { Commentary } from '#server/reads/commentary.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import type { ScorecardDetail } from '#server/reads/scorecard-detail.ts'
import type { UnitNews } from '#server/reads/unit-news.ts'
import {
  exampleFigures,
  exampleFrame,
  exampleKpi,
  exampleService,
  exampleTarget,
  exampleTeam,
  risingThenFalling,
} from '../../kit/example-measure.ts'
import { exampleReleased, exampleUnreleased } from '../../kit/example-release.ts'
import { exampleLine, exampleLink, exampleScorecard } from '../../kit/example-scorecard.ts'
import { readingNow } from '../kit/reading.ts'
import type { ScorecardView } from './model.ts'
import { plainQuestion } from './question.ts'

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

/** The details that open beneath the rows of a made-up scorecard. */
function detailOf({ lines, unit, ancestors }: Scorecard): ScorecardDetail {
  const service = ancestors.at(-1)
  return {
    rows: lines.map(({ kpi, figure, previous }) => ({
      kpi: kpi.code,
      finding: findingOf(kpi, figure, []),
      targetRecord: targetRecordOf(figure, []),
      target: { ...exampleTarget, kpi: kpi.code },
      service:
        service === undefined || previous === null
          ? null
          : { unit: service, figure: { ...previous, unit: service.code } },
      council: null,
      elsewhere: [
        { geography: 'England', year: 2018, value: 84.2, published: null, among: null },
        { geography: 'Median of statistical neighbours', year: 2018, value: 86, published: 9, among: 10 },
      ],
      received:
        unit.kind === 'team' && figure.state === 'reported'
          ? {
              state: figure.state,
              numerator: figure.numerator,
              denominator: figure.denominator,
              value: figure.value,
              symbol: figure.symbol,
              version: 2,
              extractId: 9,
              filename: 'april-2019.csv',
              row: 212,
              publishedAt: new Date('2019-06-03T14:05:00Z'),
              publishedBy: 'Data team',
              reason: 'Late recording',
            }
          : null,
      parts:
        unit.kind === 'team'
          ? null
          : [
              {
                unit: exampleTeam,
                cell: cellOf('ratio', { numerator: 29, denominator: 40, value: null, symbol: null }),
              },
              {
                unit: { ...exampleTeam, code: 'HP-S2', name: 'Help and Protection South 2' },
                cell: emptyCell('not_reported'),
              },
            ],
      compared: previous,
    })),
    actions: [
      {
        ...exampleLink,
        live: true,
        kpis: [exampleKpi.code],
        next: {
          id: 'R1.1-1',
          stage: 'team_impact',
          meaning: 'Scorecards run every performance meeting.',
          due: '2019-04',
          originalDue: '2019-03',
          movedBecause: 'The first extract came late.',
          metOn: null,
        },
      },
      {
        ...exampleLink,
        ref: 'R4.2',
        rating: 'not_on_track',
        live: false,
        kpis: [exampleKpi.code],
        next: null,
      },
    ],
    predecessors: [],
  }
}

const said: Commentary = {
  id: 'HP-S1/CP04/2019-04',
  unit: 'HP-S1',
  kpi: 'CP04',
  period: '2019-04',
  body: 'Two agency workers left in March. Their visits were shared out in the third week.',
  byName: 'Team manager',
  byId: null,
  byRole: 'Help and Protection South 1',
  recordedAt: new Date('2019-05-14T09:00:00Z'),
  dated: '2019-05-14',
  version: 2,
  release: exampleReleased('commentary'),
  figuresChanged: { at: '2019-06-03T14:05:00.000Z', dated: '2019-06-03' },
  notes: [
    {
      body: 'Both posts are filled since June.',
      byName: 'Team manager',
      byId: null,
      byRole: 'Help and Protection South 1',
      recordedAt: new Date('2019-06-04T09:00:00Z'),
      dated: '2019-06-04',
      version: 2,
      release: exampleUnreleased('commentary'),
    },
  ],
}

const news: UnitNews = {
  since: { at: new Date('2019-05-20T09:00:00Z'), dated: '2019-05-20' },
  figures: [
    {
      kpi: exampleKpi,
      period: '2019-04',
      news: 'new',
      before: null,
      after: {
        ...cellOf('ratio', { numerator: 29, denominator: 40, value: null, symbol: null }),
        ...notAdded,
        status: 'missed',
        variation: 'concerning',
        assurance: 'hit_or_miss',
        target: 90,
      },
      parts: ['figure'],
      publishedAt: new Date('2019-06-03T14:05:00Z'),
      publishedBy: 'Data team',
      reason: 'Late recording',
      kind: 'publish',
      extract: { id: 9, filename: 'april-2019.csv' },
    },
  ],
  commentary: [
    {
      unit: 'HP-S1',
      kpi: 'CP04',
      period: '2019-04',
      byName: 'Head of service',
      at: new Date('2019-05-21T09:00:00Z'),
      dated: '2019-05-21',
    },
  ],
  decisions: [
    {
      id: 1,
      unit: 'HP-S1',
      body: 'List on Friday every visit that falls due.',
      state: 'done',
      byName: 'Head of service',
      at: new Date('2019-05-21T09:00:00Z'),
      dated: '2019-05-21',
    },
  ],
  signOffs: [
    {
      unit: 'HP-S1',
      period: '2019-04',
      step: 'submitted',
      byName: 'Team manager',
      at: new Date('2019-05-21T09:00:00Z'),
      dated: '2019-05-21',
    },
  ],
}

const view = (scorecard: Scorecard, over: Partial<ScorecardView> = {}): ScorecardView => ({
  frame: exampleFrame,
  scorecard,
  detail: detailOf(scorecard),
  isSilent: false,
  lastKnown: null,
  silentTeams: [],
  commentary: [],
  caseLists: new Map([
    ['CP04', { address: 'https://cases.ridgeshire.example/reports/14', label: 'report 14' }],
  ]),
  news: null,
  visible,
  reading: readingNow,
  asked: plainQuestion,
  months: ['2019-02', '2019-03', '2019-04'],
  latest: '2019-04',
  newer: [],
  may: { comment: false, decide: false, extracts: false },
  form: null,
  done: null,
  ...over,
})
const team = exampleScorecard(exampleTeam, [
  exampleLine(exampleKpi, falling, 'HP-S1'),
  exampleLine(quality, missing, 'HP-S1'),
])
const steps: TakenStep[] = [
  {
    step: 'submitted',
    by: 'Team manager',
    at: '2019-05-16T14:10:00.000Z',
    dated: '2019-05-16',
    note: 'Two late visits explained.',
  },
  { step: 'agreed', by: 'Head of service', at: '2019-05-17T09:30:00.000Z', dated: '2019-05-17', note: null },
]
const changes: MonthChange[] = [
  {
    publication: 1,
    at: '2019-05-10T08:32:00.000Z',
    dated: '2019-05-10',
    extract: 1,
    reason: null,
    figures: 1,
    says: new Map([['CP04 2019-04', { figure: '30 of 40', verdicts: 'missed' }]]),
  },
  {
    publication: 9,
    at: '2019-06-03T14:05:00.000Z',
    dated: '2019-06-03',
    extract: 9,
    reason: 'Late recording',
    figures: 1,
    says: new Map([['CP04 2019-04', { figure: '29 of 40', verdicts: 'missed' }]]),
  },
]
const form = (
  of: SignOff,
  allowed: readonly SignOffStep[],
  error: string | null = null,
): [Scorecard, Partial<ScorecardView>] => [
  { ...team, signOff: of },
  { form: { steps: allowed.filter((step) => canTake(step, of.state)), csrfToken: 'secret', error } },
]
const restated = signOffOf(steps, changes)

export const examples: Record<string, ScorecardView> = {
  'a team with a matter to raise': view(team, {
    commentary: [said],
    news,
    may: { comment: true, decide: true, extracts: true },
  }),
  'a team seen by a reader who may only read, with nothing said': view({ ...team, decisions: [] }),
  'a service with a team left out and a figure restated': view(
    exampleScorecard(exampleService, [
      { ...exampleLine(exampleKpi, missing, 'HPC'), restated: true, knownIssue: 'Visits are entered late.' },
    ]),
  ),
  'the measures that missed, beside another month, by what it takes': view(team, {
    asked: {
      ...plainQuestion,
      filter: { dimension: null, status: 'missed', variation: 'concerning', sort: 'gap' },
      compare: '2019-02',
      unknown: ['sort'],
    },
  }),
  'a filter that nothing fits': view(team, {
    asked: {
      ...plainQuestion,
      filter: { dimension: 'difference', status: 'close', variation: null, sort: null },
    },
  }),
  'everything opened, for paper': view(team, { asked: { ...plainQuestion, all: true } }),
  'a team that took over from another': view(team, {
    detail: {
      ...detailOf(team),
      predecessors: [
        { ...exampleTeam, code: 'HP-C', name: 'Help and Protection Central', closed: '2018-09-30' },
      ],
    },
  }),
  'a month with nothing': view(exampleScorecard(exampleTeam, [])),
  'a month its manager may submit': view(...form(signOffOf([], []), ['submitted'])),
  'a month its head of service may agree, sent back without a reason': view(
    ...form(signOffOf(steps.slice(0, 1), []), ['agreed', 'reopened'], 'Say why the month is sent back'),
  ),
  'a month just signed off': view(
    { ...team, signOff: signOffOf(steps, []) },
    { ...form(signOffOf(steps, []), ['reopened'])[1], done: 'agreed' },
  ),
  'a signed-off month restated since': view({
    ...team,
    restated: true,
    signOff: restated,
    version: versionShown(restated),
  }),
  'a month as it was published by a day': view(team, {
    reading: { asAt: '2019-05-15', moment: new Date('2019-05-15T22:59:59.999Z'), tree: 'then' },
  }),
  'a service recast on today’s teams': view(
    { ...exampleScorecard(exampleService), recast: true, teamsDiffer: true },
    { reading: { ...readingNow, tree: 'today' } },
  ),
}
