import { examplesOf } from '../example.ts'
import { button } from './button.ts'

export const examples = examplesOf(button, {
  submit: { text: 'Publish', name: 'do', value: 'publish' },
  secondary: { text: 'Check again', secondary: true },
  warning: { text: 'Revert', warning: true },
  'with an address of its own': { text: 'Download', formAction: '/extracts/template.csv' },
  link: { text: 'Open April scorecard', href: '/units/HP-S1/scorecards/2019-04' },
})
