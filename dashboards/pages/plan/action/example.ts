import type { PlanActionDetail } from '#server/reads/plan-action.ts'
import type { StoredFigure } from '#server/record/figures.ts'
import { exampleDecision } from '../../kit/example-decision.ts'
import {
  exampleAction,
  exampleEarlierRating,
  exampleFallingFigure,
  exampleLeadersFrame,
  exampleRating,
} from '../../kit/example-plan.ts'
import { exampleReleased, exampleUnreleased } from '../../kit/example-release.ts'
import type { ActionView } from './model.ts'

const action: PlanActionDetail = {
  ...exampleAction,
  sectionTitle: 'Health histories and rights of care leavers',
  ratings: [exampleRating, { ...exampleEarlierRating, demonstration: false }],
  progress: [
    {
      updatedOn: '2019-05-29',
      updatedBy: 'Health Trust Chief Nurse',
      body: 'Two clinics were added.',
      demonstration: true,
      release: exampleUnreleased('progress'),
    },
  ],
  evidence: [
    {
      dimension: 'delivery',
      statement: '98% of care leavers were given their health summary.',
      value: 98,
      unit: 'percent',
      period: '2018',
      asAt: '2018-12-31',
      kpi: null,
      source: 'Improvement plan',
      datedOn: '2019-06-05',
      checkedBy: null,
      demonstration: false,
      release: exampleReleased('evidence'),
    },
  ],
  decisions: [
    {
      ...exampleDecision,
      ...{ id: 1, unit: 'CIC-N', kpi: 'LC06', action: 'R8.4' },
      ...{ decidedOn: '2019-05-21', decidedBy: 'Performance meeting', dueOn: '2019-06-03' },
      body: 'Book every first assessment on the day of placement.',
    },
  ],
  units: [],
  judged: new Map(),
  period: '2019-04',
}

const small: StoredFigure = {
  ...exampleFallingFigure,
  unit: 'CIC-N',
  numerator: 3,
  denominator: 7,
  value: (3 / 7) * 100,
  judgedOn: 'three_months',
  judgedNumerator: 12,
  judgedDenominator: 21,
  variation: 'none',
  teamVariation: null,
}

const unit = { code: 'RIDGE', name: 'Ridgeshire County Council', teamTypes: new Set(['CIC']) }

const view: ActionView = {
  frame: exampleLeadersFrame,
  action,
  day: '2019-06-10',
  unit,
  teams: [
    {
      kpi: 'LC06',
      rows: [
        { code: 'CIC-N', name: 'Children in Care North', counted: true, figure: small },
        {
          code: 'IRO',
          name: 'Independent Reviewing Officers',
          counted: false,
          figure: { ...small, unit: 'IRO', status: null, state: 'no_cases', value: null },
        },
      ],
    },
  ],
  series: [],
  parts: [],
  unitNames: new Map([['CIC-N', 'Children in Care North']]),
  releases: null,
}

export const examples: Record<string, ActionView> = {
  'the whole story': view,
  'read by somebody who releases its texts': {
    ...view,
    releases: {
      releasing: { csrfToken: 'secret', back: '/plan/actions/R8.4' },
      texts: new Set(['rating 1', 'progress 1', 'evidence 1', 'decision 1']),
    },
  },
  'nothing recorded yet': {
    ...view,
    action: {
      ...action,
      leads: [],
      leadSource: 'blank',
      timescaleSource: 'blank',
      note: 'progress text is only a reference to the row above',
      rating: null,
      previousRating: null,
      milestones: [],
      nextMilestone: null,
      lastUpdatedOn: null,
      kpis: [],
      checks: [],
      ratings: [],
      progress: [],
      evidence: [],
      decisions: [],
    },
    teams: [],
  },
  'a team that does not carry the measure': {
    ...view,
    unit: { code: 'EH-N', name: 'Early Help North', teamTypes: new Set(['EH']) },
    action: { ...action, kpis: action.kpis.map((k) => ({ ...k, figure: null })) },
    teams: [],
  },
  'a reader of counts': { ...view, unit: null, teams: [] },
  'before the first publication': {
    ...view,
    action: {
      ...action,
      period: null,
      kpis: action.kpis.map((k) => ({ ...k, figure: null })),
      milestones: [
        {
          id: 'a',
          stage: 'output',
          meaning: 'introduced',
          due: '2018-12',
          originalDue: '2018-12',
          movedBecause: null,
          metOn: '2018-11-26',
        },
        {
          id: 'b',
          stage: 'outcome',
          meaning: 'better outcomes',
          due: '2019-03',
          originalDue: '2019-03',
          movedBecause: null,
          metOn: null,
        },
      ],
    },
    teams: [],
  },
}
