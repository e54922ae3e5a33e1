/** Measures in which each one counts: a single child who was missed is a shortfall, however few there are. */

import type { Kpi } from '../catalogue/kpi.ts'
import type { Cell } from './measurement.ts'

type EachOneKpi = Pick<Kpi, 'eachOneCounts' | 'kind' | 'good'>

/**
 * How many fell short: those on the wrong side of a share, or all of a count that is good when low. Null if the
 * measure does not count each one, or the cell has no such count.
 */
export function shortfallOf(
  kpi: EachOneKpi,
  cell: Pick<Cell, 'state' | 'numerator' | 'denominator'>,
): number | null {
  const { numerator, denominator } = cell
  if (!countsEachOne(kpi) || cell.state !== 'reported' || numerator === null) return null
  if (kpi.good === 'lower') return Math.max(0, numerator)
  return denominator === null ? null : Math.max(0, denominator - numerator)
}

/** True where anyone fell short. */
export function isShort(kpi: EachOneKpi, cell: Pick<Cell, 'state' | 'numerator' | 'denominator'>): boolean {
  return (shortfallOf(kpi, cell) ?? 0) > 0
}

/** Whether a measure counts each one: it carries its words, and one shortfall can be told from its counts. */
export function countsEachOne({ eachOneCounts, kind, good }: EachOneKpi): boolean {
  if (eachOneCounts === null) return false
  if (good === 'lower') return kind === 'ratio' || kind === 'count' || kind === 'stock'
  return good === 'higher' && kind === 'ratio'
}

/** A measure as a service or the council is judged on it: by its ordinary rules, since they hold many children. */
export function asOrdinary(kpi: Kpi): Kpi {
  return kpi.eachOneCounts === null ? kpi : { ...kpi, eachOneCounts: null }
}
