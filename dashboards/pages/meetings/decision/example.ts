import { exampleDecision as decision } from '../../kit/example-decision.ts'
import { exampleFrame, exampleTeam } from '../../kit/example-measure.ts'
import { exampleReleased, exampleUnreleased } from '../../kit/example-release.ts'
import type { DecisionView, OutcomeForm } from './model.ts'

const form: OutcomeForm = {
  csrfToken: 'secret',
  state: '',
  words: '',
  seen: 0,
  faults: [],
  details: [],
  stale: false,
  release: { isTicked: false, advice: null },
}

const open: DecisionView = {
  frame: exampleFrame,
  unit: exampleTeam,
  decision,
  outcomes: [],
  kpiName: 'CP visits in timescale',
  actionSummary: 'Monthly oversight using team scorecards',
  form,
  releases: null,
}

export const examples: Record<string, DecisionView> = {
  'open, past its day': open,
  'not said whether': {
    ...open,
    form: { ...form, faults: [{ field: 'state', text: 'Select whether it was done' }] },
  },
  'not said why, with a case number': {
    ...open,
    form: {
      ...form,
      state: 'not_done',
      words: 'Case 104233',
      faults: [{ field: 'words', text: 'Enter why it was not done, and what happens instead' }],
      details: ['case_number'],
    },
  },
  'done, said by somebody else meanwhile': {
    ...open,
    decision: {
      ...decision,
      state: 'done',
      outcome: 'The list goes out.',
      saidOn: '2019-05-03',
      saidBy: 'Team manager',
      saidById: null,
      doneOn: '2019-05-03',
      version: 2,
    },
    outcomes: [
      {
        version: 2,
        state: 'done',
        onDay: '2019-05-03',
        outcome: 'The list goes out.',
        release: exampleReleased('outcome'),
        byName: 'Team manager',
        byRole: 'Team manager, Help and Protection South 1',
        recordedAt: new Date('2019-05-03T11:30:00Z'),
      },
      {
        version: 1,
        state: 'open',
        onDay: '2019-04-29',
        outcome: 'The first list was late.',
        release: exampleUnreleased('outcome'),
        byName: 'A. Manager',
        byRole: 'Head of service, Help, Protection and Court',
        recordedAt: new Date('2019-04-29T11:30:00Z'),
      },
    ],
    form: { ...form, seen: 2, stale: true, words: 'Mine' },
    releases: {
      releasing: { csrfToken: 'secret', back: '/releases' },
      texts: new Set(['decision 1', 'outcome 1']),
    },
  },
  'read by somebody else, about nothing in particular': {
    ...open,
    decision: { ...decision, kpi: null, action: null, period: null, dueOn: null },
    kpiName: null,
    actionSummary: null,
    form: null,
  },
}
