import { findingOf } from '#domain/finding.ts'
import { targetFor } from '#domain/kpi.ts'
import type { StoredFigure } from '#server/reads/figures.ts'
import type { Series } from '#server/reads/series.ts'
import type { DotPlot } from '../../charts/dot-plot/dot-plot.ts'
import dotPlot from '../../charts/dot-plot/example.json' with { type: 'json' }
import { drawOnce } from '../../charts/draw-once.ts'
import {
  exampleFigures,
  exampleFrame,
  exampleKpi,
  exampleService,
  exampleTarget,
  exampleTeam,
  risingThenFalling,
} from '../example-measure.ts'
import { readingNow } from '../reading.ts'
import type { KpiView } from './view.ts'

function seriesOf(unit: typeof exampleTeam, figures: readonly StoredFigure[]): Series {
  const own = figures.filter((f) => f.unit === unit.code)
  const last = own.at(-1) as StoredFigure
  return {
    unit,
    kpi: exampleKpi,
    grain: 'monthly',
    last,
    variation: last.variation,
    assurance: last.assurance,
    limits: last.analysis.limits,
    finding: findingOf(exampleKpi, last),
    recast: false,
    annotations: [{ period: '2018-11', kind: 'annotation', text: 'Scorecards introduced' }],
    points: own.map((f) => {
      const phase = last.analysis.phases.find((p) => p.from <= f.period && f.period <= p.to)
      const flag = last.analysis.flags.find((x) => x.period === f.period)
      return {
        ...f,
        mean: phase?.mean ?? null,
        lower: phase?.lower ?? null,
        upper: phase?.upper ?? null,
        target: targetFor([exampleTarget], f.kpi, f.period)?.target ?? null,
        signal: flag?.signal ?? null,
        meaning: flag?.meaning ?? null,
        rebase: false,
      }
    }),
  }
}

const figures = exampleFigures(risingThenFalling)
const short = exampleFigures([34, null, 35])

const team: KpiView = {
  frame: exampleFrame,
  reading: readingNow,
  rule: null,
  teamsDiffer: false,
  series: seriesOf(exampleTeam, figures),
  weekly: null,
  lineage: {
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
        row: 141,
        publishedAt: new Date('2019-05-10T08:32:00Z'),
        publishedBy: 'Data team',
        reason: null,
      },
    ],
    parts: [],
  },
  service: null,
  comparison: null,
  teams: null,
  mayCompare: false,
  draw: drawOnce,
  actions: [],
  targets: [exampleTarget],
  ancestors: [exampleService],
  visible: new Set(['HPC', 'HP-S1']),
  knownIssue: null,
}

export const examples: Record<string, KpiView> = {
  'a team’s measure, getting worse': team,
  'a service’s, added up from its teams': {
    ...team,
    series: seriesOf(exampleService, figures),
    lineage: {
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
    series: { ...seriesOf(exampleService, figures), recast: true },
    lineage: { versions: [], parts: [] },
    reading: { ...readingNow, tree: 'today' },
    teamsDiffer: true,
  },
  'compared with other places': {
    ...team,
    comparison: {
      council: seriesOf(exampleService, figures),
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
  'beside other teams': { ...team, teams: dotPlot as DotPlot, mayCompare: true },
  'too few months to say anything': {
    ...team,
    series: seriesOf(exampleTeam, short),
    lineage: { versions: [], parts: [] },
    service: seriesOf(exampleService, figures),
    knownIssue: 'Visits are entered late.',
  },
}
