import type { Kpi } from '#domain/kpi.ts'
import { monthsFrom } from '#domain/period.ts'
import type { Unit } from '#domain/unit.ts'
import type { StoredFigure } from '#server/reads/figures.ts'
import type { Mover, Overview } from '#server/reads/overview.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import type { OverviewView } from './view.ts'

const frame: OverviewView['frame'] = {
  council: { name: 'Ridgeshire County Council (demonstration)' },
  nav: [
    { text: 'Overview', href: '/overview' },
    { text: 'Plan', href: '/plan' },
  ],
  actor: { name: 'Senior management team', role: 'Ridgeshire County Council', csrfToken: 'secret' },
  demonstrationDay: 'Monday 10 June 2019',
  person: null,
  today: '2019-06-10',
}

const visits: Kpi = {
  code: 'LC01',
  name: 'Visits to children in care in timescale',
  kind: 'ratio',
  basis: 'flow',
  unit: 'percent',
  good: 'higher',
  dimension: 'delivery',
  numerator: 'visits in timescale',
  denominator: 'visits due',
  clock: null,
  minimum: 10,
  mayExceed: false,
  decimals: 1,
  grains: ['monthly'],
  teamTypes: ['CIC'],
  countedBy: ['CIC'],
  core: true,
  subject: 'visits_in_care',
  returnCode: 'children_in_care',
  order: 350,
  benchmark: null,
  source: 'local',
  note: '',
  screenLimits: true,
}

const figure: StoredFigure = {
  unit: 'CIC-N',
  kpi: 'LC01',
  period: '2019-04',
  origin: 'computed',
  state: 'reported',
  numerator: 10,
  denominator: 20,
  value: 50,
  symbol: null,
  coverage: null,
  computed: null,
  target: 90,
  floor: 80,
  status: 'missed',
  gap: 8,
  judgedOn: 'month',
  judgedNumerator: 10,
  judgedDenominator: 20,
  affected: 10,
  variation: 'concerning',
  assurance: 'will_miss',
  analysis: {
    phases: [],
    flags: [],
    points: 26,
    limits: 'full',
    mean: 78,
    lower: 60,
    upper: 96,
    signal: 'shift',
    meaning: 'concerning',
    rising: false,
    since: '2018-10',
  },
  teamVariation: { concerning: 1, none: 2 },
  publicationId: 12,
  publishedAt: new Date('2019-05-10T08:32:00Z'),
  restated: false,
}

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
  unit: council,
  ancestors: [],
  period: '2019-04',
  publishedAt: new Date('2019-06-03T14:05:00Z'),
  restated: false,
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
  goingWell: [],
  needsConversation: [],
  lines: [],
  decisions: [],
  previousPeriod: '2019-03',
  nextPeriod: null,
  asAt: null,
  signOff: null,
  version: null,
  recast: false,
  teamsDiffer: false,
}

const view: OverviewView = {
  frame,
  day: '2019-06-10',
  unit: council,
  overview,
  scorecard,
  contradictions: [
    {
      kind: 'on_track_but_concerning',
      action: 'R8.4',
      kpi: 'LC06',
      unit: 'RIDGE',
      since: '2018-10',
      message: 'Rated on track, but the measure has been worse than usual since October 2018.',
    },
  ],
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
