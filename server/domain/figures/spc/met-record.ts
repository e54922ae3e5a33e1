/** The record of a measure at the best value there is: limits cannot lie beyond that, so its assurance counts the periods met. */

import type { Kpi } from '../../catalogue/kpi.ts'
import type { MetRecord } from '../figure.ts'
import type { Cell } from '../measurement.ts'
import { statusOf } from '../status.ts'
import { dust, fullPoints } from './limits.ts'

/** The limits of the present level. */
type PresentLimits = { lower: number | null; upper: number | null }

/**
 * Whether assurance is judged by the record: the figure and its target are both at the best value there is; or the
 * limits collapsed because nothing varies, which says nothing of what is usual; or they lie wholly on one side of the target
 * and the figure on the other, so that they are not those of its present level.
 */
export function isJudgedByRecord(
  kpi: Pick<Kpi, 'kind' | 'good' | 'mayExceed'>,
  { value, target }: { value: number | null; target: number },
  { lower, upper }: PresentLimits,
): boolean {
  if (lower !== null && upper !== null && upper - lower <= dust) return true
  if (value !== null && isOnOtherSide(kpi, { value, target }, { lower, upper })) return true
  const best = bestValue(kpi)
  return best !== null && value !== null && Math.abs(value - best) <= dust && Math.abs(target - best) <= dust
}

function isOnOtherSide(
  { good }: Pick<Kpi, 'good'>,
  { value, target }: { value: number; target: number },
  { lower, upper }: PresentLimits,
): boolean {
  if (lower === null || upper === null) return false
  const isMet = statusOf({ good }, value, target, null) === 'met'
  const [above, below] = [lower > target + dust, upper < target - dust]
  return isMet ? (good === 'higher' ? below : above) : good === 'higher' ? above : below
}

/** 100% of a share that is good when high, 0 of anything that is good when low; null where there is no best value. */
export function bestValue({
  kind,
  good,
  mayExceed,
}: Pick<Kpi, 'kind' | 'good' | 'mayExceed'>): number | null {
  if (good === 'higher') return kind === 'ratio' && !mayExceed ? 100 : null
  return good === 'lower' ? 0 : null
}

/**
 * How many of the last 13 periods met the present target. A period that was not reported is not met: nobody knows it.
 * One without cases could neither be met nor missed, so it is passed over and an earlier one counts in its place.
 * @param latestFirst the series' cells; none for a period without one or with a part only
 */
export function metRecordOf(
  kpi: Pick<Kpi, 'good'>,
  target: number,
  latestFirst: Iterable<Cell | undefined>,
): MetRecord {
  const record = { met: 0, of: 0 }
  for (const cell of latestFirst) {
    if (cell?.state === 'no_cases') continue
    record.of++
    const isMet =
      cell?.state === 'reported' && cell.value !== null && statusOf(kpi, cell.value, target, null) === 'met'
    if (isMet) record.met++
    if (record.of === fullPoints) break
  }
  return record
}
