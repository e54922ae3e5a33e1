/** Findings of the charts that show several things at once, by fixed templates. Those of a single series are in
 *  finding.ts. No sentence ranks teams. */

import type { Kpi } from '../catalogue/kpi.ts'
import { medianOf } from '../catalogue/median.ts'
import type { ChancePosition } from '../figures/chance.ts'
import type { Status } from '../figures/figure.ts'
import { notAdded, type Origin } from '../figures/wholeness.ts'
import { dayName, monthOf, periodInSentence } from '../time/period.ts'
import { formatValue } from './format.ts'
import { countedThings } from './gap-words.ts'
import { nameList } from './name-list.ts'
import { partsWords } from './wholeness-words.ts'
import { wordFor } from './word-for.ts'

type Shown = Pick<Kpi, 'unit' | 'decimals'>

/** A unit's own figure of a month, with what it was added up from. */
type Month = { period: string; value: number | null } & Partial<Origin>

/** "85.7% from 4 of 6 teams": a compared figure always says what it lacks. */
function valueWords(kpi: Shown, value: number, from: Partial<Origin>): string {
  return [formatValue(kpi, value), partsWords({ ...notAdded, ...from })].filter(Boolean).join(' ')
}

/** The finding of a funnel chart: the teams that differ by more than chance explains. Names are in tree order. */
export function funnelFinding(
  judged: readonly { name: string; standing: 'above' | 'below' | 'inside' }[],
  period: string,
): string {
  const when = periodInSentence(period)
  if (judged.length === 0) return `No team has enough cases to judge in ${when}`
  const apart = judged.filter((team) => team.standing !== 'inside')
  if (apart.length === 0) return `No team differs from the others beyond chance in ${when}`
  if (apart.length > 3)
    return `${apart.length} of ${judged.length} teams differ from the others beyond chance in ${when}`
  const sides = (['above', 'below'] as const).flatMap((side) => {
    const names = apart.filter((team) => team.standing === side).map((team) => team.name)
    return names.length === 0 ? [] : `${nameList(names)} ${wordFor(names.length, 'is', 'are')} ${side}`
  })
  return `${sides.join(' and ')} what chance explains`
}

/** The finding of teams side by side: whether one team is inside the range of the others, or the range itself. Says
 *  that a team is outside only if chance does not explain it, or if chance cannot be calculated for the measure. */
export function rangeFinding(
  kpi: Shown & Partial<Pick<Kpi, 'numerator'>>,
  values: readonly number[],
  own: {
    name: string
    value: number | null
    standing: ChancePosition | null
    /** How many cases its share is of; not said if not given. */
    cases?: number | null
  } | null,
  period: string,
  noun = 'team',
): string {
  const when = periodInSentence(period)
  if (values.length === 0) return `Nothing to show for ${when}`
  const [low, high] = [Math.min(...values), Math.max(...values)]
  if (own === null)
    return low === high
      ? `${formatValue(kpi, low)} in ${wordFor(values.length, `1 ${noun}`, `each of ${values.length} ${noun}s`)} in ${when}`
      : `${formatValue(kpi, low)} to ${formatValue(kpi, high)} across ${values.length} ${noun}s in ${when}`
  if (own.value === null) return `${own.name} has no figure for ${when}`
  const { standing } = own
  if (standing === 'above' || standing === 'below') return `${own.name} is ${standing} what chance explains`
  const place = own.value > high ? 'above' : own.value < low ? 'below' : 'within'
  if (place === 'within' || standing === null) return `${own.name} is ${place} the range of similar teams`
  return standing === 'inside'
    ? `${own.name} is ${place} similar teams, ${tooFewWords(kpi, own.cases ?? null)}`
    : `Too few cases to set ${own.name} apart`
}

/** "but 39 children are too few to tell": why a team that lies apart is not called different. */
function tooFewWords({ numerator }: Partial<Pick<Kpi, 'numerator'>>, cases: number | null): string {
  if (cases === null) return 'within what chance explains'
  return `but ${countedThings({ numerator: numerator ?? '' }, cases)} are too few to tell`
}

/**
 * The finding of a unit's line beside others: the numbers, each with its time, without a judgement. Names at most
 * three.
 */
export function besideFinding(
  kpi: Shown,
  own: Month,
  others: readonly ({ words: string; value: number; year: number | null } & Partial<Origin>)[],
): string {
  const when = periodInSentence(own.period)
  const ours = own.value === null ? `No figure for ${when}` : `${valueWords(kpi, own.value, own)} in ${when}`
  const theirs = others
    .slice(0, 3)
    .map(
      ({ words, value, year, ...from }) =>
        `${words} ${valueWords(kpi, value, from)}${year === null ? '' : ` in ${year}`}`,
    )
  return theirs.length === 0 ? ours : `${ours}; ${theirs.join(', ')}`
}

/** How many actions are not on track, of those that were rated by a date. */
export type RatedActions = { date: string; notOnTrack: number; rated: number }

/** The finding of the plan's ratings over time: "10 of 71 rated actions are not on track, 8 of 58 in April 2019". */
export function ratingFinding(now: RatedActions, before: RatedActions | null): string {
  if (now.rated === 0) return 'No action has been rated'
  const { notOnTrack, rated } = now
  const said = `${notOnTrack} of ${rated} rated ${wordFor(rated, 'action')} ${wordFor(notOnTrack, 'is', 'are')} not on track`
  if (before === null || before.rated === 0) return said
  const isOtherMonth = monthOf(before.date) !== monthOf(now.date)
  const when = isOtherMonth ? `in ${periodInSentence(monthOf(before.date))}` : `on ${dayName(before.date)}`
  return `${said}, ${before.notOnTrack} of ${before.rated} ${when}`
}

/** The finding of milestones: "7 still to be met by 31 December 2019: 2 overdue, 5 due (3 moved)". Those that moved are
 * among those due. */
export function milestoneFinding(
  counts: { due: number; overdue: number; moved: number },
  until: string,
): string {
  const moved = counts.moved === 0 ? '' : ` (${counts.moved} moved)`
  if (counts.overdue === 0) return `${counts.due} due by ${dayName(until)}${moved}; none overdue`
  const all = counts.due + counts.overdue
  return `${all} still to be met by ${dayName(until)}: ${counts.overdue} overdue, ${counts.due} due${moved}`
}

/** The finding of a month's changes beyond normal variation. */
export function changedFinding(better: number, worse: number, unusual: number): string {
  if (better + worse + unusual === 0) return 'Nothing changed beyond normal variation'
  return `${better} better, ${worse} worse${unusual === 0 ? '' : `, ${unusual} unusual`}, beyond normal variation`
}

/** The finding of core percentages against their targets: "6 of 24 core percentages met target in April 2019: 5
 *  missed, 13 close". It says "core percentages" because a headline beside it counts every measure. */
export function targetFinding(statuses: readonly (Status | null)[], period: string): string {
  const count = (status: Status) => statuses.filter((s) => s === status).length
  const [met, missed, close] = [count('met'), count('missed'), count('close')]
  const judged = met + missed + close
  const when = periodInSentence(period)
  if (judged === 0) return `No core percentage could be judged against a target in ${when}`
  const said = `${met} of ${judged} core ${wordFor(judged, 'percentage')} met target in ${when}`
  const short = [missed === 0 ? [] : [`${missed} missed`], close === 0 ? [] : [`${close} close`]].flat()
  return short.length === 0 ? said : `${said}: ${short.join(', ')}`
}

/** The median of a short series, and the length of its last run on one side of it. Null with fewer than three
 *  values. A point on the median belongs to neither side and ends no run. */
export function runOnMedian(
  values: readonly (number | null)[],
): { median: number; side: 'above' | 'below' | null; length: number } | null {
  const known = values.filter((value) => value !== null)
  const median = medianOf(known)
  if (median === null || known.length < 3) return null
  let side: 'above' | 'below' | null = null
  let length = 0
  for (const value of known.toReversed()) {
    if (value === median) continue
    const lies = value > median ? 'above' : 'below'
    if (side !== null && lies !== side) break
    side = lies
    length++
  }
  return { median, side, length }
}

/** "The last 4 months lie above the median of 72%." */
export function runWords(kpi: Shown, values: readonly (number | null)[], grain: string): string | null {
  const run = runOnMedian(values)
  if (run === null) return null
  const median = `the median of ${formatValue(kpi, run.median)}`
  if (run.side === null) return `Every ${grain} lies on ${median}.`
  if (values.findLast((value) => value !== null) === run.median) return `The last ${grain} lies on ${median}.`
  return wordFor(
    run.length,
    `The last ${grain} lies ${run.side} ${median}.`,
    `The last ${run.length} ${grain}s off the median lie ${run.side} ${median}.`,
  )
}
