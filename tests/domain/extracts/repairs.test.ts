import { describe, expect, it } from 'vitest'
import { problemCodes } from '#domain/extracts/problem.ts'
import { type FaultCount, repairsOf } from '#domain/extracts/repairs.ts'

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

  it('is nothing where nothing is wrong', () => {
    expect(repairsOf([])).toEqual([])
  })

  it.each(problemCodes)('has words for %s', (code) => {
    const [repair, ...more] = repairsOf([fault(code, null, 1)])
    expect(repair?.words).toMatch(/^[a-z]/)
    expect(more).toEqual([])
  })

  it('takes a column from outside for what it is: text', () => {
    expect(words([fault('bad_number', '__proto__', 1_200)])).toEqual(['fix 1,200 cells of ‘__proto__’'])
  })
})
