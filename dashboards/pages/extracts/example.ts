import type { ExtractLine } from '#server/reads/extracts.ts'
import type { ReturnStanding } from '#server/reads/returns.ts'
import { exampleFrame } from '../example-measure.ts'
import type { ExtractsView } from './view.ts'

const given: ReturnStanding = {
  code: 'front_door',
  name: 'Front door',
  ownerRole: 'Data team',
  source: 'case system',
  dueWorkingDay: 6,
  period: '2019-05',
  dueOn: '2019-06-10',
  expected: 40,
  received: 0,
  receivedOn: null,
  state: 'due',
  daysLate: 0,
}

const line: ExtractLine = {
  id: 41,
  filename: '2019-04-case-system.csv',
  status: 'published',
  channel: 'inbox',
  receivedAt: new Date('2019-05-09T09:05:00Z'),
  receivedBy: 'Data team',
  rows: 1321,
  problems: 0,
  warnings: 2,
  publishedAt: new Date('2019-05-09T10:40:00Z'),
  publishedBy: 'Data team',
}

export const examples: Record<string, ExtractsView> = {
  'due, late, in part and in': {
    frame: exampleFrame,
    months: [
      {
        period: '2019-05',
        returns: [given, { ...given, code: 'court', name: 'Court', dueOn: '2019-06-11', state: 'not_due' }],
      },
      {
        period: '2019-04',
        returns: [
          { ...given, code: 'quality', name: 'Audit', dueOn: '2019-05-15', state: 'late', daysLate: 26 },
          { ...given, state: 'part', received: 12, receivedOn: '2019-05-09', dueOn: '2019-05-09' },
          {
            ...given,
            code: 'missing',
            name: 'Missing children',
            state: 'in',
            received: 40,
            receivedOn: '2019-05-15',
            dueOn: '2019-05-09',
            daysLate: 6,
          },
        ],
      },
    ],
    lines: [
      line,
      { ...line, id: 40, status: 'rejected', problems: 1, warnings: 0, publishedAt: null, publishedBy: null },
      { ...line, id: 39, status: 'checking', rows: null, warnings: 0, publishedAt: null, publishedBy: null },
    ],
    total: 103,
    page: 1,
    pages: 3,
  },
  'nothing received yet': { frame: exampleFrame, months: [], lines: [], total: 0, page: 1, pages: 1 },
}
