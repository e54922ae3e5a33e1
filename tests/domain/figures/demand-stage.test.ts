import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { analyseStage, conversionOf } from '#domain/figures/demand-stage.ts'
import type { SeriesPoint } from '#domain/figures/spc/analyse.ts'
import { addMonths } from '#domain/time/period.ts'

const counts = (values: readonly (number | null)[]): SeriesPoint[] =>
  values.map((value, i) => ({ period: addMonths('2017-04', i), value, numerator: value, denominator: null }))
const steady = [400, 410, 395, 402, 388, 415, 405, 397, 401, 409, 392, 404, 399, 406]

describe('a stage of demand', () => {
  test('has a usual range about its average, and no flag where nothing changed', () => {
    const { mean, lower, upper, flags, limits } = analyseStage(counts(steady), [])
    expect(limits).toBe('full')
    // Of all months but the last three.
    expect(mean).toBeCloseTo(401.27, 2)
    expect(lower).toBeLessThan(388)
    expect(upper).toBeGreaterThan(415)
    expect(flags).toEqual([])
  })

  test('that doubles is unusual, neither better nor worse', () => {
    const { meaning, rising } = analyseStage(counts([...steady, 800]), [])
    expect([meaning, rising]).toEqual(['unusual', true])
  })

  test('is not called changed by what is usual for so few', () => {
    expect(analyseStage(counts([3, 1, 4, 2, 0, 3, 2, 5, 1, 2, 3, 1, 4, 6]), []).flags).toEqual([])
  })

  test('says nothing of fewer than seven months, and starts anew where its definition changed', () => {
    expect(analyseStage(counts(steady.slice(0, 6)), []).limits).toBe('none')
    const { phases } = analyseStage(counts([...steady, 800, 810]), [addMonths('2017-04', 14)])
    expect(phases.map((p) => p.limits)).toEqual(['full', 'none'])
  })
})

describe('what reaches a stage', () => {
  test('is counted for the last month, and sum over sum for all that have both counts', () => {
    expect(conversionOf([100, 200, null, 400], [50, 60, 70, 80])).toEqual({
      now: { reached: 80, of: 400 },
      together: { reached: 190, of: 700, months: 3 },
    })
  })

  test('is nothing where the last month lacks a count, or none reached the stage before', () => {
    expect(conversionOf([100, null], [50, 60]).now).toBeNull()
    expect(conversionOf([100, 100], [50, null])).toEqual({
      now: null,
      together: { reached: 50, of: 100, months: 1 },
    })
    expect(conversionOf([0, 0], [0, 3])).toEqual({ now: null, together: null })
    expect(conversionOf([], [])).toEqual({ now: null, together: null })
  })

  test('lies between the least and the most of any month', () => {
    const count = fc.option(fc.integer({ min: 1, max: 5000 }))
    fc.assert(
      fc.property(fc.array(fc.tuple(count, count), { minLength: 1, maxLength: 20 }), (pairs) => {
        const { together } = conversionOf(
          pairs.map(([before]) => before),
          pairs.map(([, after]) => after),
        )
        const shares = pairs.flatMap(([of, reached]) =>
          of === null || reached === null ? [] : [reached / of],
        )
        const share = together === null ? Number.NaN : together.reached / together.of
        expect(together?.months ?? 0).toBe(shares.length)
        expect(share < Math.min(...shares) - 1e-9 || share > Math.max(...shares) + 1e-9).toBe(false)
      }),
    )
  })
})
