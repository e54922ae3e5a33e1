/** The two verdicts of an analysis: is the measure really changing, and can it be relied on to meet target. */

import type { Basis, Good, Kpi } from '../../catalogue/kpi.ts'
import type { Analysis, Assurance, Variation } from '../figure.ts'
import type { Cell } from '../measurement.ts'
import { isBelowMinimum } from '../status.ts'
import { dust } from './limits.ts'

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
  return analysis.meaning ?? 'no_real_change'
}

/** The last limits against the target in force at the last point. A target on a limit is hit or miss. None in the
 *  cases of `variationOf`, without a target, or if the KPI is good near its target or in neither direction; too
 *  early under 13 points. */
export function assuranceOf(kpi: Kpi, cell: Cell, analysis: Analysis, target: number | null): Assurance {
  if (cell.state !== 'reported' || isRolling(kpi.basis) || isBelowMinimum(kpi, cell.denominator))
    return 'none'
  if (target === null || kpi.good === 'neither' || kpi.good === 'near') return 'none'
  if (analysis.limits !== 'full' || analysis.lower === null || analysis.upper === null) return 'too_early'
  return againstLimits(kpi.good, analysis.lower, analysis.upper, target)
}

function againstLimits(good: Good, lower: number, upper: number, target: number): Assurance {
  if (lower > target + dust) return good === 'higher' ? 'will_meet' : 'will_miss'
  if (upper < target - dust) return good === 'higher' ? 'will_miss' : 'will_meet'
  return 'hit_or_miss'
}
