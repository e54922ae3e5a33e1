import { exampleFrame } from '../../kit/example-measure.ts'
import type { ExtractNewView } from './model.ts'

const view: ExtractNewView = {
  frame: exampleFrame,
  owners: ['Data team', 'Head of service: quality'],
  months: ['2019-05', '2019-04'],
  largest: 100 * 1024 * 1024,
  layouts: [],
  lastReceived: [],
  samples: '2019-05',
  refused: null,
}

export const examples: Record<string, ExtractNewView> = {
  'in the demonstration': {
    ...view,
    lastReceived: [
      {
        channel: 'inbox',
        id: 41,
        filename: '2019-04-case-system.csv',
        receivedAt: new Date('2019-05-09T09:05:00Z'),
      },
    ],
  },
  'with layouts, and nothing selected': {
    ...view,
    samples: null,
    layouts: ['visits-report', 'workforce-tabs'],
    refused: { field: 'file', message: 'Select a CSV or XLSX file', childLevel: false },
  },
  'a list of children': {
    ...view,
    refused: {
      field: 'table',
      message:
        'Column ‘UPN’ looks like child-level data. Team scorecards only take team totals. The file has not been kept',
      childLevel: true,
    },
  },
  'before there is a month': { ...view, owners: [], months: [], samples: null },
}
