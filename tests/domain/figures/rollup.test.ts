import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { KpiKind } from '#domain/catalogue/kpi.ts'
import { type Cell, cellOf, emptyCell } from '#domain/figures/measurement.ts'
import { rollUp, sumOverMonths } from '#domain/figures/rollup.ts'
import { countCell, ratioCell, valueOnlyCell } from '../examples.ts'

const parts = (...cells: Cell[]) => cells.map((cell, i) => ({ unit: `T${i}`, cell }))
const ratio = { kind: 'ratio' as const }
const median = { kind: 'median' as const }

describe('a roll-up', () => {
  test('of a ratio is sum over sum, never a mean of percentages', () => {
    const { cell } = rollUp(ratio, parts(ratioCell(1, 1), ratioCell(50, 99)))
    expect(cell).toEqual({ state: 'reported', numerator: 51, denominator: 100, value: 51, symbol: null })
  })

  test('of a mean is children over FTE', () => {
    const mean = (n: number, d: number) =>
      cellOf('mean', { numerator: n, denominator: d, value: null, symbol: null })
    expect(rollUp({ kind: 'mean' }, parts(mean(100, 5), mean(20, 5))).cell.value).toBe(12)
  })

  test('of counts and stocks is their sum, zeros included', () => {
    for (const kind of ['count', 'stock'] as const) {
      expect(rollUp({ kind }, parts(countCell(3), countCell(0), countCell(4))).cell).toMatchObject({
        state: 'reported',
        numerator: 7,
        denominator: null,
        value: 7,
      })
      expect(rollUp({ kind }, parts(countCell(0))).cell).toMatchObject({ state: 'reported', value: 0 })
    }
  })

  test('of medians is not applicable, however many there are', () => {
    const cell = cellOf('median', { numerator: null, denominator: 12, value: 3, symbol: null })
    expect(rollUp(median, parts(cell)).cell.state).toBe('not_applicable')
    expect(rollUp(median, []).cell.state).toBe('not_applicable')
  })

  test('of decimals carries no dust', () => {
    const cells = Array.from({ length: 10 }, () => countCell(0.1))
    expect(rollUp({ kind: 'stock' }, parts(...cells)).cell.value).toBe(1)
    expect(rollUp({ kind: 'stock' }, parts(countCell(0.1), countCell(0.2))).cell.value).toBe(0.3)
  })

  test('states what it left out, by reason', () => {
    const { cell, coverage } = rollUp(
      ratio,
      parts(
        ratioCell(9, 10),
        ratioCell(0, 0),
        emptyCell('not_reported'),
        emptyCell('suppressed'),
        emptyCell('not_applicable'),
        valueOnlyCell(99),
      ),
    )
    expect(cell).toMatchObject({ state: 'reported', numerator: 9, denominator: 10, value: 90 })
    expect(coverage).toEqual({
      expected: 6,
      added: 1,
      noCases: 1,
      notReported: 1,
      suppressed: 1,
      withoutDenominator: 1,
      notApplicable: 1,
    })
  })

  test('never adds a value that came without its counts', () => {
    expect(rollUp(ratio, parts(valueOnlyCell(99))).cell.state).toBe('not_reported')
  })
})

describe('a roll-up with nothing to add', () => {
  const stateOf = (...cells: Cell[]) => rollUp(ratio, parts(...cells)).cell.state

  test('is not reported where none reported, and where there is no one to report', () => {
    expect(stateOf(emptyCell('not_reported'))).toBe('not_reported')
    expect(stateOf()).toBe('not_reported')
    expect(stateOf(emptyCell('not_reported'), emptyCell('not_applicable'))).toBe('not_reported')
  })

  test('is suppressed where only suppressed ones are left', () => {
    expect(stateOf(emptyCell('suppressed'))).toBe('suppressed')
    expect(stateOf(emptyCell('suppressed'), emptyCell('not_reported'))).toBe('suppressed')
    expect(stateOf(emptyCell('suppressed'), ratioCell(1, 2))).toBe('reported')
  })

  test('is no cases where every base is 0, never 0% or 100%', () => {
    expect(rollUp(ratio, parts(ratioCell(0, 0), ratioCell(0, 0))).cell).toEqual({
      state: 'no_cases',
      numerator: 0,
      denominator: 0,
      value: null,
      symbol: null,
    })
    expect(stateOf(ratioCell(0, 0), emptyCell('not_reported'))).toBe('no_cases')
  })

  test('is not applicable only where it applies to no one', () => {
    expect(stateOf(emptyCell('not_applicable'), emptyCell('not_applicable'))).toBe('not_applicable')
  })

  test('never passes on a symbol of one team as its own', () => {
    expect(rollUp(ratio, parts(emptyCell('suppressed', 'low'))).cell.symbol).toBeNull()
  })
})

describe('whatever the parts', () => {
  const kind = fc.constantFrom<KpiKind>('ratio', 'mean', 'count', 'stock')
  const number = fc.integer({ min: 0, max: 99_999 }).map((n) => n / 10)
  const cellsOf = (of: KpiKind) =>
    fc.array(
      fc.oneof(
        fc
          .tuple(number, number)
          .map(([a, b]) =>
            cellOf(of, { numerator: Math.min(a, b), denominator: Math.max(a, b), value: null, symbol: null }),
          ),
        fc.constantFrom(emptyCell('not_reported'), emptyCell('suppressed', 'c'), emptyCell('not_applicable')),
        of === 'count' || of === 'stock'
          ? fc.constant(countCell(0))
          : fc.constantFrom(ratioCell(0, 0), valueOnlyCell(7)),
      ),
      { maxLength: 12 },
    )
  const kinded = kind.chain((k) => fc.tuple(fc.constant({ kind: k }), cellsOf(k)))

  const shuffled = kinded.chain(([kpi, cells]) =>
    fc.tuple(fc.constant(kpi), fc.constant(cells), fc.shuffledSubarray(cells, { minLength: cells.length })),
  )

  test('order never matters', () => {
    fc.assert(
      fc.property(shuffled, ([kpi, cells, other]) => {
        expect(rollUp(kpi, parts(...other))).toEqual(rollUp(kpi, parts(...cells)))
      }),
    )
  })

  test('one more team with no cases, or not reported, changes nothing but the coverage', () => {
    fc.assert(
      fc.property(kinded, ([kpi, cells]) => {
        fc.pre(cells.some((c) => c.state === 'reported'))
        const before = rollUp(kpi, parts(...cells))
        const extra = [emptyCell('not_reported')]
        if (kpi.kind === 'ratio' || kpi.kind === 'mean') extra.push(ratioCell(0, 0))
        for (const cell of extra) {
          const after = rollUp(kpi, parts(...cells, cell))
          expect(after.cell).toEqual(before.cell)
          expect(after.coverage.expected).toBe(before.coverage.expected + 1)
          expect(after.coverage.added).toBe(before.coverage.added)
        }
      }),
    )
  })

  test('a roll-up of roll-ups is the roll-up, and sums equal the whole', () => {
    fc.assert(
      fc.property(kinded, fc.integer({ min: 1, max: 4 }), ([kpi, cells], groups) => {
        const services = Array.from({ length: groups }, (_, g) => cells.filter((_, i) => i % groups === g))
        const rolled = services.filter((s) => s.length > 0).map((s) => rollUp(kpi, parts(...s)).cell)
        const whole = rollUp(kpi, parts(...cells)).cell
        expect(rollUp(kpi, parts(...rolled)).cell).toEqual(whole)
        const reported = cells.filter((c) => c.state === 'reported')
        fc.pre(whole.state === 'reported')
        expect(whole.numerator).toBeCloseTo(
          reported.reduce((sum, c) => sum + (c.numerator ?? 0), 0),
          4,
        )
      }),
    )
  })

  test('every expected team is counted once', () => {
    fc.assert(
      fc.property(kinded, ([kpi, cells]) => {
        const { expected, ...reasons } = rollUp(kpi, parts(...cells)).coverage
        expect(expected).toBe(cells.length)
        expect(Object.values(reasons).reduce((a, b) => a + b, 0)).toBe(expected)
      }),
    )
  })

  test('a rolled-up percentage lies between the lowest and the highest of its teams', () => {
    fc.assert(
      fc.property(cellsOf('ratio'), (cells) => {
        const values = cells.flatMap((c) => (c.state === 'reported' && c.value !== null ? [c.value] : []))
        const { cell } = rollUp(ratio, parts(...cells))
        fc.pre(cell.value !== null)
        expect(cell.value).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9)
        expect(cell.value).toBeLessThanOrEqual(Math.max(...values) + 1e-9)
      }),
    )
  })
})

describe('the sum over months', () => {
  test('is sum over sum, months without cases included', () => {
    expect(sumOverMonths([ratioCell(1, 2), ratioCell(0, 0), ratioCell(3, 4)])).toEqual({
      numerator: 4,
      denominator: 6,
    })
  })

  test('is nothing unless every month carries its counts', () => {
    const nothings = [
      undefined,
      emptyCell('not_reported'),
      emptyCell('suppressed'),
      emptyCell('not_applicable'),
    ]
    for (const missing of [...nothings, valueOnlyCell(50), countCell(4)])
      expect(sumOverMonths([ratioCell(1, 2), missing, ratioCell(3, 4)])).toBeNull()
  })

  test('carries no dust', () => {
    expect(sumOverMonths([ratioCell(0.1, 1.1), ratioCell(0.2, 2.2)])).toEqual({
      numerator: 0.3,
      denominator: 3.3,
    })
  })
})
