/** The same ledger on different trees: what reading it on another tree may change and what it may not. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Unit } from '#domain/catalogue/unit.ts'
import { aService, aTeam, council, ratioCell } from '../examples.ts'
import { at, figuresOf, ledgerOf, monthly } from '../ledger-examples.ts'

const services = ['HPC', 'FD', 'EHY']
const codes = ['A', 'B', 'C', 'D', 'E']
const months = ['2019-01', '2019-02', '2019-03', '2019-04']

/** The service of each team in each month. */
const trees = fc.array(
  fc.array(fc.constantFrom(...services), { minLength: codes.length, maxLength: codes.length }),
  { minLength: months.length, maxLength: months.length },
)
const counts = fc.array(
  fc.array(fc.tuple(fc.nat({ max: 50 }), fc.nat({ max: 50 })), {
    minLength: months.length,
    maxLength: months.length,
  }),
  { minLength: codes.length, maxLength: codes.length },
)

function unitsOf(parents: readonly string[]): Unit[] {
  return [
    council,
    ...services.map((code) => aService(code)),
    ...codes.map((code, i) => aTeam(code, { parent: parents[i] ?? 'HPC' })),
  ]
}

describe('however teams are placed in the tree', () => {
  test('the council comes to the same, its services add up to it, and no team’s own figure changes', () => {
    fc.assert(
      fc.property(trees, trees, counts, (before, after, numbers) => {
        const cells = Object.fromEntries(
          codes.map((code, i) => [
            code,
            monthly(
              (numbers[i] ?? []).map(([n, more]) => ratioCell(n, n + more)),
              '2019-01',
            ),
          ]),
        )
        const on = (tree: string[][]) =>
          figuresOf(ledgerOf(cells, { unitsAt: (period) => unitsOf(tree[months.indexOf(period)] ?? []) }))
        const [then, recast] = [on(before), on(after)]
        for (const month of months) {
          expect(at(recast, 'RIDGE', month)).toEqual(at(then, 'RIDGE', month))
          for (const code of codes) expect(at(recast, code, month)).toEqual(at(then, code, month))
          const parts = services.map((code) => recast.get(`${code} ${month}`)?.numerator ?? 0)
          expect(parts.reduce((sum, n) => sum + n, 0)).toBe(at(recast, 'RIDGE', month).numerator)
        }
      }),
      { numRuns: 40 },
    )
  })

  test('a service’s series on one tree is never broken by a team that moved', () => {
    const cells = {
      A: monthly(
        [20, 21, 22, 23].map((n) => ratioCell(n, 30)),
        '2019-01',
      ),
      B: monthly(
        [5, 6, 7, 8].map((n) => ratioCell(n, 10)),
        '2019-01',
      ),
    }
    const moved = (period: string) => unitsOf(['HPC', period < '2019-03' ? 'HPC' : 'FD', 'EHY', 'EHY', 'EHY'])
    const then = figuresOf(ledgerOf(cells, { unitsAt: moved }))
    const recast = figuresOf(ledgerOf(cells, { unitsAt: () => moved('2019-04') }))
    expect(months.map((m) => at(then, 'HPC', m).denominator)).toEqual([40, 40, 30, 30])
    expect(months.map((m) => at(recast, 'HPC', m).denominator)).toEqual([30, 30, 30, 30])
    expect(months.map((m) => at(recast, 'FD', m).numerator)).toEqual([5, 6, 7, 8])
  })
})
