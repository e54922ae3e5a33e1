/** From the lowest to the highest of several figures, in words. */

import type { Kpi } from '../catalogue/kpi.ts'
import { formatValue } from './format.ts'
import { wordFor } from './word-for.ts'

/** "60% to 80% across 3 of 5 teams", "71.4% in each of 2 teams" where all are alike. Null without a figure. `of` is how many units
 * there are, with a figure or without. */
export function extentWords(
  kpi: Pick<Kpi, 'unit' | 'decimals'>,
  values: readonly number[],
  of: number,
  noun = 'team',
): string | null {
  if (values.length === 0) return null
  const [low, high] = [Math.min(...values), Math.max(...values)].map((value) => formatValue(kpi, value))
  const count = values.length === of ? `${of}` : `${values.length} of ${of}`
  const units = `${count} ${wordFor(of, noun, `${noun}s`)}`
  if (low !== high) return `${low} to ${high} across ${units}`
  return `${low} in ${wordFor(values.length, '', 'each of ')}${units}`
}
