/** The units of a tree, cached: a publication walks the tree for every KPI and period, and nearly all of them share
 *  one tree. */

import { ancestorsOf, isOpenIn, teamsOf, type Unit } from './unit.ts'

const opened = new WeakMap<readonly Unit[], Map<string, readonly Unit[]>>()
const beneath = new WeakMap<readonly Unit[], Map<Unit, Unit[]>>()
const above = new WeakMap<readonly Unit[], Map<Unit, readonly Unit[]>>()

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

/** The units above a unit, the council first and its parent last. */
export function unitsAbove(units: readonly Unit[], unit: Unit): readonly Unit[] {
  const known = above.get(units) ?? new Map<Unit, readonly Unit[]>()
  above.set(units, known)
  const found = known.get(unit) ?? ancestorsOf(unit, units)
  known.set(unit, found)
  return found
}
