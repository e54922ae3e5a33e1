import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyCell } from '#domain/figures/measurement.ts'
import { gapOf, isBelowMinimum, judge, leansOnService, statusOf } from '#domain/figures/status.ts'
import { aKpi, countCell, ratioCell, valueOnlyCell } from '../examples.ts'

const higher = { good: 'higher' as const }
const lower = { good: 'lower' as const }
const near = { good: 'near' as const }

describe('status, higher is good, target 90, floor 80', () => {
  const at = (value: number) => statusOf(higher, value, 90, 80)

  test('a value on the target or past it is met', () => {
    expect([90, 90.001, 100, 130].map(at)).toEqual(['met', 'met', 'met', 'met'])
  })

  test('a value between is close, the floor included', () => {
    expect([89.999, 85, 80].map(at)).toEqual(['close', 'close', 'close'])
  })

  test('a value past the floor is missed', () => {
    expect([79.999, 0].map(at)).toEqual(['missed', 'missed'])
  })
})

describe('status, lower is good, target 18, floor 25', () => {
  const at = (value: number) => statusOf(lower, value, 18, 25)

  test('is the mirror of it', () => {
    expect([0, 18, 18.001, 25, 25.001].map(at)).toEqual(['met', 'met', 'close', 'close', 'missed'])
  })
})

describe('status', () => {
  test('without a floor is missed for anything past the target', () => {
    expect([90, 89.999].map((v) => statusOf(higher, v, 90, null))).toEqual(['met', 'missed'])
    expect([18, 18.001].map((v) => statusOf(lower, v, 18, null))).toEqual(['met', 'missed'])
  })

  test('is no target without a target, or where neither direction is good', () => {
    expect(statusOf(higher, 50, null, null)).toBe('no_target')
    expect(statusOf(higher, 50, null, 40)).toBe('no_target')
    expect(statusOf({ good: 'neither' }, 50, 50, 40)).toBe('no_target')
  })

  test('a target of 0 is a target', () => {
    expect([0, 1].map((v) => statusOf(lower, v, 0, null))).toEqual(['met', 'missed'])
  })

  test('near its target is met within half the floor’s distance, close within all of it, on either side', () => {
    const at = (value: number) => statusOf(near, value, 50, 40)
    expect([50, 45, 55, 44.99, 55.01, 40, 60, 39.99, 60.01].map(at)).toEqual([
      'met',
      'met',
      'met',
      'close',
      'close',
      'close',
      'close',
      'missed',
      'missed',
    ])
    expect([50, 50.1].map((v) => statusOf(near, v, 50, null))).toEqual(['met', 'missed'])
  })

  test('is not swayed by floating-point dust', () => {
    expect(statusOf(higher, 0.1 + 0.2, 0.3, null)).toBe('met')
    expect(statusOf(lower, 0.1 + 0.2, 0.3, null)).toBe('met')
    expect(statusOf(higher, 0.7 + 0.1, 0.9, 0.8)).toBe('close')
    expect(statusOf(higher, (57 / 100) * 100, 57, null)).toBe('met')
  })

  test('never worsens as the value gets better', () => {
    const rank = { met: 2, close: 1, missed: 0 } as Record<string, number>
    const number = fc.integer({ min: 0, max: 1000 }).map((n) => n / 10)
    fc.assert(
      fc.property(number, number, number, fc.option(number, { nil: null }), (a, b, target, floor) => {
        const [worse, better] = [Math.min(a, b), Math.max(a, b)]
        const of = (v: number) => rank[statusOf(higher, v, target, floor)] ?? -1
        expect(of(worse)).toBeLessThanOrEqual(of(better))
        expect(statusOf(lower, -a, -target, floor === null ? null : -floor)).toBe(
          statusOf(higher, a, target, floor),
        )
      }),
    )
  })
})

describe('a base is too small', () => {
  test('under the minimum, not on it', () => {
    const kpi = aKpi({ minimum: 10 })
    expect([0, 9, 9.99, 10, 11].map((d) => isBelowMinimum(kpi, d))).toEqual([true, true, true, false, false])
  })

  test('never for counts and stocks, nor where no minimum is set, nor where the base is unknown', () => {
    expect(isBelowMinimum(aKpi({ kind: 'count', minimum: 10 }), 1)).toBe(false)
    expect(isBelowMinimum(aKpi({ kind: 'stock', minimum: 10 }), 1)).toBe(false)
    expect(isBelowMinimum(aKpi({ minimum: null }), 0)).toBe(false)
    expect(isBelowMinimum(aKpi(), null)).toBe(false)
  })
})

describe('the gap in children', () => {
  test('is how many more would have met the target: 63 of 81 is 10 short of 90%', () => {
    expect(gapOf(aKpi(), 63, 81, 90)).toBe(10)
  })

  test('is nothing on the target and one just below it', () => {
    expect(gapOf(aKpi(), 45, 50, 90)).toBeNull()
    expect(gapOf(aKpi(), 44, 50, 90)).toBe(1)
    expect(gapOf(aKpi(), 46, 51, 90)).toBeNull()
    expect(gapOf(aKpi(), 45, 51, 90)).toBe(1)
  })

  test('is mirrored where lower is good', () => {
    const kpi = aKpi({ good: 'lower' })
    expect(gapOf(kpi, 18, 100, 18)).toBeNull()
    expect(gapOf(kpi, 19, 100, 18)).toBe(1)
    expect(gapOf(kpi, 18, 81, 18)).toBe(4)
  })

  test('of a count is how many over, or short of, its target', () => {
    expect(gapOf(aKpi({ kind: 'stock', good: 'lower' }), 7, null, 0)).toBe(7)
    expect(gapOf(aKpi({ kind: 'stock', good: 'lower' }), 0, null, 0)).toBeNull()
    expect(gapOf(aKpi({ kind: 'count', good: 'higher' }), 7, null, 10)).toBe(3)
  })

  test('is nothing where it cannot be said', () => {
    expect(gapOf(aKpi(), 1, 50, null)).toBeNull()
    expect(gapOf(aKpi(), null, 50, 90)).toBeNull()
    expect(gapOf(aKpi(), 1, null, 90)).toBeNull()
    expect(gapOf(aKpi({ kind: 'mean', good: 'lower' }), 300, 18, 16)).toBeNull()
    expect(gapOf(aKpi({ kind: 'median' }), null, 18, 16)).toBeNull()
    expect(gapOf(aKpi({ good: 'neither' }), 1, 50, 90)).toBeNull()
    expect(gapOf(aKpi({ good: 'near' }), 1, 50, 90)).toBeNull()
  })

  test('is nothing for a numerator past its denominator', () => {
    expect(gapOf(aKpi({ mayExceed: true }), 12, 10, 95)).toBeNull()
  })

  test('closed, meets the target; one less, does not', () => {
    const counts = fc
      .integer({ min: 1, max: 500 })
      .chain((d) => fc.tuple(fc.integer({ min: 0, max: d }), fc.constant(d)))
    fc.assert(
      fc.property(counts, fc.integer({ min: 0, max: 1000 }), fc.boolean(), ([n, d], tenths, up) => {
        const [target, kpi] = [tenths / 10, aKpi({ good: up ? 'higher' : 'lower' })]
        const gap = gapOf(kpi, n, d, target)
        const status = (moved: number) => statusOf(kpi, ((n + (up ? moved : -moved)) / d) * 100, target, null)
        expect(status(gap ?? 0)).toBe('met')
        fc.pre(gap !== null)
        expect(status(gap - 1)).toBe('missed')
      }),
    )
  })
})

describe('judgement', () => {
  const thresholds = { target: 90, floor: 80 }

  test('carries the target in force, the status, the gap and what it was judged on', () => {
    expect(judge(aKpi(), ratioCell(63, 81), thresholds, null)).toEqual({
      target: 90,
      floor: 80,
      status: 'missed',
      gap: 10,
      judgedOn: 'month',
      judgedNumerator: 63,
      judgedDenominator: 81,
      affected: 18,
    })
  })

  test('of nothing reported is no data; of every other kind of nothing it is none', () => {
    expect(judge(aKpi(), emptyCell('not_reported'), thresholds, null).status).toBe('no_data')
    for (const state of ['no_cases', 'suppressed', 'not_applicable'] as const)
      expect(judge(aKpi(), emptyCell(state), thresholds, { numerator: 90, denominator: 100 })).toMatchObject({
        status: null,
        gap: null,
        judgedOn: null,
        affected: 0,
      })
  })

  test('of a value without counts is none', () => {
    expect(judge(aKpi(), valueOnlyCell(95), thresholds, null)).toMatchObject({ status: null, judgedOn: null })
  })

  test('without a target, or where neither is good, is no target', () => {
    expect(judge(aKpi(), ratioCell(5, 50), null, null)).toMatchObject({
      status: 'no_target',
      target: null,
      judgedOn: null,
    })
    expect(judge(aKpi({ good: 'neither' }), ratioCell(5, 50), thresholds, null)).toMatchObject({
      status: 'no_target',
      target: 90,
      gap: null,
    })
  })

  test('on the minimum is judged, under it is a small number', () => {
    const snapshot = aKpi({ basis: 'snapshot' })
    expect(judge(snapshot, ratioCell(10, 10), thresholds, null).status).toBe('met')
    expect(judge(snapshot, ratioCell(9, 9), thresholds, null)).toMatchObject({
      status: 'small_number',
      judgedOn: null,
      gap: null,
    })
  })

  test('of a flow ratio under the minimum is made on the last three months', () => {
    const judged = judge(aKpi(), ratioCell(4, 4), thresholds, { numerator: 9, denominator: 12 })
    expect(judged).toMatchObject({
      status: 'missed',
      judgedOn: 'three_months',
      judgedNumerator: 9,
      judgedDenominator: 12,
      gap: 2,
      affected: 0,
    })
  })

  test('three months must reach the minimum themselves', () => {
    const three = (denominator: number) =>
      judge(aKpi(), ratioCell(4, 4), thresholds, { numerator: 9, denominator })
    expect(three(9).status).toBe('small_number')
    expect(three(10).status).toBe('met')
  })

  test('three months are never used where the month is enough, nor for a snapshot, a cohort, a mean or a median', () => {
    const months = { numerator: 0, denominator: 100 }
    expect(judge(aKpi(), ratioCell(10, 10), thresholds, months)).toMatchObject({
      judgedOn: 'month',
      status: 'met',
    })
    for (const over of [
      { basis: 'snapshot' as const },
      { basis: 'cohort' as const },
      { basis: 'rolling_3_months' as const },
      { kind: 'mean' as const },
      { kind: 'median' as const },
    ])
      expect(judge(aKpi(over), ratioCell(4, 4), thresholds, months).status).toBe('small_number')
  })

  test('of a count needs no minimum', () => {
    const kpi = aKpi({ kind: 'stock', basis: 'snapshot', good: 'lower', minimum: null })
    expect(judge(kpi, countCell(0), { target: 0, floor: null }, null)).toMatchObject({
      status: 'met',
      affected: 0,
    })
    expect(judge(kpi, countCell(3), { target: 0, floor: null }, null)).toMatchObject({
      status: 'missed',
      gap: 3,
      affected: 3,
    })
  })

  test('children on the wrong side are those not counted where higher is good, those counted where lower is', () => {
    expect(judge(aKpi(), ratioCell(63, 81), thresholds, null).affected).toBe(18)
    expect(judge(aKpi({ good: 'lower' }), ratioCell(63, 81), thresholds, null).affected).toBe(63)
    expect(judge(aKpi({ mayExceed: true }), ratioCell(12, 10), thresholds, null).affected).toBe(0)
    const fte = { ...ratioCell(300, 18), value: 300 / 18 }
    expect(judge(aKpi({ kind: 'mean', minimum: 3 }), fte, thresholds, null).affected).toBe(0)
  })
})

describe('a figure that leans on its service’s', () => {
  const snapshot = { minimum: 10, kind: 'ratio', basis: 'snapshot' } as const

  test('is a snapshot on too small a base, whether it has a target or not', () => {
    expect(leansOnService(snapshot, { status: 'small_number', denominator: 9 })).toBe(true)
    expect(leansOnService(snapshot, { status: 'no_target', denominator: 9 })).toBe(true)
    expect(leansOnService(snapshot, { status: 'no_target', denominator: 10 })).toBe(false)
    expect(leansOnService(snapshot, { status: 'no_data', denominator: null })).toBe(false)
    // Judged small by the minimum of its own month.
    expect(leansOnService(snapshot, { status: 'small_number', denominator: 12 })).toBe(true)
  })

  test('is no flow, which is judged on three months, and no count', () => {
    expect(leansOnService({ ...snapshot, basis: 'flow' }, { status: 'small_number', denominator: 2 })).toBe(
      false,
    )
    expect(leansOnService({ ...snapshot, kind: 'stock' }, { status: 'met', denominator: 2 })).toBe(false)
  })
})

describe('what is said beside a status', () => {
  test('is no gap where being near is good or neither side is, nor of a mean or a median', () => {
    const gap = (over: Parameters<typeof aKpi>[0]) => gapOf(aKpi(over), 40, 50, 90)
    expect(gap({})).toBe(5)
    expect(gap({ good: 'near' })).toBeNull()
    expect(gap({ good: 'neither' })).toBeNull()
    expect(gap({ kind: 'mean' })).toBeNull()
    expect(gap({ kind: 'median' })).toBeNull()
    expect(gapOf(aKpi(), 40, 50, null)).toBeNull()
  })

  test('is no target of a measure of which neither side is good, whatever its target says', () => {
    const thresholds = { target: 90, floor: null }
    expect(judge(aKpi({ good: 'neither' }), ratioCell(40, 50), thresholds, null)).toMatchObject({
      status: 'no_target',
      judgedOn: null,
    })
  })

  test('is how many are on the wrong side, and nobody of a mean or a median', () => {
    const affected = (over: Parameters<typeof aKpi>[0]) =>
      judge(aKpi(over), ratioCell(40, 50), null, null).affected
    expect(affected({})).toBe(10)
    expect(affected({ good: 'lower' })).toBe(40)
    expect(affected({ kind: 'count' })).toBe(40)
    expect(affected({ kind: 'mean' })).toBe(0)
    expect(affected({ kind: 'median' })).toBe(0)
  })
})
