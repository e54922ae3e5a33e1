import { layoutTrier } from '#domain/extracts/layouts/try-layout.ts'
import type { ExtractRegister, RegisteredKpi, RegisteredUnit } from '#domain/extracts/register.ts'
import type { SheetPreview } from '#server/grid.ts'
import { exampleFrame } from '../../kit/example-measure.ts'
import { type ColumnsPart, chosenHeadings, type NamesPart, type TablePart } from './draft.ts'
import type { Questions } from './fields.ts'
import type { MatchView } from './model.ts'
import { rulesOf } from './rules.ts'
import { columnSuggestions, suggestedColumns, suggestedTable } from './suggestions.ts'

const unit = (code: string, name: string, teamType: string | null, closed: string | null = null) =>
  [
    code,
    {
      code,
      name,
      kind: teamType === null ? 'service' : 'team',
      teamType,
      opened: '2015-04-01',
      closed,
    } satisfies RegisteredUnit,
  ] as const
const kpi = (code: string, name: string, kind: RegisteredKpi['kind']) =>
  [
    code,
    {
      code,
      kind,
      grains: ['monthly'],
      teamTypes: ['ASMT'],
      returnCode: 'protection_and_need',
      definitions: [{ from: '2015-04', to: null, name, mayExceed: false }],
    } satisfies RegisteredKpi,
  ] as const
const register: ExtractRegister = {
  units: new Map([
    unit('ASMT-N', 'Assessment North', 'ASMT'),
    unit('ASMT-S', 'Assessment South', 'ASMT'),
    unit('ASMT-W', 'Assessment West', 'ASMT', '2018-03-31'),
    unit('FD', 'Front Door and Assessment', null),
  ]),
  kpis: new Map([
    kpi('CN02', 'CIN visits in timescale', 'ratio'),
    kpi('FD03', 'Contacts received', 'count'),
    kpi('AS03', 'Median assessment duration', 'median'),
    kpi('WF01', 'Average caseload', 'mean'),
  ]),
  today: '2019-06-10',
}
const questions: Questions = new Map([
  ['CN02', 'delivery'],
  ['FD03', 'context'],
  ['AS03', 'delivery'],
])

const sheetOf = (name: string | null, rows: readonly (readonly string[])[]): SheetPreview => ({
  name,
  rows: rows.map((cells, i) => ({ row: i + 1, cells })),
})
const report = sheetOf(null, [
  ['Visits and assessments – April 2019', '', '', ''],
  [],
  ['Team', 'Children visited on time', 'Children due a visit', 'CIN visits in timescale (%)'],
  ['Assessment North', '1,041', '1,052', '92%'],
  ['Assesment South', '30', 'n/a', '-'],
  ['Total', '1,071', '1,052', '92%'],
  ['Produced by the performance team on 03/05/2019', '', '', ''],
])
const workbook = [
  sheetOf('Contents', [['Assessment North', 'page 2']]),
  sheetOf('Assessment North', [
    ['Month', 'CIN visits', '', ''],
    ['', 'On time', 'Due', 'Late'],
    ['2019-03-01', '40', '50', '10'],
  ]),
  sheetOf('Assessment South', [
    ['Month', 'CIN visits', '', ''],
    ['', 'On time', 'Due', 'Late'],
    ['2019-03-01', '30', '33', '3'],
  ]),
]

const file = { id: 42, filename: 'visits-2019-04.csv' }
const base = { frame: exampleFrame, file, from: null, errors: [] }
const table: TablePart = suggestedTable([report])
const chosen = chosenHeadings([report], table) ?? { sheet: report, row: 3, headings: [] }
const columns: ColumnsPart = {
  ...suggestedColumns(chosen, [report], register, null),
  uses: ['team', 'CN02.numerator', 'CN02.denominator', 'ignored'],
}
const names: NamesPart = {
  teams: [
    { name: 'Assessment North', code: 'ASMT-N' },
    { name: 'Assesment South', code: '' },
  ],
  kpis: [{ name: 'Visits', code: '' }],
  words: [{ word: 'n/a', means: '' }],
  percent: false,
  thousands: true,
  fractions: false,
  name: 'Monthly visits report',
}
const trialOf = (uses: ColumnsPart['uses'], said: NamesPart, rows = report) => {
  const rules = rulesOf(table, chosen.headings, { ...columns, uses }, said, { before: null, register })
  const trier = layoutTrier({ name: 'Monthly visits report', rules }, register)
  trier.sheet(rows.name)
  for (const row of rows.rows) trier.row(row)
  return trier.end(null, true)
}
const workbookTable = suggestedTable(workbook)
const workbookChosen = chosenHeadings(workbook, workbookTable) ?? chosen
const percentUses = ['team', 'ignored', 'ignored', 'CN02.value']

export const examples: Record<string, MatchView> = {
  'the first step of a text file': {
    ...base,
    step: { is: 'table', sheets: [report], shows: 0, table, fitting: [] },
  },
  'the first step of a workbook, filled in from a layout, with no row given': {
    ...base,
    from: { name: 'Monthly visits report', version: 2 },
    errors: [{ text: 'Enter the number of a row that holds headings', href: '#heading' }],
    step: {
      is: 'table',
      sheets: workbook,
      shows: 1,
      table: { ...workbookTable, heading: '' },
      fitting: ['Monthly visits report', 'Visits of the board'],
    },
  },
  'the second step of a text file, with a column left unsaid': {
    ...base,
    errors: [{ text: 'Select what ‘Children due a visit’ holds', href: '#c2' }],
    step: {
      is: 'columns',
      table,
      columns: { ...columns, uses: ['team', 'CN02.numerator', '', ''] },
      ...chosen,
      isWorkbook: false,
      register,
      questions,
      suggestions: columnSuggestions(chosen, register),
      hasSuggestions: true,
    },
  },
  'the second step of a workbook': {
    ...base,
    step: {
      is: 'columns',
      table: workbookTable,
      columns: suggestedColumns(workbookChosen, workbook, register, null),
      ...workbookChosen,
      isWorkbook: true,
      register,
      questions,
      suggestions: columnSuggestions(workbookChosen, register),
      hasSuggestions: false,
    },
  },
  'the third step, with names and words to say': {
    ...base,
    errors: [{ text: 'Select the team that ‘Assesment South’ is', href: '#team-1' }],
    step: {
      is: 'names',
      table,
      headings: chosen.headings,
      columns,
      names,
      trial: trialOf(columns.uses, names),
      register,
      questions,
      hasSuggestions: true,
    },
  },
  'the third step, all said': {
    ...base,
    step: {
      is: 'names',
      table,
      headings: chosen.headings,
      columns: { ...columns, uses: percentUses },
      names: {
        ...names,
        teams: [
          { name: 'Assessment North', code: 'ASMT-N' },
          { name: 'Assesment South', code: 'ASMT-S' },
        ],
        kpis: [],
        words: [{ word: '-', means: 'x' }],
        percent: true,
      },
      trial: trialOf(percentUses, {
        ...names,
        teams: [
          { name: 'Assessment North', code: 'ASMT-N' },
          { name: 'Assesment South', code: 'ASMT-S' },
        ],
        words: [{ word: '-', means: 'x' }],
        percent: true,
      }),
      register,
      questions,
      hasSuggestions: true,
    },
  },
  'the third step of a file with nothing below its headings': {
    ...base,
    step: {
      is: 'names',
      table,
      headings: chosen.headings,
      columns,
      names: { ...names, teams: [], kpis: [], words: [] },
      trial: { ...trialOf(columns.uses, names, sheetOf(null, [['April 2019']])), whole: false },
      register,
      questions,
      hasSuggestions: true,
    },
  },
}
