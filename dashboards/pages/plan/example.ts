import type { Kpi } from '#domain/kpi.ts'
import type { StoredFigure } from '#server/reads/figures.ts'
import type { PlanAction } from '#server/reads/plan.ts'
import { noFilters } from './filters.ts'
import type { PlanView } from './view.ts'

const frame: PlanView['frame'] = {
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

const health: Kpi = {
  code: 'LC06',
  name: 'Initial health assessment in 20 working days',
  kind: 'ratio',
  basis: 'flow',
  unit: 'percent',
  good: 'higher',
  dimension: 'delivery',
  numerator: 'assessed within 20 working days',
  denominator: 'children who came into care',
  clock: null,
  minimum: 10,
  mayExceed: false,
  decimals: 1,
  grains: ['monthly'],
  teamTypes: ['CIC'],
  countedBy: ['CIC'],
  core: true,
  subject: 'health_in_care',
  returnCode: 'children_in_care',
  order: 350,
  benchmark: null,
  source: 'local',
  note: '',
  screenLimits: true,
}

const falling: StoredFigure = {
  unit: 'RIDGE',
  kpi: 'LC06',
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

const contradicted: PlanAction = {
  ref: 'R8.4',
  section: 'R8',
  summary: 'Complete first and later health assessments inside the statutory times.',
  leads: ['Health Trust Chief Nurse', 'SMT'],
  cadence: 'every_2_months',
  cadenceSource: 'timescale cell',
  leadSource: 'inherited:R8.1',
  timescaleSource: 'stated',
  note: null,
  rating: {
    rating: 'on_track',
    reason: 'The new process starts this month.',
    ratedOn: '2019-06-05',
    ratedBy: 'Improvement board',
    demonstration: true,
  },
  previousRating: {
    rating: 'too_early',
    reason: 'Agreed with the trust.',
    ratedOn: '2019-02-06',
    ratedBy: 'Improvement board',
    demonstration: true,
  },
  milestones: [
    {
      id: 'R8.4-1',
      stage: 'team_impact',
      meaning: 'impact evident through audits',
      due: '2019-06',
      originalDue: '2019-03',
      movedBecause: 'the audit plan fell behind',
      metOn: null,
    },
  ],
  nextMilestone: {
    id: 'R8.4-1',
    stage: 'team_impact',
    meaning: 'impact evident through audits',
    due: '2019-06',
    originalDue: '2019-03',
    movedBecause: 'the audit plan fell behind',
    metOn: null,
  },
  lastUpdatedOn: '2019-05-29',
  evidenceCount: 1,
  kpis: [{ kpi: health, dimension: 'delivery', expected: 'higher', figure: falling }],
  checks: [
    {
      kind: 'on_track_but_concerning',
      action: 'R8.4',
      kpi: 'LC06',
      unit: 'RIDGE',
      since: '2018-10',
      message: 'Rated on track, but the measure has been worse than usual since October 2018.',
    },
  ],
}

const narrative: PlanAction = {
  ...contradicted,
  ref: 'R8.5',
  summary: 'Tell every care leaver their rights.',
  leads: [],
  leadSource: 'blank',
  timescaleSource: 'blank',
  cadence: null,
  rating: null,
  previousRating: null,
  milestones: [],
  nextMilestone: null,
  lastUpdatedOn: null,
  evidenceCount: 0,
  kpis: [],
  checks: [],
}

const plan: PlanView['plan'] = {
  day: '2019-06-10',
  period: '2019-04',
  sections: [
    {
      ref: 'R8',
      kind: 'recommendation',
      title: 'Health histories and rights of care leavers',
      actions: [contradicted, narrative],
    },
  ],
}

const council = { code: 'RIDGE', name: 'Ridgeshire County Council', teamTypes: new Set(['CIC']) }

export const examples: Record<string, PlanView> = {
  'the whole plan': { frame, plan, asked: { filters: noFilters, refused: [] }, unit: council },
  'filtered, with a filter nobody knows': {
    frame,
    plan,
    asked: {
      filters: { ...noFilters, rating: 'on_track', lead: 'SMT' },
      refused: ['There is no filter ‘locality’. It is left out.'],
    },
    unit: council,
  },
  'nothing fits': {
    frame,
    plan,
    asked: { filters: { ...noFilters, rating: 'completed' }, refused: [] },
    unit: council,
  },
  'a reader of counts': { frame, plan, asked: { filters: noFilters, refused: [] }, unit: null },
  'before the first publication': {
    frame,
    plan: {
      ...plan,
      period: null,
      sections: plan.sections.map((s) => ({
        ...s,
        actions: s.actions.map((a) => ({
          ...a,
          checks: [],
          kpis: a.kpis.map((k) => ({ ...k, figure: null })),
        })),
      })),
    },
    asked: { filters: noFilters, refused: [] },
    unit: council,
  },
}
