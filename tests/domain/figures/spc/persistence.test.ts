import { describe, expect, test } from 'vitest'
import { persistencesOf, pooledPersistence } from '#domain/figures/spc/persistence.ts'
import { bySize } from '../../../support/run-size.ts'
import { diceOf, shareMonths } from '../../../support/simulated-council.ts'
import { aKpi, ratioCell } from '../../examples.ts'
import { ledgerOf, monthly } from '../../ledger-examples.ts'

const snapshot = aKpi({ basis: 'snapshot' })
const flow = aKpi({ basis: 'flow' })

/** The mean estimate over councils of nine teams, of whose cases `carried` stay from month to month. */
function estimate(kpi: typeof flow, carried: number, months: number): number {
  const dice = diceOf(7)
  const councils = bySize({ part: 60, wide: 200, whole: 600 })
  let sum = 0
  for (let i = 0; i < councils; i++) {
    const teams = Array.from({ length: 9 }, () =>
      shareMonths(dice, { months, base: () => 30, carried, share: () => 0.8 }),
    )
    sum += pooledPersistence(kpi, teams)
  }
  return sum / councils
}

describe('persistence', () => {
  test.each([
    [0, 24],
    [0.3, 24],
    [0.6, 24],
    [0.8, 24],
    [0.6, 10],
  ])('where %f of the cases stay, over %i months, is found to about that', (carried, months) => {
    // The estimate is drawn towards what is usual, most where there are few months.
    expect(Math.abs(estimate(carried >= 0.5 ? snapshot : flow, carried, months) - carried)).toBeLessThan(0.1)
  })

  test('before anything is known is that of open cases for snapshots, and none for what is new each month', () => {
    expect(pooledPersistence(snapshot, [])).toBe(0.6)
    expect(pooledPersistence(flow, [[ratioCell(9, 10)]])).toBe(0)
  })

  test('is never below 0 nor over 0.9, whatever the series', () => {
    const saw = Array.from({ length: 30 }, (_, i) => ratioCell(i % 2 === 0 ? 10 : 30, 40))
    const slope = Array.from({ length: 30 }, (_, i) => ratioCell(5 + i, 40))
    expect(pooledPersistence(flow, [saw])).toBe(0)
    expect(pooledPersistence(flow, [slope])).toBeLessThanOrEqual(0.9)
    expect(pooledPersistence(flow, [slope])).toBeGreaterThan(0.3)
  })

  test('of a month is that of the months before it: its own figures change nothing', () => {
    const row = (last: number) =>
      monthly([...Array.from({ length: 12 }, (_, i) => ratioCell(20 + (i % 3), 40)), ratioCell(last, 40)])
    const found = [20, 39].map((last) => persistencesOf(ledgerOf({ 'HP-1': row(last), 'HP-2': row(20) })))
    const [first, second] = found as [Map<string, number>, Map<string, number>]
    const periods = [...first.keys()]
    expect(periods).toHaveLength(13)
    expect(second).toEqual(first)
  })

  test('does not count the step over a new baseline', () => {
    const stepped = monthly(Array.from({ length: 16 }, (_, i) => ratioCell((i < 8 ? 35 : 15) + (i % 2), 40)))
    const of = (restarts: string[]) =>
      [...persistencesOf(ledgerOf({ 'HP-1': stepped }, { restarts: () => restarts })).values()].at(-1) ?? 0
    expect(of(['2018-09'])).toBeLessThan(of([]))
  })
})
