/** The averages of two stretches of a series: up to a month, and from it on. */

import { chanceOf } from './spc/chance-score.ts'
import { averageOf } from './spc/spoken-analysis.ts'
import type { JudgedMonth } from './target-record.ts'

/**
 * The average before a month and since, of the phase that the last point belongs to; null where one of the two has no figure.
 * @param points how many figures the phase has
 */
export function averagesAround(
  kpi: Parameters<typeof chanceOf>[0],
  months: readonly JudgedMonth[],
  { since, points }: { since: string; points: number },
): { before: number; since: number } | null {
  const phase = months
    .filter((m) => m.state === 'reported' && m.value !== null && m.status !== 'not_whole')
    .toSorted((a, b) => (a.period < b.period ? 1 : -1))
    .slice(0, points)
  const [before, own] = [phase.filter((m) => m.period < since), phase.filter((m) => m.period >= since)]
  const chance = chanceOf(kpi)
  return before.length === 0 || own.length === 0
    ? null
    : { before: averageOf(before, chance), since: averageOf(own, chance) }
}
