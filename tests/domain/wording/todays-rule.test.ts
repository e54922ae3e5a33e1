import { describe, expect, test } from 'vitest'
import type { Target } from '#domain/catalogue/kpi.ts'
import { todaysRule, todaysRuleWords } from '#domain/wording/todays-rule.ts'
import { aFigure, aKpi, countCell, ratioCell } from '../examples.ts'

const target = (value: number, floor: number | null = null): Target => ({
  kpi: 'AS01',
  from: '2019-04',
  to: null,
  target: value,
  floor,
  source: 'agreed',
})
/** 43 of 50 is 86%, judged against 85% and met. */
const figure = aFigure({ ...ratioCell(43, 50), target: 85, floor: null, status: 'met' })
const kpi = aKpi()

function words(today: Parameters<typeof todaysRule>[1], of = figure, then = kpi): string | null {
  const rule = todaysRule(then, today, of)
  return rule === null ? null : todaysRuleWords(then, of, rule)
}

describe('today’s rule', () => {
  test('is not spoken of where it is the month’s own', () => {
    expect(words({ kpi, target: target(85) })).toBeNull()
    expect(words({ kpi: aKpi({ name: 'Another name', note: 'new' }), target: target(85) })).toBeNull()
    expect(
      words({ kpi, target: null }, aFigure({ target: null, floor: null, status: 'no_target' })),
    ).toBeNull()
  })

  test('says what today’s target would make of the figure', () => {
    expect(words({ kpi, target: target(90) })).toBe(
      'Judged by the target then in force, 85% or more; today’s is 90% or more and would make it Missed.',
    )
    expect(words({ kpi, target: target(90, 80) })).toBe(
      'Judged by the target then in force, 85% or more; today’s is 90% or more and would make it Close.',
    )
    expect(words({ kpi, target: target(80) })).toBe(
      'Judged by the target then in force, 85% or more; today’s is 80% or more and would leave it Met.',
    )
  })

  test('says so where it judges no more, whether it was judged then or not', () => {
    const rule = { kpi, target: target(90), status: null, redefined: true }
    const judged = 'Judged by the target then in force, 85% or more; today’s is 90% or more'
    expect(todaysRuleWords(kpi, figure, rule)).toBe(
      `${judged} and would not judge it. The definition has changed since.`,
    )
    expect(todaysRuleWords(kpi, { ...figure, status: null }, rule)).toBe(
      `${judged} and would not judge it either. The definition has changed since.`,
    )
  })

  test('on the figure exactly is met', () => {
    expect(todaysRule(kpi, { kpi, target: target(86) }, figure)?.status).toBe('met')
  })

  test('may be one where there was none, or none where there was one', () => {
    const unjudged = aFigure({ ...ratioCell(43, 50), target: null, floor: null, status: 'no_target' })
    expect(words({ kpi, target: target(90) }, unjudged)).toBe(
      'No target was in force then; today’s is 90% or more and would make it Missed.',
    )
    expect(words({ kpi, target: null })).toBe(
      'Judged by the target then in force, 85% or more; there is none today.',
    )
  })

  test('tells of a floor or a definition that changed', () => {
    expect(words({ kpi, target: target(85, 80) })).toBe(
      'Judged by the target then in force, 85% or more, with the floor of that time; today’s floor would leave it Met.',
    )
    expect(words({ kpi: aKpi({ good: 'lower' }), target: target(85) })).toBe(
      'Judged by the definition then in force; today’s would make it Missed.',
    )
    expect(words({ kpi: aKpi({ minimum: 60 }), target: target(90) })).toBe(
      'Judged by the target then in force, 85% or more; today’s is 90% or more and would make it Small number. The definition has changed since.',
    )
  })

  test('judges a small team on the three months it was judged on', () => {
    const small = aFigure({
      ...ratioCell(4, 5),
      target: 85,
      floor: null,
      status: 'met',
      judgedOn: 'three_months',
      judgedNumerator: 18,
      judgedDenominator: 20,
    })
    expect(todaysRule(kpi, { kpi, target: target(90) }, small)?.status).toBe('met')
    expect(todaysRule(kpi, { kpi, target: target(95) }, small)?.status).toBe('missed')
  })

  test('judges no figure that was never judged', () => {
    const suppressed = aFigure({
      ...countCell(3),
      state: 'suppressed',
      value: null,
      numerator: null,
      target: 85,
      status: null,
    })
    expect(words({ kpi, target: target(90) }, suppressed)).toBe(
      'Judged by the target then in force, 85% or more; today’s is 90% or more and would not judge it either.',
    )
  })
})
