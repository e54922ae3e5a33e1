/** What a trial lists of a file: its names, its words and the symbols among its figures, but no more than a person can read. */

import { describe, expect, test } from 'vitest'
import type { LayoutColumn, LayoutRules } from '#domain/extracts/layouts/layout.ts'
import { layoutTrier } from '#domain/extracts/layouts/try-layout.ts'
import type { ExtractProblem } from '#domain/extracts/problem.ts'
import { monthsRules, plainRules, register, tableOf, teamsRules } from '../../layout-examples.ts'

type Rows = readonly (readonly string[])[]

function trial(
  rules: LayoutRules,
  sheets: readonly (readonly [string | null, Rows])[],
  end: { problem: ExtractProblem | null; whole: boolean } = { problem: null, whole: true },
) {
  const trier = layoutTrier({ name: 'Visits', rules }, register)
  for (const [name, rows] of sheets) {
    trier.sheet(name)
    for (const row of tableOf(rows)) trier.row(row)
  }
  return trier.end(end.problem, end.whole)
}
const long: LayoutRules = {
  ...plainRules,
  columns: [
    { heading: 'Team', use: 'team' },
    { heading: 'Measure', use: 'kpi' },
    { heading: 'Done', use: 'numerator' },
    { heading: 'Value', use: 'value' },
  ],
  skip: { is: ['Other'], begins: ['Total'] },
}
const headings = long.columns.map(({ heading }) => heading)
const tried = (rows: Rows, change: Partial<LayoutRules> = {}) =>
  trial({ ...long, ...change }, [[null, [['April 2019'], headings, ...rows]]])
const listed = (met: readonly { text: string; times: number; row: number | null; hasFigures: boolean }[]) =>
  met.map(({ text, times, row, hasFigures }) => [text, times, row, hasFigures])

describe('the names of a file', () => {
  test('are listed once, with how often and where first, and whether any of their rows has a figure', () => {
    const { teams, kpis } = tried([
      ['North', 'Visits', '', ''],
      [' NORTH', 'visits', '4', ''],
      ['South', 'Plans', '', 'x'],
      ['South', 'Plans', '', ''],
      ['', '', '', ''],
      ['', ' ', '5', ''],
    ])
    expect(listed(teams)).toEqual([
      ['North', 2, 3, true],
      ['South', 2, 5, true],
    ])
    expect(listed(kpis)).toEqual([
      ['Visits', 2, 3, true],
      ['Plans', 2, 5, true],
    ])
    expect(listed(tried([['North', 'Visits', '', ' ']]).teams)).toEqual([['North', 1, 3, false]])
  })

  test('are those of a row that is left out only where its very name is', () => {
    const { teams, kpis, words, counts } = tried([
      ['Other', 'Visits', 'tbc', ''],
      ['Total', 'Plans', 'n/a', ''],
    ])
    expect(listed(teams)).toEqual([['Other', 1, 3, true]])
    expect([kpis, words]).toEqual([[], []])
    expect(counts).toMatchObject({ rows: 0, skipped: 2, figures: 0, problems: 0, unsaid: 0 })
  })

  test('are those of sheets, once for each row, where the sheet names the team or the measure', () => {
    const rows = [['April 2019'], ['Team', 'Done'], ['ASMT-N', '4'], ['ASMT-N', '']]
    const columns: LayoutColumn[] = [
      { heading: 'Team', use: 'team' },
      { heading: 'Done', use: 'numerator' },
    ]
    const sheets: LayoutRules['sheets'] = { take: 'every', except: [] }
    const byMeasure = trial({ ...long, columns, sheets, measure: { from: 'sheet' } }, [['CN02', rows]])
    expect(listed(byMeasure.kpis)).toEqual([['CN02', 2, null, true]])
    expect(listed(byMeasure.teams)).toEqual([['ASMT-N', 2, 3, true]])
    expect(byMeasure.kpis[0]?.sheet).toBe('CN02')

    const byTeam = trial(
      {
        ...long,
        sheets,
        columns: [{ heading: 'Measure', use: 'kpi' }, ...columns.slice(1)],
        team: { from: 'sheet' },
      },
      [['ASMT-N', [['April 2019'], ['Measure', 'Done'], ['CN02', '']]]],
    )
    expect(listed(byTeam.teams)).toEqual([['ASMT-N', 1, null, false]])
    expect(listed(byTeam.kpis)).toEqual([['CN02', 1, 3, false]])
  })

  test('are none of a text file’s, and none of a sheet that names neither', () => {
    const rows = [['April 2019'], headings, ['ASMT-N', 'CN02', '4', '']]
    for (const name of [null, 'Page 1']) {
      const { teams, kpis } = trial(long, [[name, rows]])
      expect([teams, kpis].map((met) => met.map(({ text }) => text))).toEqual([['ASMT-N'], ['CN02']])
    }
  })

  test('are none where a sheet should name them and the file has no sheets', () => {
    const rows = [['April 2019'], ['Done'], ['4']]
    const rules: LayoutRules = {
      ...long,
      columns: [{ heading: 'Done', use: 'numerator' }],
      team: { from: 'sheet' },
      measure: { from: 'sheet' },
    }
    const { teams, kpis, problems } = trial(rules, [[null, rows]])
    expect([teams, kpis]).toEqual([[], []])
    expect(problems.map(({ code }) => code)).toEqual(['missing_value', 'missing_value'])
  })

  test('are those of headings where the headings name the teams', () => {
    const rows = [['April 2019'], ['Measure', 'Assessment North', 'H&P North'], ['CN02', '1', '']]
    expect(listed(trial(teamsRules, [[null, rows]]).teams)).toEqual([
      ['Assessment North', 1, 2, true],
      ['H&P North', 1, 2, true],
    ])
    expect(listed(trial(teamsRules, [[null, rows.slice(0, 1)]]).teams)).toEqual([])
  })

  test('are five hundred at most, and those already met are still counted', () => {
    const names = Array.from({ length: 501 }, (_, i) => [`Team ${i}`, 'Visits', '1', ''])
    const { teams } = tried([...names, ['Team 0', 'Visits', '', '']])
    expect(teams).toHaveLength(500)
    expect([teams[0]?.times, teams.at(-1)?.text]).toEqual([2, 'Team 499'])
  })
})

describe('the words of a file in place of figures', () => {
  test('are those that are neither figures nor near them', () => {
    const texts = ['12 of 30', 'x12', '12x', '-4', '+4', '4,5', '1.2.3', '(4)', 'tbc', 'TBC', 'c', '', '5']
    const { words } = tried(texts.map((text) => ['ASMT-N', 'CN02', text, '']))
    expect(listed(words)).toEqual([
      ['12 of 30', 1, 3, true],
      ['x12', 1, 4, true],
      ['12x', 1, 5, true],
      ['(4)', 1, 10, true],
      ['tbc', 2, 11, true],
    ])
  })

  test('are listed also where a person has said what they mean', () => {
    const { words, counts } = tried([['ASMT-N', 'CN02', 'tbc', '']], { words: [{ word: 'tbc', means: 'x' }] })
    expect(words.map(({ text }) => text)).toEqual(['tbc'])
    expect(counts).toMatchObject({ unsaid: 0, figures: 1 })
  })
})

describe('the signs of a file’s figures', () => {
  const signs = (numerator: string, value: string) => {
    const { hasPercent, hasThousands, hasFractions } = tried([['HP-N1', 'CN02', numerator, value]])
    return [hasPercent, hasThousands, hasFractions]
  }

  test.each([
    ['', '', [false, false, false]],
    ['41', '82.5', [false, false, false]],
    ['', '92%', [true, false, false]],
    ['92%', '', [false, false, false]],
    ['n/a%', 'tbc, %', [false, false, false]],
    ['1,041', '', [false, true, false]],
    ['', '1,092%', [true, true, false]],
    ['', '0.5', [false, false, true]],
    ['', '.5', [false, false, true]],
    ['', '0.911111111111', [false, false, true]],
    ['', '0.0000001', [false, false, true]],
    ['', '1.911111111111', [false, false, false]],
    ['0.911111111111', '', [false, false, false]],
    ['', '0', [false, false, false]],
    ['', '1', [false, false, false]],
    ['', '0.5%', [true, false, false]],
    ['0.5', '', [false, false, false]],
  ])('of %j and %j are percent, thousands and shares: %o', (numerator, value, found) => {
    expect(signs(numerator, value)).toEqual(found)
  })
})

describe('what a trial counts and keeps', () => {
  test('is ten rows of each kind, and all in its counts', () => {
    const rows = Array.from({ length: 11 }, (_, i) => ['ASMT-N', 'FD03', `${i}`, ''])
    const skipped = Array.from({ length: 11 }, (_, i) => ['', ' ', 'Other', `${i}`])
    const found = tried([...rows, ...skipped], { skip: { is: ['Other'], begins: [] } })
    expect(found.counts).toMatchObject({ rows: 11, figures: 11, skipped: 11, problems: 0 })
    expect([found.first.length, found.skipped.length]).toEqual([10, 10])
    expect(found.first[9]).toMatchObject({ sheet: null, row: 12, read: { numerator: 9 } })
    expect(found.skipped[0]).toEqual({ sheet: null, row: 14, text: 'Other' })
  })

  test('is warnings, filled cells and figures, of accepted rows alone', () => {
    const columns = long.columns.map((column, i) => (i === 0 ? { ...column, fillDown: true } : column))
    const found = tried(
      [
        ['ASMT-N', 'CN02', '', '92'],
        ['', 'CN02', '9', ''],
        ['', 'CP03', '', '5'],
      ],
      { columns },
    )
    expect(found.counts).toEqual({
      ...{ rows: 3, skipped: 0, figures: 1, unsaid: 0, problems: 2, warnings: 1, filled: 2 },
    })
  })

  test('leaves names and words that nothing is said of to the form, and counts them apart', () => {
    const found = tried([
      ['Nobody', 'CN02', '1', ''],
      ['ASMT-N', 'Nothing', '1', ''],
      ['ASMT-N', 'CN02', 'tbc', ''],
      ['', 'CN02', '1', ''],
    ])
    expect(found.counts).toMatchObject({ unsaid: 3, problems: 1 })
    expect(found.problems.map(({ code }) => code)).toEqual(['missing_value'])
  })

  test('holds what ended the reading, and whether the file was read whole', () => {
    const problem: ExtractProblem = {
      ...{
        code: 'too_large',
        sheet: null,
        row: 9,
        column: null,
        value: null,
        message: 'why',
        firstRow: null,
      },
    }
    expect(trial(long, [], { problem, whole: false })).toMatchObject({
      whole: false,
      problems: [problem],
      counts: { problems: 1 },
    })
    expect(trial(long, []).whole).toBe(true)
  })

  test('holds that a sheet does not fit when the next begins, and when the file ends', () => {
    const sheets: LayoutRules['sheets'] = { take: 'every', except: [] }
    const found = trial({ ...monthsRules, sheets }, [
      ['A', [['words']]],
      [
        'B',
        [
          ['Team', 'Measure', 'Apr 2019'],
          ['HP-N1', 'CN02', '9'],
        ],
      ],
      ['C', [['words']]],
    ])
    expect(found.problems.map(({ sheet, code }) => [sheet, code])).toEqual([
      ['A', 'not_a_table'],
      ['C', 'not_a_table'],
    ])
    expect(found.first.map(({ sheet, row }) => [sheet, row])).toEqual([['B', 2]])
  })
})
