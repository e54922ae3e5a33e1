/** Which rule-breaks of a series are still news, and which are history: only the first are coloured and called worse or better. */

import { lastMonth, monthsBetween } from '../../time/period.ts'
import type { Calculation } from '../figure.ts'
import { currentRunStart, type SeriesPoint } from './analyse.ts'

/** A point outside its usual range is news for so many months, its own included. */
const monthsOfNews = 13

/**
 * The periods of a series whose signals are history. News are the points of the current run, which ends at the last point with a
 * value or is on its way back from there, and those outside their usual range in the last 13 months. Everything before is
 * drawn hollow and grey until a person sets a new baseline.
 * @param points every period of the series up to the one judged
 */
export function earlierSignals(
  points: readonly Pick<SeriesPoint, 'period' | 'value'>[],
  { phases, flags, since }: Pick<Calculation, 'phases' | 'flags' | 'since'>,
): Set<string> {
  const last = points.at(-1)?.period
  if (last === undefined) return new Set()
  const start = phases.at(-1)?.from ?? ''
  const current =
    since ??
    currentRunStart(
      points,
      flags.filter(({ period }) => period >= start),
    )
  const isNews = ({ period, signal }: Calculation['flags'][number]) =>
    (current !== null && period >= current) ||
    (signal === 'outside_limits' && monthsBetween(lastMonth(period), lastMonth(last)) < monthsOfNews)
  return new Set(flags.filter((flag) => !isNews(flag)).map(({ period }) => period))
}
