import type { RuleBreach } from '#server/reads/rule-quality.ts'
import { exampleStanding, exampleStopped } from '../../kit/example-extract.ts'
import { exampleKpi, exampleFrame as frame } from '../../kit/example-measure.ts'
import { returnsOf } from './freshness.ts'
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
const breach: RuleBreach = {
  rule: {
    code: 'CP07-WITHIN-CP06',
    name: 'Plans of 12 months or more are among those of 9 months or more',
    because: 'A child on a plan for 12 months has been on it for 9',
    left: {
      words: 'children on a plan for 12 months or more',
      sum: [{ kpi: 'CP07', part: 'numerator' }],
    },
    right: {
      words: 'children on a plan for 9 months or more',
      sum: [{ kpi: 'CP06', part: 'numerator' }],
    },
  },
  unit: { code: 'HP-N2', name: 'Help and Protection North 2' },
  period: '2019-03',
  left: 12,
  right: 9,
  since: {
    id: 14,
    at: new Date('2019-04-08T09:30:00Z'),
    by: 'Data team',
    extract: { id: 12, filename: '2019-03-case-system.csv', isTakenBack: false },
  },
  ended: null,
}
const mended: RuleBreach = {
  ...breach,
  period: '2019-02',
  ended: {
    id: 16,
    at: new Date('2019-05-09T09:30:00Z'),
    by: 'Data team',
    extract: { id: 13, filename: '2019-02-case-system.csv', isTakenBack: true },
    state: 'not_judged',
  },
}
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
  rules: { rules: 49, broken: [breach], ended: [mended] },
}
const viewOf = (shown: DataQualityView['quality']): DataQualityView => ({
  frame,
  quality: shown,
  returns: returnsOf(shown, 'Ridgeshire County Council'),
})

export const examples: Record<string, DataQualityView> = {
  'late and incomplete': viewOf(quality),
  'all in': viewOf({
    ...quality,
    rules: { rules: 49, broken: [], ended: [] },
    waiting: [],
    months: quality.months.slice(1),
    period: '2019-03',
  }),
  'before the first month': viewOf({
    ...quality,
    period: null,
    months: [],
    kpis: [],
    waiting: [],
    files: { received: 0, rejected: 0, problems: 0, warningsAccepted: 0 },
    rules: { rules: 0, broken: [], ended: [] },
  }),
}
