/** What a measure tells of another whose cases are among its own. */
import { describe, expect, test } from 'vitest'
import type { MeasureRule } from '#domain/catalogue/measure-rule.ts'
import { limitsBeside, rulesBeside } from '#domain/suppression/limits-beside.ts'
import { readCatalogue } from '../../../seeds/catalogue.ts'
import { aKpi } from '../examples.ts'

const seeds: MeasureRule[] = readCatalogue().rules
const ruleOf = (code: string) => seeds.find((rule) => rule.code === code) as MeasureRule
const counts = (numerator: number, denominator: number | null = null) => ({ numerator, denominator })

/** The limits of a unit's cell in April beside another measure's. */
function limits(
  code: string,
  own: ReturnType<typeof counts>,
  beside: Record<string, ReturnType<typeof counts>>,
  over: { rules?: MeasureRule[]; base?: string } = {},
) {
  const sharesBase = over.base === undefined ? null : ({ part: 'denominator', base: over.base } as const)
  const rules = rulesBeside(aKpi({ code, sharesBase }), '2019-04', {
    rules: over.rules ?? seeds,
    kpiAt: () => ({ sharesBase }),
  })
  return limitsBeside(code, { own, cellOf: (kpi) => (kpi === code ? own : beside[kpi]) }, rules)
}

describe('the counts of a measure whose cases are among those of another', () => {
  test('are at most those of the other, and the other at least as many', () => {
    expect(limits('CP07', counts(5), { CP06: counts(13) })).toEqual({ numerator: { low: 0, high: 13 } })
    const rules = [ruleOf('CP07-WITHIN-CP06')]
    expect(limits('CP06', counts(13), { CP07: counts(7) }, { rules })).toEqual({
      numerator: { low: 7, high: Number.POSITIVE_INFINITY },
    })
  })

  test('are limited by what is left of a share: late conferences are those not held in time', () => {
    const rules = [ruleOf('CP02-WITHIN-CP01')]
    const base = { denominator: { low: 0, high: 6 } }
    expect(limits('CP02', counts(5, 5), { CP01: counts(14, 20) }, { rules })).toEqual(base)
    expect(limits('CP01', counts(14, 20), { CP02: counts(6, 6) }, { rules })).toEqual({
      rest: { low: 6, high: Number.POSITIVE_INFINITY },
    })
  })

  test('may be anything up to 5 beside a small number, but several add up to no more than those together', () => {
    expect(limits('CP07', counts(2), { CP06: counts(4) })).toEqual({
      numerator: { low: 0, high: 5, added: 4 },
    })
    const rules = [ruleOf('CP07-WITHIN-CP06')]
    expect(limits('CP06', counts(13), { CP07: counts(4) }, { rules })).toEqual({})
  })

  test('are not limited by figures that break the rule, by rules with a tolerance, or by what is hidden with them', () => {
    expect(limits('CP07', counts(8), { CP06: counts(7) })).toEqual({})
    expect(limits('CP07', counts(5), {})).toEqual({})
    const rule = ruleOf('CP07-WITHIN-CP06')
    const lenient = [{ ...rule, tolerance: { amount: 1, percent: 0 } }]
    expect(limits('CP07', counts(5), { CP06: counts(13) }, { rules: lenient })).toEqual({})
    expect(limits('CP07', counts(5), { CP06: counts(13) }, { base: 'plans' })).toEqual({})
  })
})
