import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Cell, cellOf, emptyCell } from '#domain/figures/measurement.ts'
import { rollUp } from '#domain/figures/rollup.ts'
import { formatBase } from '#domain/wording/format.ts'
import { openSum, type SumPart } from '#domain/wording/sum-words.ts'
import { aKpi, countCell, ratioCell, valueOnlyCell } from '../examples.ts'

const part = (unit: string, cell: Cell, name: string | null = `Team ${unit}`): SumPart => ({
  unit,
  name,
  cell,
})
const kpi = aKpi()

describe('a sum opened up', () => {
  test('names each part, and adds numerators and denominators', () => {
    const sum = openSum(kpi, [part('A', ratioCell(41, 50)), part('B', ratioCell(38, 47))])
    expect(sum?.sentence).toBe('41 of 50 + 38 of 47 = 79 of 97')
    expect(sum?.terms).toEqual([
      { unit: 'A', name: 'Team A', text: '41 of 50' },
      { unit: 'B', name: 'Team B', text: '38 of 47' },
    ])
    expect(sum?.leftOut).toEqual([])
  })

  test('says who was left out and why, and that no cases add nothing', () => {
    const sum = openSum(kpi, [
      part('A', ratioCell(41, 50)),
      part('B', emptyCell('not_reported')),
      part('C', emptyCell('suppressed', 'c')),
      part('D', ratioCell(0, 0)),
      part('E', valueOnlyCell(92)),
      part('F', emptyCell('not_applicable', 'z')),
    ])
    expect(sum?.sentence).toBe('41 of 50 = 41 of 50')
    expect(sum?.leftOut.map((l) => `${l.unit} ${l.why}`)).toEqual([
      'B not reported',
      'C suppressed',
      'E counts not given, so it cannot be added',
      'F not applicable',
    ])
    expect(sum?.noCases.map((p) => p.unit)).toEqual(['D'])
  })

  test('does not name a part that the reader may not see', () => {
    const sum = openSum(kpi, [part('A', ratioCell(1, 2), null), part('B', emptyCell('not_reported'), null)])
    expect(JSON.stringify([sum?.terms.map((t) => t.name), sum?.leftOut.map((l) => l.name)])).toBe(
      '[[null],[null]]',
    )
  })

  test('adds counts as counts, means over their full-time equivalents, and never medians', () => {
    const stock = aKpi({ kind: 'stock', unit: 'children_or_items', denominator: null })
    expect(openSum(stock, [part('A', countCell(1200)), part('B', countCell(0))])?.sentence).toBe(
      '1,200 + 0 = 1,200',
    )
    const mean = aKpi({ kind: 'mean', unit: 'children_per_fte' })
    const load = (n: number, d: number) =>
      cellOf('mean', { numerator: n, denominator: d, value: null, symbol: null })
    expect(openSum(mean, [part('A', load(114, 7.5)), part('B', load(90, 6.1))])?.sentence).toBe(
      '114 over 7.5 FTE + 90 over 6.1 FTE = 204 over 13.6 FTE',
    )
    expect(openSum(aKpi({ kind: 'median' }), [part('A', ratioCell(1, 2))])).toBeNull()
  })

  test('of nothing is nothing, and of what was left out only has no sum', () => {
    expect(openSum(kpi, [])).toBeNull()
    expect(openSum(kpi, [part('A', emptyCell('not_reported'))])?.sentence).toBeNull()
  })

  test('ends in the numbers that the roll-up has', () => {
    const cell = fc.oneof(
      fc
        .tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 1, max: 9 }))
        .map(([n, d]) => ratioCell(n, n + d)),
      fc.constantFrom(
        emptyCell('not_reported'),
        emptyCell('suppressed', 'c'),
        ratioCell(0, 0),
        valueOnlyCell(50),
      ),
    )
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 30 }), (cells) => {
        const parts = cells.map((c, i) => part(String(i), c))
        const { cell: total } = rollUp(kpi, parts)
        const sentence = openSum(kpi, parts)?.sentence ?? null
        expect(sentence === null).toBe(total.state !== 'reported')
        fc.pre(sentence !== null)
        expect(sentence.endsWith(` = ${formatBase(kpi, total)}`)).toBe(true)
      }),
    )
  })
})
