import type { PlanAction } from '#server/reads/plan.ts'
import { exampleAction, exampleLeadersFrame as frame } from '../../kit/example-plan.ts'
import { refusedKey } from '../../kit/refusals.ts'
import { exampleHistory } from '../kit/example-history.ts'
import { noFilters } from '../kit/filters.ts'
import type { PlanView } from './model.ts'

const narrative: PlanAction = {
  ...exampleAction,
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
      actions: [exampleAction, narrative],
    },
  ],
}

const history: PlanView['history'] = exampleHistory('R8.4', 'R8.5')

const shared = { frame }
const council = { code: 'RIDGE', name: 'Ridgeshire County Council', teamTypes: new Set(['CIC']) }

export const examples: Record<string, PlanView> = {
  'the whole plan': { ...shared, history, plan, asked: { filters: noFilters, refused: [] }, unit: council },
  'filtered, with a filter nobody knows': {
    ...shared,
    history,
    plan,
    asked: {
      filters: { ...noFilters, rating: 'on_track', lead: 'SMT' },
      refused: [refusedKey('locality')],
    },
    unit: council,
  },
  'nothing fits': {
    ...shared,
    history,
    plan,
    asked: { filters: { ...noFilters, rating: 'completed' }, refused: [] },
    unit: council,
  },
  'a reader of counts': { ...shared, history, plan, asked: { filters: noFilters, refused: [] }, unit: null },
  'before the first publication': {
    ...shared,
    history: [],
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
