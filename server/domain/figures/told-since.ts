/** Since when something is said of a series: one story from month to month, whose start never moves later. */
import type { Analysis, Meaning } from './figure.ts'
import { type AnalysisOptions, analyse, phaseBreak, type SeriesPoint } from './spc/analyse.ts'

/** What was said of a series in a period, with the figures up to it: that it stands out in one direction, and since when; that
 *  it does not; `nothing` where no figure could be judged, and `part` where what came was not whole. */
export type PeriodSaid = { period: string; says: Said | 'otherwise' | 'nothing' | 'part' }

type Said = { meaning: Meaning; rising: boolean; since: string }

/**
 * The start of what an analysis says: the one told first, as long as the same has been said since without a break. A period that
 * was judged and said something else is a break, and so are the start of a phase and three periods in a row of which nothing
 * could be said. Fewer of them are none, nor is one that was not whole.
 * @param before what was said in the periods before, the latest first
 */
export function toldSince(analysis: Analysis, before: Iterable<PeriodSaid>): string | null {
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

/** What was said of one series, period by period. Of a period that was not asked about yet it is found when it is needed. */
export type SaidOfSeries = Map<string, PeriodSaid>

/** The analysis of a series as it stands at its last period, with the start of what it says as it was told first. What it says is
 *  added to what was said. */
export function analyseToldSince(
  points: readonly SeriesPoint[],
  optionsAt: (period: string) => AnalysisOptions,
  said: SaidOfSeries,
): Analysis {
  const last = points.at(-1)
  if (last === undefined) return analyse(points, optionsAt(''))
  const analysis = analyse(points, optionsAt(last.period))
  const since = toldSince(analysis, saidBefore(points, optionsAt, said))
  said.set(last.period, { period: last.period, says: saysOf(last, { ...analysis, since }) })
  return { ...analysis, since }
}

function* saidBefore(
  points: readonly SeriesPoint[],
  optionsAt: (period: string) => AnalysisOptions,
  said: SaidOfSeries,
): Generator<PeriodSaid> {
  for (let last = points.length - 1; last > 0; last--) {
    const period = points[last - 1]?.period ?? ''
    if (!said.has(period)) analyseToldSince(points.slice(0, last), optionsAt, said)
    yield said.get(period) ?? { period, says: 'nothing' }
  }
}

function saysOf(point: SeriesPoint, { limits, meaning, rising, since }: Analysis): PeriodSaid['says'] {
  if (point.isPart === true) return 'part'
  if (point.value === null || point.small === true || limits === 'none') return 'nothing'
  return meaning === null || rising === null || since === null ? 'otherwise' : { meaning, rising, since }
}
