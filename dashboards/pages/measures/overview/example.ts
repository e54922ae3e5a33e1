import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import type { ReturnCompleteness } from '#domain/extracts/return-completeness.ts'
import { monthsFrom } from '#domain/time/period.ts'
import type { Mover } from '#server/reads/movers.ts'
import type { Overview } from '#server/reads/overview.ts'
import type { StoredFigure } from '#server/record/figures.ts'
import {
  exampleAction,
  exampleFallingFigure,
  exampleHealthKpi,
  exampleLeadersFrame,
} from '../../kit/example-plan.ts'
import { exampleScorecard } from '../../kit/example-scorecard.ts'
import type { OverviewView } from './model.ts'

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
const service: Unit = { ...council, code: 'CICS', name: 'Children in Care', kind: 'service', parent: 'RIDGE' }
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
const reviewing: Unit = { ...north, code: 'IRO', name: 'Independent Reviewing Officers', teamType: 'IRO' }
const months = monthsFrom('2018-04', '2019-04')

/** A month's figure out of `of` hundred; null for a month in which nothing was received. */
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

const before: StoredFigure = { ...figure, period: '2019-03', variation: 'no_real_change' }
const worse: Mover = { unit: north, kpi: visits, now: figure, before }
const better: Mover = {
  ...worse,
  unit: south,
  now: { ...figure, unit: 'CIC-S', variation: 'improving', value: 92, numerator: 92, denominator: 100 },
}
const frontDoor: ReturnCompleteness = {
  code: 'front_door',
  name: 'Front door',
  dueOn: '2019-05-09',
  expected: 32,
  received: 31,
  state: 'part',
  daysLate: 4,
  isHistory: false,
  missing: [{ unit: 'Children in Care North', kpi: 'Contacts', came: 'blank' }],
  never: [],
  teams: [{ unit: 'Children in Care North', expected: 16, missing: 1 }],
  firstOn: '2019-05-09',
  lastOn: '2019-05-09',
  completeOn: null,
}
const court: ReturnCompleteness = {
  ...frontDoor,
  code: 'court',
  name: 'Court',
  received: 0,
  missing: [],
  teams: [],
  state: 'not_due',
  daysLate: 0,
  firstOn: null,
  lastOn: null,
}

const overview: Overview = {
  period: '2019-04',
  months,
  unit: council,
  parts: 'team',
  kpi: visits,
  definedSince: null,
  own: { ...figure, unit: 'RIDGE', teamVariation: { concerning: 1, no_real_change: 1 } },
  rows: [
    {
      unit: north,
      counted: true,
      figures: months.map((m, i) => at('CIC-N', m, i === 3 ? null : 94 - i)),
    },
    {
      unit: south,
      counted: true,
      figures: months.map((m, i) => at('CIC-S', m, i < 6 ? null : 88 + (i % 4))),
    },
    { unit: reviewing, counted: false, figures: months.map(() => null) },
  ],
  units: [north, south, reviewing],
  movers: {
    period: '2019-04',
    better: [better],
    worse: [worse],
    uncertain: [{ ...worse, unit: south }],
    concerning: 3,
    judged: 319,
    stillWorse: [{ ...worse, unit: south }],
    unusual: [],
    settled: [{ ...worse, now: before, before: figure }],
    restated: [{ ...worse, movement: 'by_restatement', firstSaid: 'no_real_change' }],
    month: [figure, { ...better.now, kpi: 'LC06' }],
  },
  returns: [frontDoor, court],
}

const own = exampleScorecard(council, [])
const counts = { completed: 3, on_track: 41, too_early: 17, not_on_track: 10, not_rated: 4 }

const view: OverviewView = {
  frame: exampleLeadersFrame,
  day: '2019-06-10',
  question: {
    period: '2019-04',
    kpi: 'LC01',
    service: null,
    dimension: null,
    view: 'months',
    onlyConcerning: false,
    columns: [],
  },
  overview,
  kpis: [visits, exampleHealthKpi],
  scorecard: own,
  choices: {
    months: ['2018-11', '2018-12', '2019-01', '2019-02', '2019-03', '2019-04'],
    latest: '2019-04',
    newer: [],
    kpis: [visits, exampleHealthKpi],
    services: [service, { ...service, code: 'HPC', name: 'Help and Protection' }],
  },
  plan: {
    unseen: 0,
    counts,
    before: { date: '2019-04-03', counts: { ...counts, not_on_track: 12, on_track: 39 } },
    contradictions: [
      {
        ref: exampleAction.ref,
        summary: exampleAction.summary,
        rating: 'on_track',
        kpi: exampleHealthKpi,
        figure: exampleFallingFigure,
      },
    ],
  },
  elsewhere: new Map([
    ['LC01', [{ geography: 'England', year: 2018, value: 89, published: null, among: null }]],
  ]),
  refused: [],
}

export const examples: Record<string, OverviewView> = {
  'a month of the council': view,
  'teams by measure': { ...view, question: { ...view.question, view: 'measures' } },
  'only what is concerning, of one service and one question': {
    ...view,
    question: { ...view.question, service: 'CICS', dimension: 'delivery', onlyConcerning: true },
  },
  'many movers, and a month nobody published': {
    ...view,
    overview: {
      ...overview,
      movers: { ...overview.movers, better: Array.from({ length: 9 }, () => better), restated: null },
    },
    refused: ['‘2031-01’ is not a published month. Showing April 2019, the latest.'],
  },
  'a measure that is counted': {
    ...view,
    overview: { ...overview, kpi: { ...visits, kind: 'count', unit: 'children_or_items', good: 'neither' } },
  },
  'nobody carries the measure': {
    ...view,
    scorecard: null,
    plan: { ...view.plan, before: null, contradictions: [] },
    overview: {
      ...overview,
      rows: [],
      movers: {
        ...overview.movers,
        worse: [],
        stillWorse: [],
        better: [],
        settled: [],
        restated: [],
        month: [],
      },
      returns: [],
    },
  },
}
