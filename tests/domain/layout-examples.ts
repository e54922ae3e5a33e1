/** Layouts and files in three shapes that are not ours, for the tests of layouts. */

import type { KpiKind } from '#domain/catalogue/kpi.ts'
import type { LayoutRules } from '#domain/extracts/layouts/layout.ts'
import type { TableRow } from '#domain/extracts/layouts/layout-walk.ts'
import type { ExtractRegister, RegisteredKpi, RegisteredUnit } from '#domain/extracts/register.ts'

const unit = (code: string, name: string, teamType: string | null): [string, RegisteredUnit] => [
  code,
  { code, name, kind: teamType === null ? 'service' : 'team', teamType, opened: '2015-04-01', closed: null },
]
const kpi = (code: string, name: string, kind: KpiKind, teamTypes: string[]): [string, RegisteredKpi] => [
  code,
  {
    code,
    kind,
    grains: ['monthly'],
    teamTypes,
    returnCode: 'protection_and_need',
    definitions: [{ from: '2015-04', to: null, name, mayExceed: false }],
  },
]

export const register: ExtractRegister = {
  units: new Map([
    unit('FD', 'Front Door and Assessment', null),
    unit('ASMT-N', 'Assessment North', 'ASMT'),
    unit('ASMT-S', 'Assessment South', 'ASMT'),
    unit('HP-N1', 'Help and Protection North 1', 'H&P'),
    unit('CIC-N', 'Children in Care North', 'CIC'),
  ]),
  kpis: new Map([
    kpi('CN02', 'CIN visits in timescale', 'ratio', ['H&P', 'ASMT']),
    kpi('CP03', 'CP visits in timescale', 'ratio', ['H&P']),
    kpi('LC01', 'LAC visits in timescale', 'ratio', ['CIC']),
    kpi('FD03', 'Contacts received', 'count', ['ASMT']),
  ]),
  today: '2019-06-10',
}

/** The register with one more measure: visits, with this code and of this kind. */
export function withKind(code: string, kind: KpiKind, teamTypes: string[] = ['H&P']): ExtractRegister {
  return { ...register, kpis: new Map([...register.kpis, kpi(code, `Measure ${code}`, kind, teamTypes)]) }
}

/** Rules for the plainest file; tests put their own fields over these. */
export const plainRules: LayoutRules = {
  sheets: { take: 'first' },
  headingRows: 1,
  columns: [
    { heading: 'Team', use: 'team' },
    { heading: 'Children visited on time', use: { kpi: 'CN02', part: 'numerator' } },
    { heading: 'Children due a visit', use: { kpi: 'CN02', part: 'denominator' } },
  ],
  skip: { is: [], begins: [] },
  ends: [],
  team: { from: 'column' },
  period: { from: 'cell', row: 1, column: 0 },
  dates: 'day_first',
  teams: [],
  kpis: [],
  words: [],
  percent: false,
  thousands: false,
}

/** A report with a title, blank rows, subtotals, a total and a footer. */
export const reportRules: LayoutRules = {
  ...plainRules,
  skip: { is: ['Assessment'], begins: ['Subtotal', 'Total'] },
  ends: ['Produced by'],
  teams: [
    { name: 'Assessment North', code: 'ASMT-N' },
    { name: 'Assessmt South', code: 'ASMT-S' },
  ],
}

export const report = [
  ['Visits and assessments – April 2019'],
  [],
  ['Team', 'Children visited\non time', 'Children due a visit'],
  ['Assessment', '', ''],
  ['Assessment North', '41', '52'],
  ['Assessmt  South', '30', '33'],
  ['Subtotal', '71', '85'],
  ['', '', ''],
  ['Total (all teams)', '71', '85'],
  ['Produced by the performance team on 3 May 2019', '', ''],
  ['Assessment North', '1', '1'],
]

export function tableOf(rows: readonly (readonly string[])[]): TableRow[] {
  return rows.map((cells, index) => ({ row: index + 1, cells }))
}

/** A row for each team and measure, and a column for each month. */
export const monthsRules: LayoutRules = {
  ...plainRules,
  columns: [
    { heading: 'Team', use: 'team' },
    { heading: 'Measure', use: 'kpi' },
    { heading: 'Apr 2019', use: 'value', across: 'period' },
    { heading: 'May 2019', use: 'value', across: 'period' },
  ],
  period: { from: 'heading' },
}

/** A row for each measure, and a column for each team. */
export const teamsRules: LayoutRules = {
  ...plainRules,
  columns: [
    { heading: 'Measure', use: 'kpi' },
    { heading: 'Assessment North', use: 'value', across: 'team', name: 'Assessment North' },
    { heading: 'H&P North', use: 'value', across: 'team', name: 'H&P North' },
  ],
  team: { from: 'heading' },
  teams: [
    { name: 'Assessment North', code: 'ASMT-N' },
    { name: 'H&P North', code: 'HP-N1' },
  ],
}
