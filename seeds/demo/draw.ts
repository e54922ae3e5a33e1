/** An ordinary team's figure: its level, and what chance makes of it. */

import type { Team } from './bases.ts'
import { carriedCount, carriedStock, carriedWobble, type Place } from './carried.ts'
import { around, wobble } from './noise.ts'
import { type Profile, profiles } from './profiles.ts'
import { levelOf, stories } from './stories.ts'
import { toldFigures } from './told.ts'

/** Counts vary by at least about one, so that no series of small numbers is constant. */
const smallestSwing = 0.9

/** The mean distance from zero of a wobble. */
const meanWobble = 0.68

/** How far teams are apart in a snapshot whose profile does not say how far its months are. */
const usualSpread = 5

/** The level of a team's KPI in a month: the story's, or the ordinary one of its type. */
export function levelFor(profile: Profile, team: Team, kpi: string, month: string): number {
  return levelOf(stories[`${team.code} ${kpi}`], month) ?? ordinaryLevel(profile, team, kpi)
}

function ordinaryLevel(profile: Profile, team: Team, kpi: string): number {
  const level = typeof profile.level === 'number' ? profile.level : profile.level[team.type]
  if (level === undefined) throw new Error(`${kpi} has no level for ${team.code} in the demonstration`)
  const split = team.code === 'HP-C' && profile.base === null ? 1.8 : 1
  const amp = profile.amp ?? usualSpread
  const spread = profile.base === null ? level * amp : amp
  return level * split + 0.4 * spread * around(`${team.code} ${kpi}`)
}

/** How far an ordinary month of a team is from its level: the story's word, or the profile's. */
export function ampFor(profile: Profile, team: Team, kpi: string): number {
  return stories[`${team.code} ${kpi}`]?.amp ?? profile.amp ?? 0
}

/** A count of what happened in a period, independent of any other period. */
export function flowCount(level: number, amp: number, step: number): number {
  return Math.max(0, Math.round(level + (level === 0 ? 0 : Math.max(level * amp, smallestSwing) * step)))
}

/** A count of what is open at the end of a period. */
export function stockCount(name: string, place: Place, level: number, amp: number): number {
  return carriedStock(name, place, level, meanWobble * Math.max(level * amp, smallestSwing))
}

/** How many of a base, rounded to a whole number, or to one decimal for FTE. */
export function share(base: number, percent: number, isFte: boolean): number {
  const precision = isFte ? 10 : 1
  return Math.round(((base * percent) / 100) * precision) / precision
}

/** How many of a base of open cases, each of which keeps its outcome with the place's chance. */
export function openCount(name: string, place: Place, base: number, percent: number): number {
  return carriedCount(name, place, base, percent / 100)
}

/** A count of a flow in a month, from the KPI's own profile. */
export function monthlyCount(kpi: string, team: Team, month: string, index: number): number {
  const told = toldFigures(kpi, team.code, month)
  if (told !== null) return told[0]
  const profile = profiles[kpi] as Profile
  const level = levelFor(profile, team, kpi, month)
  return flowCount(level, ampFor(profile, team, kpi), wobble(`${team.code} ${kpi}`, index))
}

/** A level that moves slowly, for means and for what is counted in FTE. */
export function carriedLevel(name: string, place: Place, level: number, amp: number): number {
  return level + amp * carriedWobble(name, place)
}
