import { describe, expect, it } from 'vitest'
import { problemCodes } from '#domain/extract-problem.ts'
import { type FaultCount, repairsOf } from '#domain/extract-repairs.ts'

const fault = (code: string, column: string | null, count: number, change: Partial<FaultCount> = {}) => ({
  code,
  column,
  count,
  values: count,
  firstRows: 0,
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

  it('is nothing where nothing is wrong', () => {
    expect(repairsOf([])).toEqual([])
  })

  it.each(problemCodes)('has words for %s', (code) => {
    const [repair, ...more] = repairsOf([fault(code, null, 1)])
    expect(repair?.words).toMatch(/^[a-z]/)
    expect(more).toEqual([])
  })

  it('takes a column from outside for what it is: text', () => {
    expect(words([fault('bad_number', '__proto__', 1_200)])).toEqual(['fix 1,200 cells'])
  })
})
