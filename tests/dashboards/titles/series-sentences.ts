/**
 * A second reading of the sentences about one series: each is taken apart by its words and recounted from the points it stands
 * on. Nothing here is taken from the code that makes the sentences.
 */
import { addPeriods } from '#domain/time/period.ts'
import {
  at,
  averageOf,
  hasBase,
  hasVariation,
  isAlike,
  isApart,
  isJudged,
  isMet,
  isShort,
  lastOf,
  metOf,
  type Point,
  periodOf,
  phaseOf,
  reads,
  recent,
  type ShownSeries,
  sides,
  startOnRecord,
  stepsFrom,
} from './shown-series.ts'

type Check = (found: RegExpExecArray, series: ShownSeries) => boolean

const month =
  '((?:January|February|March|April|May|June|July|August|September|October|November|December) \\d{4})'
const number = '([\\d,]+(?:\\.\\d+)?)%?'
const sentence = (words: string) => new RegExp(`^${words}$`)

/** Each sentence that may be said, and when it is true. */
const checks: readonly [RegExp, Check][] = [
  [
    sentence(`(Below|Above|Off) target in (?:all (\\d+)|both|the) months?( judged)?; no real change`),
    isNeverMet,
  ],
  [sentence(`Met target in (?:all (\\d+)|both|the) months? judged; no real change`), isAlwaysMet],
  [sentence(`Met target in (\\d+) of the last (\\d+) months; no real change`), isMetIn],
  [sentence(`Met target in (\\d+) of (\\d+) months judged; no real change`), isMetIn],
  [sentence(`Met target in every month since ${month}`), isMetSince],
  [sentence(`${number} in every month: on target`), isSameEveryMonth],
  [sentence('No real change'), (_, s) => hasVariation(s, 'no_real_change') && metOf(s).judged === 0],
  [sentence(`Too early to tell: (\\d+) months? of data`), isSoManyMonths],
  [sentence(`(\\d+)(?: of (\\d+))? (.+) in ${month}`), isShortfall],
  [sentence(`(Worse|Better|Higher|Lower) than usual (?:since|in) ${month}`), isChangedSince],
  [
    sentence(
      `(Worse|Better) than usual (?:since|in) ${month}, and (coming|slipping) back: ${number} to ${number} since ${month}`,
    ),
    isOnItsWayBack,
  ],
  [sentence(`(Improving|Getting worse): ${number} in ${month}, ${number} now`), isMoving],
  [
    sentence(`(Better|Worse) since ${month}, and steady: average ${number} before, ${number} since`),
    isSteady,
  ],
  [sentence(`(Better|Worse) since ${month}, and steady`), (found, s) => isChangedSince(found, s)],
  [sentence(`${number} over the (twelve|three) months to ${month}`), isLatest],
  [sentence(`Too few cases in ${month} to say if it is changing`), isTooFew],
  [sentence(`Nothing reported for ${month}`), (found, s) => isState(s, found[1], 'not_reported')],
  [sentence(`No cases in ${month}(?: from .+)?`), (found, s) => isState(s, found[1], 'no_cases')],
  [sentence(`Suppressed for ${month}(?:: .+)?`), (found, s) => isState(s, found[1], 'suppressed')],
  [
    sentence(`Came without its counts for ${month}: not judged`),
    (found, s) => isState(s, found[1], 'without_denominator'),
  ],
  [sentence('Does not apply to this team'), (_, s) => lastOf(s).state === 'not_applicable'],
  [
    sentence('Medians of teams cannot be combined'),
    (_, s) => s.kpi.kind === 'median' && !s.isTeam && lastOf(s).value === null,
  ],
  [
    sentence('Not judged here: a small number of its series is suppressed'),
    (_, s) => s.points.every((p) => p.lower === null),
  ],
]

/** Why a sentence about a series is not true of its points; null if it is. */
export function faultOf(said: string, series: ShownSeries): string | null {
  const whole = said.replace(/\.$/, '')
  const left = /^(.+)\. (\d+) of (\d+) (?:teams?|services?|teams and services) left out: [^.]+$/.exec(whole)
  if (left !== null) return leftOutFault(left, series) ?? faultOf(left[1] ?? '', series)
  const part = new RegExp(
    `^${number}(?: \\([^)]+\\))? from (\\d+) of (\\d+) [a-z ]+: not judged(?:\\. ${month}: (.+))?$`,
  ).exec(whole)
  if (part !== null) return partFault(part, series)
  for (const [words, isTrue] of checks) {
    const found = words.exec(whole)
    if (found !== null) return isTrue(found, series) ? null : `“${said}” is not true of its points`
  }
  return `“${said}” is no sentence that may be said of a series`
}

function leftOutFault([, , left, expected]: RegExpExecArray, series: ShownSeries): string | null {
  const { parts } = lastOf(series)
  const isTrue =
    parts !== null && parts.expected === Number(expected) && parts.expected - parts.added === Number(left)
  return isTrue ? null : `${left} of ${expected} are not what the last figure lacks`
}

/** "35 from 4 of 7 teams: not judged. July 2019: …": the rest is a sentence about the series up to that month. */
function partFault(
  [whole, value, added, expected, last, rest]: RegExpExecArray,
  series: ShownSeries,
): string | null {
  const now = lastOf(series)
  const isTrue =
    now.status === 'not_whole' &&
    reads(value, now.value, series) &&
    now.parts?.added === Number(added) &&
    now.parts.expected === Number(expected)
  if (!isTrue) return `“${whole}” is not true of the last figure`
  if (last === undefined || rest === undefined) return null
  const period = periodOf(last)
  const until = series.points.filter((p) => p.period <= period)
  const isLastWhole = series.points.every(
    (p) => p.period <= period || p.status === 'not_whole' || p.value === null,
  )
  if (!isLastWhole) return `${last} is not the last whole month`
  return faultOf(rest.charAt(0).toUpperCase() + rest.slice(1), { ...series, points: until })
}

/** How many months a sentence says were judged. */
function toldCount([words]: RegExpExecArray, number: string | undefined): number {
  return number === undefined ? (words.includes('both') ? 2 : 1) : Number(number)
}

function isNeverMet(found: RegExpExecArray, series: ShownSeries): boolean {
  const { met, judged } = metOf(series)
  const side = { higher: 'Below', lower: 'Above' }[series.kpi.good] ?? 'Off'
  const isWhole = found[3] === undefined
  return (
    hasVariation(series, 'no_real_change') &&
    found[1] === side &&
    judged === toldCount(found, found[2]) &&
    (!isWhole || judged === 13) &&
    met === 0
  )
}

function isAlwaysMet(found: RegExpExecArray, series: ShownSeries): boolean {
  const { met, judged } = metOf(series)
  return hasVariation(series, 'no_real_change') && judged === toldCount(found, found[1]) && met === judged
}

function isMetIn([words, told, of]: RegExpExecArray, series: ShownSeries): boolean {
  const { met, judged } = metOf(series)
  return (
    hasVariation(series, 'no_real_change') &&
    met === Number(told) &&
    judged === Number(of) &&
    (!words.includes('the last') || judged === 13) &&
    met > 0 &&
    met < judged
  )
}

function isMetSince([, words]: RegExpExecArray, series: ShownSeries): boolean {
  const from = periodOf(words)
  const since = series.points.filter((p) => p.period >= from)
  const before = at(series, addPeriods(from, -1))
  const isMetThen = (p: Point) => isAlike(series, p) && isJudged(series, p) && isMet(series, p)
  return (
    hasVariation(series, 'no_real_change') &&
    since.length >= 13 &&
    since.every(isMetThen) &&
    (before === undefined || !isMetThen(before))
  )
}

function isSameEveryMonth([, value]: RegExpExecArray, series: ShownSeries): boolean {
  const months = recent(series)
  return months.length === 13 && months.every((p) => reads(value, p.value, series) && isMet(series, p))
}

function isSoManyMonths([, count]: RegExpExecArray, series: ShownSeries): boolean {
  const known = phaseOf(series).length
  return known === Number(count) && known < 7
}

function isShortfall([, short, of, words, when]: RegExpExecArray, series: ShownSeries): boolean {
  const last = lastOf(series)
  const missed =
    series.kpi.good === 'lower' ? last.numerator : (last.denominator ?? 0) - (last.numerator ?? 0)
  return (
    periodOf(when) === last.period &&
    isShort(series, last) &&
    missed === Number(short) &&
    (of === undefined || last.denominator === Number(of)) &&
    words === series.kpi.eachOneCounts
  )
}

function isChangedSince([words, side = '', when]: RegExpExecArray, series: ShownSeries): boolean {
  const from = periodOf(when)
  const isRight = hasVariation(series, ...(sides[side] ?? [])) && startOnRecord(series, side) === from
  return isRight && words.includes(' in ') === (from === lastOf(series).period) && isApart(series, side, from)
}

function isOnItsWayBack(
  [, side = '', when, way, first, last, turned]: RegExpExecArray,
  series: ShownSeries,
): boolean {
  const now = lastOf(series)
  const course = stepsFrom(series, periodOf(turned))
  const isGoodWay = (course.way === 'up') === (series.kpi.good === 'higher')
  return (
    hasVariation(series, side === 'Worse' ? 'recovering' : 'slipping_back') &&
    way === (side === 'Worse' ? 'coming' : 'slipping') &&
    startOnRecord(series, side) === periodOf(when) &&
    course.way !== null &&
    course.steps >= 3 &&
    isGoodWay === (side === 'Worse') &&
    reads(first, at(series, periodOf(turned))?.value, series) &&
    reads(last, now.value, series) &&
    (now.lower === null || (now.value ?? 0) >= now.lower - 1e-9) &&
    (now.upper === null || (now.value ?? 0) <= now.upper + 1e-9)
  )
}

function isMoving([, words, first, when, last]: RegExpExecArray, series: ShownSeries): boolean {
  const course = stepsFrom(series, periodOf(when))
  const isGoodWay = (course.way === 'up') === (series.kpi.good === 'higher')
  const isBetter = words === 'Improving'
  return (
    hasVariation(series, isBetter ? 'improving' : 'concerning') &&
    course.way !== null &&
    course.steps >= 2 &&
    isGoodWay === isBetter &&
    reads(first, at(series, periodOf(when))?.value, series) &&
    reads(last, lastOf(series).value, series)
  )
}

function isSteady(found: RegExpExecArray, series: ShownSeries): boolean {
  const [, , when, before, since] = found
  const phase = phaseOf(series)
  const from = periodOf(when)
  const own = phase.filter((p) => p.period >= from)
  return (
    isChangedSince(found, series) &&
    own.length >= 8 &&
    reads(
      before,
      averageOf(
        series,
        phase.filter((p) => p.period < from),
      ),
      series,
    ) &&
    reads(since, averageOf(series, own), series)
  )
}

function isLatest([, value, , when]: RegExpExecArray, series: ShownSeries): boolean {
  const last = lastOf(series)
  return periodOf(when) === last.period && reads(value, last.value, series)
}

function isTooFew([, when]: RegExpExecArray, series: ShownSeries): boolean {
  const last = lastOf(series)
  return periodOf(when) === last.period && last.value !== null && !hasBase(series, last)
}

function isState(series: ShownSeries, when: string | undefined, state: string): boolean {
  const last = lastOf(series)
  const isEmpty = last.value === null || state === 'without_denominator'
  return periodOf(when) === last.period && last.state === state && isEmpty
}
