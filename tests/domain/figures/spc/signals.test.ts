import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { limitsFor, type XmrLimits } from '#domain/figures/spc/limits.ts'
import { signalsOf } from '#domain/figures/spc/signals.ts'
import { some } from '../../../support/some.ts'
import { referenceLimits, referenceSignals } from './reference.ts'

/** Limits 40 and 60 about 50, near limits 43 and 57. */
const wide: XmrLimits = { mean: 50, lower: 40, upper: 60, nearLower: 43, nearUpper: 57 }

const named = (values: readonly (number | null)[], limits: XmrLimits = wide) =>
  signalsOf(values, limits).map((s) => s?.signal ?? null)

describe('beyond a limit', () => {
  test('a point beyond a limit is flagged, on the side it lies', () => {
    expect(signalsOf([61, 39], wide)).toEqual([
      { signal: 'outside_limits', rising: true },
      { signal: 'outside_limits', rising: false },
    ])
  })

  test('a point on a limit is not beyond it', () => {
    expect(named([60, 50, 50, 40])).toEqual([null, null, null, null])
  })

  test('floating-point dust does not put a point beyond a limit it stands on', () => {
    const limits = { ...wide, upper: 0.3, nearUpper: 0.29, mean: 0.2, lower: 0.1, nearLower: 0.11 }
    expect(named([0.1 + 0.2], limits)).toEqual([null])
  })

  test('the fifth point of the published series is special cause and no other', () => {
    const values = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
    const limits = limitsFor(values, true)
    if (limits === null) throw new Error('a series with values has limits')
    expect(
      named(values, limits)
        .map((s, i) => (s === null ? null : `${i + 1} ${s}`))
        .filter(Boolean),
    ).toEqual(['5 outside_limits'])
  })
})

describe('trend', () => {
  test('seven rising points are a trend, every one flagged, backwards too', () => {
    const values = [47, 48, 49, 50, 51, 52, 53]
    expect(signalsOf(values, wide)).toEqual(values.map(() => ({ signal: 'trend', rising: true })))
  })

  test('six are not', () => {
    expect(named([47, 48, 49, 50, 51, 52])).toEqual(Array(6).fill(null))
  })

  test('a tie breaks it', () => {
    expect(named([47, 48, 49, 50, 50, 51, 52, 53])).toEqual(Array(8).fill(null))
  })

  test('a month without a value breaks it and never joins', () => {
    expect(named([47, 48, 49, null, 50, 51, 52, 53])).toEqual(Array(8).fill(null))
  })

  test('a point that ends one trend and starts the next takes the direction of the next', () => {
    const up = [44, 45, 46, 47, 48, 49, 53]
    const down = [52, 51, 49, 48, 47, 46]
    const signals = signalsOf([...up, ...down], wide)
    expect(signals.map((s) => s?.rising)).toEqual([...Array(6).fill(true), ...Array(7).fill(false)])
  })

  test('the last point of a rise keeps its direction when another rise begins at the next, lower point', () => {
    const values = [44, 45, 46, 47, 48, 49, 55, 45, 46, 47, 48, 49, 50, 51]
    expect(signalsOf(values, wide).map((s) => s?.rising)).toEqual(Array(14).fill(true))
    const reference = referenceSignals(values, { mean: 50, lpl: 40, upl: 60, nlpl: 43, nupl: 57 })
    expect(reference[6]).toEqual({ signal: 'trend', rising: false, stepInRun: false })
  })

  test('beyond a limit comes before a trend', () => {
    expect(named([49, 50, 51, 52, 53, 54, 61]).at(-1)).toBe('outside_limits')
  })
})

describe('two of three', () => {
  test('two of three successive points near one limit, all on one side, flag the two', () => {
    expect(named([58, 51, 59])).toEqual(['two_of_three', null, 'two_of_three'])
    expect(named([42, 41, 49])).toEqual(['two_of_three', 'two_of_three', null])
  })

  test('a point on the near limit is not near', () => {
    expect(named([58, 51, 57])).toEqual([null, null, null])
  })

  test('the third point on the other side, or on the mean, breaks it', () => {
    expect(named([58, 49, 59])).toEqual([null, null, null])
    expect(named([58, 50, 59])).toEqual([null, null, null])
    expect(named([58, 42])).toEqual([null, null])
  })

  test('two points alone are never two of three', () => {
    expect(named([58, 59])).toEqual([null, null])
  })

  test('one of four apart is not within three', () => {
    expect(named([58, 51, 51, 59])).toEqual([null, null, null, null])
  })

  test('a point beyond the limit is not one of the two', () => {
    expect(named([58, 51, 61])).toEqual([null, null, 'outside_limits'])
  })

  test('a month without a value breaks it', () => {
    expect(named([58, null, 59, 51])).toEqual([null, null, null, null])
  })
})

describe('shift', () => {
  test('seven points on one side of the mean are a shift, six are not', () => {
    const values = [51, 52, 51, 52, 51, 52, 51]
    expect(signalsOf(values, wide)).toEqual(values.map(() => ({ signal: 'shift', rising: true })))
    expect(named(values.slice(1))).toEqual(Array(6).fill(null))
  })

  test('a point on the mean breaks it, dust included', () => {
    expect(named([51, 52, 51, 50, 51, 52, 51, 52])).toEqual(Array(8).fill(null))
    const limits = { ...wide, mean: 0.3, lower: 0, upper: 1, nearLower: 0.1, nearUpper: 0.9 }
    expect(named([0.4, 0.5, 0.4, 0.1 + 0.2, 0.4, 0.5, 0.4], limits)).toEqual(Array(7).fill(null))
  })

  test('a month without a value breaks it', () => {
    expect(named([51, 52, 51, null, 52, 51, 52, 51])).toEqual(Array(8).fill(null))
  })

  test('below the mean it points down', () => {
    expect(signalsOf(Array(7).fill(49.5), wide).every((s) => s?.rising === false)).toBe(true)
  })
})

describe('against a second implementation of the R package', () => {
  const step = fc.integer({ min: -4, max: 4 })
  const anything = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 40 })
  const walk = fc.array(step, { minLength: 1, maxLength: 40 }).map((steps) => {
    let value = 50
    return steps.map((s) => {
      value += s
      return value
    })
  })
  const runs = fc
    .array(fc.record({ up: fc.boolean(), length: fc.integer({ min: 3, max: 9 }), jump: step }), {
      minLength: 1,
      maxLength: 5,
    })
    .map((parts) => {
      let value = 50
      return parts.flatMap(({ up, length, jump }) => {
        value += jump
        return Array.from({ length }, () => {
          value += up ? 1 : -1
          return value
        })
      })
    })
  const steady = fc.array(fc.constantFrom(4, 5, 6, 5.5, 4.5, 9), { minLength: 7, maxLength: 30 })

  test('every point of every whole series has its limits, its flag and its direction', () => {
    let inRuns = 0
    fc.assert(
      fc.property(fc.oneof(anything, walk, runs, steady), fc.boolean(), (values, screen) => {
        const limits = limitsFor(values, screen)
        const reference = referenceLimits(values, screen)
        if (limits === null) throw new Error('a series with values has limits')
        expect(limits.mean).toBeCloseTo(reference.mean, 9)
        expect(limits.lower).toBeCloseTo(reference.lpl, 9)
        expect(limits.upper).toBeCloseTo(reference.upl, 9)
        const lines = [reference.lpl, reference.upl, reference.nlpl, reference.nupl, reference.mean]
        fc.pre(values.every((v) => lines.every((line) => v === line || Math.abs(v - line) > 1e-6)))
        fc.pre(new Set(values).size > 1)
        const ours = signalsOf(values, limits)
        some(referenceSignals(values, reference)).forEach((theirs, i) => {
          const point = ours[i] ?? null
          expect(point?.signal ?? null).toBe(theirs?.signal ?? null)
          if (!theirs?.stepInRun) return
          inRuns++
          expect(point?.rising).toBe(theirs.rising)
        })
      }),
      { numRuns: 500 },
    )
    expect(inRuns).toBeGreaterThan(500)
  })

  test('a month without a value never creates a signal: what is flagged with a gap is flagged by either side alone', () => {
    fc.assert(
      fc.property(walk, walk, (before, after) => {
        const joined = signalsOf([...before, null, ...after], wide)
        expect(joined).toEqual([...signalsOf(before, wide), null, ...signalsOf(after, wide)])
      }),
    )
  })

  test('turning a series upside down turns every direction and nothing else', () => {
    fc.assert(
      fc.property(fc.oneof(anything, walk, runs), (values) => {
        const mirrored = values.map((v) => 100 - v)
        const ours = signalsOf(values, wide)
        const theirs = signalsOf(mirrored, wide)
        const limits = wide
        expect(limits.mean).toBe(50)
        expect(theirs.map((s) => (s === null ? null : { ...s, rising: !s.rising }))).toEqual(ours)
      }),
    )
  })
})
