import { examplesOf } from '../example.ts'
import { summaryList } from './summary-list.ts'

export const examples = examplesOf(summaryList, {
  facts: {
    rows: [
      { key: 'Lead', value: 'Service Director' },
      { key: 'Due', value: 'June 2019' },
    ],
  },
  'with actions': {
    rows: [
      {
        key: 'Status',
        value: 'Published',
        actions: [
          { text: 'Revert', href: '/extracts/1/revert', visuallyHiddenText: 'extract 1' },
          { text: 'Open', href: '/extracts/1' },
        ],
      },
      { key: 'Rows', value: '1,000' },
    ],
    borderless: true,
  },
})
