import { examplesOf } from '../example.ts'
import { caseListLink } from './case-list-link.ts'

export const examples = examplesOf(caseListLink, {
  'a report by number': {
    list: { address: 'https://cases.ridgeshire.example/reports/14', label: 'report 14' },
  },
  'a list with a long name': {
    list: {
      address: 'https://cases.ridgeshire.example/lists/visits?team=all&state=late',
      label: 'the list of visits that are late or have no date',
    },
  },
})
