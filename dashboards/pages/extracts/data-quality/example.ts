import { exampleStanding, exampleStopped } from '../../kit/example-extract.ts'
import { exampleKpi, exampleFrame as frame } from '../../kit/example-measure.ts'
import type { DataQualityView } from './model.ts'

const on = (day: string) => ({ firstOn: day, lastOn: day, completeOn: day })
const standing = { ...exampleStanding, received: 40, restated: 0, state: 'in' } as const
const onTime = { ...standing, period: '2019-03', dueOn: '2019-04-08', ...on('2019-04-08') }
const late = {
  ...standing,
  period: '2019-04',
  dueOn: '2019-05-09',
  ...on('2019-05-11'),
  completeOn: null,
  received: 39,
  state: 'part',
  daysLate: 32,
  missing: [{ unit: 'Assessment South', kpi: exampleKpi.name, came: 'nothing' }],
  teams: [{ unit: 'Assessment South', expected: 14, missing: 1 }],
} as const
const quality: DataQualityView['quality'] = {
  day: '2019-06-10',
  period: '2019-04',
  months: [
    { period: '2019-04', returns: [late] },
    { period: '2019-03', returns: [{ ...onTime, restated: 4 }] },
  ],
  kpis: [
    {
      kpi: exampleKpi,
      returnName: 'Front door',
      ownerRole: 'Data team',
      expected: 40,
      missing: ['Assessment South'],
      never: [
        {
          unit: 'Assessment North',
          kpi: exampleKpi.name,
          why: 'No system for it',
          by: 'Data team',
          on: '2019-05-20',
        },
      ],
      stopped: [exampleStopped],
      definedSince: '2018-12',
      issues: [{ note: 'Counted by hand.', unit: 'ASMT-S', from: '2019-02', to: null }],
    },
    {
      kpi: { code: 'AS02', name: 'Open assessments past 45 working days' },
      returnName: 'Front door',
      ownerRole: 'Data team',
      expected: 3,
      missing: [],
      never: [],
      definedSince: null,
      stopped: [],
      issues: [],
    },
  ],
  waiting: [{ unit: 'Assessment South', missing: 1, returns: ['Front door'] }],
  files: { received: 12, rejected: 1, problems: 3, warningsAccepted: 2 },
}
const scope = 'Ridgeshire County Council'

export const examples: Record<string, DataQualityView> = {
  'late and incomplete': { frame, quality, scope },
  'all in': {
    frame,
    quality: { ...quality, waiting: [], months: quality.months.slice(1), period: '2019-03' },
    scope,
  },
  'before the first month': {
    frame,
    quality: {
      ...quality,
      period: null,
      months: [],
      kpis: [],
      waiting: [],
      files: { received: 0, rejected: 0, problems: 0, warningsAccepted: 0 },
    },
    scope,
  },
}
