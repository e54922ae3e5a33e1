/** One figure of one team for one period, as in the team's return. */
import { lastMonth } from '#domain/time/period.ts'
import type { KpiSeed } from '../schemas.ts'
import { overdueActions } from './audit-actions.ts'
import { fte, type Team } from './bases.ts'
import { monthIndex } from './calendar.ts'
import type { Place } from './carried.ts'
import { ampFor, carriedLevel, flowCount, levelFor, openCount, share, stockCount } from './draw.ts'
import {
  agencyWorkers,
  allocated,
  auditsCompleted,
  denominatorOf,
  employedWorkers,
  lateForConference,
  plansOfNineMonths,
  plansOfTwelveMonths,
} from './linked.ts'
import { drift, wobble } from './noise.ts'
import {
  isOpenAtEnd,
  ordinaryProfile,
  type Profile,
  profiles,
  serviceProfiles,
  serviceSize,
} from './profiles.ts'
import { toldFigures } from './told.ts'

/** The content of the file's three figure columns; null is a blank. */
export type Figures = {
  numerator: number | string | null
  denominator: number | string | null
  value: number | string | null
}

/** A period, its index in the series, and the first index that is a week's. */
export type Point = { period: string; index: number; weeksFrom: number }

const blank: Figures = { numerator: null, denominator: null, value: null }

/** A team's figures. The index counts the periods of the KPI's grain and determines the place in the series. */
export function teamFigures(kpi: KpiSeed, team: Team, point: Point): Figures {
  const odd = oddity(kpi, team, point.period)
  if (odd !== null) return odd
  const told = toldFigures(kpi.code, team.code, point.period)
  if (told !== null) return written(kpi, told[0], told[1])
  const profile = profiles[kpi.code] ?? ordinaryProfile(kpi)
  const figures = drawn(kpi, profile, team, point)
  return linked(kpi, team, point, figures)
}

/** What a service supplies itself: workforce measures that no team counts. `teams` are the service's own. */
export function serviceFigures(
  kpi: KpiSeed,
  { code, teams }: { code: string; teams: readonly Team[] },
  point: Point,
): Figures {
  const profile = serviceProfiles[kpi.code]
  if (profile === undefined) {
    return drawn(kpi, ordinaryProfile(kpi), { code, type: 'SVC' }, point)
  }
  const size = serviceSize[code]
  if (size === undefined) throw new Error(`${code} has no size in the demonstration: add it to ‘serviceSize’`)
  const name = `${code} ${kpi.code}`
  const place = placeOf(profile, point)
  const level = levelFor(profile, { code, type: 'SVC' }, kpi.code, lastMonth(point.period))
  if (kpi.code === 'WF07') return written(kpi, openCount(name, place, size.managers, level), size.managers)
  const inTeams = teams.reduce((sum, team) => sum + employedWorkers(team, lastMonth(point.period)), 0)
  const employed = toFte(size.employed ?? inTeams)
  const amp = profile.amp ?? 0
  if (kpi.code === 'WF05') {
    return written(kpi, share(employed, level + amp * drift(name, point.index), true), employed)
  }
  const percent = carriedLevel(name, place, level, amp)
  const vacant = toFte((employed * percent) / (100 - percent))
  return written(kpi, vacant, toFte(employed + vacant))
}

/** Positive feedback from children, families and partners, supplied for the council every quarter. */
export function feedbackFigures(kpi: KpiSeed, period: string): Figures {
  const index = Math.floor(monthIndex(lastMonth(period)) / 3)
  const responses = Math.round(138 + 14 * wobble('feedback responses', index))
  const level = 74 + 3 * wobble('feedback', index)
  return written(kpi, Math.round((responses * level) / 100), responses)
}

/** The same children as counted by another team: sums over the teams that count them. */
export function mirrored(cells: readonly Figures[]): Figures {
  const sum = (pick: (cell: Figures) => number | string | null) =>
    cells.reduce((total, cell) => total + Number(pick(cell) ?? 0), 0)
  const counted = cells.some((cell) => cell.denominator !== null)
  return {
    numerator: sum((c) => c.numerator),
    denominator: counted ? sum((c) => c.denominator) : null,
    value: null,
  }
}

/** A figure by chance alone, from the level of the KPI's profile or of the team's story. */
function drawn(kpi: KpiSeed, profile: Profile, team: Team, point: Point): Figures {
  const name = `${team.code} ${kpi.code}`
  const month = lastMonth(point.period)
  const level = levelFor(profile, team, kpi.code, month)
  const amp = ampFor(profile, team, kpi.code)
  if (kpi.kind === 'stock') return written(kpi, stockCount(name, placeOf(profile, point), level, amp), 0)
  if (kpi.kind === 'count') return written(kpi, flowCount(level, amp, wobble(name, point.index)), 0)
  const base = profile.base === null ? null : denominatorOf(profile.base, team, month)
  if (base === null) throw new Error(`${kpi.code} has no base for ${team.code} in the demonstration`)
  const isOpen = isOpenAtEnd(kpi)
  if (kpi.kind === 'ratio' && isOpen && profile.base !== fte) {
    return written(kpi, openCount(name, placeOf(profile, point), base, level), base)
  }
  const step = kpi.basis.startsWith('rolling') ? drift(name, point.index) : wobble(name, point.index)
  const value = isOpen ? carriedLevel(name, placeOf(profile, point), level, amp) : level + amp * step
  if (kpi.kind === 'median') {
    return {
      numerator: null,
      denominator: base,
      value: base === 0 ? null : Math.max(1, Math.round(value * 2) / 2),
    }
  }
  if (kpi.kind === 'mean') return written(kpi, Math.round(base * value), base)
  const count = share(base, value, profile.base === fte || !Number.isInteger(base))
  return written(kpi, Math.max(0, kpi.mayExceed ? count : Math.min(count, base)), base)
}

/** A figure that follows from others in place of the drawn one: see `linked.ts`. */
function linked(kpi: KpiSeed, team: Team, { period }: Point, figures: Figures): Figures {
  const month = lastMonth(period)
  const base = Number(figures.denominator)
  switch (kpi.code) {
    case 'FD03':
      return written(kpi, denominatorOf('contacts', team, month) ?? 0, 0)
    case 'CP01':
      return written(kpi, base - lateForConference(team, month), base)
    case 'CP06':
      return written(kpi, plansOfNineMonths(team, month), 0)
    case 'CP07':
      return written(kpi, plansOfTwelveMonths(team, month), 0)
    case 'CN03':
      return written(kpi, overdueActions(team.code, month) ?? Number(figures.numerator), 0)
    case 'QA01':
      return written(kpi, auditsCompleted(team, month), base)
    case 'WF01':
      return written(kpi, allocated(team, month), base)
    case 'WF03':
      return written(kpi, agencyWorkers(team, month), base)
    default:
      return figures
  }
}

/** From month to month a case is carried over with the profile's chance; from week to week with a greater one, so that it comes to
 * the same over a month. */
function placeOf(profile: Profile, { index, weeksFrom }: Point): Place {
  const monthly = profile.carried ?? 0
  const weekly = monthly ** (12 / 52)
  return { index, carried: (at) => (at < weeksFrom ? monthly : weekly) }
}

function toFte(count: number): number {
  return Math.round(count * 10) / 10
}

function written(kpi: KpiSeed, numerator: number, denominator: number): Figures {
  const counts = kpi.kind === 'count' || kpi.kind === 'stock'
  return { numerator, denominator: counts ? null : denominator, value: null }
}

/** Cells that contain a symbol, a blank, or a value without its counts. */
function oddity(kpi: KpiSeed, team: Team, period: string): Figures | null {
  const key = `${team.code} ${kpi.code} ${period}`
  // The date on which a child is first seen has not been available since the case system changed.
  if (kpi.code === 'FD07' && period >= '2018-12') return { numerator: null, denominator: 'x', value: 'x' }
  // A team that opened in October has no earlier cohort to report on until six, or twelve, months later.
  const young = team.code === 'HP-C1' || team.code === 'HP-C2'
  if (young && ((kpi.code === 'CN05' && period < '2019-04') || kpi.code === 'LC12')) return symbol('z')
  if (key === 'CIC-S LC10 2019-04' || key === 'FOST-2 LC10 2019-02') return { ...blank, numerator: 'c' }
  if (key === 'CIC-C LC11 2019-04') return symbol('c')
  if (key === 'FOST-2 QA02 2019-04') return { ...blank, value: 55 }
  if (key === 'YOS WF06 2019-03') return { ...blank, value: 94 }
  if (key === 'COURT WF06 2019-04') return blank
  return null
}

function symbol(mark: 'c' | 'z' | 'x'): Figures {
  return { numerator: mark, denominator: mark, value: null }
}
