import { describe, expect, it } from 'vitest'
import { problemCodes, warningCodes } from '#domain/extracts/problem.ts'
import { problemRules, ruleAddress, ruleOf, warningRules } from '#domain/extracts/rules.ts'
import { some } from '../../support/some.ts'

describe('the rules of extracts', () => {
  it('are there for every problem and every warning, and for nothing else', () => {
    expect(Object.keys(problemRules).sort()).toEqual([...problemCodes].sort())
    expect(Object.keys(warningRules).sort()).toEqual([...warningCodes].sort())
  })

  it.each(some([...Object.entries(problemRules), ...Object.entries(warningRules)]))(
    'say of %s what is asked, what breaks it and what to do',
    (code, { rule, example, remedy }) => {
      expect(rule).toMatch(/^[A-Z].*\.$/)
      expect(remedy).toMatch(/^[A-Z].*\.$/)
      expect(example).not.toBe('')
      expect(ruleAddress(code)).toBe(`/help/extracts#${code}`)
    },
  )

  it('are of four levels, from the file as a whole to what a row means', () => {
    const levels = [...Object.values(problemRules), ...Object.values(warningRules)].map(({ level }) => level)
    expect([...new Set(levels)].sort()).toEqual(['columns', 'file', 'meaning', 'rows'])
    expect(problemRules.wrong_type.level).toBe('file')
    expect(problemRules.missing_column.level).toBe('columns')
    expect(problemRules.bad_number.level).toBe('rows')
    expect(problemRules.duplicate_row.level).toBe('meaning')
  })

  it('are those of problems where a code is both', () => {
    expect(ruleOf('looks_like_fraction')).toBe(problemRules.looks_like_fraction)
    expect(ruleOf('cut_short')).toBe(warningRules.cut_short)
  })

  it('are none for a code that is not ours', () => {
    expect(ruleOf('toString')).toBeNull()
    expect(ruleOf('')).toBeNull()
  })
})
