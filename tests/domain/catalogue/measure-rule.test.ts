import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addedPeriods,
  type MeasureRule,
  periodsAdding,
  type RuleTerm,
  resolveRule,
  termsOf,
} from '#domain/catalogue/measure-rule.ts'
import { addMonths, weekOf } from '#domain/time/period.ts'

const term = (over: Partial<RuleTerm> = {}): RuleTerm => ({ kpi: 'FD03', part: 'numerator', ...over })
const rule = (over: Partial<MeasureRule> = {}): MeasureRule => ({
  code: 'A-B',
  name: 'A is among B',
  because: 'It is',
  grains: ['monthly'],
  left: { words: 'a', sum: [term({ kpi: 'A' })] },
  comparison: 'at_most',
  right: { words: 'b', sum: [term({ kpi: 'B' })] },
  tolerance: { amount: 0, percent: 0 },
  ...over,
})

describe('the periods that a term adds', () => {
  test('are the period itself', () => {
    expect(addedPeriods(term(), '2019-04')).toEqual(['2019-04'])
    expect(addedPeriods(term(), '2019-W01')).toEqual(['2019-W01'])
  })

  test('are so many up to an earlier one', () => {
    expect(addedPeriods(term({ periodsBack: 1 }), '2019-01')).toEqual(['2018-12'])
    expect(addedPeriods(term({ periods: 3 }), '2019-01')).toEqual(['2018-11', '2018-12', '2019-01'])
    expect(addedPeriods(term({ periods: 2, periodsBack: 1 }), '2019-W01')).toEqual(['2018-W51', '2018-W52'])
  })

  test('are the whole weeks of a month, all that it touches, or the one that ends with it', () => {
    expect(addedPeriods(term({ weeks: 'inside' }), '2019-04')).toEqual([
      '2019-W14',
      '2019-W15',
      '2019-W16',
      '2019-W17',
    ])
    expect(addedPeriods(term({ weeks: 'across' }), '2019-04').slice(-1)).toEqual(['2019-W18'])
    // 31 March 2019 is a Sunday, and 30 April a Tuesday.
    expect(addedPeriods(term({ weeks: 'ending' }), '2019-03')).toEqual(['2019-W13'])
    expect(addedPeriods(term({ weeks: 'ending' }), '2019-04')).toEqual([])
  })

  test('are four whole weeks in a February that begins on a Monday, which are also all it touches', () => {
    const february = ['2021-W05', '2021-W06', '2021-W07', '2021-W08']
    expect(addedPeriods(term({ weeks: 'inside' }), '2021-02')).toEqual(february)
    expect(addedPeriods(term({ weeks: 'across' }), '2021-02')).toEqual(february)
  })

  test('are none for what is no period, and no weeks for what is no month', () => {
    expect(addedPeriods(term(), '2019-13')).toEqual([])
    expect(addedPeriods(term({ weeks: 'inside' }), '2019-Q1')).toEqual([])
  })

  const terms: RuleTerm[] = [
    term(),
    term({ periodsBack: 2 }),
    term({ periods: 12 }),
    term({ periods: 3, periodsBack: 1 }),
    term({ weeks: 'inside' }),
    term({ weeks: 'across' }),
    term({ weeks: 'ending' }),
  ]

  test('are found from either side: a period adds exactly those that name it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...terms), fc.integer({ min: 0, max: 400 }), (each, months) => {
        const month = addMonths('2000-01', months)
        const added = addedPeriods(each, month)
        expect(added.filter((period) => !periodsAdding(each, period).includes(month))).toEqual([])
      }),
    )
    fc.assert(
      fc.property(fc.constantFrom(...terms), fc.integer({ min: 0, max: 12000 }), (each, days) => {
        const period = each.weeks === undefined ? addMonths('2000-01', days % 400) : weekOf(dayAt(days))
        const adding = periodsAdding(each, period)
        expect(adding.filter((month) => !addedPeriods(each, month).includes(period))).toEqual([])
      }),
    )
  })
})

function dayAt(days: number): string {
  return new Date(Date.UTC(2000, 0, 3) + days * 86_400_000).toISOString().slice(0, 10)
}

describe('a rule for a period', () => {
  test('names the figures of both sides', () => {
    expect(resolveRule(rule(), '2019-04')).toMatchObject({
      period: '2019-04',
      left: [{ kpi: 'A', part: 'numerator', periods: ['2019-04'] }],
      right: [{ kpi: 'B', part: 'numerator', periods: ['2019-04'] }],
    })
    expect(termsOf(rule()).map(({ kpi }) => kpi)).toEqual(['A', 'B'])
  })

  test('is none for another grain, or a month without such a week', () => {
    expect(resolveRule(rule(), '2019-W14')).toBeNull()
    expect(resolveRule(rule(), '2019-Q1')).toBeNull()
    const ending = rule({ right: { words: 'b', sum: [term({ weeks: 'ending' })] } })
    expect([resolveRule(ending, '2019-03') === null, resolveRule(ending, '2019-04') === null]).toEqual([
      false,
      true,
    ])
  })

  test('is none outside the months for which it is in force, the first and the last included', () => {
    const dated = rule({ from: '2019-02', to: '2019-04', grains: ['monthly', 'weekly'] })
    const judged = ['2019-01', '2019-02', '2019-04', '2019-05'].filter(
      (month) => resolveRule(dated, month) !== null,
    )
    expect(judged).toEqual(['2019-02', '2019-04'])
    // A week belongs to the month of its last day.
    expect(resolveRule(dated, '2019-W05')).not.toBeNull()
    expect(resolveRule(dated, '2019-W04')).toBeNull()
    expect(resolveRule({ ...dated, to: null }, '2030-01')).not.toBeNull()
  })
})
