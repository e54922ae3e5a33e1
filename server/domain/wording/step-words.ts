/** The new level of a series, in words. */

import type { Kpi } from '../catalogue/kpi.ts'
import type { Step } from '../figures/spc/step.ts'
import { periodInSentence } from '../time/period.ts'
import { formatValue } from './format.ts'

/** "Since September 2018 this runs at a new level: average 87% before, 93% since". It names no cause. Two averages that would
 * read the same are given with one decimal more. */
export function stepWords(kpi: Pick<Kpi, 'unit' | 'decimals'>, { from, before, since }: Step): string {
  const shown = (value: number, more: number) => formatValue({ ...kpi, decimals: kpi.decimals + more }, value)
  const more = shown(before, 0) === shown(since, 0) ? 1 : 0
  return `Since ${periodInSentence(from)} this runs at a new level: average ${shown(before, more)} before, ${shown(since, more)} since`
}
