import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { KpiKind } from '#domain/catalogue/kpi.ts'
import { cellOf, emptyCell, isSymbol, rate, symbols } from '#domain/figures/measurement.ts'
import { some } from '../../support/some.ts'

const kinds: KpiKind[] = ['ratio', 'count', 'stock', 'mean', 'median']
const blank = { numerator: null, denominator: null, value: null, symbol: null }

describe('what the figures received say', () => {
  test('a ratio is a percentage, a mean is not', () => {
    expect(cellOf('ratio', { ...blank, numerator: 369, denominator: 450 })).toMatchObject({
      state: 'reported',
      value: 82,
    })
    expect(cellOf('mean', { ...blank, numerator: 302.4, denominator: 18 }).value).toBeCloseTo(16.8, 10)
    expect(rate('ratio', 1, 8)).toBe(12.5)
    expect(rate('mean', 1, 8)).toBe(0.125)
  })

  test('a count and a stock are their number, and 0 is a number', () => {
    for (const kind of ['count', 'stock'] as const)
      expect(cellOf(kind, { ...blank, numerator: 0 })).toMatchObject({ state: 'reported', value: 0 })
  })

  test('a median is its value with its n', () => {
    expect(cellOf('median', { ...blank, value: 3, denominator: 12 })).toMatchObject({
      state: 'reported',
      value: 3,
      denominator: 12,
    })
  })

  test('a denominator of 0 is no cases, never 0% or 100%', () => {
    for (const kind of ['ratio', 'mean', 'median'] as const)
      expect(cellOf(kind, { ...blank, numerator: 0, denominator: 0, value: 100 })).toMatchObject({
        state: 'no_cases',
        value: null,
        denominator: 0,
      })
  })

  test('0 of some is 0%, not no cases', () => {
    expect(cellOf('ratio', { ...blank, numerator: 0, denominator: 5 })).toMatchObject({
      state: 'reported',
      value: 0,
    })
  })

  test('nothing is not reported, for every kind', () => {
    for (const kind of kinds) expect(cellOf(kind, blank)).toEqual(emptyCell('not_reported'))
  })

  test('a half-filled ratio is never guessed', () => {
    expect(cellOf('ratio', { ...blank, numerator: 5 }).state).toBe('not_reported')
    expect(cellOf('ratio', { ...blank, denominator: 5 }).state).toBe('not_reported')
  })

  test('a value without counts is kept as without denominator', () => {
    for (const kind of ['ratio', 'mean', 'median'] as const)
      expect(cellOf(kind, { ...blank, value: 82 })).toMatchObject({ state: 'without_denominator', value: 82 })
  })

  test('counts beat a value that came beside them', () => {
    expect(cellOf('ratio', { numerator: 1, denominator: 2, value: 99, symbol: null }).value).toBe(50)
  })

  test('a numerator may exceed its denominator where it got this far', () => {
    expect(cellOf('ratio', { ...blank, numerator: 12, denominator: 10 }).value).toBe(120)
  })
})

describe('symbols', () => {
  test('are states, kept, and beat any figure beside them', () => {
    const states = some(symbols).map((symbol) => {
      const cell = cellOf('ratio', { numerator: 1, denominator: 2, value: 3, symbol })
      expect(cell).toEqual(emptyCell(cell.state, symbol))
      return [symbol, cell.state]
    })
    expect(Object.fromEntries(states)).toEqual({
      c: 'suppressed',
      low: 'suppressed',
      k: 'suppressed',
      z: 'not_applicable',
      x: 'not_reported',
    })
  })

  test('are these five in small letters and nothing else', () => {
    expect(symbols.every(isSymbol)).toBe(true)
    for (const text of ['C', '', ' c', '~', ':', 'lo', 'constructor', '0']) expect(isSymbol(text)).toBe(false)
  })
})

test('a value is carried by reported and without denominator, and by no other state', () => {
  const number = fc.option(fc.integer({ min: 0, max: 999 }), { nil: null })
  const symbol = fc.option(fc.constantFrom(...symbols), { nil: null })
  fc.assert(
    fc.property(
      fc.constantFrom(...kinds),
      number,
      number,
      number,
      symbol,
      (kind, numerator, denominator, value, s) => {
        const cell = cellOf(kind, { numerator, denominator, value, symbol: s })
        expect(cell.value !== null).toBe(cell.state === 'reported' || cell.state === 'without_denominator')
        expect(Number.isFinite(cell.value ?? 0)).toBe(true)
        fc.pre(cell.state === 'without_denominator')
        expect([cell.numerator, cell.denominator]).toEqual([null, null])
      },
    ),
  )
})
