import type { Decision } from '#server/reads/links.ts'
import { exampleDecision } from '../../kit/example-decision.ts'
import { exampleFrame, exampleService, exampleTeam } from '../../kit/example-measure.ts'
import type { DecisionsView } from './model.ts'

const open: Decision = { ...exampleDecision, dueOn: '2019-06-14' }
const kept: Decision = {
  ...open,
  id: 2,
  kpi: null,
  state: 'done',
  outcome: 'Every post was advertised.',
  saidOn: '2019-05-03',
  saidBy: 'Team manager',
  saidById: null,
  doneOn: '2019-05-03',
  version: 1,
}

const none: DecisionsView = {
  frame: exampleFrame,
  unit: exampleTeam,
  decisions: [],
  unitNames: new Map([[exampleTeam.code, exampleTeam.name]]),
  kpiNames: new Map([['CP04', 'CP visits in timescale']]),
  adds: true,
}

export const examples: Record<string, DecisionsView> = {
  none,
  'open, overdue, kept and not kept': {
    ...none,
    decisions: [
      open,
      { ...open, id: 4, dueOn: '2019-05-31' },
      { ...open, id: 5, dueOn: null, period: null },
      kept,
      { ...kept, id: 6, action: null, state: 'not_done', doneOn: null },
    ],
  },
  'of a service, read by somebody who adds none': {
    ...none,
    unit: exampleService,
    decisions: [open, { ...kept, unit: 'HP-S2' }],
    adds: false,
  },
}
