import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { medianOf } from '#domain/catalogue/median.ts'

describe('a median', () => {
  test('of an odd number of values is the middle one', () => {
    expect(medianOf([24.5, 17.2, 20.4])).toBe(20.4)
  })

  test('of an even number of values is the mean of the middle two', () => {
    expect(medianOf([10, 100, 20, 30])).toBe(25)
    expect(medianOf([90.4, 90.5])).toBe(90.45)
    expect(medianOf([90.1, 90.8])).toBe(90.45)
  })

  test('of one value is that value, and of none there is none', () => {
    expect(medianOf([7])).toBe(7)
    expect(medianOf([])).toBeNull()
  })

  test('has as many values below it as above it, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 }), (values) => {
        const median = medianOf(values) as number
        const below = values.filter((v) => v < median).length
        const above = values.filter((v) => v > median).length
        expect(below).toBeLessThanOrEqual(values.length / 2)
        expect(above).toBeLessThanOrEqual(values.length / 2)
        expect(medianOf([...values].reverse())).toBe(median)
      }),
    )
  })
})
