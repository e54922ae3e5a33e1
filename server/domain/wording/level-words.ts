/** A level that has lasted, in numbers. */

import type { Kpi } from '../catalogue/kpi.ts'
import type { Figure, LastWhole } from '../figures/figure.ts'
import { averagesAround } from '../figures/level-averages.ts'
import type { JudgedMonth } from '../figures/target-record.ts'
import { formatValue } from './format.ts'

/** "average 87% before, 93% since": of the figures before a verdict began, and since. Null where the two read alike or one of
 *  them has no figure. */
export function averageWords({
  kpi,
  figure,
  earlier,
}: {
  kpi: Kpi
  figure: Figure | LastWhole
  earlier: readonly JudgedMonth[]
}): string | null {
  const { since, points } = figure.analysis
  if (since === null) return null
  const averages = averagesAround(kpi, [...earlier, figure], { since, points })
  if (averages === null) return null
  const [before, now] = [formatValue(kpi, averages.before), formatValue(kpi, averages.since)]
  return before === now ? null : `average ${before} before, ${now} since`
}
