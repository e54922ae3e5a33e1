/** A figure against the target in force for its month. */

import type { Kpi } from '../catalogue/kpi.ts'
import { countsEachOne, shortfallOf } from './each-one.ts'
import type { Judgement, Status } from './figure.ts'
import { type Cell, rate } from './measurement.ts'

/** Rounding error of floating-point division: 45 of 50 counts as exactly 90. */
const tolerance = 1e-9

/** Met at or past the target. Close between target and floor, the floor included. Missed past the floor, or past
 *  the target if there is no floor. For a KPI that is good near its target, the distance from target to floor is
 *  how far "close" reaches on either side, and half of it is how far "met" reaches. */
export function statusOf(
  kpi: Pick<Kpi, 'good'>,
  value: number,
  target: number | null,
  floor: number | null,
): Status {
  if (target === null || kpi.good === 'neither') return 'no_target'
  if (kpi.good === 'near') {
    const distance = Math.abs(value - target)
    const reach = floor === null ? 0 : Math.abs(target - floor)
    if (distance <= reach / 2 + tolerance) return 'met'
    return distance <= reach + tolerance ? 'close' : 'missed'
  }
  const sign = kpi.good === 'higher' ? 1 : -1
  if ((value - target) * sign >= -tolerance) return 'met'
  if (floor !== null && (value - floor) * sign >= -tolerance) return 'close'
  return 'missed'
}

/** True if the base is too small to judge by itself. The minimum is a setting of the catalogue: 10 for percentages, 3 for
 *  FTE, 5 for medians, none for counts. Whether a team where each one counts met its target needs none (`judge`). */
export function isBelowMinimum(kpi: Pick<Kpi, 'minimum' | 'kind'>, denominator: number | null): boolean {
  if (kpi.minimum === null || kpi.kind === 'count' || kpi.kind === 'stock') return false
  return denominator !== null && denominator < kpi.minimum
}

/** True for a snapshot on a base too small to say anything by itself, with or without a target. The page then shows
 *  the service's own figure beside it. Flows are judged on three months instead. */
export function leansOnService(
  kpi: Pick<Kpi, 'minimum' | 'kind' | 'basis'>,
  figure: { status: Status | null; denominator: number | null },
): boolean {
  return (
    kpi.basis === 'snapshot' && (figure.status === 'small_number' || isBelowMinimum(kpi, figure.denominator))
  )
}

/** How many more children on the right side would have met the target: ceiling of target × d − n, mirrored if lower
 *  is good. For counts and stocks, how many over the target. Null if the target is met or there is none, for means,
 *  medians and posts, and for KPIs that are good near their target or in neither direction. */
export function gapOf(
  kpi: Kpi,
  numerator: number | null,
  denominator: number | null,
  target: number | null,
): number | null {
  const short = shortOf(kpi, numerator, denominator, target)
  if (short === null) return null
  const gap = Math.ceil(short - tolerance)
  return gap > 0 ? gap : null
}

/** How many are on the wrong side beyond what the target allows, before that is rounded up; less than 0 past the target. Null where
 *  `gapOf` has nothing to say either. */
export function shortOf(
  kpi: Kpi,
  numerator: number | null,
  denominator: number | null,
  target: number | null,
): number | null {
  if (target === null || numerator === null || kpi.good === 'neither' || kpi.good === 'near') return null
  const wanted = kpi.kind === 'ratio' ? (target / 100) * (denominator ?? Number.NaN) : target
  if (kpi.kind === 'mean' || kpi.kind === 'median' || Number.isNaN(wanted) || countsPosts(kpi)) return null
  return kpi.good === 'higher' ? wanted - numerator : numerator - wanted
}

/** True for a measure of posts, counted in full-time equivalents: a gap in whole people would mislead. */
export function countsPosts(kpi: Partial<Pick<Kpi, 'denominator'>>): boolean {
  return /\bFTE\b/.test(kpi.denominator ?? '')
}

/**
 * The judgement of one cell. `threeMonths` holds the sums of the last three months. A flow ratio under its minimum is
 * judged on these; the value shown remains the month's own. Where each one counts a cell is judged by itself, whatever its
 * base. For a service or the council give the KPI `asOrdinary`.
 */
export function judge(
  kpi: Kpi,
  cell: Cell,
  thresholds: { target: number; floor: number | null } | null,
  threeMonths: { numerator: number; denominator: number } | null,
): Judgement {
  const none = unjudged(thresholds)
  const { target, floor } = none
  if (cell.state === 'not_reported') return { ...none, status: 'no_data' }
  if (cell.state !== 'reported' || cell.value === null) return none
  const affected = affectedOf(kpi, cell)
  const eachOne = judgeEachOne(kpi, cell, none)
  if (eachOne !== null) return { ...eachOne, affected }
  if (target === null || kpi.good === 'neither') return { ...none, status: 'no_target', affected }
  if (countsEachOne(kpi) || !isBelowMinimum(kpi, cell.denominator)) {
    return {
      ...none,
      affected,
      status: statusOf(kpi, cell.value, target, floor),
      gap: gapOf(kpi, cell.numerator, cell.denominator, target),
      judgedOn: 'month',
      judgedNumerator: cell.numerator,
      judgedDenominator: cell.denominator,
    }
  }
  if (
    kpi.kind === 'ratio' &&
    kpi.basis === 'flow' &&
    threeMonths &&
    !isBelowMinimum(kpi, threeMonths.denominator)
  ) {
    return {
      ...none,
      affected,
      judgedOn: 'three_months',
      status: statusOf(kpi, rate('ratio', threeMonths.numerator, threeMonths.denominator), target, floor),
      gap: gapOf(kpi, threeMonths.numerator, threeMonths.denominator, target),
      judgedNumerator: threeMonths.numerator,
      judgedDenominator: threeMonths.denominator,
    }
  }
  return { ...none, status: 'small_number', affected }
}

/** The judgement where each one counts and anyone fell short: missed, whatever the base, even without a target. Else null:
 *  nobody did, and the target decides. */
function judgeEachOne(kpi: Kpi, cell: Cell, none: Judgement): Judgement | null {
  const short = shortfallOf(kpi, cell)
  if (short === null || short === 0) return null
  return {
    ...none,
    status: 'missed',
    gap: none.target === null ? null : Math.ceil(short),
    judgedOn: 'month',
    judgedNumerator: cell.numerator,
    judgedDenominator: cell.denominator,
  }
}

/** The thresholds in force, without a judgement. */
export function unjudged(thresholds: { target: number; floor: number | null } | null): Judgement {
  return {
    target: thresholds?.target ?? null,
    floor: thresholds?.floor ?? null,
    status: null,
    gap: null,
    judgedOn: null,
    judgedNumerator: null,
    judgedDenominator: null,
    affected: 0,
  }
}

/** Children (or items) on the wrong side of a measure. */
function affectedOf(kpi: Kpi, cell: Cell): number {
  const { numerator, denominator } = cell
  if (numerator === null) return 0
  if (kpi.kind === 'ratio' && denominator !== null)
    return Math.max(0, kpi.good === 'higher' ? denominator - numerator : numerator)
  return kpi.kind === 'mean' || kpi.kind === 'median' ? 0 : numerator
}
