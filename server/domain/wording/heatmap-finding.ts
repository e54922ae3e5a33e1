/** The finding of several units over months, against target: how many met it, and which unit missed it longest. */

import { redefinedWords } from '../figures/definition.ts'
import type { Status } from '../figures/figure.ts'
import { periodInSentence, periodName } from '../time/period.ts'
import { nameList } from './name-list.ts'
import { wordFor } from './word-for.ts'

/** A unit's statuses, one for each month shown; null where there was none. */
export type StatusRow = { name: string; statuses: readonly (Status | null)[] }

/** The months in a row in which a unit did not meet target. `end` is the index of the last of them. */
export type ShortRun = { length: number; end: number }

/** At most this many units are named; more are counted. */
const mostNamed = 2

/** "2 of 6 teams met target in April 2019; longest run short of it: North, the last 9 months". `months` are
 *  earliest first. Of equally long runs, the latest are named. A run ends where the definition changes: `since` is
 *  the first month of the current definition. */
export function heatmapFinding(
  rows: readonly StatusRow[],
  months: readonly string[],
  noun: 'team' | 'service',
  since: string | null = null,
): string {
  const when = periodInSentence(months.at(-1) ?? '')
  const judged = rows
    .map(({ statuses }) => statuses[months.length - 1])
    .filter((s) => s === 'met' || s === 'close' || s === 'missed')
  const met = judged.filter((s) => s === 'met').length
  const first =
    judged.length === 0
      ? `No ${noun} could be judged against target in ${when}`
      : `${met} of ${judged.length} ${wordFor(judged.length, noun)} met target in ${when}`
  const changed = since === null ? -1 : months.indexOf(since)
  const marked = changed < 1 || since === null ? '' : `; ${redefinedWords(since)}`
  const runs = rows.flatMap(({ name, statuses }) => {
    const run = longestShortRun(statuses.slice(0, months.length), changed)
    return run === null ? [] : [{ name, ...run }]
  })
  const [longest] = runs.toSorted((a, b) => b.length - a.length || b.end - a.end)
  if (longest === undefined) return `${first}${marked}`
  const those = runs.filter((run) => run.length === longest.length && run.end === longest.end)
  const who = those.length > mostNamed ? `${those.length} ${noun}s` : nameList(those.map(({ name }) => name))
  return `${first}; longest run short of it: ${who}, ${monthsWords(longest, months)}${marked}`
}

/** The longest run of months in which a unit was judged and did not meet target; of several, the latest. A month
 *  that was not judged ends a run. A new run begins at index `changed`, the month from which the measure is counted
 *  differently. A single month is no run. */
export function longestShortRun(statuses: readonly (Status | null)[], changed = -1): ShortRun | null {
  let longest: ShortRun | null = null
  let length = 0
  for (const [end, status] of statuses.entries()) {
    if (end === changed) length = 0
    length = status === 'close' || status === 'missed' ? length + 1 : 0
    if (length >= 2 && length >= (longest?.length ?? 0)) longest = { length, end }
  }
  return longest
}

function monthsWords({ length, end }: ShortRun, months: readonly string[]): string {
  if (length === months.length) return `all ${length} months`
  if (end === months.length - 1) return `the last ${length} months`
  return `${length} months to ${periodName(months[end] ?? '')}`
}
