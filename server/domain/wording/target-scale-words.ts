/** What Met, Close and Missed mean, in words that stand beside them. */

import type { Kpi } from '../catalogue/kpi.ts'
import { formatTarget, formatValue } from './format.ts'

/** Of many measures, each with a target of its own. */
export const statusMeanings =
  'Met: at target or better. Close: a little short of it. Missed: further off than the measure allows.'

/** Of one measure: "Target 90% or more; close from 80%; missed below that". */
export function targetScaleWords(
  kpi: Pick<Kpi, 'unit' | 'decimals' | 'good'>,
  target: number,
  floor: number | null,
): string {
  const words = `Target ${formatTarget(kpi, target)}`
  if (kpi.good === 'neither') return words
  const far = floor === null ? 0 : Math.abs(target - floor)
  if (kpi.good === 'near')
    return far === 0
      ? words
      : `${words}; met within ${formatValue(kpi, far / 2)} of it, close within ${formatValue(kpi, far)}, missed beyond that`
  const side = kpi.good === 'higher' ? 'below' : 'above'
  if (floor === null || far === 0) return `${words}; missed ${side} that`
  return `${words}; close ${kpi.good === 'higher' ? 'from' : 'up to'} ${formatValue(kpi, floor)}; missed ${side} that`
}
