import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Cell } from '#domain/figures/measurement.ts'
import { chanceOf } from '#domain/figures/spc/chance-score.ts'
import { analyseSpoken } from '#domain/figures/spc/spoken-analysis.ts'
import { stepOf } from '#domain/figures/spc/step.ts'
import { addPeriods } from '#domain/time/period.ts'
import { pointsOf, stableMonths } from '../../../support/simulated-council.ts'
import { aKpi, countCell, ratioCell } from '../../examples.ts'

const share = aKpi()
const overdue = aKpi({ kind: 'count', denominator: null, good: 'lower', minimum: null })
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)
const month = (index: number) => addPeriods('2017-03', index)
/** 18 months at 87% of 400 children, then some at 93%. */
const visits = (since: number, before = 18) => [
  ...times(before, ratioCell(348, 400)),
  ...times(since, ratioCell(372, 400)),
]

function found(
  kpi: Kpi,
  cells: readonly (Cell | null)[],
  over: { persistence?: number; restarts?: string[] } = {},
) {
  const { persistence = 0, restarts = [] } = over
  const points = pointsOf(
    kpi,
    cells.map((cell) => cell ?? { ...countCell(0), state: 'not_reported', value: null }),
  )
  const options = { good: kpi.good, persistence, ...chanceOf(kpi) }
  return stepOf(points, analyseSpoken(points, { ...options, restarts }), options)
}

describe('a new level', () => {
  test('is found at its first month, with the average of each run', () => {
    const step = found(share, visits(8))
    expect(step).toMatchObject({ from: month(18), points: 8 })
    expect(step?.before).toBeCloseTo(87)
    expect(step?.since).toBeCloseTo(93)
  })

  test('is one of eight points, not of seven', () => {
    expect(found(share, visits(7))).toBeNull()
    expect(found(share, visits(8))).not.toBeNull()
  })

  test('follows seven points, not six', () => {
    expect(found(share, visits(8, 6))).toBeNull()
    expect(found(share, visits(8, 7))).toMatchObject({ from: month(7) })
  })

  test('has averages of sum over sum, so that a small month counts for little', () => {
    const step = found(share, [
      ...times(17, ratioCell(348, 400)),
      ratioCell(10, 20),
      ...times(7, ratioCell(372, 400)),
      ratioCell(20, 20),
    ])
    expect(step?.before).toBeCloseTo((100 * (17 * 348 + 10)) / (17 * 400 + 20))
    expect(step?.since).toBeCloseTo((100 * (7 * 372 + 20)) / (7 * 400 + 20))
  })

  test('of a count is lower as well as higher', () => {
    const cells = [...times(18, countCell(60)), ...times(9, countCell(30))]
    expect(found(overdue, cells)).toEqual({ from: month(18), before: 60, since: 30, points: 9 })
  })

  test('of medians is the mean of each run', () => {
    const median = aKpi({ kind: 'median', unit: 'working_days', good: 'lower', minimum: 5 })
    const of = (value: number): Cell => ({ ...ratioCell(1, 12), numerator: null, value })
    const before = times(9, [of(20), of(22)]).flat()
    const step = found(median, [...before, ...times(5, [of(11), of(13)]).flat()])
    expect(step).toEqual({ from: month(18), before: 21, since: 12, points: 10 })
  })

  test('does not begin a month early because a month before it happened to lie above the average', () => {
    const cells = visits(8)
    cells[17] = ratioCell(357, 400)
    expect(found(share, cells)).toMatchObject({ from: month(18) })
  })
})

describe('there is no step', () => {
  test('in a line that still climbs: it has no level yet', () => {
    const climb = Array.from({ length: 10 }, (_, i) => ratioCell(360 + 4 * i, 400))
    expect(found(share, [...times(18, ratioCell(348, 400)), ...climb])).toBeNull()
  })

  test('once the line is back: the level has not lasted', () => {
    expect(found(share, [...visits(9), ...times(3, ratioCell(344, 400))])).toBeNull()
  })

  test('across a month without a figure, which breaks every run', () => {
    const cells: (Cell | null)[] = visits(9)
    cells[22] = null
    expect(found(share, cells)).toBeNull()
  })

  test('across a month on the other side of the average', () => {
    const cells = visits(9)
    cells[22] = ratioCell(340, 400)
    expect(found(share, cells)).toBeNull()
  })

  test('where a baseline begins there already; once it is withdrawn it is found again', () => {
    expect(found(share, visits(10), { restarts: [month(18)] })).toBeNull()
    expect(found(share, visits(10), { restarts: [] })).toMatchObject({ from: month(18) })
  })

  test('in few points, and in none', () => {
    expect(found(share, visits(0, 6))).toBeNull()
    expect(found(share, [])).toBeNull()
  })

  test('where the difference is no more than chance gives cases that stay from month to month', () => {
    const cells = [...times(18, ratioCell(26, 30)), ...times(8, ratioCell(28, 30))]
    expect(found(share, cells, { persistence: 0.8 })).toBeNull()
  })
})

const base = fc.integer({ min: 20, max: 2000 })

test('a flat series has no step, whatever its base, level and length', () => {
  fc.assert(
    fc.property(
      base,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 0, max: 40 }),
      (d, p, length) => {
        expect(found(share, times(length, ratioCell(Math.round(p * d), d)))).toBeNull()
      },
    ),
  )
})

test('a planted step is found at its very month, whatever the runs, the bases and the direction', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 200, max: 800 }), { minLength: 7, maxLength: 30 }),
      fc.array(fc.integer({ min: 200, max: 800 }), { minLength: 8, maxLength: 12 }),
      fc.boolean(),
      (before, since, isRise) => {
        const of = (rate: number) => (d: number) => ratioCell(Math.round(d * rate), d)
        const [low, high] = isRise ? [0.6, 0.85] : [0.85, 0.6]
        const cells = [...before.map(of(low)), ...since.map(of(high))]
        // A run longer than what came before it is what is usual: the average has taken it in.
        fc.pre(since.length - 3 < before.length)
        expect(found(share, cells)).toMatchObject({ from: month(before.length), points: since.length })
      },
    ),
  )
})

test('where nothing happens, a step is suggested to fewer than one row in 200', () => {
  let seed = 20190610
  const dice = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return seed / 2 ** 32
  }
  const row = { kpi: share, numerator: 52, denominator: 60, value: null }
  const rows = Array.from({ length: 2000 }, () => stableMonths(dice, row as never, 26, 0.6))
  const suggested = rows.filter((cells) => found(share, cells, { persistence: 0.6 }) !== null)
  expect(suggested.length).toBeLessThan(10)
})
