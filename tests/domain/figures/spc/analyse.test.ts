import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type AnalysisOptions,
  analyse,
  limitsKind,
  meaningOf,
  noAnalysis,
  phaseBreak,
} from '#domain/figures/spc/analyse.ts'
import { monthAt, monthlySeries } from '../../examples.ts'

const options: AnalysisOptions = { good: 'higher', screen: true, restarts: [] }
const wave = (count: number) => Array.from({ length: count }, (_, i) => 50 + (i % 2))

describe('how much can be said', () => {
  test('under 7 points there are no limits and no flags, a far point included', () => {
    const analysis = analyse(monthlySeries([50, 51, 50, 51, 50, 900]), options)
    expect(analysis).toMatchObject({
      points: 6,
      limits: 'none',
      mean: null,
      lower: null,
      upper: null,
      signal: null,
    })
    expect(analysis.flags).toEqual([])
  })

  test('7 to 12 points have trial limits, 13 full ones', () => {
    expect([6, 7, 12, 13, 40].map((n) => analyse(monthlySeries(wave(n)), options).limits)).toEqual([
      'none',
      'trial',
      'trial',
      'full',
      'full',
    ])
    expect([0, 6, 7, 12, 13].map(limitsKind)).toEqual(['none', 'none', 'trial', 'trial', 'full'])
  })

  test('months without a value are not points', () => {
    const values = wave(8)
    values.splice(3, 0, Number.NaN)
    const series = monthlySeries(values.map((v) => (Number.isNaN(v) ? null : v)))
    expect(analyse(series, options)).toMatchObject({ points: 8, limits: 'trial' })
    expect(analyse(series.slice(0, 7), options)).toMatchObject({ points: 6, limits: 'none' })
  })

  test('a series of nothing says nothing', () => {
    expect(analyse([], options)).toEqual(noAnalysis)
    expect(analyse(monthlySeries([null, null]), options)).toEqual(noAnalysis)
  })
})

describe('phases', () => {
  test('a phase starts at the first point, not at the first month', () => {
    const { phases } = analyse(monthlySeries([null, null, ...wave(7)]), options)
    expect(phases.map((p) => [p.from, p.to])).toEqual([[monthAt(2), monthAt(8)]])
  })

  test('a gap of 1 or 2 months ends no phase', () => {
    for (const gap of [1, 2]) {
      const analysis = analyse(monthlySeries([...wave(8), ...Array(gap).fill(null), ...wave(8)]), options)
      expect(analysis.phases).toHaveLength(1)
      expect(analysis.points).toBe(16)
    }
  })

  test('a gap of 3 months ends the phase at the next point', () => {
    expect(phaseBreak).toBe(3)
    const analysis = analyse(monthlySeries([...wave(8), null, null, null, 90, 91]), options)
    expect(analysis.phases.map((p) => [p.from, p.limits])).toEqual([
      [monthAt(0), 'trial'],
      [monthAt(11), 'none'],
    ])
    expect(analysis).toMatchObject({ points: 2, limits: 'none', mean: null })
  })

  test('three missing months that are not in a row end no phase', () => {
    const analysis = analyse(monthlySeries([...wave(8), null, null, 50, null, 51]), options)
    expect(analysis.phases).toHaveLength(1)
  })

  test('limits restart at a restart, at its month exactly', () => {
    const restart = monthAt(8)
    const analysis = analyse(monthlySeries([...wave(8), 90, 91, 90, 91, 90, 91, 90]), {
      ...options,
      restarts: [restart],
    })
    expect(analysis.phases.map((p) => [p.from, p.to])).toEqual([
      [monthAt(0), monthAt(7)],
      [restart, monthAt(14)],
    ])
    expect(analysis.phases[0]?.mean).toBe(50.5)
    expect(analysis).toMatchObject({ points: 7, limits: 'trial' })
    expect(analysis.mean).toBeCloseTo(90 + 3 / 7, 9)
  })

  test('no rule runs across a restart', () => {
    const rising = [41, 42, 43, 44, 45, 46, 47, 48]
    const restarts = [monthAt(4)]
    expect(analyse(monthlySeries(rising), options).flags).toHaveLength(8)
    expect(analyse(monthlySeries(rising), { ...options, restarts }).flags).toEqual([])
  })

  test('a restart in a month without a value counts from that month', () => {
    const analysis = analyse(monthlySeries([...wave(8), null, ...wave(7)]), {
      ...options,
      restarts: [monthAt(8)],
    })
    expect(analysis.points).toBe(7)
  })

  test('a restart at the first point, before it or outside the series changes nothing', () => {
    const series = monthlySeries([null, ...wave(13)])
    const plain = analyse(series, options)
    for (const restart of [monthAt(0), monthAt(1), '1999-01', '2099-01', 'nonsense']) {
      expect(analyse(series, { ...options, restarts: [restart] })).toEqual(plain)
    }
  })
})

describe('the last point', () => {
  test('carries the signal and its meaning', () => {
    const analysis = analyse(monthlySeries([...wave(17), 58]), options)
    expect(analysis).toMatchObject({ signal: 'outside_limits', meaning: 'improving', rising: true })
    expect(analysis.since).toBe(monthAt(17))
  })

  test('without a value has no signal, though points before it are flagged', () => {
    const analysis = analyse(monthlySeries([...wave(17), 58, null]), options)
    expect(analysis).toMatchObject({ signal: null, meaning: null, rising: null, since: null })
    expect(analysis.flags.map((f) => f.period)).toEqual([monthAt(17)])
  })
})

describe('since', () => {
  test('is the first month of the run that flags the last point', () => {
    const analysis = analyse(monthlySeries([...wave(8), 54, 53, 54, 53, 54, 53, 54]), options)
    expect(analysis.since).toBe(monthAt(8))
  })

  test('may be the first month of all', () => {
    const analysis = analyse(monthlySeries([0, 1, 2, 3, 4, 5, 15]), { ...options, screen: false })
    expect(analysis.since).toBe(monthAt(0))
  })

  test('stops at a month without a value', () => {
    const series = monthlySeries([...wave(30), 58, null, 58])
    expect(analyse(series, options).flags.map((f) => f.period)).toEqual([monthAt(30), monthAt(32)])
    expect(analyse(series, options).since).toBe(monthAt(32))
  })

  test('stops at a restart: the phase before is another story', () => {
    const rising = [0, 1, 2, 3, 4, 5, 15]
    const series = monthlySeries([...rising, ...rising])
    const analysis = analyse(series, { ...options, screen: false, restarts: [monthAt(7)] })
    expect(analysis.flags.map((f) => f.meaning)).toEqual(Array(14).fill('improving'))
    expect(analysis.since).toBe(monthAt(7))
  })

  test('stops where the flags point the other way', () => {
    const analysis = analyse(monthlySeries([53, 53, 53, 53, 53, 53, 53, 47, 47, 47, 47, 47, 47, 47]), options)
    expect(analysis.meaning).toBe('concerning')
    expect(analysis.since).toBe(monthAt(7))
  })
})

describe('meaning', () => {
  test('is the flag read through what is good', () => {
    const [up, down] = [true, false].map((rising) => ({ signal: 'shift' as const, rising }))
    if (up === undefined || down === undefined) throw new Error('two flags')
    expect([meaningOf(up, 'higher'), meaningOf(down, 'higher')]).toEqual(['improving', 'concerning'])
    expect([meaningOf(up, 'lower'), meaningOf(down, 'lower')]).toEqual(['concerning', 'improving'])
    expect([meaningOf(up, 'neither'), meaningOf(down, 'near')]).toEqual(['unusual', 'unusual'])
  })

  test('of a trend follows its direction, not the side of the mean', () => {
    const values = [40, 60, 40, 60, 40, 60, 40, 55, 54, 53, 52, 51, 50, 49]
    const falling = analyse(monthlySeries(values), options)
    expect(falling.mean).toBeLessThan(55)
    expect(falling.flags.map((f) => [f.signal, f.meaning])).toEqual(Array(7).fill(['trend', 'concerning']))
    expect(falling.since).toBe(monthAt(7))
  })
})

describe('whatever the series', () => {
  const series = fc.array(fc.option(fc.integer({ min: 0, max: 100 }), { nil: null, freq: 5 }), {
    maxLength: 40,
  })
  const restarts = fc.array(fc.integer({ min: 0, max: 40 }).map(monthAt), { maxLength: 2 })

  test('phases cover every point once, in order, and only points with a value are flagged', () => {
    fc.assert(
      fc.property(series, restarts, (values, at) => {
        const points = monthlySeries(values)
        const analysis = analyse(points, { ...options, restarts: at })
        const valued = points.filter((p) => p.value !== null).map((p) => p.period)
        const phasesOf = (period: string) => analysis.phases.filter((p) => p.from <= period && period <= p.to)
        expect(valued.filter((period) => phasesOf(period).length !== 1)).toEqual([])
        expect(analysis.flags.filter((f) => !valued.includes(f.period))).toEqual([])
        expect(new Set(analysis.flags.map((f) => f.period)).size).toBe(analysis.flags.length)
      }),
    )
  })

  test('since is never after the last period nor before its phase', () => {
    const usual = fc.array(fc.integer({ min: 40, max: 60 }), { minLength: 8, maxLength: 20 })
    const higher = fc.array(fc.integer({ min: 70, max: 95 }), { minLength: 1, maxLength: 12 })
    const shifted = fc.tuple(usual, higher).map(([before, after]) => [...before, ...after])
    fc.assert(
      fc.property(shifted, restarts, (values, at) => {
        const analysis = analyse(monthlySeries(values), { ...options, restarts: at })
        fc.pre(analysis.since !== null)
        expect(analysis.since >= (analysis.phases.at(-1)?.from ?? '')).toBe(true)
        expect(analysis.since <= monthAt(values.length - 1)).toBe(true)
      }),
    )
  })

  test('a restart changes no flag and no limit before it', () => {
    fc.assert(
      fc.property(series, series, restarts, (before, after, at) => {
        const start = monthAt(before.length)
        const earlier = at.filter((period) => period < start)
        const rebased = analyse(monthlySeries([...before, ...after]), {
          ...options,
          restarts: [...earlier, start],
        })
        const then = analyse(monthlySeries(before), { ...options, restarts: earlier })
        expect(rebased.flags.filter((f) => f.period < start)).toEqual(then.flags)
        fc.pre(after.length > 0)
        expect(rebased.phases.slice(0, then.phases.length)).toEqual(then.phases)
      }),
    )
  })

  test('what stands in an earlier phase changes nothing in the last', () => {
    fc.assert(
      fc.property(series, series, (before, after) => {
        const start = monthAt(before.length)
        const with_ = analyse(monthlySeries([...before, ...after]), { ...options, restarts: [start] })
        const lone = analyse(monthlySeries([...before.map(() => null), ...after]), options)
        fc.pre(lone.phases[0]?.from === start)
        expect({ ...with_, phases: [], flags: [] }).toEqual({ ...lone, phases: [], flags: [] })
      }),
    )
  })
})

test('a point on a base too small to be judged takes part in the limits and is never flagged', () => {
  const values = [50, 52, 50, 52, 50, 52, 50, 52, 50, 52, 50, 52, 99]
  const points = values.map((value, i) => ({ period: `2018-${String(i + 1).padStart(2, '0')}`, value }))
  const options = { good: 'higher', screen: true, restarts: [] } as const
  const judged = analyse(points, options)
  const small = analyse(
    points.map((p, i) => ({ ...p, small: i === values.length - 1 })),
    options,
  )
  expect(judged.signal).toBe('outside_limits')
  expect(small).toMatchObject({ signal: null, meaning: null, since: null, upper: judged.upper })
  expect(small.flags.map((f) => f.period)).not.toContain('2018-13')
})
