import { describe, expect, test } from 'vitest'
import type { LayoutColumn, LayoutRules } from '#domain/extracts/layouts/layout.ts'
import { layoutReader } from '#domain/extracts/layouts/read-layout.ts'
import { monthsRules, plainRules, register, tableOf, teamsRules } from '../../layout-examples.ts'

/** The result of a file with one sheet: a line for each figure, or the message of each problem. */
function read(
  rules: LayoutRules,
  rows: readonly (readonly string[])[],
  sheet: string | null = null,
): string[] {
  const reader = layoutReader({ name: 'Visits', rules }, register)
  const found = [
    ...reader.sheet(sheet),
    ...tableOf(rows).flatMap((row) => reader.row(row).findings),
    ...reader.end(),
  ]
  return found.map((finding) => {
    if (finding.is === 'problem') return finding.problem.message
    const { row, team_code, kpi_code, period, numerator, denominator, value } = finding.row
    return [row, team_code, kpi_code, period, numerator, denominator, value].join(' ').trimEnd()
  })
}
const across = (heading: string, use: LayoutColumn['use']): LayoutColumn => ({
  heading,
  use,
  across: 'period',
})

describe('months across', () => {
  test('give a figure for each month, and next month’s without a word more', () => {
    const june = [
      ['Team', 'Measure', 'Apr 2019', 'May 2019', 'Jun 2019'],
      ['HP-N1', 'CN02', '91', '90', ''],
      ['HP-N1', 'CP03', '80', 'x', '70'],
    ]
    // June 2019 is not over, so nothing had to be filled in for it yet.
    expect(read(monthsRules, june)).toEqual([
      '2 HP-N1 CN02 2019-04   91',
      '2 HP-N1 CN02 2019-05   90',
      '3 HP-N1 CP03 2019-04   80',
      '3 HP-N1 CP03 2019-05   x',
      '3 HP-N1 CP03 2019-06   70',
    ])
  })

  test('say where a figure stands by the heading of its month', () => {
    const reader = layoutReader({ name: 'Visits', rules: monthsRules }, register)
    reader.sheet(null)
    const [, ...rows] = tableOf([
      ['Team', 'Measure', 'Apr 2019'],
      ['HP-N1', 'CN02', '91'],
    ]).map((row) => reader.row(row).findings)
    expect(rows.flat()).toMatchObject([
      {
        row: {
          headings: { period: 'Apr 2019', value: 'Apr 2019' },
          typed: { period: 'Apr 2019', value: '91' },
        },
      },
    ])
  })

  test('take the value of a count as its number', () => {
    expect(
      read(monthsRules, [
        ['Team', 'Measure', 'Apr 2019'],
        ['ASMT-N', 'FD03', '41'],
      ]),
    ).toEqual(['2 ASMT-N FD03 2019-04 41'])
  })

  test('with pairs, of one measure, of a measure that the sheet is called', () => {
    const columns = [
      { heading: 'Team', use: 'team' } as const,
      across('Apr 2019 – Num', 'numerator'),
      across('Apr 2019 – Den', 'denominator'),
    ]
    const rows = [
      ['Team', 'Apr 2019 – Num', 'Apr 2019 – Den', 'May 2019 – Num', 'May 2019 – Den'],
      ['HP-N1', '41', '45', '30', '36'],
    ]
    const found = ['2 HP-N1 CN02 2019-04 41 45', '2 HP-N1 CN02 2019-05 30 36']
    const rules: LayoutRules = { ...monthsRules, columns, kpis: [{ name: 'CIN visits', code: 'CN02' }] }
    expect(read({ ...rules, measure: { from: 'constant', code: 'CN02' } }, rows)).toEqual(found)
    expect(read({ ...rules, measure: { from: 'sheet' } }, rows, 'CIN visits')).toEqual(found)
    expect(read({ ...rules, measure: { from: 'sheet' } }, rows, 'CIN vists')).toEqual([
      'Sheet ‘CIN vists’: ‘CIN vists’ is not a measure that the layout ‘Visits’ knows. The ' +
        'closest is ‘CIN visits’ (CN02). Match the file again to say what it is',
    ])
  })

  test('of a measure named beside each month', () => {
    const columns = [
      { heading: 'Team', use: 'team' } as const,
      across('CIN visits Apr 2019', { kpi: 'CN02', part: 'value' }),
      across('CP visits Apr 2019', { kpi: 'CP03', part: 'value' }),
    ]
    const rows = [
      ['Team', 'CIN visits May 2019', 'CP visits May 2019'],
      ['HP-N1', '91', '90'],
      ['ASMT-N', '80', ''],
    ]
    expect(read({ ...monthsRules, columns }, rows)).toEqual([
      '2 HP-N1 CN02 2019-05   91',
      '2 HP-N1 CP03 2019-05   90',
      '3 ASMT-N CN02 2019-05   80',
    ])
  })

  test('are refused with a heading that names no month, and with one that is missing', () => {
    expect(
      read(monthsRules, [
        ['Team', 'Measure', 'Apr 2019', 'Year to date'],
        ['HP-N1', 'CN02', '9', '9'],
      ]),
    ).toEqual([
      'Row 1: The layout ‘Visits’ no longer fits: ‘Year to date’ is new. Match the file again, or have its headings put back',
    ])
    expect(
      read(monthsRules, [
        ['Team', 'Apr 2019'],
        ['HP-N1', '9'],
      ])[0],
    ).toContain('‘Measure’ is missing')
    expect(read(monthsRules, [['Team', 'Measure', 'Apr-19', 'April 2019']])[0]).toContain(
      '‘Apr-19’ and ‘April 2019’ are the same figure of the same month or team',
    )
  })

  test('read shares of one as percentages where a person said so, and no other figure', () => {
    const rows = [
      ['Team', 'Measure', 'Apr 2019', 'May 2019'],
      ['HP-N1', 'CN02', '0.91', '.9'],
      ['ASMT-N', 'FD03', '41', '0.911111111111'],
      ['HP-N1', 'CP03', '0.911111111111', '92'],
    ]
    expect(read({ ...monthsRules, fractions: true }, rows)).toEqual([
      '2 HP-N1 CN02 2019-04   91',
      '2 HP-N1 CN02 2019-05   90',
      '3 ASMT-N FD03 2019-04 41',
      '3 ASMT-N FD03 2019-05 0.911111111111',
      '4 HP-N1 CP03 2019-04   91.1111',
      '4 HP-N1 CP03 2019-05   9200',
    ])
  })
})

describe('teams across', () => {
  test('give a figure for each team, and an empty cell of a measure it does not carry says nothing', () => {
    const rows = [
      ['April 2019'],
      ['Measure', 'Assessment North', 'H&P North'],
      ['CN02', '91', '90'],
      ['CP03', '', '80'],
    ]
    expect(read(teamsRules, rows)).toEqual([
      '3 ASMT-N CN02 2019-04   91',
      '3 HP-N1 CN02 2019-04   90',
      '4 HP-N1 CP03 2019-04   80',
    ])
  })

  test('are refused once where a heading names a team that nobody has said', () => {
    const unsaid = { ...teamsRules, teams: teamsRules.teams.slice(0, 1) }
    const rows = [
      ['April 2019'],
      ['Measure', 'Assessment North', 'H&P North'],
      ['CN02', '1', '2'],
      ['CP03', '', '3'],
    ]
    const problems = read(unsaid, rows).filter((line) => line.includes('H&P North'))
    expect(problems).toEqual([
      expect.stringContaining('‘H&P North’ is not a team that the layout ‘Visits’ knows'),
    ])
  })
})

describe('fill down', () => {
  const rules: LayoutRules = {
    ...plainRules,
    columns: [
      { heading: 'Team', use: 'team', fillDown: true },
      { heading: 'Measure', use: 'kpi', fillDown: true },
      { heading: 'Month', use: 'period' },
      { heading: 'Done', use: 'numerator' },
    ],
    period: { from: 'column' },
    skip: { is: ['Assessment'], begins: ['Total'] },
  }
  const lines = (...rows: string[][]) => read(rules, [['Team', 'Measure', 'Month', 'Done'], ...rows])
  const missing = (row: number, column: string, word: string) =>
    `Row ${row}, ${column}: Give the ${word}, or match the file again to skip such rows`

  test('gives a blank cell what is above it', () => {
    expect(
      lines(['HP-N1', 'CN02', '2019-04', '1'], ['', '', '2019-05', '2'], ['', 'CP03', '2019-04', '3']),
    ).toEqual(['2 HP-N1 CN02 2019-04 1', '3 HP-N1 CN02 2019-05 2', '4 HP-N1 CP03 2019-04 3'])
  })

  test.each([
    ['a total', ['Total', '', '', '1']],
    ['a row that is left out', ['Assessment', '', '', '']],
    ['a blank row', ['', '', '', '']],
  ])('never reaches across %s', (_, between) => {
    expect(lines(['HP-N1', 'CN02', '2019-04', '1'], between, ['', 'CN02', '2019-05', '2'])).toEqual([
      '2 HP-N1 CN02 2019-04 1',
      missing(4, 'Team', 'team'),
    ])
  })

  test('does not carry one team’s measure to the next team', () => {
    expect(lines(['HP-N1', 'CN02', '2019-04', '1'], ['ASMT-N', '', '2019-04', '2'])[1]).toBe(
      missing(3, 'Measure', 'measure'),
    )
  })

  test('fills nothing before the first text, or where the layout does not say so', () => {
    expect(lines(['', 'CN02', '2019-04', '1'])).toEqual([missing(2, 'Team', 'team')])
    const unfilled = { ...rules, columns: rules.columns.map(({ heading, use }) => ({ heading, use })) }
    const rows = [
      ['Team', 'Measure', 'Month', 'Done'],
      ['HP-N1', 'CN02', '2019-04', '1'],
      ['', 'CN02', '2019-05', '2'],
    ]
    expect(read(unfilled, rows)[1]).toBe(missing(3, 'Team', 'team'))
  })

  test('does not begin a sheet with what the one before ended with', () => {
    const reader = layoutReader(
      { name: 'Visits', rules: { ...rules, sheets: { take: 'every', except: [] } } },
      register,
    )
    const rows = (first: string[]) => tableOf([['Team', 'Measure', 'Month', 'Done'], first])
    reader.sheet('A')
    expect(rows(['HP-N1', 'CN02', '2019-04', '1']).flatMap((row) => reader.row(row).findings)).toHaveLength(1)
    reader.sheet('B')
    const [finding] = rows(['', 'CN02', '2019-05', '1']).flatMap((row) => reader.row(row).findings)
    expect(finding).toMatchObject({ is: 'problem', problem: { code: 'missing_value' } })
  })
})
