/** Who accounts for a shortfall: each team's children late, less what the target allows its base. */

import type { Kpi } from '../catalogue/kpi.ts'
import { countsEachOne, shortfallOf } from './each-one.ts'
import type { Cell } from './measurement.ts'
import { shortOf } from './status.ts'

type Counts = Pick<Cell, 'state' | 'numerator' | 'denominator'>

/** A unit's share of a shortfall in children (or items), with one decimal: above 0 short of target, below 0 better than it. */
export type Share<U> = { unit: U; short: number }

export type Shares<U> = {
  /** In the order given. Units without cases are in neither list. */
  shares: Share<U>[]
  /** All shares added up: exactly their sum. */
  together: number
  /** How many more (or fewer) would have met the target together: `together` before it was rounded, rounded up. 0 if it is met. */
  needed: number
  /** Units whose counts are not known, or not to this reader. */
  leftOut: U[]
}

const tolerance = 1e-9

/**
 * The shares of these units, which add up to the shortfall of all of them together before it is rounded up. A measure in which each
 * one counts is short of every child who was missed. Null without a target, for means, medians and posts, where neither or a middle is
 * good, and for a count whose target is not 0, because no part of it belongs to one team.
 */
export function shortfallShares<U>(
  kpi: Kpi,
  target: number | null,
  units: readonly { unit: U; cell: Counts }[],
): Shares<U> | null {
  if (!canBeShared(kpi, target)) return null
  const known: { unit: U; exact: number }[] = []
  const leftOut: U[] = []
  for (const { unit, cell } of units) {
    if (cell.state === 'no_cases' || cell.state === 'not_applicable') continue
    const exact = cell.state === 'reported' ? exactShort(kpi, cell, target) : null
    if (exact === null) leftOut.push(unit)
    else known.push({ unit, exact })
  }
  const exact = known.reduce((sum, one) => sum + one.exact, 0)
  const tenths = inTenths(known.map((one) => one.exact))
  return {
    shares: known.map(({ unit }, i) => ({ unit, short: (tenths[i] ?? 0) / 10 })),
    together: tenths.reduce((sum, one) => sum + one, 0) / 10,
    needed: Math.max(0, Math.ceil(exact - tolerance)),
    leftOut,
  }
}

/** Whether a shortfall of this measure is the sum of its teams'. */
function canBeShared(kpi: Kpi, target: number | null): boolean {
  if (countsEachOne(kpi)) return true
  if (kpi.kind === 'count' || kpi.kind === 'stock') return kpi.good === 'lower' && target === 0
  return shortOf(kpi, 0, 0, target) !== null
}

function exactShort(kpi: Kpi, cell: Counts, target: number | null): number | null {
  return countsEachOne(kpi) ? shortfallOf(kpi, cell) : shortOf(kpi, cell.numerator, cell.denominator, target)
}

/** Values in whole tenths that add up to the tenths of their sum: each is rounded down, and what is left goes to those that were rounded
 * down most. None moves by a whole tenth, and none that is in tenths moves at all. */
function inTenths(values: readonly number[]): number[] {
  const exact = values.map((value) => {
    const nearest = Math.round(value * 10)
    return Math.abs(value * 10 - nearest) < 1e-6 ? nearest : value * 10
  })
  const tenths = exact.map(Math.floor)
  const left =
    Math.round(exact.reduce((sum, one) => sum + one, 0)) - tenths.reduce((sum, one) => sum + one, 0)
  const most = exact
    .map((one, i) => ({ i, lost: one - Math.floor(one) }))
    .sort((a, b) => b.lost - a.lost || a.i - b.i)
  for (const { i } of most.slice(0, Math.max(0, left))) tenths[i] = (tenths[i] ?? 0) + 1
  return tenths
}
