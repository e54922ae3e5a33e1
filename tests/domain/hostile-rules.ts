/** What no one should send to the functions of rules across measures. */
import fc, { type Arbitrary } from 'fast-check'
import { code, number, orNull, period, state, text } from './hostile-values.ts'

const term = fc.record(
  {
    kpi: text,
    part: fc.constantFrom('numerator', 'denominator'),
    periodsBack: number,
    periods: number,
    weeks: fc.constantFrom('inside', 'across', 'ending'),
  },
  { requiredKeys: ['kpi', 'part'] },
)
const side = fc.record({ words: text, sum: fc.array(term, { maxLength: 3 }) })
const rule = fc.record({
  code,
  name: text,
  because: text,
  grains: fc.subarray(['monthly', 'weekly', 'quarterly']),
  left: side,
  comparison: fc.constantFrom('equal', 'at_most'),
  right: side,
  tolerance: fc.record({ amount: number, percent: number }),
})
const added = fc.record({
  kpi: text,
  part: fc.constantFrom('numerator', 'denominator'),
  periods: fc.array(period, { maxLength: 3 }),
})
const telling = fc.record({
  kpi: text,
  part: fc.constantFrom('numerator', 'denominator'),
  periods: fc.array(period, { maxLength: 1 }),
  times: fc.constantFrom(1, -1),
})
const resolved = fc.record({
  rule,
  period,
  left: fc.array(added, { maxLength: 3 }),
  right: fc.array(added, { maxLength: 3 }),
})
const cell = fc.record({ state, numerator: orNull(number), denominator: orNull(number), asAt: orNull(text) })
const counts = fc.record({ numerator: orNull(number), denominator: orNull(number) })
const week = fc.record({
  week: period,
  numerator: orNull(number),
  denominator: orNull(number),
  isGiven: fc.boolean(),
})
const weeks = fc.array(week, { maxLength: 4 })
const orUndefined = <T>(value: Arbitrary<T>) => fc.option(value, { nil: undefined })
const cells = fc.func(fc.oneof(cell, fc.constantFrom(null, undefined)))
const sums = fc.record({ left: number, right: number })
const change = fc.record({
  rule: text,
  unit: code,
  period,
  publication: number,
  state: fc.constantFrom('broken', 'mended', 'not_judged'),
  left: orNull(number),
  right: orNull(number),
})

export const fedOfRules: Record<string, Arbitrary<unknown>[]> = {
  addedPeriods: [term, period],
  agree: [rule, number, number],
  brokenRuleWords: [rule, text, period],
  isInforming: [text],
  judgeRule: [resolved, cells],
  limitsBeside: [
    code,
    fc.record({ own: counts, cellOf: fc.func(orUndefined(counts)) }),
    fc.array(fc.array(telling, { maxLength: 4 }), { maxLength: 3 }),
  ],
  monthLimits: [period, counts, weeks, fc.array(period, { maxLength: 5 })],
  periodsAdding: [term, period],
  resolveRule: [rule, period],
  ruleEpisodes: [fc.array(change, { maxLength: 6 })],
  ruleMeasures: [rule],
  weekLimits: [period, fc.record({ own: week, whole: counts }), weeks, fc.array(period, { maxLength: 5 })],
  weeksBeside: [fc.record({ basis: fc.constantFrom('flow', 'snapshot') }), period],
  ruleSidesWords: [resolved, sums, fc.func(fc.record({ sum: number, place: orNull(text) }))],
  ruleSumsWords: [rule, sums],
  rulesBeside: [
    fc.record({ code, sharesBase: fc.constant(null) }),
    period,
    fc.record({
      rules: fc.array(rule, { maxLength: 3 }),
      kpiAt: fc.func(orUndefined(fc.record({ sharesBase: fc.constant(null) }))),
    }),
  ],
  termSum: [added, cells],
  termsOf: [rule],
  weeksTouching: [period],
}
