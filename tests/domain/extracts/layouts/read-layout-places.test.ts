/** Which cells of a table mean nothing when blank, and how messages name a row. */

import { describe, expect, test } from 'vitest'
import type { LayoutColumn, LayoutRules } from '#domain/extracts/layouts/layout.ts'
import { layoutReader } from '#domain/extracts/layouts/read-layout.ts'
import type { ExtractRegister } from '#domain/extracts/register.ts'
import { monthsRules, plainRules, register, tableOf, teamsRules, withKind } from '../../layout-examples.ts'

type Rows = readonly (readonly string[])[]

function findings(
  rules: LayoutRules,
  rows: Rows,
  sheet: string | null = null,
  by: ExtractRegister = register,
) {
  const reader = layoutReader({ name: 'Visits', rules }, by)
  return [
    ...reader.sheet(sheet),
    ...tableOf(rows).flatMap((row) => reader.row(row).findings),
    ...reader.end(),
  ]
}
/** A line for each figure read and a message for each problem. */
const read = (...given: Parameters<typeof findings>) =>
  findings(...given).map((finding) => {
    if (finding.is === 'problem') return finding.problem.message
    const { row, team_code, kpi_code, period, numerator, value } = finding.row
    return [row, team_code, kpi_code, period, numerator, value].join(' ').trim()
  })
const month = (heading: string, use: LayoutColumn['use']): LayoutColumn => ({
  heading,
  use,
  across: 'period',
})
const team: LayoutColumn = { heading: 'Team', use: 'team' }

describe('a blank cell under a month', () => {
  const rows = [
    ['Team', 'Measure', 'May 2019'],
    ['HP-N1', 'CN02', ''],
  ]
  const on = (today: string) => read(monthsRules, rows, null, { ...register, today })

  test('says nothing until the month is over, its last day included', () => {
    expect(on('2019-05-30')).toEqual([])
    expect(on('2019-05-31')).toEqual([])
    expect(on('2019-06-01')).toEqual(['2 HP-N1 CN02 2019-05'])
  })

  test('is not reported from then on, whether or not the row’s team carries its measure', () => {
    const other = [rows[0] ?? [], ['HP-N1', 'LC01', '']]
    expect(read(monthsRules, other)).toEqual(['2 HP-N1 LC01 2019-05'])
  })
})

describe('a blank cell of a month that no heading names', () => {
  test('is not reported, though the month is not over', () => {
    const rows = [['June 2019'], ['Team', 'CIN'], ['HP-N1', '']]
    const rules: LayoutRules = {
      ...plainRules,
      columns: [team, { heading: 'CIN', use: { kpi: 'CN02', part: 'value' } }],
    }
    expect(read(rules, rows)).toEqual(['3 HP-N1 CN02 2019-06'])
  })
})

describe('a blank cell under a measure or a team', () => {
  const under = (kpi: string, given: string, by = register) =>
    read(
      {
        ...plainRules,
        columns: [team, { heading: 'Measure', use: { kpi, part: 'value' } }],
        teams: [{ name: 'Gone', code: 'GONE' }],
      },
      [['April 2019'], ['Team', 'Measure'], [given, '']],
      null,
      by,
    )

  test('says nothing where the team does not carry the measure', () => {
    expect(under('CP03', 'ASMT-N')).toEqual([])
    expect(under('CP03', 'HP-N1')).toEqual(['3 HP-N1 CP03 2019-04'])
  })

  test('of a service says something only of what services supply', () => {
    expect(under('ST01', 'FD', withKind('ST01', 'stock', ['SVC']))).toEqual(['3 FD ST01 2019-04'])
    expect(under('ST01', 'HP-N1', withKind('ST01', 'stock', ['SVC']))).toEqual([])
    expect(under('CP03', 'FD')).toEqual([])
  })

  test('is left for the check to refuse where the team or the measure is none of ours', () => {
    expect(under('CN02', 'Gone')).toEqual(['3 GONE CN02 2019-04'])
    expect(under('ZZ99', 'HP-N1')).toEqual(['3 HP-N1 ZZ99 2019-04'])
  })

  test('says nothing under a team that does not carry the row’s measure', () => {
    const rows = [['April 2019'], ['Measure', 'Assessment North'], ['CP03', ''], ['CN02', '']]
    expect(read(teamsRules, rows)).toEqual(['4 ASMT-N CN02 2019-04'])
  })
})

describe('a row', () => {
  const long: LayoutRules = {
    ...plainRules,
    columns: [
      { heading: 'Done', use: 'numerator' },
      { heading: 'Measure', use: 'kpi' },
      team,
      { heading: 'Month', use: 'period' },
    ],
    period: { from: 'column' },
  }
  const headings = long.columns.map(({ heading }) => heading)

  test('keeps its note where there is a column of notes, and has none elsewhere', () => {
    const rows = [headings, ['4', 'CN02', 'HP-N1', '2019-04']]
    const notes = (rules: LayoutRules, table: Rows) =>
      findings(rules, table).map((finding) => (finding.is === 'row' ? finding.row.note : null))
    expect(notes(long, rows)).toEqual([''])
    const noted = { ...long, columns: [...long.columns, { heading: 'Remarks', use: 'note' as const }] }
    expect(
      notes(noted, [
        [...headings, 'Remarks'],
        ['4', 'CN02', 'HP-N1', '2019-04', ' late '],
      ]),
    ).toEqual([' late '])
  })

  test('keeps what the file says in each of its cells', () => {
    const [found] = findings({ ...long, kpis: [{ name: 'Visits', code: 'CN02' }] }, [
      headings,
      ['4', 'visits', 'hp-n1', 'Apr-19'],
    ])
    expect(found).toMatchObject({
      row: {
        sheet: null,
        row: 2,
        headings: { numerator: 'Done', kpi_code: 'Measure', team_code: 'Team', period: 'Month' },
        typed: { numerator: '4', kpi_code: 'visits', team_code: 'hp-n1', period: 'Apr-19' },
        as_at: '',
      },
    })
  })

  test('keeps nothing of what the rules say for all', () => {
    const columns: LayoutColumn[] = [
      { heading: 'Month', use: 'period' },
      { heading: 'Done', use: 'numerator' },
    ]
    const [found] = findings(
      {
        ...long,
        columns,
        team: { from: 'constant', code: 'HP-N1' },
        measure: { from: 'constant', code: 'CN02' },
      },
      [
        ['Month', 'Done'],
        ['2019-04', '4'],
      ],
    )
    expect(found).toMatchObject({ is: 'row', row: { team_code: 'HP-N1', kpi_code: 'CN02' } })
    expect(found?.is === 'row' ? Object.keys(found.row.typed ?? {}).sort() : []).toEqual([
      'numerator',
      'period',
    ])
  })

  test('names its sheet only where several are read', () => {
    const rows = [headings, ['4', 'CN02', 'Nobody', '2019-04']]
    expect(read(long, rows, 'May')[0]).toMatch(/^Row 2, Team: ‘Nobody’ is not a team/)
    expect(read({ ...long, sheets: { take: 'named', name: 'May' } }, rows, 'May')[0]).toMatch(/^Row 2, Team/)
    expect(read({ ...long, sheets: { take: 'every', except: [] } }, rows, 'May')[0]).toMatch(
      /^Sheet ‘May’, row 2, Team/,
    )
  })

  test('without its team is not told of its form too', () => {
    expect(read(long, [headings, ['4', 'CN02', 'Nobody']])).toEqual([
      expect.stringMatching(/‘Nobody’ is not a team/),
      'Row 2, Month: The month is missing. Write it like April 2019',
    ])
  })

  test('of a workbook that ends before its names lacks them', () => {
    expect(read(long, [headings, ['4']], 'May')).toEqual([
      'Row 2, Team: Give the team, or match the file again to skip such rows',
      'Row 2, Month: The month is missing. Write it like April 2019',
      'Row 2, Measure: Give the measure, or match the file again to skip such rows',
    ])
  })
})

describe('what the name of a sheet says', () => {
  const columns: LayoutColumn[] = [team, { heading: 'Done', use: 'numerator' }]
  const rows = [
    ['Team', 'Done'],
    ['HP-N1', '4'],
    ['ASMT-N', '5'],
  ]
  const rules: LayoutRules = {
    ...plainRules,
    columns,
    sheets: { take: 'every', except: [] },
    measure: { from: 'constant', code: 'CN02' },
    period: { from: 'sheet' },
  }

  test('may be the month of all its rows', () => {
    expect(read(rules, rows, 'Visits May 2019')).toEqual([
      '2 HP-N1 CN02 2019-05 4',
      '3 ASMT-N CN02 2019-05 5',
    ])
  })

  test('is refused once where it names no month', () => {
    expect(read(rules, rows, 'Visits')).toEqual([
      'Sheet ‘Visits’: ‘Visits’ names no month. Write it like April 2019',
    ])
  })

  test('is missing in a text file, which has no sheets', () => {
    expect(read(rules, rows)).toEqual(['The month is missing. Write it like April 2019'])
    expect(
      read({ ...rules, period: { from: 'cell', row: 1, column: 0 }, measure: { from: 'sheet' } }, rows),
    ).toEqual([
      expect.stringContaining('Row 1, A1: ‘Team’ names no month'),
      'Give the measure, or match the file again to skip such rows',
    ])
  })
})

test('the value of a count under its heading is its number', () => {
  const columns = [team, month('Contacts Apr 2019', { kpi: 'FD03', part: 'value' })]
  const rows = [
    ['Team', 'Contacts May 2019'],
    ['ASMT-N', '41'],
  ]
  expect(read({ ...monthsRules, columns }, rows)).toEqual(['2 ASMT-N FD03 2019-05 41'])
})
