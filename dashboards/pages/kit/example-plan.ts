/** A made-up action of the plan, on track although the council's measure linked to it is falling, for the examples of pages. */
import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { PlanAction } from '#server/reads/plan.ts'
import type { StoredFigure } from '#server/record/figures.ts'
import { exampleFrame, exampleKpi } from './example-measure.ts'
import { exampleReleased, exampleUnreleased } from './example-release.ts'
import type { PageFrame } from './page.ts'

/** The frame as the people who lead the council's service see it. */
export const exampleLeadersFrame: PageFrame = {
  ...exampleFrame,
  actor: { name: 'Senior management team', role: 'Ridgeshire County Council', csrfToken: 'secret' },
}

export const exampleHealthKpi: Kpi = {
  ...exampleKpi,
  code: 'LC06',
  name: 'Initial health assessment in 20 working days',
  basis: 'flow',
  numerator: 'assessed within 20 working days',
  denominator: 'children who came into care',
  clock: null,
  teamTypes: ['CIC'],
  countedBy: ['CIC'],
  subject: 'health_in_care',
  returnCode: 'children_in_care',
  order: 350,
  source: 'local',
}

export const exampleFallingFigure: StoredFigure = {
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
  leftOut: null,
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

export const exampleRating: NonNullable<PlanAction['rating']> = {
  rating: 'on_track',
  reason: 'The new process starts this month.',
  ratedOn: '2019-06-05',
  ratedBy: 'Improvement board',
  demonstration: true,
  release: exampleReleased('rating'),
}

export const exampleEarlierRating: NonNullable<PlanAction['rating']> = {
  rating: 'too_early',
  reason: 'Agreed with the trust.',
  ratedOn: '2019-02-06',
  ratedBy: 'Improvement board',
  demonstration: true,
  release: exampleUnreleased('rating'),
}

const milestone: PlanAction['milestones'][number] = {
  id: 'R8.4-1',
  stage: 'team_impact',
  meaning: 'impact evident through audits',
  due: '2019-06',
  originalDue: '2019-03',
  movedBecause: 'the audit plan fell behind',
  metOn: null,
}

export const exampleAction: PlanAction = {
  ref: 'R8.4',
  section: 'R8',
  summary: 'Complete first and later health assessments inside the statutory times.',
  leads: ['Health Trust Chief Nurse', 'SMT'],
  cadence: 'every_2_months',
  cadenceSource: 'timescale cell',
  leadSource: 'inherited:R8.1',
  timescaleSource: 'stated',
  note: null,
  rating: exampleRating,
  previousRating: exampleEarlierRating,
  milestones: [milestone],
  nextMilestone: milestone,
  lastUpdatedOn: '2019-05-29',
  evidenceCount: 1,
  kpis: [{ kpi: exampleHealthKpi, dimension: 'delivery', expected: 'higher', figure: exampleFallingFigure }],
  mayDisagreeUnseen: false,
  checks: [
    {
      kind: 'on_track_but_concerning',
      action: 'R8.4',
      kpi: 'LC06',
      unit: 'RIDGE',
      period: '2019-04',
      since: '2018-10',
      message:
        'Rated on track, but the measure has been worse than usual since October 2018. The latest figure is for April 2019.',
    },
  ],
}
