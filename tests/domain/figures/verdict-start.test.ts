import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { computeFigures } from '#domain/figures/compute-figures.ts'
import type { Figure } from '#domain/figures/figure.ts'
import { analyse, type SeriesPoint } from '#domain/figures/spc/analyse.ts'
import { nhsOf } from '#domain/figures/spc/verdict.ts'
import {
  calculateWithStart,
  type PeriodVerdict,
  type SeriesRule,
  type SeriesVerdicts,
  verdictStart,
} from '#domain/figures/verdict-start.ts'
import { addPeriods } from '#domain/time/period.ts'
import { anAnalysis, countCell, ratioCell } from '../examples.ts'
import { at, figuresOf, ledgerOf, monthly } from '../ledger-examples.ts'

const worse = { meaning: 'concerning', rising: false, since: '2019-04' } as const
const now = anAnalysis({
  ...worse,
  phases: [{ from: '2018-06', to: '2019-04', mean: 80, lower: 70, upper: 90, limits: 'full' }],
})
const said = (...says: PeriodVerdict['says'][]): PeriodVerdict[] =>
  says.map((each, i) => ({ period: addPeriods('2019-03', -i), says: each }))
const since = (from: string) => ({ ...worse, since: from })

const rule: SeriesRule = {
  calculate: (points) => analyse(points, { good: 'higher', screen: true, restarts: [] }),
}

describe('the start of what is said', () => {
  test.each([
    ['is its own where nothing was said before', said(), '2019-04'],
    ['is the one told the month before', said(since('2018-12')), '2018-12'],
    ['never moves later, and may move earlier', said(since('2019-05')), '2019-04'],
    ['is its own after a month that was judged otherwise', said('otherwise', since('2018-12')), '2019-04'],
    ['is its own after the other direction', said({ ...since('2018-12'), rising: true }), '2019-04'],
    ['is its own after the other meaning', said({ ...since('2018-12'), meaning: 'improving' }), '2019-04'],
    [
      'outlasts two months of which nothing could be said',
      said('nothing', 'nothing', since('2018-12')),
      '2018-12',
    ],
    ['ends with three of them', said('nothing', 'nothing', 'nothing', since('2018-12')), '2019-04'],
    [
      'outlasts any months that were not whole',
      said('part', 'part', 'part', 'part', since('2018-10')),
      '2018-10',
    ],
    [
      'counts months without figures anew after one that came in part',
      said('nothing', 'nothing', 'part', 'nothing', since('2018-10')),
      '2018-10',
    ],
  ])('%s', (_, before, start) => {
    expect(verdictStart(now, before)).toBe(start)
  })

  test('is its own in a phase that began since', () => {
    const rebased = { ...now, phases: [{ ...now.phases[0], from: '2019-04' } as (typeof now.phases)[0]] }
    expect(verdictStart(rebased, said(since('2018-12')))).toBe('2019-04')
  })

  test('is none where nothing is said', () => {
    expect(verdictStart(anAnalysis({}), said(since('2018-12')))).toBeNull()
  })
})

describe('figures', () => {
  /** Falling since spring 2019: July’s figure widens the limits, so that April is no longer outside them. */
  const falling = [86, 93, 88, 87, 87, 88, 89, 90, 93, 91, 90, 87, 88, 87, 86, 83, 81, 82, 81]
  const cells = (values: readonly (number | null)[]) =>
    monthly(values.map((v) => (v === null ? null : ratioCell(v, 100))))
  const startsOf = (values: readonly (number | null)[], from = '') => {
    const figures = figuresOf(ledgerOf({ 'HP-1': cells(values), 'HP-2': cells(values.map(() => 50)) }), from)
    return values.map((_, i) => nhsOf(at(figures, 'HP-1', addPeriods('2018-01', i)).analysis).since)
  }

  test('carry the start told first, though the last month’s limits no longer show it', () => {
    const points = falling.map((value, i) => ({ period: addPeriods('2018-01', i), value }))
    const options = { good: 'higher', screen: true, restarts: [] } as const
    expect([points.slice(0, -1), points].map((known) => analyse(known, options).since)).toEqual([
      '2019-04',
      '2019-05',
    ])
    expect(startsOf(falling).slice(-2)).toEqual(['2019-04', '2019-04'])
  })

  test('carry it over a month that did not come, and not over one within the usual range', () => {
    const [before, last] = [falling.slice(0, -1), falling.slice(-1)]
    expect(startsOf([...before, null, ...last]).at(-1)).toBe('2019-04')
    expect(startsOf([...before, null, null, null, ...last]).at(-1)).toBeNull()
    expect(startsOf([...before, 92, ...last, 70]).at(-1)).toBe('2019-08')
  })

  test('say the same start wherever they are computed from', () => {
    const whole = figuresOf(ledgerOf({ 'HP-1': cells(falling) }))
    const last = addPeriods('2018-01', falling.length - 1)
    expect(at(figuresOf(ledgerOf({ 'HP-1': cells(falling) }), last), 'HP-1', last)).toEqual(
      at(whole, 'HP-1', last),
    )
  })

  test('of random series never tell a later start while the state lasts without a break', () => {
    let lasting = 0
    const usual = fc.array(fc.integer({ min: 86, max: 94 }), { minLength: 8, maxLength: 16 })
    const tail = fc.array(
      fc.oneof(
        { weight: 9, arbitrary: fc.integer({ min: 76, max: 88 }) },
        { weight: 1, arbitrary: fc.constantFrom(null, 100) },
      ),
      { minLength: 2, maxLength: 14 },
    )
    const series = fc.tuple(usual, tail).map(([first, last]) => [...first, ...last])
    fc.assert(
      fc.property(series, fc.nat(40), (values, restart) => {
        const row = cells(values)
        const ledger = ledgerOf(
          { 'HP-1': row, 'HP-2': monthly(values.map(() => countCell(1))) },
          { restarts: () => (restart < 20 ? [addPeriods('2018-01', restart)] : []) },
        )
        const figures = computeFigures(ledger, '').filter((f) => f.unit === 'HP-1')
        expect(figures).toHaveLength(values.length)
        for (const [before, after] of pairs(figures)) {
          lasting++
          expect((after.analysis.since ?? '') <= (before.analysis.since ?? '')).toBe(true)
          expect(after.analysis.since).not.toBeNull()
        }
      }),
      { numRuns: 300 },
    )
    expect(lasting).toBeGreaterThan(100)
  })

  /** Neighbouring months of one phase with the same finding. */
  function pairs(figures: readonly Figure[]): [Figure, Figure][] {
    return figures.slice(1).flatMap((after, i) => {
      const before = figures[i] as Figure
      const isSame =
        after.analysis.meaning !== null &&
        after.analysis.meaning === before.analysis.meaning &&
        after.analysis.rising === before.analysis.rising &&
        (after.analysis.phases.at(-1)?.from ?? '') <= before.period
      return isSame ? [[before, after] as [Figure, Figure]] : []
    })
  }
})

describe('a series', () => {
  test('without points says nothing', () => {
    expect(calculateWithStart([], rule, new Map()).since).toBeNull()
  })

  test('remembers what it said in each period', () => {
    const points: SeriesPoint[] = Array.from({ length: 9 }, (_, i) => ({
      ...{ period: addPeriods('2018-01', i), value: i === 8 ? 10 : 90 + (i % 2), small: i === 7 },
      isPart: i === 6,
    }))
    const known = new Map<string, PeriodVerdict>()
    expect(calculateWithStart(points, rule, known).since).toBe('2018-09')
    expect([...known.values()].find(({ period }) => period === '2018-09')?.says).toMatchObject({
      rising: false,
    })
    expect(known.get('2018-08')?.says).toBe('nothing')
  })

  describe('says of a period', () => {
    const steady = Array.from({ length: 8 }, (_, i) => 90 + (i % 2))
    const saysOf = (values: readonly (number | null)[], last: Partial<SeriesPoint> = {}) => {
      const points = values.map((value, i): SeriesPoint => ({ period: addPeriods('2018-01', i), value }))
      const ofLast = { ...(points.at(-1) as SeriesPoint), ...last }
      const known: SeriesVerdicts = new Map()
      calculateWithStart([...points.slice(0, -1), ofLast], rule, known)
      return known.get(ofLast.period)?.says
    }

    test('nothing where it has no figure, one too small to judge, or too few before it', () => {
      expect(saysOf([...steady, null])).toBe('nothing')
      expect(saysOf([...steady, 90], { small: true })).toBe('nothing')
      expect(saysOf([90, 91, 90])).toBe('nothing')
    })

    test('that it came in part, whatever the part is', () => {
      expect(saysOf([...steady, null], { isPart: true })).toBe('part')
      expect(saysOf([...steady, 90], { isPart: true, small: true })).toBe('part')
    })

    test('otherwise where its figure is like those before, and else which way it stands out', () => {
      expect(saysOf([...steady, 90])).toBe('otherwise')
      expect(saysOf([...steady, 10])).toEqual({ meaning: 'concerning', rising: false, since: '2018-09' })
      expect(saysOf([...steady, 99])).toEqual({ meaning: 'improving', rising: true, since: '2018-09' })
    })
  })
})
