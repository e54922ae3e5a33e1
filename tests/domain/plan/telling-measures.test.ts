import { describe, expect, test } from 'vitest'
import { exampleFallingFigure } from '#dashboards/pages/kit/example-plan.ts'
import type { LeftOut, Status, Variation } from '#domain/figures/figure.ts'
import { isTelling, isTroubling, tellingFirst } from '#domain/plan/telling-measures.ts'

const measure = (variation: Variation, status: Status | null) => ({
  figure: { variation, status, leftOut: null },
})

describe('which measures of an action say most', () => {
  test('what gets worse, then what missed its target, then what is really changing, then the rest', () => {
    const worse = measure('concerning', 'met')
    const slipping = measure('slipping_back', 'met')
    const missed = measure('no_real_change', 'missed')
    const missedButBetter = measure('improving', 'missed')
    const unusual = measure('unusual', 'no_target')
    const recovering = measure('recovering', 'close')
    const better = measure('improving', 'met')
    const close = measure('no_real_change', 'close')
    const met = measure('no_real_change', 'met')
    const unjudged = measure('none', null)
    const absent = { figure: null }
    const order = [
      ...[
        worse,
        slipping,
        missed,
        missedButBetter,
        unusual,
        recovering,
        better,
        close,
        met,
        unjudged,
        absent,
      ],
    ]
    expect(tellingFirst(order.toReversed())).toEqual([
      ...[
        worse,
        slipping,
        missedButBetter,
        missed,
        unusual,
        recovering,
        better,
        close,
        met,
        unjudged,
        absent,
      ],
    ])
    expect(order.filter(isTroubling)).toEqual([worse, slipping, missed, missedButBetter])
    expect(order.filter(isTelling)).toEqual([
      ...[worse, slipping, missed, missedButBetter, unusual, recovering, better],
    ])
  })

  test('a figure that is not whole says what its last whole one said', () => {
    const { variation, status } = exampleFallingFigure
    const lastWhole = { ...exampleFallingFigure, period: '2019-03' }
    const leftOut: LeftOut = { of: 'team', units: ['HP-S1'], share: 0.5, lastWhole }
    const partly = { figure: { variation: 'none' as const, status: 'not_whole' as const, leftOut } }
    const whole = measure('improving', 'met')
    expect([variation, status]).toEqual(['concerning', 'missed'])
    expect(tellingFirst([whole, partly])).toEqual([partly, whole])
    expect(isTroubling(partly)).toBe(true)
    expect(isTelling({ figure: { ...partly.figure, leftOut: { ...leftOut, lastWhole: null } } })).toBe(false)
  })

  test('measures that say the same keep their order', () => {
    const [a, b] = [
      { ...measure('improving', 'met'), code: 'A' },
      { ...measure('improving', 'met'), code: 'B' },
    ]
    expect(tellingFirst([a, b])).toEqual([a, b])
    expect(tellingFirst([b, a])).toEqual([b, a])
  })
})
