import type { WaitingExtract } from '#server/reads/waiting-extracts.ts'
import { exampleExtract, exampleStanding, exampleStopped } from '../../kit/example-extract.ts'
import { exampleFrame } from '../../kit/example-measure.ts'
import type { ExtractsView } from './model.ts'

const waiting: WaitingExtract = {
  id: 44,
  filename: '2019-05-case-system.csv',
  status: 'ready',
  problems: 0,
  warnings: 0,
  receivedAt: new Date('2019-06-10T08:05:00Z'),
  requestedBy: null,
  publishAt: null,
  decisionNote: null,
  isOverdue: false,
}

export const examples: Record<string, ExtractsView> = {
  'due, late, in part and in': {
    frame: exampleFrame,
    stopped: [exampleStopped],
    months: [
      {
        period: '2019-05',
        returns: [
          exampleStanding,
          { ...exampleStanding, code: 'court', name: 'Court', dueOn: '2019-06-11', state: 'not_due' },
        ],
      },
      {
        period: '2019-04',
        returns: [
          {
            ...exampleStanding,
            code: 'quality',
            name: 'Audit',
            dueOn: '2019-05-15',
            state: 'late',
            daysLate: 26,
          },
          {
            ...exampleStanding,
            state: 'part',
            received: 12,
            firstOn: '2019-05-09',
            lastOn: '2019-05-10',
            dueOn: '2019-05-09',
            daysLate: 32,
            missing: [{ unit: 'Assessment South', kpi: 'Contacts', came: 'nothing' }],
            teams: [{ unit: 'Assessment South', expected: 14, missing: 1 }],
          },
          {
            ...exampleStanding,
            code: 'missing',
            name: 'Missing children',
            state: 'in',
            received: 40,
            firstOn: '2019-05-08',
            lastOn: '2019-05-15',
            completeOn: '2019-05-15',
            dueOn: '2019-05-09',
            daysLate: 6,
          },
        ],
      },
    ],
    mayUpload: true,
    waiting: [
      {
        ...waiting,
        id: 41,
        status: 'scheduled',
        publishAt: new Date('2019-06-10T08:00:00Z'),
        isOverdue: true,
      },
      { ...waiting, id: 43, status: 'awaiting_approval', requestedBy: 'Data team' },
      { ...waiting, id: 44, status: 'ready', warnings: 2 },
      { ...waiting, id: 45, status: 'ready', decisionNote: 'It was to be published, and has new warnings.' },
      { ...waiting, id: 40, status: 'rejected', problems: 3 },
      { ...waiting, id: 42, status: 'scheduled', publishAt: new Date('2019-06-11T08:00:00Z') },
    ],
    lines: [
      { ...exampleExtract, isOverdue: false },
      {
        ...exampleExtract,
        id: 41,
        status: 'scheduled',
        publishAt: new Date('2019-06-10T08:00:00Z'),
        publishedAt: null,
        publishedBy: null,
        isOverdue: true,
      },
      {
        ...exampleExtract,
        id: 40,
        status: 'rejected',
        problems: 1,
        setAsideBy: 41,
        warnings: 0,
        publishedAt: null,
        publishedBy: null,
        isOverdue: false,
      },
      {
        ...exampleExtract,
        id: 39,
        status: 'checking',
        rows: null,
        warnings: 0,
        publishedAt: null,
        publishedBy: null,
        isOverdue: false,
      },
    ],
    total: 103,
    page: 1,
    pages: 3,
  },
  'nothing received yet': {
    frame: exampleFrame,
    months: [],
    stopped: [],
    waiting: [],
    mayUpload: false,
    lines: [],
    total: 0,
    page: 1,
    pages: 1,
  },
}
