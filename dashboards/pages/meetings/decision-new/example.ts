import { scorecardAddress } from '../../../addresses.ts'
import { exampleFrame, exampleKpi, exampleTeam } from '../../kit/example-measure.ts'
import type { DecisionNewView } from './model.ts'

const empty: DecisionNewView = {
  frame: exampleFrame,
  unit: exampleTeam,
  period: '2019-04',
  kpis: [exampleKpi],
  measure: { name: exampleKpi.name, figure: '74.4% (29 of 39)', target: '90% or more' },
  actions: [
    { ref: 'R6.1', summary: 'Senior managers look at visits each month', isLinked: true },
    { ref: 'R1.1', summary: 'Monthly oversight using team scorecards', isLinked: false },
  ],
  about: 'CP04',
  back: {
    from: 'scorecard',
    href: `${scorecardAddress(exampleTeam.code, '2019-04')}#decisions`,
    text: 'Back to the scorecard',
  },
  csrfToken: 'secret',
  isFilledIn: true,
  typedDue: null,
  fields: {
    ...{ body: '', owner: 'Team manager', day: '8', month: '7', year: '2019' },
    ...{ kpi: 'CP04', action: 'R6.1' },
  },
  closed: null,
  faults: [],
  details: [],
  release: { isTicked: false, advice: null },
}

export const examples: Record<string, DecisionNewView> = {
  empty,
  'with words for a date that are no day': {
    ...empty,
    typedDue: { words: 'once the post is filled', day: null },
    fields: { ...empty.fields, day: '', month: '', year: '' },
  },
  'about no measure': {
    ...empty,
    about: '',
    measure: null,
    actions: empty.actions.map((action) => ({ ...action, isLinked: false })),
    fields: { ...empty.fields, kpi: '', action: '' },
  },
  'with everything wrong': {
    ...empty,
    isFilledIn: false,
    typedDue: null,
    fields: { ...empty.fields, owner: '', day: '31', month: '2', year: '2019', action: 'R1.1' },
    faults: [
      { field: 'body', text: 'Enter what will be done' },
      { field: 'owner', text: 'Enter who will do it' },
      { field: 'due', text: 'By when must be a real date' },
      { field: 'kpi', text: 'Select a measure of this scorecard' },
      { field: 'action', text: 'Select an action of the plan' },
    ],
  },
  'a sign of somebody’s details': {
    ...empty,
    isFilledIn: false,
    typedDue: null,
    fields: { ...empty.fields, body: 'Visit case 104233 each week', owner: 'Team manager' },
    details: ['case_number'],
  },
  'asked about a small number': {
    ...empty,
    isFilledIn: false,
    typedDue: null,
    fields: { ...empty.fields, body: 'See both brothers', owner: 'Team manager' },
    release: { isTicked: true, advice: 'It seems to tell a small number: “both”.' },
  },
}
