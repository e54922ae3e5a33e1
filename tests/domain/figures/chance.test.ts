import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  isShareOfCases,
  limitsOfChance,
  positionAmong,
  positionOf,
  rangeLeftOpen,
} from '#domain/figures/chance.ts'

describe('the range that a number of cases leaves open', () => {
  // Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
  test.each([
    [81, 263, 25.53, 36.62],
    [15, 148, 6.24, 16.05],
    [0, 20, 0, 16.11],
    [1, 29, 0.61, 17.18],
  ])('of %d in %d is %d to %d per cent, as published', (numerator, denominator, low, high) => {
    const range = rangeLeftOpen(numerator, denominator)
    expect(range?.low).toBeCloseTo(low, 2)
    expect(range?.high).toBeCloseTo(high, 2)
  })

  test('is none without cases, and none where more met the standard than there were', () => {
    expect(rangeLeftOpen(0, 0)).toBeNull()
    expect(rangeLeftOpen(3, 2)).toBeNull()
    expect(rangeLeftOpen(Number.NaN, Number.NaN)).toBeNull()
    expect(rangeLeftOpen(-1, 20)).toBeNull()
  })

  test('holds the value itself, and stays within 0 and 100', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (met, more) => {
        const total = met + more
        fc.pre(total > 0)
        const range = rangeLeftOpen(met, total)
        const value = (100 * met) / total
        expect(range?.low).toBeGreaterThanOrEqual(0)
        expect(range?.low).toBeLessThanOrEqual(value)
        expect(range?.high).toBeGreaterThanOrEqual(value)
        expect(range?.high).toBeLessThanOrEqual(100)
      }),
    )
  })
})

describe('the limits of chance', () => {
  test('of a coin thrown twenty times are those of the binomial distribution, between two counts', () => {
    // P(X ≤ 5) = 0.02069, P(X ≤ 6) = 0.05766: 2.5 in 100 is 0.884 of the way down from 6.
    const { inner } = limitsOfChance(50, 20)
    expect(inner.low).toBeCloseTo(100 * ((6 - 0.8836) / 20), 2)
    expect(inner.high).toBeCloseTo(100 - inner.low, 8)
  })

  test('hold what all do together, the outer ones outside the inner', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 99, noNaN: true }),
        fc.integer({ min: 10, max: 3_000 }),
        (p, n) => {
          const { inner, outer } = limitsOfChance(p, n)
          expect(outer.low).toBeLessThanOrEqual(inner.low + 1e-9)
          expect(inner.high).toBeLessThanOrEqual(outer.high + 1e-9)
          expect(inner.low).toBeLessThanOrEqual(p + 100 / n)
          expect(inner.high).toBeGreaterThanOrEqual(p - 100 / n)
          expect(outer.low).toBeGreaterThanOrEqual(0)
          expect(outer.high).toBeLessThanOrEqual(100)
        },
      ),
    )
  })

  test('draw together as cases grow', () => {
    const width = (cases: number) => {
      const { outer } = limitsOfChance(82, cases)
      return outer.high - outer.low
    }
    expect(width(40)).toBeGreaterThan(width(160))
    expect(width(160)).toBeGreaterThan(width(2_560))
  })

  test('leave nothing open where everybody always does, or never', () => {
    expect(limitsOfChance(100, 30).outer).toEqual({ low: 100, high: 100 })
    expect(limitsOfChance(0, 30).inner).toEqual({ low: 0, high: 0 })
  })

  test('a team on the outer limit is inside it', () => {
    const limits = { outer: { low: 70, high: 94 } }
    expect([94, 94.1, 70, 69.9].map((value) => positionOf(value, limits))).toEqual([
      'inside',
      'above',
      'inside',
      'below',
    ])
  })
})

test('only a share of cases has limits of chance: not posts, not a mean, not what may exceed its base', () => {
  const kpi = { kind: 'ratio', denominator: 'visits due', mayExceed: false } as const
  expect(isShareOfCases(kpi)).toBe(true)
  expect(isShareOfCases({ ...kpi, kind: 'mean' })).toBe(false)
  expect(isShareOfCases({ ...kpi, mayExceed: true })).toBe(false)
  expect(isShareOfCases({ ...kpi, denominator: 'social worker posts (FTE)' })).toBe(false)
})

describe('one team among those that do the same work', () => {
  const kpi = { kind: 'ratio', denominator: 'visits due', mayExceed: false, minimum: 10 } as const
  const share = (numerator: number, denominator: number) => ({
    state: 'reported' as const,
    numerator,
    denominator,
    value: (100 * numerator) / denominator,
  })
  const others = [share(35, 40), share(45, 50), share(36, 42)]

  test('is set apart only beyond the limits of chance, even below the range of them all', () => {
    const lowest = share(29, 39)
    expect(positionAmong(kpi, lowest, [lowest, ...others])).toBe('inside')
    const far = share(10, 40)
    expect(positionAmong(kpi, far, [far, ...others])).toBe('below')
    const [first = far] = others
    expect(positionAmong(kpi, first, [first, far, far, far])).toBe('above')
  })

  test('is not judged among two, on a small base, or without a figure', () => {
    const own = share(10, 40)
    expect(positionAmong(kpi, own, [own, ...others.slice(0, 1)])).toBe('too_few')
    expect(positionAmong(kpi, own, [own, ...others.slice(0, 2)])).toBe('below')
    const small = share(0, 9)
    expect(positionAmong(kpi, small, [small, ...others])).toBe('too_few')
    const none = { state: 'not_reported', numerator: null, denominator: null, value: null } as const
    expect(positionAmong(kpi, none, [none, ...others])).toBe('too_few')
    expect(positionAmong(kpi, own, [own, none, share(1, 0)])).toBe('too_few')
  })

  test.each([
    ['that was suppressed', { state: 'suppressed', numerator: null, denominator: null, value: null }],
    ['that is suppressed with its numbers still there', { ...share(10, 40), state: 'suppressed' }],
    ['that did not come', { state: 'not_reported', numerator: null, denominator: null, value: null }],
    [
      'with a value and no counts',
      { state: 'without_denominator', numerator: null, denominator: null, value: 80 },
    ],
    ['of no cases', { state: 'no_cases', numerator: 0, denominator: 0, value: null }],
    ['of no cases that says reported', { state: 'reported', numerator: 0, denominator: 0, value: 0 }],
    ['without a value', { state: 'reported', numerator: 10, denominator: 40, value: null }],
    ['without a base', { state: 'reported', numerator: 10, denominator: null, value: 80 }],
  ] as const)('is neither judged by a figure nor judged with one %s', (_, none) => {
    const own = share(10, 40)
    expect(positionAmong(kpi, own, [own, none, none, none])).toBe('too_few')
    expect(positionAmong(kpi, none, [none, ...others])).toBe('too_few')
  })

  test('is nothing to ask of a measure that is no share of cases', () => {
    expect(positionAmong({ ...kpi, kind: 'mean' }, share(1, 2), others)).toBeNull()
  })
})
