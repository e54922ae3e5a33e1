/** One figure of one team for one period, as in the team's return. */
import { lastMonth } from '#domain/time/period.ts'
import type { KpiSeed } from '../schemas.ts'
import { baseOf } from './bases.ts'
import { monthIndex } from './calendar.ts'
import { exactFigures, healthSummaries } from './exact.ts'
import { around, drift, wobble } from './noise.ts'
import { ordinaryProfile, type Profile, profiles, serviceProfiles, serviceSize } from './profiles.ts'
import { levelOf, stories } from './stories.ts'

export type Team = { code: string; type: string }
/** The content of the file's three figure columns; null is a blank. */
export type Figures = {
  numerator: number | string | null
  denominator: number | string | null
  value: number | string | null
}

/** Counts vary by at least about one, so that no series of small numbers is constant. */
const smallestSwing = 0.9

const blank: Figures = { numerator: null, denominator: null, value: null }

/** A team's figures. `index` counts the periods of the KPI's grain and determines the place in the series' wobble. */
export function teamFigures(kpi: KpiSeed, team: Team, period: string, index: number): Figures {
  const month = lastMonth(period)
  const odd = oddity(kpi, team, period)
  if (odd !== null) return odd
  const exact = exactFigures[`${kpi.code} ${period}`]?.[team.code]
  const summaries = kpi.code === 'CL01' ? healthSummaries(team.code, period) : null
  const story = stories[`${team.code} ${kpi.code}`]
  const told = exact ?? summaries ?? story?.figures?.[period]
  if (told !== undefined) return written(kpi, told[0], told[1])
  const profile = profiles[kpi.code] ?? ordinaryProfile(kpi)
  const level = levelOf(story, month) ?? ordinaryLevel(profile, team, kpi.code)
  return drawn(kpi, { ...profile, amp: story?.amp ?? profile.amp }, level, team, period, index)
}

/** What a service supplies itself: workforce measures that no team counts. */
export function serviceFigures(kpi: KpiSeed, service: string, period: string, index: number): Figures {
  const profile = serviceProfiles[kpi.code]
  if (profile === undefined) return ordinaryServiceFigures(kpi, service, period, index)
  const size = serviceSize[service]
  if (size === undefined)
    throw new Error(`${service} has no size in the demonstration: add it to ‘serviceSize’`)
  const name = `${service} ${kpi.code}`
  const step = kpi.basis.startsWith('rolling') ? drift(name, index) : wobble(name, index)
  const level = Number(profile.level) + profile.amp * (around(name) + step)
  if (kpi.code === 'WF07') return written(kpi, Math.round((size.managers * level) / 100), size.managers)
  const base = Math.round((size.posts + 0.5 * wobble(`${service} posts`, index)) * 10) / 10
  return written(kpi, Math.round((base * level) / 10) / 10, base)
}

function ordinaryServiceFigures(kpi: KpiSeed, service: string, period: string, index: number): Figures {
  const profile = ordinaryProfile(kpi)
  const team = { code: service, type: 'SVC' }
  return drawn(kpi, profile, ordinaryLevel(profile, team, kpi.code), team, period, index)
}

/** Positive feedback from children, families and partners, supplied for the council every quarter. */
export function feedbackFigures(kpi: KpiSeed, period: string): Figures {
  const index = monthIndex(lastMonth(period)) / 3
  const responses = Math.round(138 + 14 * wobble('feedback responses', Math.floor(index)))
  const level = 74 + 3 * wobble('feedback', Math.floor(index))
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

function ordinaryLevel(profile: Profile, team: Team, kpi: string): number {
  const level = typeof profile.level === 'number' ? profile.level : profile.level[team.type]
  if (level === undefined) throw new Error(`${kpi} has no level for ${team.code} in the demonstration`)
  const split = team.code === 'HP-C' && profile.base === null ? 1.8 : 1
  const spread = profile.base === null ? level * profile.amp : profile.amp
  return level * split + 0.4 * spread * around(`${team.code} ${kpi}`)
}

function drawn(
  kpi: KpiSeed,
  profile: Profile,
  level: number,
  team: Team,
  period: string,
  index: number,
): Figures {
  const name = `${team.code} ${kpi.code}`
  const month = lastMonth(period)
  const step = kpi.basis.startsWith('rolling') ? drift(name, index) : wobble(name, index)
  if (kpi.kind === 'count' || kpi.kind === 'stock') {
    const count = Math.max(
      0,
      Math.round(level + (level === 0 ? 0 : Math.max(level * profile.amp, smallestSwing) * step)),
    )
    return written(kpi, kpi.code === 'CP07' ? Math.min(count, nineMonths(team, month, index)) : count, 0)
  }
  const base =
    profile.base === 'placed_with_parents'
      ? placedWithParents(team, month, index)
      : profile.base === null
        ? null
        : baseOf(profile.base, team, month)
  if (base === null) throw new Error(`${kpi.code} has no base for ${team.code} in the demonstration`)
  const value = level + profile.amp * step
  if (kpi.kind === 'median') {
    return {
      numerator: null,
      denominator: base,
      value: base === 0 ? null : Math.max(1, Math.round(value * 2) / 2),
    }
  }
  if (kpi.kind === 'mean') return written(kpi, Math.round(base * value), base)
  const precision = Number.isInteger(base) && profile.base !== 'posts' ? 1 : 10
  const count = Math.round(((base * value) / 100) * precision) / precision
  return written(kpi, Math.max(0, kpi.mayExceed ? count : Math.min(count, base)), base)
}

function placedWithParents(team: Team, month: string, index: number): number {
  const exact = exactFigures[`LC03 ${month}`]?.[team.code]
  if (exact !== undefined) return exact[0]
  const profile = profiles.LC03 as Profile
  const level = ordinaryLevel(profile, team, 'LC03')
  return Math.max(
    0,
    Math.round(level + Math.max(level * profile.amp, smallestSwing) * wobble(`${team.code} LC03`, index)),
  )
}

function nineMonths(team: Team, month: string, index: number): number {
  const profile = profiles.CP06 as Profile
  const level = levelOf(stories[`${team.code} CP06`], month) ?? ordinaryLevel(profile, team, 'CP06')
  return Math.max(
    0,
    Math.round(level + Math.max(level * profile.amp, smallestSwing) * wobble(`${team.code} CP06`, index)),
  )
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
