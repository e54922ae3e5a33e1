/**
 * What was said of a series in each period: the first period for which the current verdict holds, and where the line is going.
 * Recalculated limits never move the start later while the verdict stays the same.
 */
import type { Calculation, Course, Meaning } from './figure.ts'
import { phaseBreak, type SeriesPoint } from './spc/analyse.ts'

/** What was said of a series in a period, from the figures up to it: a verdict in one direction and its start, or
 *  `otherwise` if there was no signal. `nothing` if no figure could be judged; `part` if the figure was not whole. A line that
 *  is on its way back from a verdict still carries that verdict. */
export type PeriodVerdict = { period: string; says: Verdict | 'otherwise' | 'nothing' | 'part' }

type Verdict = { meaning: Meaning; rising: boolean; since: string }

/**
 * The start of a calculation's verdict: the first start that was given for it, as long as the verdict was the same
 * without a break. Breaks are a judged period with another verdict, the start of a phase, and three periods in a row
 * without a judged figure. One or two such periods are no break, and neither is a figure that was not whole.
 * @param before what was said in the earlier periods, latest first
 */
export function verdictStart(calculation: Calculation, before: Iterable<PeriodVerdict>): string | null {
  const { since, meaning, rising } = calculation
  if (since === null) return null
  const start = calculation.phases.at(-1)?.from ?? ''
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

/** The latest verdict spoken of an earlier period of the phase; null if none was. */
export function lastVerdict(
  calculation: Calculation,
  before: Iterable<PeriodVerdict>,
): (Verdict & { period: string }) | null {
  const start = calculation.phases.at(-1)?.from ?? ''
  for (const { period, says } of before) {
    if (period < start) return null
    if (typeof says === 'object') return { period, ...says }
  }
  return null
}

/** A rule: the calculation of a series at its last period, and its course if the rule speaks of it. The earlier verdict is worked
 *  out on request, since it needs the calculation of every earlier period and few lines ask for it. */
export type SeriesRule = {
  calculate: (points: readonly SeriesPoint[]) => Calculation
  courseOf?: (
    points: readonly SeriesPoint[],
    calculation: Calculation,
    earlier: () => (Verdict & { period: string }) | null,
  ) => Course | null
}

/** What was said of one series in each period. Filled as periods are needed. */
export type SeriesVerdicts = Map<string, PeriodVerdict>

/** The calculation of a series at its last period, with the start of its verdict as it was first given, and its course. Adds
 *  the verdict to `said`. */
export function calculateWithStart(
  points: readonly SeriesPoint[],
  rule: SeriesRule,
  said: SeriesVerdicts,
): Calculation & { course: Course | null } {
  const calculation = rule.calculate(points)
  const last = points.at(-1)
  if (last === undefined) return { ...calculation, course: null }
  const before = () => saidBefore(points, rule, said)
  const started = { ...calculation, since: verdictStart(calculation, before()) }
  const earlier = () => lastVerdict(calculation, before())
  const course = rule.courseOf?.(points, started, earlier) ?? null
  const back = course?.is === 'recovering' || course?.is === 'slipping_back' ? earlier() : null
  const spoken = back === null ? started : onItsWayBack(started, last, back.since)
  const says = back ?? saysOf(last, spoken)
  said.set(last.period, { period: last.period, says })
  return { ...spoken, course }
}

/** A calculation without a signal at its last point: it is back inside its usual range, and on its way. */
function onItsWayBack(calculation: Calculation, last: SeriesPoint, since: string): Calculation {
  const flags = calculation.flags.filter((f) => f.period !== last.period)
  return { ...calculation, flags, signal: null, meaning: null, rising: null, evidence: null, since }
}

function* saidBefore(
  points: readonly SeriesPoint[],
  rule: SeriesRule,
  said: SeriesVerdicts,
): Generator<PeriodVerdict> {
  for (let last = points.length - 1; last > 0; last--) {
    const period = points[last - 1]?.period ?? ''
    if (!said.has(period)) calculateWithStart(points.slice(0, last), rule, said)
    yield said.get(period) ?? { period, says: 'nothing' }
  }
}

function saysOf(point: SeriesPoint, { limits, meaning, rising, since }: Calculation): PeriodVerdict['says'] {
  if (point.isPart === true) return 'part'
  if (point.value === null || point.small === true || limits === 'none') return 'nothing'
  return meaning === null || rising === null || since === null ? 'otherwise' : { meaning, rising, since }
}
