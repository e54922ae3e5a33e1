/**
 * The first period for which the current verdict on a series holds. Recalculated limits never move this start later
 * while the verdict stays the same.
 */
import type { Analysis, Meaning } from './figure.ts'
import { type AnalysisOptions, analyse, phaseBreak, type SeriesPoint } from './spc/analyse.ts'

/** What was said of a series in a period, from the figures up to it: a verdict in one direction and its start, or
 *  `otherwise` if there was no signal. `nothing` if no figure could be judged; `part` if the figure was not whole. */
export type PeriodVerdict = { period: string; says: Verdict | 'otherwise' | 'nothing' | 'part' }

type Verdict = { meaning: Meaning; rising: boolean; since: string }

/**
 * The start of an analysis's verdict: the first start that was given for it, as long as the verdict was the same
 * without a break. Breaks are a judged period with another verdict, the start of a phase, and three periods in a row
 * without a judged figure. One or two such periods are no break, and neither is a figure that was not whole.
 * @param before what was said in the earlier periods, latest first
 */
export function verdictStart(analysis: Analysis, before: Iterable<PeriodVerdict>): string | null {
  const { since, meaning, rising } = analysis
  if (since === null) return null
  const start = analysis.phases.at(-1)?.from ?? ''
  let silent = 0
  for (const { period, says } of before) {
    if (period < start) return since
    if (says === 'part') silent = 0
    else if (says === 'nothing') {
      if (++silent >= phaseBreak) return since
    } else if (says === 'otherwise' || says.meaning !== meaning || says.rising !== rising) return since
    else return says.since < since ? says.since : since
  }
  return since
}

/** What was said of one series in each period. Filled as periods are needed. */
export type SeriesVerdicts = Map<string, PeriodVerdict>

/** The analysis of a series at its last period, with the start of its verdict as it was first given. Adds the
 *  verdict to `said`. */
export function analyseWithStart(
  points: readonly SeriesPoint[],
  optionsAt: (period: string) => AnalysisOptions,
  said: SeriesVerdicts,
): Analysis {
  const last = points.at(-1)
  if (last === undefined) return analyse(points, optionsAt(''))
  const analysis = analyse(points, optionsAt(last.period))
  const since = verdictStart(analysis, saidBefore(points, optionsAt, said))
  said.set(last.period, { period: last.period, says: saysOf(last, { ...analysis, since }) })
  return { ...analysis, since }
}

function* saidBefore(
  points: readonly SeriesPoint[],
  optionsAt: (period: string) => AnalysisOptions,
  said: SeriesVerdicts,
): Generator<PeriodVerdict> {
  for (let last = points.length - 1; last > 0; last--) {
    const period = points[last - 1]?.period ?? ''
    if (!said.has(period)) analyseWithStart(points.slice(0, last), optionsAt, said)
    yield said.get(period) ?? { period, says: 'nothing' }
  }
}

function saysOf(point: SeriesPoint, { limits, meaning, rising, since }: Analysis): PeriodVerdict['says'] {
  if (point.isPart === true) return 'part'
  if (point.value === null || point.small === true || limits === 'none') return 'nothing'
  return meaning === null || rising === null || since === null ? 'otherwise' : { meaning, rising, since }
}
