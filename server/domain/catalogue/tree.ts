/** The units of a tree, cached: a publication walks the tree for every KPI and period, and nearly all of them share
 *  one tree. */

import { isOpenIn, teamsOf, type Unit } from './unit.ts'

const opened = new WeakMap<readonly Unit[], Map<string, readonly Unit[]>>()
const beneath = new WeakMap<readonly Unit[], Map<Unit, Unit[]>>()

/** The units that were open in a period. */
export function openUnits(units: readonly Unit[], period: string): readonly Unit[] {
  const known = opened.get(units) ?? new Map<string, readonly Unit[]>()
  opened.set(units, known)
  const open = known.get(period) ?? units.filter((u) => isOpenIn(u, period))
  known.set(period, open)
  return open
}

/** The teams beneath a unit. */
export function teamsBeneath(units: readonly Unit[], unit: Unit): Unit[] {
  const known = beneath.get(units) ?? new Map<Unit, Unit[]>()
  beneath.set(units, known)
  const teams = known.get(unit) ?? teamsOf(unit, units)
  known.set(unit, teams)
  return teams
}
