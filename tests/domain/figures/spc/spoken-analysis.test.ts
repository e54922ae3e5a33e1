import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Calculation } from '#domain/figures/figure.ts'
import type { Cell } from '#domain/figures/measurement.ts'
import { chanceOf } from '#domain/figures/spc/chance-score.ts'
import {
  analyseSpoken,
  averageVariance,
  lastingLimit,
  usualRange,
  weight,
} from '#domain/figures/spc/spoken-analysis.ts'
import { pointsOf, spokenOf } from '../../../support/simulated-council.ts'
import { aKpi, countCell, ratioCell } from '../../examples.ts'

const share = aKpi()
const overdue = aKpi({
  kind: 'count',
  denominator: null,
  good: 'lower',
  unit: 'children_or_items',
  minimum: null,
})
const of = (cases: readonly (readonly [number, number])[]) => cases.map(([n, d]) => ratioCell(n, d))
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)
const spoken = (kpi: Kpi, cells: readonly Cell[], persistence = 0): Calculation =>
  spokenOf(kpi, cells, persistence)

describe('no change is spoken of', () => {
  test('where 13 of 13 follow 12 of 13, as with HP-N1’s assessments: one child more is chance', () => {
    const cells = of([...times(24, [13, 13] as const), [12, 13], [13, 13]])
    expect(spoken(share, cells)).toMatchObject({ meaning: null, signal: null })
  })

  test('because one earlier month was bad: a perfect month is no better than the perfect ones before it', () => {
    const cells = of([...times(10, [13, 13] as const), [8, 13], ...times(13, [13, 13] as const)])
    expect(spoken(share, cells).meaning).toBeNull()
  })

  test('of 9 of 11 after years of 10 of 11, as with Fostering 2’s training', () => {
    expect(spoken(share, of([...times(23, [10, 11] as const), [9, 11]])).meaning).toBeNull()
  })

  test('if one case more would undo it, and it is spoken of one case further', () => {
    const worst = (last: number) => spoken(share, of([...times(23, [20, 20] as const), [last, 20]])).meaning
    const first = [20, 19, 18, 17, 16, 15].find((n) => worst(n) !== null)
    expect(first).toBe(17)
    // 18 of 20 is itself far outside what chance gives, but 19 of 20 is not.
    expect(worst(18)).toBeNull()
  })

  test('under 7 months, and of months too small to judge', () => {
    expect(spoken(share, of(times(6, [5, 20] as const)))).toMatchObject({ limits: 'none', flags: [] })
    expect(spoken(share, of([...times(12, [19, 20] as const), [0, 9]])).meaning).toBeNull()
  })

  test('on limits that collapsed: a count that was always 0 is not called changed at 1', () => {
    expect(spoken(overdue, [...times(23, countCell(0)), countCell(1)]).meaning).toBeNull()
    expect(spoken(overdue, [...times(23, countCell(0)), countCell(5)])).toMatchObject({
      ...{ meaning: 'concerning', signal: 'outside_limits', rising: true },
    })
  })

  test('of the month after a single bad one: it is over', () => {
    const cells = of([...times(20, [36, 40] as const), [20, 40], [36, 40]])
    expect(spoken(share, cells.slice(0, -1))).toMatchObject({
      meaning: 'concerning',
      signal: 'outside_limits',
    })
    expect(spoken(share, cells).meaning).toBeNull()
  })
})

describe('a change is spoken of', () => {
  const falling = of([...times(20, [36, 40] as const), [31, 40], [31, 40], [30, 40]])

  test('where three months together lie lower than chance would take them, though each is inside its usual range', () => {
    const { signal, meaning, rising, since, lower } = spoken(share, falling)
    expect({ signal, meaning, rising }).toEqual({
      signal: 'lasting_change',
      meaning: 'concerning',
      rising: false,
    })
    expect(since).toBe('2018-12')
    expect(lower).toBeLessThan(75)
  })

  test('only if it is more than the same children counted again would explain', () => {
    expect(spoken(share, falling, 0.3).meaning).toBe('concerning')
    expect(spoken(share, falling, 0.7).meaning).toBeNull()
  })

  test('in the direction that is good for the measure', () => {
    const good = (of: Kpi['good']) => spoken(aKpi({ good: of }), falling).meaning
    expect(['higher', 'lower', 'neither', 'near'].map((each) => good(each as Kpi['good']))).toEqual([
      'concerning',
      'improving',
      'unusual',
      'unusual',
    ])
  })

  test('from the phase alone: a new baseline takes the change in', () => {
    const options = { good: 'higher', persistence: 0, ...chanceOf(share) } as const
    const points = pointsOf(share, falling)
    const restart = points.at(-3)?.period ?? ''
    expect(analyseSpoken(points, { ...options, restarts: [restart] })).toMatchObject({
      limits: 'none',
      meaning: null,
    })
  })

  test('never at a month without a figure, which lets what came before fade', () => {
    const points = pointsOf(share, falling)
    const options = { good: 'higher', persistence: 0, restarts: [], ...chanceOf(share) } as const
    const gone = points.map((p, i) => (i >= 21 ? { ...p, value: null } : p))
    expect(analyseSpoken(gone, options).meaning).toBeNull()
    const holed = [
      ...points.slice(0, 21),
      { period: '2018-12', value: null },
      { period: '2019-01', value: null },
      { ...points.at(-1), period: '2019-02', value: 75 },
    ]
    expect(analyseSpoken(holed as typeof points, options).meaning).toBeNull()
  })
})

describe('the usual range', () => {
  test('is wider for fewer cases, and never leaves 0 to 100%', () => {
    const level = { rate: 0.9, spread: 1, cases: 900 }
    const width = (cases: number) => usualRange(level, cases, chanceOf(share))
    expect(width(20).lower).toBeLessThan(width(40).lower)
    expect(width(20).upper).toBe(100)
    expect(width(400).upper).toBeLessThan(100)
  })

  test('is what a single month must leave to be outside: the counts beyond it are flagged, those on it are not', () => {
    const before = times(23, [36, 40] as const)
    const range = spoken(share, of([...before, [36, 40]]))
    const flagged = (n: number) => spoken(share, of([...before, [n, 40]])).signal === 'outside_limits'
    const first = Math.floor(((range.lower ?? 0) / 100) * 40)
    expect(flagged(first + 1)).toBe(false)
    // One case less than the first outside, because of the case that would undo it.
    expect(flagged(first - 1)).toBe(true)
  })
})

test.each([0, 0.3, 0.8])(
  'the running average of scores with persistence %f has the variance its limits take',
  (rho) => {
    let [variance, covariance] = [0, 0]
    for (let i = 0; i < 300; i++) {
      variance = weight ** 2 + (1 - weight) ** 2 * variance + 2 * weight * (1 - weight) * rho * covariance
      covariance = weight + (1 - weight) * rho * covariance
    }
    expect(averageVariance(rho)).toBeCloseTo(variance, 12)
  },
)

test('every flag lies on the side that it says, of the level that the calculation gives', () => {
  const months = fc.array(fc.integer({ min: 20, max: 40 }), { minLength: 8, maxLength: 20 })
  let flagged = 0
  fc.assert(
    fc.property(months, (counts) => {
      const cells = counts.map((n) => ratioCell(n, 40))
      const { flags, phases } = spoken(share, cells)
      const values = new Map(pointsOf(share, cells).map((p) => [p.period, p.value ?? 0]))
      const level = (phases[0]?.level?.rate ?? 0) * 100
      flagged += flags.length
      expect(flags.filter((f) => (values.get(f.period) ?? 0) > level !== f.rising)).toEqual([])
      expect(flags.filter((f) => (f.evidence ?? 0) < lastingLimit)).toEqual([])
    }),
  )
  expect(flagged).toBeGreaterThan(3)
})
