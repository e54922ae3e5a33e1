import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { layoutFaults } from '#domain/extracts/layouts/faults.ts'
import {
  asName,
  cellAddress,
  columnLetters,
  headingsKey,
  headingsOf,
  isFigurePart,
  type LayoutRules,
  useWords,
} from '#domain/extracts/layouts/layout.ts'
import { plainRules, register, reportRules } from '../../layout-examples.ts'

describe('headings', () => {
  test('of one row are its cells, without the blank ones at the right', () => {
    expect(headingsOf([['Team', 'Children visited\r\non time', '', ' ']])).toEqual([
      'Team',
      'Children visited on time',
    ])
  })

  test('of two rows stand over the columns to their right, as merged cells do', () => {
    const upper = ['Month', 'LAC visits', '', 'CP visits', '', 'Comment']
    const lower = ['', 'On time', 'Due', 'On time', 'Due', '']
    expect(headingsOf([upper, lower])).toEqual([
      'Month',
      'LAC visits – On time',
      'LAC visits – Due',
      'CP visits – On time',
      'CP visits – Due',
      'Comment',
    ])
  })

  test('of two rows are as wide as the wider of them, and as one line each', () => {
    expect(headingsOf([['A', 'B', 'C'], ['x']])).toEqual(['A – x', 'B', 'C'])
    expect(headingsOf([['A'], ['x', 'y\u00a0\n z']])).toEqual(['A – x', 'A – y z'])
    expect(
      headingsOf([
        ['', 'B'],
        ['x', 'y', ''],
      ]),
    ).toEqual(['x', 'B – y'])
    expect(headingsOf([[' '], []])).toEqual([])
    expect(headingsOf([])).toEqual([])
  })

  test('a heading merged downwards stands over no other column', () => {
    expect(headingsOf([['Month'], ['', 'On time']])).toEqual(['Month', 'On time'])
  })

  test('are the same headings in other letters and spaces, and not in another order', () => {
    expect(headingsKey([' TEAM', 'Children\u00a0 due'])).toBe(headingsKey(['Team', 'children due']))
    expect(headingsKey(['a', 'b'])).not.toBe(headingsKey(['b', 'a']))
  })

  test('no rows make it fail', () => {
    const cells = fc.array(fc.string())
    fc.assert(
      fc.property(fc.array(cells, { maxLength: 3 }), (rows) => {
        expect(headingsOf(rows).at(-1)).not.toBe('')
      }),
    )
  })
})

test('a name is the same however its letters and spaces are typed', () => {
  expect(asName(' Ａssessment\n North\u00a0')).toBe('assessment north')
  expect(asName('A \t\u00a0 B')).toBe('a b')
  expect(asName('\u2003A\u2003')).toBe('a')
})

test('columns and cells are called what a spreadsheet calls them', () => {
  expect([0, 25, 26, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA'])
  expect(cellAddress(1, 0)).toBe('A1')
  expect(cellAddress(12, 27)).toBe('AB12')
  expect([-1, 1.5, Number.NaN, Number.MAX_SAFE_INTEGER + 1].map(columnLetters)).toEqual(['', '', '', ''])
})

test('what a column holds has words of its own', () => {
  const words = Object.values(useWords)
  expect(words.filter((said) => !/^(the|a|nothing) [a-z ]+$/.test(said))).toEqual([])
  expect(new Set(words).size).toBe(8)
})

test('a part of a figure is a numerator, a denominator or a value', () => {
  const uses = ['numerator', 'denominator', 'value', 'team', 'note', { kpi: 'CN02', part: 'value' }] as const
  expect(uses.map(isFigurePart)).toEqual([true, true, true, false, false, false])
})

describe('rules', () => {
  const faultsOf = (change: Partial<LayoutRules>) =>
    layoutFaults({ ...plainRules, ...change }, register).map(({ message }) => message)
  const long = [
    { heading: 'Team', use: 'team' },
    { heading: 'Measure', use: 'kpi' },
    { heading: 'Done', use: 'numerator' },
  ] as const

  test('of a wide and of a long table stand', () => {
    expect(layoutFaults(reportRules, register)).toEqual([])
    expect(faultsOf({ columns: long })).toEqual([])
  })

  test('need a column of figures', () => {
    const none = plainRules.columns.map(({ heading }) => ({ heading, use: 'ignored' }) as const)
    expect(faultsOf({ columns: none, team: { from: 'sheet' } })).toEqual([
      'Select at least one column that holds figures',
    ])
  })

  test('need two headings, so that no blank row or title has them', () => {
    const blank = plainRules.columns.map(({ use }) => ({ heading: ' ', use }))
    expect(faultsOf({ columns: blank })).toEqual([
      'At least two columns need a heading to recognise such files by',
    ])
  })

  test('do not take one figure from two columns', () => {
    const repeated = [
      ...plainRules.columns,
      { heading: 'Seen', use: { kpi: 'CN02', part: 'numerator' } as const },
    ]
    expect(faultsOf({ columns: repeated })).toEqual([
      'Columns B and D cannot both hold the numerator of CIN visits in timescale',
    ])
  })

  test('name the measure in the heading or in a column, not in both', () => {
    expect(faultsOf({ columns: [...plainRules.columns, ...long.slice(1)] })).toHaveLength(1)
    expect(faultsOf({ columns: [long[0], long[2]] })).toEqual(['Select the column that names the measure'])
  })

  test('take the team and the month from one place each', () => {
    expect(faultsOf({ period: { from: 'column' } })).toEqual(['Select the column that holds the month'])
    expect(faultsOf({ team: { from: 'sheet' } })).toEqual([
      'A column holds the team: it cannot come from elsewhere too',
    ])
  })

  test('hold only codes of the catalogue, and one for each name', () => {
    expect(faultsOf({ teams: [{ name: 'North', code: 'NORTH' }] })).toEqual([
      '‘NORTH’, given for ‘North’, is not a code',
    ])
    const twice = [
      { name: 'North', code: 'ASMT-N' },
      { name: 'north ', code: 'ASMT-S' },
    ]
    expect(faultsOf({ teams: twice })).toEqual(['‘north ’ cannot be both ASMT-N and ASMT-S'])
  })
})
