/** Sentences that say whether a month's data is in, and name the teams and measures that are missing. */

import { addDays, dayName, firstDay, grainOf, periodInSentence, periodName } from '../time/period.ts'
import { nameList } from '../wording/name-list.ts'
import { plural } from '../wording/plural.ts'
import { wordFor } from '../wording/word-for.ts'
import {
  completenessCounts,
  isOverdue,
  lackingTeams,
  type MissingCell,
  type ReturnCompleteness,
  type StoppedFigure,
} from './return-completeness.ts'
import type { ReturnState } from './status.ts'

/** A sentence names at most this many; more are counted. */
const mostNamed = 4
/** More names are allowed where whole teams are missing. */
const mostTeamsNamed = 12
/** A finding names at most this many teams that lack figures. */
const mostInFinding = 3

/**
 * One sentence about a month: "July 2019: 4 of 12 data sets are complete; 8 lack 31 figures, overdue since 8 August
 * 2019 (Children in Care North: all 30)". Returns that are not due and figures that will not come are counted
 * separately.
 */
export function completenessFinding(returns: readonly ReturnCompleteness[], period: string): string {
  const month = periodName(period)
  const due = returns.filter((r) => r.expected > 0)
  if (due.length === 0) return `No data set is due for ${periodInSentence(period)}`
  const complete = due.filter((r) => r.state === 'in')
  const overdue = due.filter(isOverdue)
  const history = due.filter((r) => r.isHistory && r.missing.length > 0)
  const open = due.filter((r) => r.state !== 'in' && !overdue.includes(r) && !history.includes(r))
  const late = complete.filter((r) => r.daysLate > 0)
  const { neverComing } = completenessCounts(due)
  const isAll = complete.length === due.length
  const parts = [
    `${month}: ${isAll ? allWords(due.length) : `${complete.length} of ${due.length} data sets ${wordFor(complete.length, 'is', 'are')} complete`}`,
    overdue.length === 0
      ? ''
      : `${lackWords(overdue)}, overdue since ${dayName(firstDue(overdue))}${teamsWords(overdue)}`,
    history.length === 0 ? '' : `${lackWords(history)}, which did not come with the council’s history`,
    open.length === 0 ? '' : openWords(open),
    neverComing === 0 ? '' : `${neverComing} ${wordFor(neverComing, 'figure')} will not come`,
    isAll ? lateWords(late, complete) : '',
  ]
  return parts.filter((part) => part !== '').join('; ')
}

function allWords(count: number): string {
  return wordFor(count, 'the one data set is complete', `all ${count} data sets are complete`)
}

/** "8 lack 31 figures", "1 lacks 1 figure". */
function lackWords(returns: readonly ReturnCompleteness[]): string {
  const { missing } = completenessCounts(returns)
  return `${plural(returns.length, 'lacks', 'lack')} ${missing} ${wordFor(missing, 'figure')}`
}

function openWords(open: readonly ReturnCompleteness[]): string {
  const today = open.filter((r) => r.state === 'due').length
  const due = `${plural(open.length, 'is', 'are')} due`
  if (today > 0 && today === open.length) return `${due} today`
  const last = dayName(lastDue(open))
  return today === 0 ? `${due} by ${last}` : `${due} today or by ${last}`
}

function lateWords(late: readonly ReturnCompleteness[], complete: readonly ReturnCompleteness[]): string {
  if (complete.every((r) => r.isHistory)) return ''
  if (late.length === 0) return 'nothing came late'
  if (late.length > mostInFinding) return `${late.length} came late`
  const days = ({ daysLate }: ReturnCompleteness) => `${plural(daysLate, 'day')} late`
  return nameList(late.map((r) => `${r.name} ${days(r)}`))
}

function firstDue(returns: readonly ReturnCompleteness[]): string {
  return returns.map((r) => r.dueOn).sort()[0] ?? ''
}

function lastDue(returns: readonly ReturnCompleteness[]): string {
  return (
    returns
      .map((r) => r.dueOn)
      .sort()
      .at(-1) ?? ''
  )
}

/** " (Children in Care North: all 30)". */
function teamsWords(returns: readonly ReturnCompleteness[]): string {
  const words = lackingWords(returns)
  return words === '' ? '' : ` (${words})`
}

/** "Children in Care North: all 30; Assessment South: 2 of 14; and 3 more teams". */
export function lackingWords(returns: readonly ReturnCompleteness[]): string {
  const lacking = lackingTeams(returns)
  const named = lacking
    .slice(0, mostInFinding)
    .map(
      ({ unit, expected, missing }) =>
        `${unit}: ${missing === expected ? wholeWords(expected) : `${missing} of ${expected}`}`,
    )
  const others = lacking.length - named.length
  return [...named, ...(others === 0 ? [] : [`and ${others} more ${wordFor(others, 'team')}`])].join('; ')
}

function wholeWords(expected: number): string {
  return wordFor(expected, 'its only one', `all ${expected}`)
}

/**
 * What to know before reading a month: what has not come, what came blank and from which teams, what came late. One
 * sentence per return, those without any figure first; a single sentence if everything is in.
 * @param period the month the returns are for
 */
export function completenessSentences(returns: readonly ReturnCompleteness[], period: string): string[] {
  const month = periodInSentence(period)
  const due = returns.filter((r) => r.expected > 0)
  const { expected } = completenessCounts(due)
  if (expected === 0) return [`No return is expected for ${month}.`]
  const absent = (state: ReturnState) => due.filter((r) => r.state === state)
  const open = [...absent('due'), ...absent('not_due')]
  const late = absent('in').filter((r) => r.daysLate > 0)
  const days = ({ daysLate }: ReturnCompleteness) => `${plural(daysLate, 'day')} late`
  const said = [
    ...absent('late').map((r) => `${r.name} has not come: it was due on ${dayName(r.dueOn)}.`),
    ...absent('part').flatMap((r) => missingSentences(r)),
    ...due.flatMap((r) => neverSentences(r)),
    late.length === 0 ? null : `${nameList(late.map((r) => `${r.name} was complete ${days(r)}`))}.`,
    open.length === 0
      ? null
      : `Not due yet: ${nameList(open.map((r) => `${r.name} (${dayName(r.dueOn)})`))}.`,
  ].filter((sentence) => sentence !== null)
  if (said.length > 0) return said
  return [
    `All ${wordFor(due.length, '', `${due.length} returns and `)}${expected} figures for ${month} are in.`,
  ]
}

/** "Reviews: Visits from North will not come: the team closed its list (Data team, 3 September 2019)." */
function neverSentences({ name, never }: ReturnCompleteness): string[] {
  return [...Map.groupBy(never, ({ why, by, on }) => `${why} ${by} ${on}`).values()].map((own) => {
    const [first] = own
    return `${name}: ${measuresOf(own)} will not come: ${first === undefined ? '' : neverWords(first).replace(/\.$/, '')}.`
  })
}

/** "the team closed its list (Data team, 3 September 2019)"; for a known issue only its own words. */
export function neverWords({ why, by, on }: { why: string; by: string | null; on: string | null }): string {
  return by === null || on === null ? why : `${why} (${by}, ${dayName(on)})`
}

/** What a return still lacks for a month before it is due. */
export type NotInYet = {
  name: string
  period: string
  dueOn: string
  /** Teams without any figure in. */
  teams: readonly string[]
  /** Missing figures of the other teams. */
  missing: readonly MissingCell[]
}

/** "Children in care for May 2019, due on 10 June 2019: Children in Care South; Visits in time from Children in Care North". */
export function notInYetSentence({ name, period, dueOn, teams, missing }: NotInYet): string {
  const others = teams.length - mostTeamsNamed
  const named =
    others <= 0
      ? nameList(teams)
      : `${teams.slice(0, mostTeamsNamed).join(', ')} and ${others} more ${wordFor(others, 'team')}`
  const parts = [named, measuresOf(missing)].filter((part) => part !== '')
  return `${name} for ${periodInSentence(period)}, due on ${dayName(dueOn)}: ${parts.join('; ')}`
}

/** Why figures of some teams will not come, one sentence per reason: "North and South: the list was lost (Data
 *  team, 3 September 2019)". On a team's own page (`unit` is null) the sentence is the reason alone. */
export function absenceSentences(
  cells: readonly { unit: string | null; why: string; by: string | null; on: string | null }[],
): string[] {
  return [...Map.groupBy(cells, neverWords)].map(([words, own]) => {
    const names = [...new Set(own.flatMap(({ unit }) => unit ?? []))]
    return names.length === 0 ? words : `${nameList(names)}: ${words}`
  })
}

function missingSentences({ name, missing }: ReturnCompleteness): string[] {
  return (['nothing', 'blank'] as const).flatMap((came) => {
    const own = missing.filter((m) => m.came === came)
    if (own.length === 0) return []
    const listed = measuresOf(own)
    return [came === 'blank' ? `${name}: ${listed} came blank.` : `${name}: ${listed} did not come.`]
  })
}

/** "Visits from North and South, and 3 more measures". */
function measuresOf(cells: readonly { unit: string; kpi: string }[]): string {
  const told = [...Map.groupBy(cells, ({ kpi }) => kpi)].map(([kpi, own]) => `${kpi} from ${unitsOf(own)}`)
  return told.length <= mostNamed
    ? nameList(told)
    : `${told.slice(0, mostNamed - 1).join(', ')} and ${told.length - mostNamed + 1} more measures`
}

function unitsOf(cells: readonly { unit: string }[]): string {
  const names = [...new Set(cells.map((c) => c.unit))]
  return names.length <= mostNamed ? nameList(names) : `${names.length} teams`
}

/** Groups weekly figures that stopped together: those of one return, after the same week, for the same units. The longest late first. */
export function stoppedTogether(stops: readonly StoppedFigure[]): StoppedFigure[][] {
  const byMeasure = Map.groupBy(stops, ({ from, kpi, unit, last, dueOn }) =>
    [from.code, last, dueOn, unit.isTeam, kpi.code].join(' '),
  )
  const together = Map.groupBy(byMeasure.values(), ([first, ...rest]) => {
    if (first === undefined) return ''
    const units = [first, ...rest].map(({ unit }) => unit.code)
    return [first.from.code, first.last, first.dueOn, ...units].join(' ')
  })
  return [...together.values()]
    .map((groups) => groups.flat())
    .sort((a, b) => ((a[0]?.dueOn ?? '') < (b[0]?.dueOn ?? '') ? -1 : 1))
}

/** What stopped in a group, and since when: "Management oversight, weekly: nothing since the week of 3 June 2019". */
export function stoppedTitle(group: readonly StoppedFigure[]): string {
  const names = [...new Set(group.map(({ kpi }) => kpi.name))]
  const what =
    names.length > mostInFinding ? `${names.length} measures of ‘${group[0]?.from.name}’` : nameList(names)
  return `${what}, weekly: ${nothingSince(group)}`
}

/** "Children in Care North and 3 more teams" */
export function stoppedUnits(group: readonly StoppedFigure[]): string {
  const names = [...new Map(group.map(({ unit }) => [unit.code, unit.name])).values()]
  const [first = '', ...more] = names
  if (names.length <= 2) return nameList(names)
  return `${first} and ${more.length} more ${group.every(({ unit }) => unit.isTeam) ? 'teams' : 'units'}`
}

/** "late since 24 June 2019" */
export function stoppedSince(group: readonly StoppedFigure[]): string {
  return `late since ${dayName(addDays(group[0]?.dueOn ?? '', 1))}`
}

/** "Management oversight, weekly: nothing since the week of 3 June 2019 (Children in Care North and 3 more teams), late since 24
 *  June 2019" */
export function stoppedSentence(group: readonly StoppedFigure[]): string {
  return `${stoppedTitle(group)} (${stoppedUnits(group)}), ${stoppedSince(group)}`
}

/** All groups that stopped, in one sentence. */
export function stoppedFinding(stops: readonly StoppedFigure[]): string {
  return stoppedTogether(stops).map(stoppedSentence).join('; ')
}

/** The same for one measure, with every unit by name: "Assessment North, Assessment South: nothing since the week
 *  of 3 June 2019, late since 24 June 2019". */
export function stoppedOfMeasure(stops: readonly StoppedFigure[]): string {
  return stoppedTogether(stops)
    .map(
      (group) =>
        `${group.map(({ unit }) => unit.name).join(', ')}: ${nothingSince(group)}, ${stoppedSince(group)}`,
    )
    .join('; ')
}

function nothingSince(group: readonly StoppedFigure[]): string {
  return `nothing since the week of ${dayName(firstDay(group[0]?.last ?? ''))}`
}

/** One sentence about a week: how many of its figures are in, which have stopped and are late, how many are still to come. */
export function weekFinding(
  returns: readonly ReturnCompleteness[],
  stops: readonly StoppedFigure[],
  week: string,
): string {
  const { expected, received, missing, neverComing } = completenessCounts(returns)
  if (expected === 0) return `No weekly figure is expected for ${periodInSentence(week)}`
  const late = stops.filter((stop) => stop.missed.includes(week))
  const toCome = missing - late.length
  const parts = [
    `${periodName(week)}: ${received} of ${expected} ${wordFor(expected, 'figure')} in`,
    stoppedFinding(late),
    toCome <= 0 ? '' : `${toCome} still to come`,
    neverComing === 0 ? '' : `${neverComing} will not come`,
  ]
  return parts.filter((part) => part !== '').join('; ')
}

/** One sentence about a month or a week. */
export function periodFinding(
  returns: readonly ReturnCompleteness[],
  stops: readonly StoppedFigure[],
  period: string,
): string {
  return grainOf(period) === 'weekly'
    ? weekFinding(returns, stops, period)
    : completenessFinding(returns, period)
}
