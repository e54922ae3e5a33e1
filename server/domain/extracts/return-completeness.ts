/** What of a return for a month is in: the one rule, for every page, list and export that says whether data is complete. */

import { addPeriods, dayNumber, grainOf, lastDay } from '../time/period.ts'
import { type ReturnState, returnStateOf } from './status.ts'

/** Why a figure that is due will not come, from a person or a known issue. */
export type NeverComing = {
  why: string
  /** Who said it, and on which day; null for a known issue. */
  by: string | null
  on: string | null
}

/** One figure that is due, and whether it came. A row that came blank is as missing as one that did not come. */
export type DueFigure = {
  /** The team and the measure, by name. */
  unit: string
  kpi: string
  came: 'in' | 'nothing' | 'blank'
  /** The day it came; null where it is missing. */
  on: string | null
  /** Why a missing figure will not come; null if nobody said so. */
  never: NeverComing | null
}

/** A missing figure that is still expected. */
export type MissingCell = { unit: string; kpi: string; came: 'nothing' | 'blank' }

/** A figure that is missing and will not come. */
export type NeverCell = { unit: string; kpi: string } & NeverComing

/** One return for one month, for the teams in question. Days are `YYYY-MM-DD`. */
export type ReturnCompleteness = {
  code: string
  name: string
  dueOn: string
  /** Figures that are due, and those of them that came. */
  expected: number
  received: number
  missing: readonly MissingCell[]
  never: readonly NeverCell[]
  /**
   * Each team that owes figures of the return. `expected` counts figures that came or are still expected, `missing`
   * those still expected.
   */
  teams: readonly { unit: string; expected: number; missing: number }[]
  state: ReturnState
  /** The days on which the first and the last of it came; null where nothing did. */
  firstOn: string | null
  lastOn: string | null
  /** The day from which nothing was missing; null while something is. */
  completeOn: string | null
  /** Days from the due day to the day on which it was complete, or to today if it is not. 0 if early, or history. */
  daysLate: number
  /** True if it was due before the council sent its first file. History is never late. */
  isHistory: boolean
}

/**
 * How complete a month's return is on a day. It is complete when every figure has come or is known never to come.
 * `completeOn` is the day of the last of these: a figure came, or a person said that the last missing one will not
 * come.
 * @param began the day on which the council sent its first file; null before that
 */
export function completenessOf(
  { code, name, dueOn }: { code: string; name: string; dueOn: string },
  figures: readonly DueFigure[],
  { day, began }: { day: string; began: string | null },
): ReturnCompleteness {
  // In real use no file is dated after today. A demonstration has a fixed day and receives files on any day.
  const clipped = (on: string) => (on < day ? on : day)
  const came = figures
    .filter((f) => f.came === 'in')
    .map((f) => clipped(f.on ?? day))
    .sort()
  const never = figures.flatMap(({ unit, kpi, came: how, never: said }) =>
    how === 'in' || said === null ? [] : { unit, kpi, ...said },
  )
  const missing = figures.flatMap(({ unit, kpi, came: how, never: said }) =>
    how === 'in' || said !== null ? [] : { unit, kpi, came: how },
  )
  const said = never.flatMap(({ on }) => (on === null ? [] : clipped(on)))
  const completeOn = missing.length > 0 ? null : ([...came, ...said].sort().at(-1) ?? null)
  const isHistory = dueOn < (began ?? day)
  const expected = figures.length
  const state = returnStateOf({ dueOn, expected, received: came.length, neverComing: never.length }, day)
  return {
    ...{ code, name, dueOn, expected, missing, never, state, completeOn, isHistory },
    received: came.length,
    teams: teamsAmong(figures),
    firstOn: came[0] ?? null,
    lastOn: came.at(-1) ?? null,
    daysLate: isHistory || expected === 0 ? 0 : Math.max(0, dayNumber(completeOn ?? day) - dayNumber(dueOn)),
  }
}

function teamsAmong(figures: readonly DueFigure[]): ReturnCompleteness['teams'] {
  const asked = figures.filter((f) => f.came === 'in' || f.never === null)
  return [...Map.groupBy(asked, (f) => f.unit)].map(([unit, own]) => ({
    unit,
    expected: own.length,
    missing: own.filter((f) => f.came !== 'in').length,
  }))
}

/** True where figures are missing and their day has passed. */
export function isOverdue({ missing, daysLate }: Pick<ReturnCompleteness, 'missing' | 'daysLate'>): boolean {
  return missing.length > 0 && daysLate > 0
}

/** How many figures are due, how many of them came, are still missing and will never come. */
export function completenessCounts(returns: readonly ReturnCompleteness[]): {
  expected: number
  received: number
  missing: number
  neverComing: number
} {
  const sum = (of: (r: ReturnCompleteness) => number) => returns.reduce((total, r) => total + of(r), 0)
  return {
    expected: sum((r) => r.expected),
    received: sum((r) => r.received),
    missing: sum((r) => r.missing.length),
    neverComing: sum((r) => r.never.length),
  }
}

/** The teams that lack figures of some returns, those that sent nothing first, then those that lack most. */
export function lackingTeams(
  returns: readonly ReturnCompleteness[],
): { unit: string; expected: number; missing: number }[] {
  const all = Map.groupBy(
    returns.flatMap((r) => r.teams),
    (t) => t.unit,
  )
  const isWhole = ({ expected, missing }: { expected: number; missing: number }) => expected === missing
  return [...all]
    .map(([unit, own]) => ({
      unit,
      expected: own.reduce((total, t) => total + t.expected, 0),
      missing: own.reduce((total, t) => total + t.missing, 0),
    }))
    .filter(({ missing }) => missing > 0)
    .sort((a, b) => Number(isWhole(b)) - Number(isWhole(a)) || b.missing - a.missing)
}

/** Weekly figures that a unit had been sending and that have stopped. Days are `YYYY-MM-DD`. */
export type StoppedWeeks = {
  /** The last week that came. */
  last: string
  /** The weeks since then that are over and missing, the earliest first. */
  missed: readonly string[]
  /** The last day on which they were not late: the end of the second of those weeks. */
  dueOn: string
}

/** The same of one measure of one unit. */
export type StoppedFigure = StoppedWeeks & {
  unit: { code: string; name: string; isTeam: boolean }
  kpi: { code: string; name: string }
  /** The return that it comes with. */
  from: { code: string; name: string; ownerRole: string }
}

/**
 * A measure has stopped once this many weeks are missing. A single missing week does not count: a figure may skip one
 * or come a little late.
 */
const weeksUntilLate = 2

/** Checks at most ten years of weeks after the last figure. */
const mostWeeks = 520

/**
 * Weekly figures that have stopped: late from the day after the second missing week until a figure comes. Null where they are
 * not late. What was late before the council began is history.
 * @param last the latest week, begun by the day, of which a figure came
 * @param isMissed false for a week that is not asked for (the unit is closed, the measure retired) or will never come
 * @param began the day on which the council sent its first file; null before that
 */
export function stoppedWeeks(
  last: string,
  isMissed: (week: string) => boolean,
  { day, began }: { day: string; began: string | null },
): StoppedWeeks | null {
  const missed = weeksAfter(last, day).filter(isMissed)
  const second = missed[weeksUntilLate - 1]
  if (second === undefined) return null
  const dueOn = lastDay(second)
  return dueOn < (began ?? day) ? null : { last, missed, dueOn }
}

/** The weeks after one that are over on a day. */
function weeksAfter(last: string, day: string): string[] {
  if (grainOf(last) !== 'weekly') return []
  const weeks: string[] = []
  for (
    let week = addPeriods(last, 1);
    lastDay(week) < day && weeks.length < mostWeeks;
    week = addPeriods(week, 1)
  )
    weeks.push(week)
  return weeks
}

/**
 * The last day on which a missing week is not late: its own last day, or for the first missing week the last day of
 * the next one. Null if no later week is asked for: such a week is never late.
 */
export function owedWeekDueOn(
  last: string,
  week: string,
  isMissed: (week: string) => boolean,
): string | null {
  if (weeksAfter(last, lastDay(week)).some(isMissed)) return lastDay(week)
  let next = addPeriods(week, 1)
  for (let tried = 0; tried < mostWeeks; tried++, next = addPeriods(next, 1))
    if (isMissed(next)) return lastDay(next)
  return null
}
