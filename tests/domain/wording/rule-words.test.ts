import { describe, expect, test } from 'vitest'
import { type MeasureRule, type ResolvedRule, resolveRule } from '#domain/catalogue/measure-rule.ts'
import {
  brokenRuleWords,
  ruleMeasures,
  ruleSidesWords,
  ruleStateWords,
  ruleSumsWords,
} from '#domain/wording/rule-words.ts'

const late: MeasureRule = {
  code: 'CP02-WITHIN-CP01',
  name: 'Conferences held late are of children whose conference was not in time',
  because: 'Each has a child',
  grains: ['monthly'],
  left: {
    words: 'children in time and conferences held late',
    sum: [
      { kpi: 'CP01', part: 'numerator' },
      { kpi: 'CP02', part: 'denominator' },
    ],
  },
  comparison: 'at_most',
  right: { words: 'children with a conference', sum: [{ kpi: 'CP01', part: 'denominator' }] },
  tolerance: { amount: 0, percent: 0 },
}

describe('a broken rule in words', () => {
  test('names the rule, the unit and the period', () => {
    expect(brokenRuleWords(late, 'Assessment Central', '2019-W21')).toBe(
      '‘Conferences held late are of children whose conference was not in time’ does not hold for Assessment Central in the week beginning 20 May 2019',
    )
  })

  test('gives each side with its measures, their figures and where they are', () => {
    const resolved = resolveRule(late, '2019-04') as ResolvedRule
    const words = ruleSidesWords(resolved, { left: 1213, right: 1212 }, ({ kpi, part }) =>
      kpi === 'CP02'
        ? { sum: 3, place: 'on record' }
        : { sum: part === 'numerator' ? 1210 : 1212, place: 'row 5' },
    )
    expect(words).toBe(
      'Children in time and conferences held late: 1,213 (CP01 1,210, row 5; CP02 3, on record). Children with a conference: 1,212 (CP01, row 5)',
    )
  })

  test('names a sum of several periods by the first and the last', () => {
    const year: MeasureRule = {
      ...late,
      right: {
        words: 'referrals of twelve months',
        sum: [{ kpi: 'FD02', part: 'denominator', periods: 12 }],
      },
    }
    const resolved = resolveRule(year, '2019-04') as ResolvedRule
    expect(ruleSidesWords(resolved, { left: 1, right: 2.25 }, () => ({ sum: 1, place: null }))).toBe(
      'Children in time and conferences held late: 1 (CP01 1; CP02 1). Referrals of twelve months: 2.25 (FD02, 12 figures from May 2018 to April 2019)',
    )
  })

  test('gives both sums with their measures where it is not known where the figures are', () => {
    expect(ruleSumsWords(late, { left: 13, right: 12.5 })).toBe(
      'Children in time and conferences held late: 13 (CP01 and CP02). Children with a conference: 12.5 (CP01)',
    )
  })

  test('names each measure once', () => {
    expect(ruleMeasures(late)).toBe('CP01 and CP02')
  })

  test('has a word for each state', () => {
    expect(ruleStateWords).toEqual({
      broken: 'Does not hold',
      mended: 'Holds again',
      not_judged: 'No longer compared: a figure is not on record',
    })
  })
})
