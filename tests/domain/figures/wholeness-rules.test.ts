import { describe, expect, test } from 'vitest'
import type { LeftOut } from '#domain/figures/figure.ts'
import { type Cell, emptyCell } from '#domain/figures/measurement.ts'
import {
  isLeftOut,
  isTooMuch,
  latestOfEnough,
  leftOutOf,
  type MissingUnit,
  notAdded,
  wholeValue,
} from '#domain/figures/wholeness.ts'
import { aCoverage, aFigure, ratioCell, valueOnlyCell } from '../examples.ts'

const ratio = { kind: 'ratio' } as const
const leftOut = (share: number | null): LeftOut => ({ of: 'team', units: ['A'], share, lastWhole: null })

describe('a unit that is missing from a sum', () => {
  test('is one that sent nothing, nothing that may be read, or nothing that can be added', () => {
    const cells = [emptyCell('not_reported'), emptyCell('suppressed', 'c'), valueOnlyCell(80)]
    expect(cells.map(isLeftOut)).toEqual([true, true, true])
    expect([ratioCell(1, 2), ratioCell(0, 0), emptyCell('not_applicable')].map(isLeftOut)).toEqual([
      false,
      false,
      false,
    ])
  })
})

describe('the part of the base that missing units usually hold', () => {
  const sum = (base: number, added: number, noCases = 0) => ({
    cell: ratioCell(base / 2, base),
    coverage: aCoverage({ expected: 10, added, noCases }),
  })
  const unit = (...before: (Cell | undefined)[]): MissingUnit => ({ unit: 'HP-1', before })
  const share = (of: ReturnType<typeof sum>, ...missing: MissingUnit[]) =>
    leftOutOf(ratio, of, missing)?.share

  test('is the mean of the last three bases of each, of all that came and usually comes', () => {
    expect(share(sum(30, 3), unit(ratioCell(1, 10)))).toBe(0.25)
    expect(share(sum(30, 3), unit(ratioCell(1, 5), ratioCell(1, 10), ratioCell(1, 15)))).toBe(0.25)
    expect(share(sum(30, 3), unit(...[5, 10, 15, 900].map((base) => ratioCell(1, base))))).toBe(0.25)
    expect(share(sum(20, 2), unit(ratioCell(1, 10)), unit(ratioCell(1, 10)))).toBe(0.5)
  })

  test('leaves out the months without a base, and counts those without cases as none', () => {
    const skipped = [undefined, emptyCell('not_reported'), emptyCell('suppressed', 'c'), valueOnlyCell(80)]
    expect(share(sum(30, 3), unit(...skipped, ratioCell(1, 10)))).toBe(0.25)
    expect(share(sum(30, 3), unit(ratioCell(0, 0), ratioCell(1, 20)))).toBe(0.25)
  })

  test('of a unit that never gave one is the average of the others', () => {
    expect(share(sum(30, 3), unit())).toBe(0.25)
    expect(share(sum(20, 2), unit(ratioCell(1, 10)), unit())).toBe(0.5)
    expect(share(sum(30, 2, 1), unit())).toBe(0.25)
  })

  test('is told by the number of units where nobody ever had a base', () => {
    expect(share(sum(0, 3), unit())).toBe(0.25)
    expect(share(sum(0, 0), unit(), unit())).toBe(1)
    expect(share(sum(0, 1), unit(ratioCell(0, 0)))).toBe(0.5)
  })

  test('is none of a count, and nothing is left out of a median or of a whole sum', () => {
    expect(leftOutOf({ kind: 'count' }, sum(30, 3), [unit()])).toEqual({
      ...{ of: 'team', units: ['HP-1'], share: null, lastWhole: null },
    })
    expect(leftOutOf({ kind: 'mean' }, sum(30, 3), [unit()], 'mixed')).toMatchObject({
      of: 'mixed',
      share: 0.25,
    })
    expect(leftOutOf({ kind: 'median' }, sum(30, 3), [unit()])).toBeNull()
    expect(leftOutOf(ratio, sum(30, 3), [])).toBeNull()
  })

  test('names thirty of very many', () => {
    const many = Array.from({ length: 40 }, (_, i): MissingUnit => ({ unit: `T-${i}`, before: [] }))
    const units = leftOutOf(ratio, sum(30, 3), many)?.units
    expect([units?.length, units?.[0], units?.at(-1)]).toEqual([30, 'T-0', 'T-29'])
  })
})

describe('too much is missing to judge', () => {
  test('a ratio or a mean from the limit on, the limit included', () => {
    const kinds = ['ratio', 'mean'] as const
    expect(kinds.map((kind) => isTooMuch({ kind }, leftOut(0.25), 25))).toEqual([true, true])
    expect(kinds.map((kind) => isTooMuch({ kind }, leftOut(0.24), 25))).toEqual([false, false])
    expect(isTooMuch(ratio, leftOut(null), 25)).toBe(true)
  })

  test('a count or a stock with any unit', () => {
    const kinds = ['count', 'stock'] as const
    expect(kinds.map((kind) => isTooMuch({ kind }, leftOut(0), 25))).toEqual([true, true])
    expect(isTooMuch({ kind: 'count' }, null, 25)).toBe(false)
  })
})

describe('the latest figure that holds enough', () => {
  const sum = (period: string, added: number, expected = 4) =>
    aFigure({ period, origin: 'computed', coverage: aCoverage({ expected, added }) })
  const latest = (...figures: ReturnType<typeof sum>[]) => latestOfEnough(figures)?.period ?? null

  test('is the last of which at least half of the units came', () => {
    expect(latest(sum('2019-W20', 4), sum('2019-W21', 2), sum('2019-W22', 1))).toBe('2019-W21')
    expect(latest(sum('2019-W20', 1), sum('2019-W21', 1))).toBe('2019-W21')
    expect(latest(sum('2019-W20', 1), aFigure({ period: '2019-W21', ...notAdded }))).toBe('2019-W21')
  })

  test('is never one that holds nothing', () => {
    const nothing = { ...aFigure({ period: '2019-W22', ...notAdded }), ...emptyCell('not_reported') }
    expect(latest(sum('2019-W21', 2), nothing)).toBe('2019-W21')
    expect(latest(nothing)).toBeNull()
  })
})

test('a value stands among others where it is whole', () => {
  expect(wholeValue({ value: 80, status: 'met' })).toBe(80)
  expect(wholeValue({ value: 80 })).toBe(80)
  expect(wholeValue({ value: 80, status: 'not_whole' })).toBeNull()
})
