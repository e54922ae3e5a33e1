import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chanceKindOf, chanceScore, countAtScore } from '#domain/figures/spc/chance-score.ts'
import { normalQuantile } from '#domain/figures/spc/normal-quantile.ts'
import { aKpi } from '../../examples.ts'

test('the normal quantile has its known values, to the last digits of a double', () => {
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 13)
  expect(normalQuantile(0.0013498980316301)).toBeCloseTo(-3, 13)
  expect(normalQuantile(0.5)).toBe(0)
  expect(normalQuantile(1e-10)).toBeCloseTo(-6.361340902404056, 12)
  expect(normalQuantile(1e-300)).toBeCloseTo(-37.0471, 4)
})

describe('what chance does to a measure', () => {
  test.each([
    ['a share of cases', aKpi(), 'share'],
    ['a share of posts', aKpi({ denominator: 'posts (FTE)' }), 'share'],
    ['a share that may exceed its base', aKpi({ mayExceed: true }), 'events'],
    ['a count', aKpi({ kind: 'count', denominator: null }), 'events'],
    ['a stock', aKpi({ kind: 'stock', denominator: null }), 'events'],
    ['a caseload', aKpi({ kind: 'mean' }), 'events'],
    ['a median', aKpi({ kind: 'median' }), 'rank'],
  ] as const)('%s', (_, kpi, kind) => {
    expect(chanceKindOf(kpi)).toBe(kind)
  })
})

describe('the score of a count', () => {
  test('is its mid-p probability: 13 of 13 at 90% has P(all) = 0.254, so 1 − 0.127', () => {
    expect(chanceScore('share', 0.9, 13, 13)).toBeCloseTo(normalQuantile(1 - 0.9 ** 13 / 2), 12)
  })

  test('counts half of the count itself: 0 events where 2 are usual', () => {
    expect(chanceScore('events', 2, 0, 1)).toBeCloseTo(normalQuantile(Math.exp(-2) / 2), 12)
    expect(chanceScore('events', 1, 0, 2)).toBe(chanceScore('events', 2, 0, 1))
  })

  test('of posts between two whole ones lies between their scores, in proportion', () => {
    const [four, five] = [chanceScore('share', 0.3, 4, 12), chanceScore('share', 0.3, 5, 12)]
    expect(chanceScore('share', 0.3, 4.5, 12)).toBeCloseTo((four + five) / 2, 12)
    expect(chanceScore('share', 0.3, (4 * 12.4) / 12, 12.4)).toBeCloseTo(four, 12)
  })

  test('mirrors that of the cases on the other side', () => {
    const cases = fc.record({
      base: fc.integer({ min: 1, max: 400 }),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
      share: fc.double({ min: 0.001, max: 0.999, noNaN: true }),
    })
    fc.assert(
      fc.property(cases, ({ base, part, share }) => {
        const count = Math.round(part * base)
        const sum =
          chanceScore('share', share, count, base) + chanceScore('share', 1 - share, base - count, base)
        expect(Math.abs(sum)).toBeLessThan(1e-6)
      }),
    )
  })

  test('rises with the count, without a step where exact sums end', () => {
    const kind = fc.constantFrom('share' as const, 'events' as const)
    const cases = fc.tuple(
      kind,
      fc.integer({ min: 2, max: 20_000 }),
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
    )
    fc.assert(
      fc.property(cases, fc.double({ min: -4, max: 4, noNaN: true }), ([of, base, share], at) => {
        const spread = Math.sqrt(base * share)
        const count = Math.max(0, Math.min(base - 1, Math.round(base * share + at * spread)))
        expect(chanceScore(of, share, count + 1, base)).toBeGreaterThan(chanceScore(of, share, count, base))
      }),
    )
    // Just under and just over the variance from which the normal distribution is used.
    for (const at of [-3, 0, 3]) {
      const of = (cases: number) =>
        chanceScore('share', 0.5, Math.round(cases / 2 + (at * Math.sqrt(cases)) / 2), cases)
      expect(Math.abs(of(7_998) - of(8_002))).toBeLessThan(0.03)
    }
  })
})

test('the count at a score has that score, inside what is possible', () => {
  const kind = fc.constantFrom('share' as const, 'events' as const)
  const cases = fc.tuple(
    kind,
    fc.integer({ min: 1, max: 300 }),
    fc.double({ min: 0.02, max: 0.98, noNaN: true }),
  )
  let inside = 0
  fc.assert(
    fc.property(cases, fc.double({ min: -4, max: 4, noNaN: true }), ([of, base, share], score) => {
      const count = countAtScore(of, share, base, score)
      expect(count).toBeGreaterThanOrEqual(0)
      expect(count).toBeLessThanOrEqual(of === 'share' ? base : Number.POSITIVE_INFINITY)
      const [below, above] = [Math.floor(count), Math.ceil(count)]
      const isPossible = count > 0 && (of === 'events' || count < base)
      inside += isPossible ? 1 : 0
      const [low, high] = isPossible
        ? [chanceScore(of, share, below, base), chanceScore(of, share, above, base)]
        : [-9, 9]
      expect(low - 1e-9 <= score && score <= high + 1e-9).toBe(true)
    }),
  )
  expect(inside).toBeGreaterThan(20)
})
