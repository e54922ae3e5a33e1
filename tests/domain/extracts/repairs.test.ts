import { describe, expect, it } from 'vitest'
import { problemCodes } from '#domain/extracts/problem.ts'
import { type FaultCount, repairsOf } from '#domain/extracts/repairs.ts'
import { some } from '../../support/some.ts'

const fault = (code: string, column: string | null, count: number, change: Partial<FaultCount> = {}) => ({
  code,
  column,
  count,
  values: count,
  firstRows: 0,
  totals: 0,
  rows: [],
  ...change,
})
const words = (faults: readonly FaultCount[]) => repairsOf(faults).map((repair) => repair.words)

describe('what there is to do', () => {
  it('is told by repair, with how many rows each mends', () => {
    expect(
      words([
        fault('numerator_exceeds_denominator', 'numerator', 1),
        fault('bad_number', 'numerator', 1),
        fault('duplicate_row', 'team_code', 1, { firstRows: 1 }),
        fault('unknown_team', 'team_code', 6, { values: 1 }),
      ]),
    ).toEqual(['map 1 team code (6 rows)', 'fix 2 numerators', 'choose between 2 repeated rows'])
  })

  it('counts every row that says the same, and not pairs of them', () => {
    expect(words([fault('duplicate_row', 'team_code', 3, { firstRows: 2 })])).toEqual([
      'choose between 5 repeated rows',
    ])
  })

  it('keeps the columns of figures apart', () => {
    expect(words([fault('missing_value', 'denominator', 2), fault('missing_value', 'numerator', 1)])).toEqual(
      ['fill in 2 denominators', 'fill in 1 numerator'],
    )
  })

  it('names the rows while they are few, and else the first', () => {
    const at = (...rows: number[]) => fault('bad_number', 'numerator', rows.length, { rows })
    expect(words([at(1_141)])).toEqual(['fix 1 numerator (row 1,141)'])
    expect(words([at(141), fault('negative', 'numerator', 1, { rows: [34] })])).toEqual([
      'fix 2 numerators (rows 34 and 141)',
    ])
    expect(words([at(2, 10, 9)])).toEqual(['fix 3 numerators (rows 2, 9 and 10)'])
    expect(words([at(2, 3, 4, 5)])).toEqual(['fix 4 numerators (the first in row 2)'])
  })

  it('names no row where some stand on sheets of their own', () => {
    expect(words([fault('bad_number', 'value', 1, { rows: [3] }), fault('negative', 'value', 1)])).toEqual([
      'fix 2 values',
    ])
  })

  it('calls a column of the file’s own by its name', () => {
    const at = (column: string) => fault('bad_number', column, 1, { rows: [6] })
    expect(words([at('Children visited'), at('Children due')])).toEqual([
      'fix 1 cell of ‘Children visited’ (row 6)',
      'fix 1 cell of ‘Children due’ (row 6)',
    ])
  })

  it('is to remove a row of totals, and never to map it', () => {
    expect(words([fault('unknown_team', 'team_code', 1, { values: 0, totals: 1 })])).toEqual([
      'remove 1 row of totals',
    ])
    expect(words([fault('unknown_team', 'team_code', 5, { values: 1, totals: 2 })])).toEqual([
      'map 1 team code (3 rows)',
      'remove 2 rows of totals',
    ])
  })

  it.each([
    ['wrong_type', null, 'other', 'save the file as XLSX or CSV'],
    ['password_protected', null, 'other', 'save the workbook without its password'],
    ['child_level_data', null, 'other', 'send team totals and nothing about one child'],
    ['empty', null, 'other', 'choose the file that holds the rows'],
    ['too_large', null, 'other', 'make the file, or the row, smaller'],
    ['not_a_table', null, 'columns', 'mend the shape of the table, or say how it is read'],
    ['bad_encoding', null, 'encoding', 'say how its letters were saved'],
    ['bad_quote', null, 'other', 'mend 2 double quotes (rows 3 and 7)'],
    ['unknown_column', 'Num', 'columns', 'match 2 columns'],
    ['missing_column', 'period', 'columns', 'match 2 columns'],
    ['duplicate_column', 'period', 'columns', 'match 2 columns'],
    ['unknown_team', 'team_code', 'map_team_code', 'map 2 team codes (2 rows)'],
    ['unknown_kpi', 'kpi_code', 'map_kpi_code', 'map 2 KPI codes (2 rows)'],
    ['bad_number', 'numerator', 'fix_figures', 'fix 2 numerators (rows 3 and 7)'],
    ['negative', 'denominator', 'fix_figures', 'fix 2 denominators (rows 3 and 7)'],
    ['symbol_unknown', 'value', 'fix_figures', 'fix 2 values (rows 3 and 7)'],
    ['error_value', 'team_code', 'fix_figures', 'fix 2 team codes (rows 3 and 7)'],
    ['formula', 'KPI code', 'fix_figures', 'fix 2 KPI codes (rows 3 and 7)'],
    ['numerator_exceeds_denominator', 'numerator', 'fix_figures', 'fix 2 numerators (rows 3 and 7)'],
    ['looks_like_fraction', 'value', 'fix_figures', 'fix 2 values (rows 3 and 7)'],
    ['missing_value', 'period', 'fill_in', 'fill in 2 periods (rows 3 and 7)'],
    ['bad_period', 'as_at', 'fix_figures', 'correct 2 days (rows 3 and 7)'],
    ['future_period', 'period', 'fix_figures', 'correct 2 periods (rows 3 and 7)'],
    ['closed_team', 'team_code', 'other', 'move or remove 2 rows of teams that were not open (rows 3 and 7)'],
    [
      'kpi_not_for_team',
      'kpi_code',
      'other',
      'correct 2 rows whose team does not carry the measure (rows 3 and 7)',
    ],
    ['duplicate_row', 'team_code', 'choose', 'choose between 3 repeated rows'],
    ['ragged_row', null, 'other', 'mend 2 rows with a missing or an extra cell (rows 3 and 7)'],
    ['control_character', 'note', 'other', 'type 2 cells again that hold what cannot be seen (rows 3 and 7)'],
  ])('for %s of %s is helped with as %s: %s', (code, column, kind, said) => {
    expect(repairsOf([fault(code, column, 2, { rows: [3, 7] })])).toEqual([{ kind, words: said }])
  })

  it('removes rows of totals at no place of its own', () => {
    expect(repairsOf([fault('unknown_kpi', 'kpi_code', 2, { values: 0, totals: 2 })])).toEqual([
      { kind: 'other', words: 'remove 2 rows of totals' },
    ])
  })

  it('is of one team where one row names one that was not open', () => {
    expect(words([fault('closed_team', 'team_code', 1, { rows: [3] })])).toEqual([
      'move or remove 1 row of a team that was not open (row 3)',
    ])
  })

  it('begins with what stops the reading, and ends with what only some cells need', () => {
    const kinds = [
      'control_character',
      'duplicate_row',
      'bad_period',
      'bad_number',
      'unknown_kpi',
      'unknown_team',
    ]
    const found = repairsOf(
      [...kinds, 'unknown_column', 'bad_encoding', 'empty'].map((code) => fault(code, 'period', 1)),
    )
    expect(found.map(({ kind }) => kind)).toEqual([
      ...['other', 'encoding', 'columns', 'map_team_code', 'map_kpi_code'],
      ...['fix_figures', 'fix_figures', 'choose', 'other'],
    ])
  })

  it('adds up what several codes of one repair count', () => {
    expect(
      words([
        fault('unknown_team', 'team_code', 4, { values: 2, totals: 1 }),
        fault('unknown_team', 'Team', 3, { values: 2, totals: 2 }),
        fault('unknown_kpi', 'kpi_code', 2, { values: 0, totals: 2 }),
        fault('unknown_column', 'Num', 1),
        fault('duplicate_column', 'Num', 1),
      ]),
    ).toEqual(['match 2 columns', 'map 4 team codes (4 rows)', 'remove 5 rows of totals'])
    expect(
      words([
        fault('duplicate_row', 'team_code', 1, { firstRows: 1 }),
        fault('duplicate_row', 'Team', 2, { firstRows: 2 }),
      ]),
    ).toEqual(['choose between 6 repeated rows'])
  })

  it('counts rows once where they have two faults, and names three of them', () => {
    const at = (...rows: number[]) => ({ rows })
    expect(
      words([fault('bad_number', 'value', 2, at(9, 3)), fault('negative', 'value', 2, at(3, 12))]),
    ).toEqual(['fix 4 values (rows 3, 9 and 12)'])
    expect(words([fault('bad_number', null, 1, at(1_000))])).toEqual(['fix 1 cell (row 1,000)'])
    expect(words([fault('bad_number', 'value', 4, at(1_200, 1_300, 1_400, 1_100))])).toEqual([
      'fix 4 values (the first in row 1,100)',
    ])
  })

  it('is nothing where nothing is wrong', () => {
    expect(repairsOf([])).toEqual([])
  })

  it.each(some(problemCodes))('has words for %s', (code) => {
    const [repair, ...more] = repairsOf([fault(code, null, 1)])
    expect(repair?.words).toMatch(/^[a-z]/)
    expect(more).toEqual([])
  })

  it('takes a column from outside for what it is: text', () => {
    expect(words([fault('bad_number', '__proto__', 1_200)])).toEqual(['fix 1,200 cells of ‘__proto__’'])
  })
})
