/**
 * How much of a measure's distance from its usual level is expected again in the next period: from month to month a snapshot
 * counts mostly the same children.
 */

import { isCarriedBy, type Kpi } from '../../catalogue/kpi.ts'
import type { KpiLedger } from '../kpi-ledger.ts'
import type { Cell } from '../measurement.ts'
import { type ChanceKind, chanceKindOf } from './chance-score.ts'

/** Before anything is known of a measure: open cases carried over, and events that are new each month. */
export const expectedOf = { snapshot: 0.6, other: 0 } as const
/** How many pairs of figures that expectation weighs as much as. */
export const expectedPairs = 30
/** No series is taken to repeat itself more than this: nothing could be said of it. */
const most = 0.9
/** A council with more teams is represented by this many, the first by code. */
const mostTeams = 200

/** Sums over pairs of figures one and two periods apart: how far apart they lie, each in the variance that chance gives it. */
type Sums = { next: number; nextPairs: number; second: number; secondPairs: number }

type PersistentKpi = Pick<Kpi, 'kind' | 'denominator' | 'mayExceed' | 'basis'>

/** Series of one KPI, by unit and period. */
type PooledSeries = Pick<KpiLedger, 'periods' | 'cell' | 'restarts'> & {
  kpiAt: (period: string) => PersistentKpi
  units: readonly string[]
}

/**
 * The persistence of a KPI in each period of its ledger, estimated from the periods before it over all teams that carry it (the
 * units with figures of their own if no team does). In a first-order autoregression with persistence r, differences over two
 * periods have (1 + r) times the variance of those over one; unlike a correlation this needs no mean, so short series give no
 * bias. The estimate is drawn towards what is usual for snapshots or flows and lies between 0 and 0.9.
 */
export function persistencesOf(ledger: KpiLedger): Map<string, number> {
  return persistencesOver({ ...ledger, units: pooledUnits(ledger) })
}

/** The same for series of one KPI without a ledger: the persistence by which the period after them is judged. */
export function pooledPersistence(
  kpi: PersistentKpi,
  series: readonly (readonly (Cell | undefined)[])[],
): number {
  const last = series.reduce((most, { length }) => Math.max(most, length), 0)
  const found = persistencesOver({
    periods: Array.from({ length: last + 1 }, (_, i) => String(i)),
    kpiAt: () => kpi,
    units: series.map((_, i) => String(i)),
    cell: (unit, period) => series[Number(unit)]?.[Number(period)],
    restarts: () => [],
  })
  return found.get(String(last)) ?? Number.NaN
}

function persistencesOver({ periods, kpiAt, units, cell, restarts }: PooledSeries): Map<string, number> {
  const sums: Sums = { next: 0, nextPairs: 0, second: 0, secondPairs: 0 }
  const found = new Map<string, number>()
  for (const [at, period] of periods.entries()) {
    const kpi = kpiAt(period)
    found.set(period, persistenceOf(kpi, sums))
    for (const unit of units) {
      const starts = restarts(unit)
      const cellAt = (back: number) => {
        const then = periods[at - back]
        return then === undefined ? undefined : cell(unit, then)
      }
      const breaks = (back: number) =>
        periods.slice(Math.max(0, at - back + 1), at + 1).some((p) => starts.includes(p))
      addPair(
        sums,
        chanceKindOf(kpi),
        cellAt(0),
        breaks(1) ? undefined : cellAt(1),
        breaks(2) ? undefined : cellAt(2),
      )
    }
  }
  return found
}

function persistenceOf({ basis }: Pick<Kpi, 'basis'>, sums: Sums): number {
  const expected = basis === 'snapshot' ? expectedOf.snapshot : expectedOf.other
  const pairs = Math.min(sums.nextPairs, sums.secondPairs)
  if (pairs === 0 || sums.next === 0) return expected
  const ratio = sums.second / sums.secondPairs / (sums.next / sums.nextPairs)
  const estimate = Math.max(0, Math.min(most, ratio - 1))
  return (pairs * estimate + expectedPairs * expected) / (pairs + expectedPairs)
}

function addPair(
  sums: Sums,
  chance: ChanceKind,
  now: Cell | undefined,
  last: Cell | undefined,
  before: Cell | undefined,
) {
  if (now === undefined) return
  const next = last === undefined ? null : distance(chance, now, last)
  if (next !== null) {
    sums.next += next
    sums.nextPairs++
  }
  const second = before === undefined ? null : distance(chance, now, before)
  if (second !== null) {
    sums.second += second
    sums.secondPairs++
  }
}

/** The square of the difference of two figures in the variance that chance gives it if both have one rate. Null unless both
 *  are reported. */
function distance(chance: ChanceKind, a: Cell, b: Cell): number | null {
  if (a.state !== 'reported' || b.state !== 'reported' || a.value === null || b.value === null) return null
  if (chance === 'rank') return a.value + b.value === 0 ? 0 : ((a.value - b.value) / (a.value + b.value)) ** 2
  const [n, m, d, e] = [a.numerator ?? 0, b.numerator ?? 0, a.denominator ?? 1, b.denominator ?? 1]
  if (d <= 0 || e <= 0) return null
  const rate = (n + m + 0.5) / (d + e + (chance === 'share' ? 1 : 0))
  const variance = (chance === 'share' ? rate * Math.max(0, 1 - rate) : rate) * (1 / d + 1 / e)
  return variance === 0 ? 0 : (n / d - m / e) ** 2 / variance
}

/** The units that a KPI's persistence is estimated from. */
export function pooledUnits(ledger: KpiLedger): string[] {
  const teams = new Set<string>()
  const others = new Set<string>()
  for (const tree of new Map(ledger.periods.map((period) => [ledger.unitsAt(period), period])))
    for (const unit of tree[0]) {
      if (unit.kind !== 'team') others.add(unit.code)
      else if (isCarriedBy(ledger.kpiAt(tree[1]), unit)) teams.add(unit.code)
    }
  return [...(teams.size > 0 ? teams : others)].sort().slice(0, mostTeams)
}
