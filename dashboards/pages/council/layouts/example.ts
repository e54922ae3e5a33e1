import type { LayoutRules } from '#domain/extracts/layouts/layout.ts'
import type { LayoutLine } from '#server/record/layouts.ts'
import { exampleFrame } from '../../kit/example-measure.ts'
import type { LayoutsView } from './model.ts'

const rules: LayoutRules = {
  sheets: { take: 'first' },
  headingRows: 1,
  columns: [
    { heading: 'Team', use: 'team' },
    { heading: 'Children visited on time', use: { kpi: 'CN02', part: 'numerator' } },
    { heading: '', use: 'ignored' },
    { heading: 'Children due a visit', use: { kpi: 'CN02', part: 'denominator' } },
  ],
  skip: { is: ['Assessment'], begins: ['Total'] },
  ends: ['Produced by'],
  team: { from: 'column' },
  period: { from: 'cell', row: 1, column: 0 },
  dates: 'day_first',
  teams: [{ name: 'Assessmt North', code: 'ASMT-N' }],
  kpis: [],
  words: [
    { word: 'n/a', means: 'z' },
    { word: 'awaited', means: '' },
  ],
  percent: false,
  thousands: false,
}
const report: LayoutLine = {
  name: 'Monthly visits report',
  version: 2,
  rules,
  confirmedBy: 'Data team',
  confirmedAt: new Date('2019-05-09T09:05:00Z'),
  dated: '2019-05-09',
  lastUsed: { extract: 41, filename: 'visits-2019-04.csv', receivedAt: new Date('2019-05-09T09:05:00Z') },
}
const workbook: LayoutLine = {
  ...report,
  name: 'Team workbook',
  version: 1,
  rules: {
    ...rules,
    sheets: { take: 'every', except: ['Contents', 'Notes'] },
    skip: { is: [], begins: [] },
    ends: [],
    teams: [],
    words: [],
  },
  lastUsed: null,
}

const months: LayoutLine = {
  ...report,
  name: 'Months across',
  rules: {
    ...rules,
    columns: [
      { heading: 'Team', use: 'team', fillDown: true },
      { heading: 'Apr 2019', use: 'value', across: 'period' },
      { heading: 'May 2019', use: 'value', across: 'period' },
    ],
    period: { from: 'heading' },
    measure: { from: 'constant', code: 'CN02' },
    fractions: true,
  },
}

export const examples: Record<string, LayoutsView> = {
  'two layouts': { frame: exampleFrame, layouts: [report, workbook], retired: null },
  'months across, of one measure': { frame: exampleFrame, layouts: [months], retired: null },
  'a sheet by its name': {
    frame: exampleFrame,
    layouts: [{ ...report, rules: { ...rules, sheets: { take: 'named', name: 'Data' } } }],
    retired: null,
  },
  'none, after one was retired': { frame: exampleFrame, layouts: [], retired: 'Monthly visits report' },
}
