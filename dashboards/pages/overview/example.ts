import type { Kpi } from '#domain/kpi.ts'
import { monthsFrom } from '#domain/period.ts'
import type { Unit } from '#domain/unit.ts'
import type { StoredFigure } from '#server/reads/figures.ts'
import type { Mover, Overview } from '#server/reads/overview.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import { drawOnce } from '../../charts/draw-once.ts'
import {
  exampleAction,
  exampleFallingFigure,
  exampleHealthKpi,
  exampleLeadersFrame,
} from '../example-plan.ts'
import { exampleScorecard } from '../example-scorecard.ts'
import type { OverviewView } from './view.ts'

const visits: Kpi = {
  ...exampleHealthKpi,
  code: 'LC01',
  name: 'Visits to children in care in timescale',
  numerator: 'visits in timescale',
  denominator: 'visits due',
  subject: 'visits_in_care',
}

const figure: StoredFigure = { ...exampleFallingFigure, unit: 'CIC-N', kpi: 'LC01' }

const council: Unit = {
  code: 'RIDGE',
  name: 'Ridgeshire County Council',
  kind: 'council',
  parent: null,
  teamType: null,
  opened: '2015-04-01',
  closed: null,
  predecessors: [],
  position: 1,
}
const team = (code: string, name: string, position: number, opened = '2015-04-01'): Unit => ({
  ...council,
  code,
  name,
  kind: 'team',
  parent: 'CICS',
  teamType: 'CIC',
  opened,
  position,
})
const north = team('CIC-N', 'Children in Care North', 20)
const south = team('CIC-S', 'Children in Care South', 21, '2018-10-01')
const months = monthsFrom('2018-04', '2019-04')

/** A month's figure of `of` hundred; null for a month in which nothing came. */
const at = (unit: string, period: string, value: number | null): StoredFigure | null =>
  value === null
    ? null
    : {
        ...figure,
        unit,
        period,
        value,
        numerator: value,
        denominator: 100,
        status: value >= 90 ? 'met' : 'close',
      }

const worse: Mover = {
  unit: north,
  kpi: visits,
  now: figure,
  before: { ...figure, variation: 'no_real_change' },
}

const overview: Overview = {
  period: '2019-04',
  months,
  published: ['2018-11', '2018-12', '2019-01', '2019-02', '2019-03', '2019-04'],
  kpi: visits,
  kpis: [visits],
  council: [{ ...figure, unit: 'RIDGE', teamVariation: { concerning: 1, no_real_change: 1 } }],
  parts: 'team',
  better: [],
  worse: [worse],
  teams: [
    {
      unit: north,
      service: null,
      counted: true,
      figures: months.map((m, i) => at('CIC-N', m, i === 3 ? null : 94 - i)),
    },
    {
      unit: south,
      service: null,
      counted: true,
      figures: months.map((m, i) => at('CIC-S', m, i < 6 ? null : 88 + (i % 4))),
    },
    {
      unit: { ...north, code: 'IRO', name: 'Independent Reviewing Officers', teamType: 'IRO' },
      service: null,
      counted: false,
      figures: months.map(() => null),
    },
  ],
  returns: [
    { code: 'children_in_care', name: 'Children in care', due: '2019-05-09', expected: 54, received: 54 },
    { code: 'front_door', name: 'Front door', due: '2019-05-09', expected: 32, received: 28 },
    { code: 'workforce', name: 'Workforce', due: '2019-06-15', expected: 90, received: 0 },
  ],
  ratings: { completed: 3, on_track: 41, too_early: 17, not_on_track: 10, not_rated: 4 },
}

const scorecard: Scorecard = {
  ...exampleScorecard(council, []),
  publishedAt: new Date('2019-06-03T14:05:00Z'),
  headline: 'April 2019: 10 of 49 measures met target. 6 are improving, 3 are concerning.',
  counts: {
    judged: 49,
    met: 10,
    close: 31,
    missed: 8,
    smallNumber: 0,
    noData: 0,
    improving: 6,
    concerning: 3,
  },
  decisions: [],
}

const view: OverviewView = {
  frame: exampleLeadersFrame,
  day: '2019-06-10',
  unit: council,
  overview,
  draw: drawOnce,
  scorecard,
  contradictions: exampleAction.checks,
  refused: [],
}

export const examples: Record<string, OverviewView> = {
  'a month of the council': view,
  'many movers, and a month nobody published': {
    ...view,
    overview: { ...overview, better: Array.from({ length: 9 }, () => worse) },
    refused: ['‘2031-01’ is not a published month. Showing April 2019, the latest.'],
  },
  'a measure that is counted': {
    ...view,
    overview: { ...overview, kpi: { ...visits, kind: 'count', unit: 'children_or_items', good: 'neither' } },
  },
  'nobody carries the measure': {
    ...view,
    scorecard: null,
    contradictions: [],
    overview: { ...overview, teams: [], worse: [], returns: [] },
  },
}
