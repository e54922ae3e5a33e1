import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import { type Cell, emptyCell } from '#domain/figures/measurement.ts'
import { gapOf } from '#domain/figures/status.ts'
import { shortfallShares } from '#domain/figures/target-shortfall.ts'
import { aKpi, countCell, ratioCell } from '../examples.ts'

const visits = aKpi({ kind: 'ratio', good: 'higher' })
const sharesOf = (kpi: Kpi, target: number | null, ...cells: Cell[]) =>
  shortfallShares(
    kpi,
    target,
    cells.map((cell, i) => ({ unit: `T${i + 1}`, cell })),
  )
const shorts = (...asked: Parameters<typeof sharesOf>) => sharesOf(...asked)?.shares.map(({ short }) => short)

describe('who accounts for a shortfall', () => {
  test('is each team’s children late less what target allows its base, above 0 where it is short', () => {
    // 90% of 40 is 36, of 25 is 22.5, of 10 is 9.
    expect(shorts(visits, 90, ratioCell(30, 40), ratioCell(22, 25), ratioCell(10, 10))).toEqual([6, 0.5, -1])
  })

  test('is mirrored where lower is good, and is the count of a count whose target is 0', () => {
    const late = aKpi({ kind: 'ratio', good: 'lower' })
    expect(shorts(late, 10, ratioCell(5, 20), ratioCell(1, 30))).toEqual([3, -2])
    expect(shorts(aKpi({ kind: 'count', good: 'lower' }), 0, countCell(4), countCell(0))).toEqual([4, 0])
  })

  test('adds up to the shortfall of all together, whose ceiling is the gap that is said elsewhere', () => {
    const shares = sharesOf(visits, 90, ratioCell(30, 40), ratioCell(22, 25), ratioCell(10, 10))
    expect(shares).toMatchObject({ together: 5.5, needed: 6 })
    expect(gapOf(visits, 62, 75, 90)).toBe(6)
  })

  test('is every child who was missed where each one counts, whatever the target', () => {
    const eachOne = aKpi({ kind: 'ratio', good: 'higher', eachOneCounts: 'without approval' })
    expect(shorts(eachOne, null, ratioCell(3, 5), ratioCell(4, 4))).toEqual([2, 0])
    expect(shorts(eachOne, 90, ratioCell(3, 5))).toEqual([2])
  })

  test('counts small teams too: their children are among the whole', () => {
    expect(shorts(visits, 90, ratioCell(0, 2), ratioCell(90, 100))).toEqual([1.8, 0])
  })

  test('leaves out what is not known and names it, and passes over teams without cases', () => {
    const shares = sharesOf(
      ...([visits, 90, ratioCell(30, 40), emptyCell('suppressed', 'c'), emptyCell('not_reported')] as const),
      { ...emptyCell('no_cases'), denominator: 0 },
      emptyCell('without_denominator'),
    )
    expect(shares?.shares.map(({ unit }) => unit)).toEqual(['T1'])
    expect(shares?.leftOut).toEqual(['T2', 'T3', 'T5'])
  })

  test('is not said without a target, of means, medians and posts, near a target, or of a count with another target than 0', () => {
    const cell = ratioCell(30, 40)
    expect(sharesOf(visits, null, cell)).toBeNull()
    for (const kind of ['mean', 'median'] as const) expect(sharesOf(aKpi({ kind }), 90, cell)).toBeNull()
    for (const good of ['near', 'neither'] as const) expect(sharesOf(aKpi({ good }), 90, cell)).toBeNull()
    expect(sharesOf(aKpi({ kind: 'ratio', denominator: 'posts (FTE)' }), 90, cell)).toBeNull()
    expect(sharesOf(aKpi({ kind: 'count', good: 'lower' }), 5, countCell(9))).toBeNull()
  })
})

describe('the shares as they are shown', () => {
  const counts = fc.record({ n: fc.nat(400), rest: fc.nat(400) })
  const given = fc.record({
    cells: fc.array(counts, { maxLength: 30 }),
    target: fc.oneof(fc.integer({ min: 0, max: 100 }), fc.double({ min: 0, max: 100, noNaN: true })),
    good: fc.constantFrom('higher' as const, 'lower' as const),
  })

  test('add up exactly to the whole as it is shown, and none moves by a tenth', () => {
    fc.assert(
      fc.property(given, ({ cells, target, good }) => {
        const kpi = aKpi({ kind: 'ratio', good })
        const found = sharesOf(kpi, target, ...cells.map(({ n, rest }) => ratioCell(n, n + rest + 1)))
        const exact = cells.map(({ n, rest }) => {
          const allowed = (target / 100) * (n + rest + 1)
          return good === 'higher' ? allowed - n : n - allowed
        })
        const sum = exact.reduce((total, one) => total + one, 0)
        const tenths = (found?.shares ?? []).map(({ short }) => Math.round(short * 10))
        expect(tenths.reduce((total, one) => total + one, 0)).toBe(Math.round((found?.together ?? 0) * 10))
        expect(Math.abs((found?.together ?? 0) - sum)).toBeLessThanOrEqual(0.05 + 1e-6)
        const moved = exact.map((one, i) => Math.abs(one - (found?.shares[i]?.short ?? Number.NaN)))
        expect(Math.max(0, ...moved)).toBeLessThan(0.1)
      }),
    )
  })

  test('need as many as the gap of their sums', () => {
    fc.assert(
      fc.property(given, ({ cells, target, good }) => {
        const kpi = aKpi({ kind: 'ratio', good })
        const found = sharesOf(kpi, target, ...cells.map(({ n, rest }) => ratioCell(n, n + rest + 1)))
        const n = cells.reduce((sum, cell) => sum + cell.n, 0)
        const d = cells.reduce((sum, cell) => sum + cell.n + cell.rest + 1, 0)
        const gap = gapOf(kpi, n, d, target) ?? 0
        // A sum of many fractions may differ from one product in its last digits, just above a whole number.
        expect(Math.abs((found?.needed ?? Number.NaN) - gap)).toBeLessThanOrEqual(
          Number.isInteger(target) ? 0 : 1,
        )
      }),
    )
  })
})
