import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { limitsFor, movingRanges, screenFactor } from '#domain/figures/spc/limits.ts'

const published = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]

describe('the published series of 18 points', () => {
  test('has mean 1.944 and, screened, limits −0.72 and 4.60', () => {
    const limits = limitsFor(published, true)
    expect(limits?.mean).toBeCloseTo(1.944, 3)
    expect(limits?.lower).toBeCloseTo(-0.72, 2)
    expect(limits?.upper).toBeCloseTo(4.6, 2)
  })

  test('has, unscreened, limits −3.06 and 6.95', () => {
    const limits = limitsFor(published, false)
    expect(limits?.mean).toBeCloseTo(1.944, 3)
    expect(limits?.lower).toBeCloseTo(-3.06, 2)
    expect(limits?.upper).toBeCloseTo(6.95, 2)
  })
})

describe('moving ranges', () => {
  test('are the absolute differences of successive values', () => {
    expect(movingRanges([3, 1, 4])).toEqual([2, 3])
  })

  test('do not span a month without a value', () => {
    expect(movingRanges([3, null, 4, 5])).toEqual([1])
    expect(movingRanges([3, null, 4, null])).toEqual([])
  })

  test('are none for no value and for one', () => {
    expect(movingRanges([])).toEqual([])
    expect(movingRanges([5])).toEqual([])
  })
})

describe('limits', () => {
  test('stand at 2.66 mean moving ranges from the mean, near limits at two thirds of that', () => {
    const limits = limitsFor([10, 12, 10, 12], false)
    expect(limits?.mean).toBe(11)
    expect(limits?.upper).toBeCloseTo(11 + 2.66 * 2, 10)
    expect(limits?.lower).toBeCloseTo(11 - 2.66 * 2, 10)
    expect(limits?.nearUpper).toBeCloseTo(11 + (2 / 3) * 2.66 * 2, 10)
    expect(limits?.nearLower).toBeCloseTo(11 - (2 / 3) * 2.66 * 2, 10)
  })

  test('are nothing where there is no value', () => {
    expect(limitsFor([], true)).toBeNull()
    expect(limitsFor([null, null], true)).toBeNull()
  })

  test('equal the mean where nothing varies, decimals included', () => {
    for (const value of [0, 0.1, 93.3, 280 / 3, 0.1 + 0.2, -7.7]) {
      for (const count of [1, 7, 8, 13, 26]) {
        const limits = limitsFor(Array(count).fill(value), true)
        expect(limits).toEqual({
          mean: value,
          lower: value,
          upper: value,
          nearLower: value,
          nearUpper: value,
        })
      }
    }
  })

  test('take the mean from every value and the ranges only from neighbours', () => {
    const limits = limitsFor([1, null, 9, null, 5], false)
    expect(limits?.mean).toBe(5)
    expect(limits?.upper).toBe(5)
  })

  test('screen a moving range that is 3.267 times the mean range, and keep one just below it', () => {
    const atLeast = (factor: number) => {
      const others = 9
      const big = (factor * others) / (others + 1 - factor)
      return [0, ...Array.from({ length: others }, (_, i) => (i + 1) % 2), 1 + big]
    }
    const above = atLeast(screenFactor + 0.001)
    const below = atLeast(screenFactor - 0.001)
    expect(limitsFor(above, true)?.upper).toBeLessThan(limitsFor(above, false)?.upper ?? 0)
    expect(limitsFor(below, true)?.upper).toBe(limitsFor(below, false)?.upper)
  })

  test('screen once only: a range that becomes extreme after screening stays', () => {
    const values = [0, 100, 0, ...Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 0.1 : 0)), 20]
    const ranges = movingRanges(values)
    const mean = (all: number[]) => all.reduce((a, b) => a + b, 0) / all.length
    const once = ranges.filter((r) => r < screenFactor * mean(ranges))
    expect(once).toContain(20)
    expect(20).toBeGreaterThan(screenFactor * mean(once))
    const limits = limitsFor(values, true)
    expect((limits?.upper ?? 0) - (limits?.mean ?? 0)).toBeCloseTo(2.66 * mean(once), 9)
  })

  const series = fc.array(fc.option(fc.integer({ min: -500, max: 500 }), { nil: null }), { maxLength: 30 })

  test('lie evenly about the mean, in order, and screening never widens them', () => {
    fc.assert(
      fc.property(series, (values) => {
        const [screened, whole] = [limitsFor(values, true), limitsFor(values, false)]
        const isEmpty = values.every((v) => v === null)
        expect([screened === null, whole === null]).toEqual([isEmpty, isEmpty])
        fc.pre(screened !== null && whole !== null)
        const { mean, lower, nearLower, nearUpper, upper } = screened
        expect(lower).toBeLessThanOrEqual(nearLower)
        expect(nearLower).toBeLessThanOrEqual(mean)
        expect(mean).toBeLessThanOrEqual(nearUpper)
        expect(nearUpper).toBeLessThanOrEqual(upper)
        expect(upper - mean).toBeCloseTo(mean - lower, 9)
        expect(upper).toBeLessThanOrEqual(whole.upper + 1e-9)
      }),
    )
  })

  test('move with the values: adding a constant moves all, a factor stretches all', () => {
    fc.assert(
      fc.property(
        series,
        fc.integer({ min: -100, max: 100 }),
        fc.integer({ min: 1, max: 9 }),
        (values, plus, times) => {
          const before = limitsFor(values, true)
          const after = limitsFor(
            values.map((v) => (v === null ? null : v * times + plus)),
            true,
          )
          fc.pre(before !== null && after !== null)
          expect(after.upper).toBeCloseTo(before.upper * times + plus, 6)
          expect(after.lower).toBeCloseTo(before.lower * times + plus, 6)
        },
      ),
    )
  })
})
