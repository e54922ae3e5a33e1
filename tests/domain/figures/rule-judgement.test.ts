import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type MeasureRule, type ResolvedRule, resolveRule } from '#domain/catalogue/measure-rule.ts'
import { agree, judgeRule, type RuleCell, termSum } from '#domain/figures/rule-judgement.ts'

const plans: MeasureRule = {
  code: 'CP07-WITHIN-CP06',
  name: 'Plans of 12 months or more are among those of 9 months or more',
  because: 'A child on a plan for 12 months has been on it for 9',
  grains: ['monthly'],
  left: { words: '12 months or more', sum: [{ kpi: 'CP07', part: 'numerator' }] },
  comparison: 'at_most',
  right: { words: '9 months or more', sum: [{ kpi: 'CP06', part: 'numerator' }] },
  tolerance: { amount: 0, percent: 0 },
}

const cell = (numerator: number | null, over: Partial<RuleCell> = {}): RuleCell => ({
  state: 'reported',
  numerator,
  denominator: null,
  asAt: null,
  ...over,
})

function resolved(rule: MeasureRule, period = '2019-04'): ResolvedRule {
  const found = resolveRule(rule, period)
  if (found === null) throw new Error(`${rule.code} is not judged for ${period}`)
  return found
}

const judged = (cells: Record<string, RuleCell | null>, rule = plans, period = '2019-04') =>
  judgeRule(resolved(rule, period), (kpi, each) => cells[`${kpi} ${each}`] ?? cells[kpi])

describe('a rule across measures', () => {
  test('holds for 4 among 4 and not for 5 among 4', () => {
    expect(judged({ CP07: cell(4), CP06: cell(4) })).toEqual({ agrees: true, left: 4, right: 4 })
    expect(judged({ CP07: cell(5), CP06: cell(4) })).toEqual({ agrees: false, left: 5, right: 4 })
  })

  test('of equal sums is broken on both sides', () => {
    const equal = { ...plans, comparison: 'equal' as const }
    const agreeing = [3, 4, 5].map((left) => judged({ CP07: cell(left), CP06: cell(4) }, equal)?.agrees)
    expect(agreeing).toEqual([false, true, false])
  })

  test('is judged only where each figure is on record', () => {
    for (const state of ['not_reported', 'suppressed', 'not_applicable', 'without_denominator'] as const) {
      expect(judged({ CP07: cell(5, { state }), CP06: cell(4) })).toBeNull()
      expect(judged({ CP07: cell(5), CP06: cell(4, { state }) })).toBeNull()
    }
    expect(judged({ CP07: cell(5) })).toBeNull()
    expect(judged({ CP07: cell(5), CP06: null })).toBeNull()
    expect(judged({ CP07: cell(5), CP06: cell(null) })).toBeNull()
  })

  test('takes no cases as a count of 0', () => {
    expect(judged({ CP07: cell(1), CP06: cell(0, { state: 'no_cases' }) })?.agrees).toBe(false)
  })

  test('is not judged between figures of 26 March and of 31 March', () => {
    const [early, late] = [{ asAt: '2019-03-26' }, { asAt: '2019-03-31' }]
    expect(judged({ CP07: cell(5, early), CP06: cell(4) }, plans, '2019-03')).toBeNull()
    expect(judged({ CP07: cell(5, early), CP06: cell(4, early) }, plans, '2019-03')?.agrees).toBe(false)
    // A figure without a day is of the last one.
    expect(judged({ CP07: cell(5, late), CP06: cell(4) }, plans, '2019-03')?.agrees).toBe(false)
  })

  test('of a month and the week that ends with it is not judged if the week was counted on the Friday', () => {
    const weekly: MeasureRule = {
      ...plans,
      comparison: 'equal',
      right: { words: 'week', sum: [{ kpi: 'CP07', part: 'numerator', weeks: 'ending' }] },
    }
    const month = { 'CP07 2019-03': cell(5) }
    expect(judged({ ...month, 'CP07 2019-W13': cell(6) }, weekly, '2019-03')?.agrees).toBe(false)
    expect(
      judged({ ...month, 'CP07 2019-W13': cell(6, { asAt: '2019-03-29' }) }, weekly, '2019-03'),
    ).toBeNull()
  })

  test('adds the figures of several measures and periods', () => {
    const rule: MeasureRule = {
      ...plans,
      left: {
        words: 'in time, and late',
        sum: [
          { kpi: 'CP01', part: 'numerator' },
          { kpi: 'CP02', part: 'denominator' },
        ],
      },
      right: { words: 'two months', sum: [{ kpi: 'X', part: 'numerator', periods: 2 }] },
    }
    const cells = {
      CP01: cell(9),
      CP02: cell(null, { denominator: 3 }),
      'X 2019-03': cell(5),
      'X 2019-04': cell(6),
    }
    expect(judged(cells, rule)).toEqual({ agrees: false, left: 12, right: 11 })
    expect(judged({ ...cells, 'X 2019-03': null }, rule)).toBeNull()
    const [months] = resolved(rule).right
    expect(
      termSum(months ?? { kpi: '', part: 'numerator', periods: [] }, (_, period) =>
        cell(Number(period.slice(-1))),
      ),
    ).toBe(7)
  })
})

describe('the tolerance of a rule', () => {
  const tolerance = (amount: number, percent: number) => ({
    comparison: 'equal' as const,
    tolerance: { amount, percent },
  })

  test('lets a difference of exactly as much pass, and no more', () => {
    expect(agree(tolerance(0.2, 0), 50.2, 50)).toBe(true)
    expect(agree(tolerance(0.2, 0), 50.2001, 50)).toBe(false)
    expect(agree(tolerance(0.2, 0), 49.8, 50)).toBe(true)
  })

  test('is a percentage of the right side, or an amount, whichever is more', () => {
    expect([1020, 1021, 979].map((left) => agree(tolerance(0, 2), left, 1000))).toEqual([true, false, false])
    expect([24, 26].map((left) => agree(tolerance(25, 2), 1000 + left, 1000))).toEqual([true, false])
  })

  test('never lets binary fractions break a rule: 0.1 and 0.2 are 0.3', () => {
    expect(agree(tolerance(0, 0), 0.1 + 0.2, 0.3)).toBe(true)
    const sums = judged(
      { A: cell(0.1), B: cell(0.2), C: cell(0.3) },
      {
        ...plans,
        comparison: 'equal',
        left: {
          words: 'a and b',
          sum: [
            { kpi: 'A', part: 'numerator' },
            { kpi: 'B', part: 'numerator' },
          ],
        },
        right: { words: 'c', sum: [{ kpi: 'C', part: 'numerator' }] },
      },
    )
    expect(sums).toEqual({ agrees: true, left: 0.3, right: 0.3 })
  })

  test('makes a rule of at most no stricter than the same of equal sums', () => {
    const figure = fc.integer({ min: 0, max: 100_000 }).map((n) => n / 10)
    const allowed = fc.record({
      amount: fc.integer({ min: 0, max: 20 }),
      percent: fc.integer({ min: 0, max: 100 }),
    })
    fc.assert(
      fc.property(figure, figure, allowed, (left, right, given) => {
        const [equal, most] = (['equal', 'at_most'] as const).map((comparison) =>
          agree({ comparison, tolerance: given }, left, right),
        )
        expect(equal && !most).toBe(false)
        expect(left <= right ? most : true).toBe(true)
        expect(left === right ? equal : true).toBe(true)
      }),
    )
  })
})
