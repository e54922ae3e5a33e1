import { describe, expect, test } from 'vitest'
import { suggestUse, suggestUses } from '#domain/extracts/layouts/suggest-columns.ts'
import { register } from '../../layout-examples.ts'

describe('what a column is likely to hold', () => {
  test('is what its texts are: teams, months or measures', () => {
    expect(suggestUse('Unit', ['Front door', 'assessment  north'], register)).toBe('team')
    expect(suggestUse('When', ['Apr-19', '', '2019-05'], register)).toBe('period')
    expect(suggestUse('What', ['CN02', 'Contacts received'], register)).toBe('kpi')
  })

  test('is a measure where its heading is the measure’s very name', () => {
    expect(suggestUse('CIN visits in timescale (%)', ['92%', 'n/a'], register)).toEqual({
      kpi: 'CN02',
      part: 'value',
    })
    expect(suggestUse('Contacts received', ['1,200'], register)).toEqual({ kpi: 'FD03', part: 'numerator' })
    expect(suggestUse('CIN visits in timescale', ['120', '90'], register)).toEqual({
      kpi: 'CN02',
      part: 'numerator',
    })
  })

  test('is not guessed from anything less', () => {
    expect(suggestUse('CIN visits', ['41'], register)).toBeNull()
    expect(suggestUse('Team', ['North'], register)).toBeNull()
    expect(suggestUse('', [], register)).toBeNull()
  })
})

describe('what the columns of a file could hold', () => {
  const suggested = (columns: Record<string, readonly string[]>) =>
    suggestUses(
      Object.entries(columns).map(([heading, cells]) => ({ heading, cells })),
      register,
    ).map((each) => {
      if (each === null) return null
      const { use, isSure } = each
      return `${typeof use === 'string' ? use : `${use.kpi} ${use.part}`}${isSure ? '' : '?'}`
    })

  test('is read from a measure over its numbers; a percentage beside its counts is left out', () => {
    expect(
      suggested({
        Team: ['Help & Protection North 1'],
        'CP visits in timescale – Due': ['45'],
        'CP visits in timescale – On time': ['41'],
        'CP visits in timescale – %': ['91.11%'],
      }),
    ).toEqual(['team?', 'CP03 denominator', 'CP03 numerator', 'ignored?'])
  })

  test('is taken from a near name only when a person accepts it', () => {
    expect(suggested({ 'CP visits in time scale due': ['45'] })).toEqual(['CP03 denominator?'])
    expect(suggested({ 'Something else entirely': ['45'] })).toEqual([null])
  })

  test('of a month across is its value where it is a share, and only likely so where it is a number', () => {
    expect(suggested({ 'Apr 2019': ['0.91'], 'May 2019': ['41'] })).toEqual(['value', 'value?'])
    expect(suggested({ 'Apr 2019 – Num': ['41'], 'Apr 2019 – Den': ['45'] })).toEqual([
      'numerator',
      'denominator',
    ])
  })

  test('is what our own headings say', () => {
    expect(
      suggested({ team_code: [''], kpi_code: [''], period: [''], numerator: ['1'], as_at: [''] }),
    ).toEqual(['team', 'kpi', 'period', 'numerator', 'ignored'])
  })
})
