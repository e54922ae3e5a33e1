import { exampleFigures, exampleFrame, exampleTeam, risingThenFalling } from '../../kit/example-measure.ts'
import { exampleBaseline, exampleSeries } from '../kit/example-series.ts'
import type { BaselineView, WithdrawalForm } from './model.ts'

const form: WithdrawalForm = {
  ...{ csrfToken: 'secret', reason: '', seen: 1, fault: null, details: [], stale: false },
}

const set: BaselineView = {
  frame: exampleFrame,
  series: exampleSeries(exampleTeam, exampleFigures(risingThenFalling)),
  baseline: exampleBaseline,
  form,
}

export const examples: Record<string, BaselineView> = {
  'in force, read by who may withdraw it': set,
  'without a cause, read by somebody else': {
    ...set,
    baseline: { ...exampleBaseline, cause: null },
    form: null,
  },
  'not said why it is withdrawn': { ...set, form: { ...form, fault: 'Enter why the baseline is withdrawn' } },
  'a sign of somebody’s details': {
    ...set,
    form: { ...form, reason: 'Case 104233', details: ['case_number'] },
  },
  'somebody wrote meanwhile': { ...set, form: { ...form, reason: 'Too early.', stale: true, seen: 2 } },
  withdrawn: {
    ...set,
    baseline: { ...exampleBaseline, withdrawal: { ...exampleBaseline, reason: 'The change was undone.' } },
    form: null,
  },
}
