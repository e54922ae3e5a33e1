/** What the spoken rule says of councils in which nothing happens, and how many real changes it finds: the figures on the method
 * page are held here. The seed is printed, so that a run can be repeated. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Cell } from '#domain/figures/measurement.ts'
import { operatingCharacteristics as stated } from '#domain/figures/spc/operating-characteristics.ts'
import { bySize } from '../../../support/run-size.ts'
import {
  demonstrationRows,
  diceOf,
  falseRows,
  shareMonths,
  spokenOf,
} from '../../../support/simulated-council.ts'
import { some } from '../../../support/some.ts'
import { aKpi } from '../../examples.ts'

const seed = Number(process.env.GOLDEN_THREAD_SEED ?? 20190610)
const kpi = aKpi({ basis: 'flow' })
const months = 24
/** Council-months for each carry-over. */
const councils = bySize({ part: 20, wide: 150, whole: 1_000 })
const trials = bySize({ part: 60, wide: 300, whole: 1_000 })

describe(`with seed ${seed}`, () => {
  const rows = demonstrationRows()

  test.each(some(stated.falseRows))(
    'a council where nothing happens, $carried of whose cases stay each month',
    (row) => {
      const dice = diceOf(seed)
      let [worse, judged] = [0, 0]
      for (let i = 0; i < councils; i++) {
        const found = falseRows(dice, rows, { carried: row.carried, months })
        worse += found.worse
        judged += found.judged
      }
      const mean = worse / councils
      const error = Math.sqrt(worse) / councils
      console.log(
        `carried over ${row.carried}: ${mean.toFixed(2)} ± ${(2 * error).toFixed(2)} of ${Math.round(judged / councils)} rows`,
      )
      expect(judged).toBeGreaterThan(300 * councils)
      expect(mean).toBeLessThanOrEqual(2)
      expect(Math.abs(mean - row.worse)).toBeLessThanOrEqual(4 * error + 0.1)
    },
  )

  test('at least 65 of 100 falls by 20 points are found by their third month, and as many as are stated', () => {
    const dice = diceOf(seed)
    const found = share(some([10, 20, 30, 45, 60]), (base) =>
      fallFound(dice, { base, fall: 0.2, carried: 0, persistence: 0.05 }),
    )
    console.log(`falls of 20 points found: ${found.toFixed(1)}%`)
    expect(found).toBeGreaterThanOrEqual(65)
    expect(Math.abs(found - stated.falls.twentyPoints)).toBeLessThanOrEqual(
      bySize({ part: 6, wide: 3, whole: 2 }),
    )
  })

  test('falls by 10 points on larger bases, and by 30 of children who stay, are found as often as stated', () => {
    const dice = diceOf(seed)
    const ten = share(some([60, 100, 150, 200]), (base) =>
      fallFound(dice, { base, fall: 0.1, carried: 0, persistence: 0.05 }),
    )
    const thirty = share(some([30, 45, 60, 90]), (base) =>
      fallFound(dice, { base, fall: 0.3, carried: 0.6, persistence: 0.6 }),
    )
    console.log(
      `falls of 10 points found: ${ten.toFixed(1)}%; of 30 with 0.6 carried over: ${thirty.toFixed(1)}%`,
    )
    const room = bySize({ part: 8, wide: 3, whole: 2 })
    expect(Math.abs(ten - stated.falls.tenPoints)).toBeLessThanOrEqual(room)
    expect(Math.abs(thirty - stated.falls.thirtyPointsCarried)).toBeLessThanOrEqual(room)
  })

  test('the last point of a stable share is called changed in at most 2 of 100, whatever its base, share and months', () => {
    const runs = bySize({ part: 400, wide: 1_000, whole: 3_000 })
    let tried = 0
    const cases = fc.record({
      base: fc.integer({ min: 10, max: 150 }),
      share: fc.integer({ min: 500, max: 995 }).map((p) => p / 1000),
      length: fc.integer({ min: 7, max: 36 }),
    })
    fc.assert(
      fc.property(cases, ({ base, share: chance, length }) => {
        const dice = diceOf(seed + base)
        let changed = 0
        for (let i = 0; i < runs; i++) {
          const cells = shareMonths(dice, {
            months: length,
            base: () => base,
            carried: 0,
            share: () => chance,
          })
          if (spokenOf(kpi, cells, 0.05).meaning !== null) changed++
        }
        tried++
        // Two standard errors beyond 2%, so that chance in the trial is not called a fault of the rule.
        expect(changed / runs).toBeLessThanOrEqual(0.02 + 2 * Math.sqrt(0.0196 / runs))
      }),
      { seed, numRuns: bySize({ part: 5, wide: 15, whole: 100 }) },
    )
    expect(tried).toBeGreaterThan(0)
  })

  function share(bases: readonly number[], isFound: (base: number) => boolean): number {
    let found = 0
    for (const base of bases) for (let i = 0; i < trials; i++) if (isFound(base)) found++
    return (100 * found) / (bases.length * trials)
  }

  /** Whether a fall in the last three months of a share of 70 to 98% is called worse in one of them. */
  function fallFound(
    dice: () => number,
    {
      base,
      fall,
      carried,
      persistence,
    }: { base: number; fall: number; carried: number; persistence: number },
  ): boolean {
    const level = 0.7 + 0.28 * dice()
    const cells: Cell[] = shareMonths(dice, {
      ...{ months, carried, base: () => base },
      share: (i) => (i >= months - 3 ? level - fall : level),
    })
    return [2, 1, 0].some(
      (left) => spokenOf(kpi, cells.slice(0, months - left), persistence).meaning === 'concerning',
    )
  }
})
