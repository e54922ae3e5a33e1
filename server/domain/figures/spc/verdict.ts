/** The two verdicts of an analysis: is the measure really changing, and can it meet target. */

import type { Basis, Good, Kpi } from '../../catalogue/kpi.ts'
import type { Analysis, Assurance, Calculation, Figure, LastWhole, MetRecord, Variation } from '../figure.ts'
import type { Cell } from '../measurement.ts'
import { isBelowMinimum } from '../status.ts'
import { isNotWhole } from '../wholeness.ts'
import { dust } from './limits.ts'
import { isJudgedByRecord, metRecordOf } from './met-record.ts'

/** Windows that overlap from month to month cannot be read on a control chart: run chart only. */
export function isRolling(basis: Basis): boolean {
  return basis === 'rolling_3_months' || basis === 'rolling_12_months'
}

/** The meaning of the last point's flag. None without a reported value, under the KPI's minimum, or for a rolling
 *  window; too early under 7 points. */
export function variationOf(kpi: Kpi, cell: Cell, analysis: Analysis): Variation {
  if (cell.state !== 'reported' || isRolling(kpi.basis) || isBelowMinimum(kpi, cell.denominator))
    return 'none'
  if (analysis.limits === 'none') return 'too_early'
  const course = analysis.course?.is
  if (course === 'recovering' || course === 'slipping_back') return course
  return analysis.meaning ?? 'no_real_change'
}

/** The last limits of the NHS package against the target in force at the last point. A target on a limit is sometimes met. An
 *  analysis with a record is judged by it. None in the cases of `variationOf`, without a target, or if the KPI is good near
 *  its target or in neither direction; too early under 13 points. */
export function assuranceOf(kpi: Kpi, cell: Cell, analysis: Analysis, target: number | null): Assurance {
  if (!hasAssurance(kpi, cell, target)) return 'none'
  if (analysis.record !== undefined) return byRecord(analysis.record)
  const { limits, lower, upper } = nhsOf(analysis)
  if (limits !== 'full' || lower === null || upper === null) return 'too_early'
  return againstLimits(kpi.good, lower, upper, target)
}

/** The calculation of the NHS package. Figures stored before there were two rules have no other. */
export function nhsOf(analysis: Analysis): Calculation {
  return analysis.nhs ?? analysis
}

/** A figure as the NHS package alone would judge it, with the last whole one beside it if it is not whole. */
export function byNhsPackage<F extends Figure | LastWhole>(kpi: Kpi, figure: F): F {
  const { nhs: _, course: __, evidence: ___, ...rest } = figure.analysis
  const analysis: Analysis = { ...rest, ...nhsOf(figure.analysis) }
  const variation = isNotWhole(figure) ? ('none' as const) : variationOf(kpi, figure, analysis)
  const { leftOut } = figure
  if (!leftOut?.lastWhole) return { ...figure, analysis, variation }
  return {
    ...figure,
    ...{ analysis, variation },
    leftOut: { ...leftOut, lastWhole: byNhsPackage(kpi, leftOut.lastWhole) },
  }
}

/** The record that a figure's assurance is judged by; null if it is judged by its limits, or not at all. */
export function recordOf(
  kpi: Kpi,
  cell: Cell,
  analysis: Analysis,
  { target, latestFirst }: { target: number | null; latestFirst: Iterable<Cell | undefined> },
): MetRecord | null {
  // Under 13 points it is too early, as it is for limits: a short record says too little.
  const present = nhsOf(analysis)
  if (!hasAssurance(kpi, cell, target) || present.limits !== 'full') return null
  if (!isJudgedByRecord(kpi, { value: cell.value, target }, present)) return null
  return metRecordOf(kpi, target, latestFirst)
}

function hasAssurance(kpi: Kpi, cell: Cell, target: number | null): target is number {
  if (cell.state !== 'reported' || isRolling(kpi.basis) || isBelowMinimum(kpi, cell.denominator)) return false
  return target !== null && kpi.good !== 'neither' && kpi.good !== 'near'
}

/** Met in every period, in some, or in none. */
function byRecord({ met, of }: MetRecord): Assurance {
  if (met === of) return 'will_meet'
  return met === 0 ? 'will_miss' : 'hit_or_miss'
}

function againstLimits(good: Good, lower: number, upper: number, target: number): Assurance {
  if (lower > target + dust) return good === 'higher' ? 'will_meet' : 'will_miss'
  if (upper < target - dust) return good === 'higher' ? 'will_miss' : 'will_meet'
  return 'hit_or_miss'
}
