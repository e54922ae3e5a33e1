import { exampleFigures, exampleFrame, exampleTeam, risingThenFalling } from '../../kit/example-measure.ts'
import { exampleBaseline, exampleSeries } from '../kit/example-series.ts'
import type { BaselineNewView } from './model.ts'

const series = exampleSeries(exampleTeam, exampleFigures(risingThenFalling))

const empty: BaselineNewView = {
  frame: exampleFrame,
  series,
  actions: [{ ref: 'R6.1', summary: 'Scorecards are used to monitor all visits' }],
  csrfToken: 'secret',
  fields: { from: '', reason: '', cause: '' },
  seen: 0,
  closed: null,
  faults: [],
  details: [],
  release: { isTicked: false, advice: null },
  stale: false,
}

export const examples: Record<string, BaselineNewView> = {
  'with a month suggested': {
    ...empty,
    series: { ...series, step: { from: '2018-09', before: 86.4, since: 92.8, points: 8 } },
    fields: { ...empty.fields, from: '2018-09' },
  },
  'without a suggestion, and with a baseline already': {
    ...empty,
    series: { ...series, baselines: [exampleBaseline] },
    seen: 1,
  },
  'with everything wrong': {
    ...empty,
    faults: [
      { field: 'from', text: 'Select when the new level begins' },
      { field: 'reason', text: 'Enter why it runs at a new level' },
      { field: 'cause', text: 'Select an action linked to this measure' },
    ],
  },
  'a sign of somebody’s details': {
    ...empty,
    fields: { from: '2018-09', reason: 'Case 104233 was moved.', cause: 'action R6.1' },
    details: ['case_number'],
  },
  'a small number in a reason to release': {
    ...empty,
    fields: { from: '2018-09', reason: 'Two children moved in.', cause: '' },
    release: { isTicked: true, advice: '“Two” may tell a small number.' },
  },
  'somebody set one meanwhile': { ...empty, stale: true, seen: 1 },
  'of a team that is closed': {
    ...empty,
    closed: 'South 1 is closed: its series has ended, and no baseline begins in it.',
  },
}
