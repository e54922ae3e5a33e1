import type { CellVersion } from '#server/reads/lineage.ts'
import besideExample from '../../../charts/beside/example.json' with { type: 'json' }
import type { Beside } from '../../../charts/beside/lines.ts'
import type { DotPlot } from '../../../charts/dot-plot/dot-plot.ts'
import dotPlot from '../../../charts/dot-plot/example.json' with { type: 'json' }
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
import { exampleBaseline, exampleSeries } from '../kit/example-series.ts'
import { readingNow } from '../kit/reading.ts'
import type { KpiView } from './model.ts'

const figures = exampleFigures(risingThenFalling)
const short = exampleFigures([34, null, 35])

const team: KpiView = {
  frame: exampleFrame,
  setsBaselines: false,
  span: null,
  refused: [],
  month: '2019-04',
  retirement: null,
  awaited: null,
  missing: [],
  beside: null,
  offered: ['service'],
  chosen: null,
  tooMany: false,
  isInside: true,
  commentary: [
    {
      id: 'HP-S1/CP04/2019-03',
      unit: 'HP-S1',
      kpi: 'CP04',
      period: '2019-03',
      body: 'Two social workers left.\nVisits were shared out late.',
      byName: 'A. Manager',
      byId: null,
      byRole: 'Team manager',
      recordedAt: new Date('2019-04-12T10:00:00Z'),
      dated: '2019-04-12',
      version: 2,
      release: exampleReleased('commentary'),
      figuresChanged: { at: '2019-06-03T14:05:00.000Z', dated: '2019-06-03' },
      notes: [
        {
          body: 'Both posts are filled from June.',
          byName: 'A. Manager',
          byId: null,
          byRole: 'Team manager',
          recordedAt: new Date('2019-05-20T10:00:00Z'),
          dated: '2019-05-20',
          version: 2,
          release: exampleUnreleased('commentary'),
        },
      ],
    },
  ],
  comments: true,
  adds: true,
  decisions: [
    {
      id: 4,
      unit: 'HP-S1',
      kpi: 'CP04',
      action: null,
      period: '2019-03',
      decidedOn: '2019-04-18',
      decidedBy: 'Performance meeting',
      byRole: null,
      body: 'List on Friday every visit that falls due in the week ahead.',
      ownerRole: 'Team manager',
      dueOn: '2019-05-10',
      state: 'done',
      outcome: 'Done each Friday since May.',
      saidOn: '2019-05-03',
      saidBy: 'A. Manager',
      saidById: null,
      doneOn: '2019-05-03',
      version: 1,
      release: exampleUnreleased('decision'),
      outcomeRelease: exampleUnreleased('outcome'),
    },
  ],
  findings: [
    {
      statement: '74% of visits were in time in April 2019.',
      source: 'Improvement plan, progress column of R1.1',
      action: 'R1.1',
      datedOn: '2019-04-30',
    },
  ],
  dataReturn: {
    code: 'protection_and_need',
    name: 'Protection and need',
    ownerRole: 'Data team',
    source: 'case system',
    dueWorkingDay: 6,
  },
  changes: ['2018-11'],
  footer: { source: 'Protection and need (case system)', published: '10 May 2019 at 9:32am by Data team' },
  reading: readingNow,
  day: '2019-06-10',
  rule: null,
  teamsDiffer: false,
  series: exampleSeries(exampleTeam, figures),
  weekly: null,
  lineage: {
    publishedAt: new Date('2019-05-10T08:32:00Z'),
    versions: [
      {
        version: 1,
        state: 'reported',
        numerator: 29,
        denominator: 40,
        value: 72.5,
        symbol: null,
        extractId: 12,
        filename: '2019-04-case-system.csv',
        sha256: '9f2c'.repeat(16),
        row: 141,
        publishedAt: new Date('2019-05-10T08:32:00Z'),
        publishedBy: 'Data team',
        reason: null,
        isTakenBack: false,
      },
    ],
    parts: [],
  },
  service: null,
  comparison: null,
  teams: null,
  mayCompare: false,
  actions: [
    {
      kpi: 'CP04',
      ref: 'R1.1',
      summary: 'Oversee KPIs each month through team scorecards.',
      dimension: 'delivery',
      expected: 'higher',
      rating: 'on_track',
      lastRatedOn: '2019-05-03',
      lastUpdatedOn: null,
      milestone: {
        id: 'R1.1-1',
        stage: 'team_impact',
        meaning: 'Impact at team level',
        due: '2019-03',
        originalDue: '2018-12',
        movedBecause: 'Vacancies',
        metOn: null,
      },
    },
  ],
  targets: [exampleTarget],
  ancestors: [exampleService],
  visible: new Set(['HPC', 'HP-S1']),
  knownIssues: [],
  caseList: { address: 'https://cases.ridgeshire.example/reports/14', label: 'report 14' },
  neverComing: [],
}

export const examples: Record<string, KpiView> = {
  'a team’s measure, getting worse': team,
  'a service’s, added up from its teams': {
    ...team,
    series: exampleSeries(exampleService, figures),
    lineage: {
      publishedAt: null,
      versions: [],
      parts: figures
        .filter((f) => f.period === '2019-04' && f.unit !== 'HPC')
        .map((figure) => ({ unit: { ...exampleTeam, code: figure.unit }, figure })),
    },
    ancestors: [],
  },
  'judged by an older target, as published by a day': {
    ...team,
    reading: { asAt: '2019-05-15', moment: new Date('2019-05-15T22:59:59.999Z'), tree: 'then' },
    rule: {
      kpi: exampleKpi,
      target: { ...exampleTarget, target: 95 },
      status: 'missed',
      redefined: false,
    },
  },
  'a service’s, recast on today’s teams': {
    ...team,
    series: { ...exampleSeries(exampleService, figures), recast: true },
    lineage: { publishedAt: null, versions: [], parts: [] },
    reading: { ...readingNow, tree: 'today' },
    teamsDiffer: true,
  },
  'at a new level, read by who may set a baseline': {
    ...team,
    setsBaselines: true,
    series: {
      ...team.series,
      step: { from: '2018-09', before: 86.4, since: 92.8, points: 8 },
      baselines: [
        { ...exampleBaseline, withdrawal: { ...exampleBaseline, reason: 'The change was undone.' } },
      ],
    },
  },
  'with a baseline, read by who may withdraw it': {
    ...team,
    setsBaselines: true,
    series: { ...team.series, baselines: [exampleBaseline] },
  },
  'with a baseline for an event': {
    ...team,
    series: {
      ...team.series,
      baselines: [
        {
          ...exampleBaseline,
          cause: { kind: 'note', id: 1, period: '2018-11', text: 'Scorecards introduced' },
        },
      ],
    },
  },
  'compared with other places': {
    ...team,
    comparison: {
      council: exampleSeries(exampleService, figures),
      borrowed: true,
      benchmark: {
        measure: 'Visits',
        title: 'Visits in time',
        years: [2018, 2017].map((year) => ({
          year,
          places: [
            { geography: 'England', value: 83 },
            { geography: 'Surrey', value: year === 2017 ? null : 79.5 },
            { geography: 'Kent', value: 81 },
          ],
        })),
      },
    },
  },
  'beside others over time, and too many of them': {
    ...team,
    span: 13,
    beside: besideExample as Beside,
    offered: ['service', 'council', 'neighbours', 'region', 'england'],
    chosen: ['service', 'council', 'neighbours', 'region', 'england'],
    tooMany: true,
  },
  'restated, and read outside': {
    ...team,
    lineage: {
      publishedAt: null,
      versions: [2, 1].map((version) => ({
        ...(team.lineage?.versions[0] as CellVersion),
        version,
        numerator: 28 + version,
        value: (100 * (28 + version)) / 40,
        reason: version === 2 ? 'Two visits were entered late.' : null,
      })),
      parts: [],
    },
    isInside: false,
    commentary: [],
    comments: false,
    adds: false,
  },
  'beside other teams': { ...team, teams: dotPlot as DotPlot, mayCompare: true },
  'whose month has not come': {
    ...team,
    awaited:
      'June 2019 has not come for this measure; the latest figure is May 2019. It was due on 8 July 2019, with the return ‘Case system’ (owner: Data team).',
  },
  'too few months to say anything': {
    ...team,
    series: exampleSeries(exampleTeam, short),
    lineage: { publishedAt: null, versions: [], parts: [] },
    service: exampleSeries(exampleService, figures),
    knownIssues: ['Visits are entered late.'],
    neverComing: ['North: the list was lost (Data team, 1 July 2019)'],
    retirement: { after: '2019-04', successor: { code: 'CP99', name: 'Visits seen alone' } },
  },
}
