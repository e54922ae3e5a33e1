import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LayoutRules } from '#domain/extracts/layouts/layout.ts'
import type { TableRow } from '#domain/extracts/layouts/layout-walk.ts'
import { type LayoutFinding, layoutReader } from '#domain/extracts/layouts/read-layout.ts'
import { some } from '../../../support/some.ts'
import { plainRules, register, report, reportRules, tableOf } from '../../layout-examples.ts'

type Sheets = readonly (readonly [name: string | null, rows: readonly TableRow[]])[]

function read(rules: LayoutRules, sheets: Sheets): LayoutFinding[] {
  const reader = layoutReader({ name: 'Visits', rules }, register)
  const found = sheets.flatMap(([name, rows]) => [
    ...reader.sheet(name),
    ...rows.flatMap((row) => reader.row(row).findings),
  ])
  return [...found, ...reader.end()]
}

const rowsOf = (rules: LayoutRules, sheets: Sheets) =>
  read(rules, sheets).map((finding) => {
    if (finding.is === 'problem') return finding.problem.message
    const { sheet, row, team_code, kpi_code, period, numerator, denominator, value } = finding.row
    return [sheet, row, team_code, kpi_code, period, numerator, denominator, value].join(' ').trim()
  })
const readReport = (change: (rows: string[][]) => void, rules = reportRules) => {
  const rows = report.map((cells) => [...cells])
  change(rows)
  return rowsOf(rules, [[null, tableOf(rows)]])
}

describe('a report with a title, subtotals, a total and a footer', () => {
  test('gives a row for each team, and nothing of what was confirmed to be none', () => {
    expect(readReport(() => {})).toEqual(['5 ASMT-N CN02 2019-04 41 52', '6 ASMT-S CN02 2019-04 30 33'])
  })

  test('is found again lower down, with another month', () => {
    const moved = readReport((rows) => {
      rows[0] = ['Visits and assessments – May 2019']
      rows.splice(1, 0, [], ['Confidential'])
    })
    expect(moved[0]).toBe('7 ASMT-N CN02 2019-05 41 52')
  })

  test('keeps the file’s own headings and texts beside what was read', () => {
    const [first] = read(reportRules, [[null, tableOf(report)]])
    expect(first).toMatchObject({
      row: {
        headings: { team_code: 'Team', period: 'A1', numerator: 'Children visited on time' },
        typed: {
          team_code: 'Assessment North',
          period: 'Visits and assessments – April 2019',
          numerator: '41',
        },
      },
    })
  })

  test('is refused where a total looks like a team', () => {
    expect(readReport((rows) => rows.splice(8, 1, ['All teams', '71', '85']))).toContain(
      'Row 9, Team: ‘All teams’ is not a team that the layout ‘Visits’ knows. Match the file again to say what it is',
    )
  })

  test('is refused where a team is new, with the nearest name that is known', () => {
    expect(readReport((rows) => rows.splice(6, 1, ['Assesment North', '7', '8']))).toContain(
      'Row 7, Team: ‘Assesment North’ is not a team that the layout ‘Visits’ knows. The ' +
        'closest is ‘Assessment North’ (ASMT-N). Match the file again to say what it is',
    )
  })

  test('is refused where a team’s name is missing', () => {
    expect(readReport((rows) => rows.splice(6, 1, ['', '7', '8']))).toContain(
      'Row 7, Team: Give the team, or match the file again to skip such rows',
    )
  })

  test('is refused where a row has a cell too many or too few, or has taken rows in', () => {
    expect(readReport((rows) => rows.splice(4, 1, ['Assessment North', '1', '041', '52']))[0]).toBe(
      'Row 5: The row has 4 cells and the headings are 3. Check for a missing or an extra comma',
    )
    expect(readReport((rows) => rows.splice(4, 1, ['Assessment North', '4152']))[0]).toContain(
      'Row 5: The row has 2 cells and the headings are 3',
    )
    const taken = 'Total\r\nAssessment North,41,52\r\nAssessment South,1,2'
    expect(readReport((rows) => rows.splice(6, 1, [taken, '71', '85']))).toContain(
      'Row 7: A cell holds whole rows: a double quote opens in it and does not close where it should',
    )
  })

  test('is refused where a column has another name, and says which', () => {
    const renamed = readReport((rows) => rows.splice(2, 1, ['Team', 'Children seen', 'Children due a visit']))
    expect(renamed).toEqual([
      'Row 3: The layout ‘Visits’ no longer fits: ‘Children seen’ is new and ‘Children ' +
        'visited on time’ is missing. Match the file again, or have its headings put back',
    ])
  })

  test('is refused where the columns stand in another order', () => {
    const moved = readReport((rows) =>
      rows.splice(2, 1, ['Team', 'Children due a visit', 'Children visited on time']),
    )
    expect(moved[0]).toContain('its headings stand in another order')
  })

  test('is refused once where its title names two months, and where it names none', () => {
    expect(readReport((rows) => rows.splice(0, 1, ['Visits – April 2019 to May 2019']))).toEqual([
      'Row 1, A1: ‘Visits – April 2019 to May 2019’ names more than one month. Leave the one that the figures are of',
    ])
    expect(readReport((rows) => rows.splice(0, 1, ['Visits']))).toEqual([
      'Row 1, A1: ‘Visits’ names no month. Write it like April 2019',
    ])
    expect(readReport((rows) => rows.splice(0, 1, []))).toEqual([
      'Row 1, A1: The month is missing. Write it like April 2019',
    ])
  })
})

describe('a workbook of one sheet per team', () => {
  const rules: LayoutRules = {
    ...plainRules,
    sheets: { take: 'every', except: ['Contents', 'Notes'] },
    headingRows: 2,
    columns: [
      { heading: 'Month', use: 'period' },
      { heading: 'LAC visits – On time', use: { kpi: 'LC01', part: 'numerator' } },
      { heading: 'LAC visits – Due', use: { kpi: 'LC01', part: 'denominator' } },
    ],
    team: { from: 'sheet' },
    period: { from: 'column' },
    teams: [{ name: 'CiC North', code: 'CIC-N' }],
  }
  const north = tableOf([
    ['Month', 'LAC visits'],
    ['', 'On time', 'Due'],
    ['2019-03-01', '20', '25'],
    ['Apr-19', '22', '24'],
  ])

  test('takes the team from the sheet and the month from the row', () => {
    const sheets: Sheets = [
      ['Contents', tableOf([['CiC North', 'page 1']])],
      ['CiC North', north],
      ['Notes', tableOf([['Month', 'anything']])],
      ['Blank', tableOf([['', ' ']])],
    ]
    expect(rowsOf(rules, sheets)).toEqual([
      'CiC North 3 CIC-N LC01 2019-03 20 25',
      'CiC North 4 CIC-N LC01 2019-04 22 24',
    ])
  })

  test('is refused where a sheet is named for no team, once', () => {
    expect(rowsOf(rules, [['CiC Nrth', north]])).toEqual([
      'Sheet ‘CiC Nrth’: ‘CiC Nrth’ is not a team that the layout ‘Visits’ knows. The closest is ‘CiC North’ (CIC-N). Match the file again to say what it is',
    ])
  })

  test('is refused where a cell stands beside the headings', () => {
    const beside = [...north.slice(0, 3), { row: 4, cells: ['Apr-19', '22', '24', '', '3'] }]
    expect(rowsOf(rules, [['CiC North', beside]])).toContain(
      'Sheet ‘CiC North’, row 4: Column E holds a cell and has no heading. Remove it or name the column',
    )
  })

  test('is refused where a sheet has other headings, or none', () => {
    const other = tableOf([
      ['Month', 'LAC visits'],
      ['', 'Done', 'Due'],
      ['Apr-19', '1', '2'],
    ])
    const found = rowsOf(rules, [
      ['CiC North', other],
      ['Sheet3', tableOf([['some words']])],
    ])
    expect(found).toEqual([
      'Sheet ‘CiC North’, row 2: The layout ‘Visits’ no longer fits: ‘LAC visits – Done’ is ' +
        'new and ‘LAC visits – On time’ is missing. Match the file again, or have its headings ' +
        'put back',
      'Sheet ‘Sheet3’: The layout ‘Visits’ no longer fits: no row holds its headings. Match the file again, or have its headings put back',
    ])
  })

  test('is refused where a cell of the months is none', () => {
    const bad = [...north, { row: 5, cells: ['Average', '1', '2'] }]
    expect(rowsOf(rules, [['CiC North', bad]])).toContain(
      'Sheet ‘CiC North’, row 5, Month: ‘Average’ names no month. Write it like April 2019',
    )
  })
})

describe('percentages, with words for what is not there', () => {
  const rules: LayoutRules = {
    ...plainRules,
    columns: [
      { heading: 'Team', use: 'team' },
      { heading: 'CIN visits %', use: { kpi: 'CN02', part: 'value' } },
      { heading: 'CP visits %', use: { kpi: 'CP03', part: 'value' } },
    ],
    teams: [
      { name: 'Assessment North', code: 'ASMT-N' },
      { name: 'H&P North 1', code: 'HP-N1' },
    ],
    words: [
      { word: '-', means: 'x' },
      { word: 'N/A', means: 'z' },
      { word: 'awaited', means: '' },
    ],
    percent: true,
    thousands: true,
  }
  const readCells = (...rows: string[][]) =>
    rowsOf(rules, [[null, tableOf([['April 2019'], ['Team', 'CIN visits %', 'CP visits %'], ...rows])]])

  test('are values without their sign, and words are what a person said they mean', () => {
    expect(readCells(['H&P North 1', '92%', '-'], ['H&P North 1', 'n/a', 'Awaited'])).toEqual([
      '3 HP-N1 CN02 2019-04   92',
      '3 HP-N1 CP03 2019-04   x',
      '4 HP-N1 CN02 2019-04   z',
      '4 HP-N1 CP03 2019-04',
    ])
  })

  test('an empty cell of a measure that the team does not carry says nothing; a figure there is read', () => {
    expect(readCells(['Assessment North', '92.5 %', 'n/a'])).toEqual(['3 ASMT-N CN02 2019-04   92.5'])
    expect(readCells(['Assessment North', '1,092%', '4%'])).toEqual([
      '3 ASMT-N CN02 2019-04   1092',
      '3 ASMT-N CP03 2019-04   4',
    ])
  })

  test('a word that was not confirmed is a problem of its own cell', () => {
    expect(readCells(['Assessment North', 'tbc', ''])).toEqual([
      'Row 3, CIN visits %: ‘tbc’ is not a word that the layout ‘Visits’ knows. Match the file again to say what it means',
    ])
  })

  test('a percent sign that was not confirmed is left for the check to refuse', () => {
    const rows: Sheets = [
      [null, tableOf([['April 2019'], ['Team', 'CIN visits %', 'CP visits %'], ['HP-N1', '92%', '5']])],
    ]
    expect(rowsOf({ ...rules, percent: false }, rows)[0]).toBe('3 HP-N1 CN02 2019-04   92%')
  })
})

test('a long table names its measure in a column, by our code or a confirmed name', () => {
  const rules: LayoutRules = {
    ...plainRules,
    columns: [
      { heading: 'Team', use: 'team' },
      { heading: 'Measure', use: 'kpi' },
      { heading: 'Done', use: 'numerator' },
      { heading: 'Of', use: 'denominator' },
      { heading: 'Remarks', use: 'note' },
    ],
    kpis: [{ name: 'Visits', code: 'CN02' }],
  }
  const rows = tableOf([
    ['April 2019'],
    rules.columns.map(({ heading }) => heading),
    ['asmt-n', 'visits', '4', '5', 'late'],
    ['ASMT-N', 'FD03', '7', '', ''],
    ['ASMT-N', 'Vists', '7', '8', ''],
  ])
  expect(rowsOf(rules, [[null, rows]])).toEqual([
    '3 ASMT-N CN02 2019-04 4 5',
    '4 ASMT-N FD03 2019-04 7',
    'Row 5, Measure: ‘Vists’ is not a measure that the layout ‘Visits’ knows. The closest is ‘Visits’ (CN02). Match the file again to say what it is',
  ])
})

test('no file makes it fail, and every row read is of a sheet that was to be read', () => {
  // What is drawn by the dice may be a code of a team by chance; "·" is in none.
  const cell = fc.oneof(
    fc.string().map((text) => `·${text}`),
    fc.constantFrom('', 'Team', 'April 2019', 'ASMT-N', '12', 'Total', '__proto__'),
  )
  const file = fc.array(fc.tuple(fc.option(fc.string()), fc.array(fc.array(cell, { maxLength: 5 }))), {
    minLength: 1,
  })
  const seen = { rows: 0, problems: 0 }
  fc.assert(
    fc.property(file, (sheets) => {
      const found = read(
        reportRules,
        sheets.map(([name, rows]) => [name, tableOf(report.toSpliced(6, 0, ...rows))] as const),
      )
      for (const finding of some(found)) {
        if (finding.is === 'row') {
          seen.rows++
          expect(finding.row.team_code).toMatch(/^ASMT-/)
        } else {
          seen.problems++
          expect(finding.problem.message).not.toBe('')
        }
      }
    }),
  )
  expect(Math.min(seen.rows, seen.problems)).toBeGreaterThan(50)
})
