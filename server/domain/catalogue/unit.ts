/** The organisation tree: a council, its services, their teams, each with dates. */

import { firstDay, lastDay, monthsFrom } from '../time/period.ts'

export type UnitKind = 'council' | 'service' | 'team'

/** A unit as it was in a given month: name and parent are that month's. Days are `YYYY-MM-DD`. */
export type Unit = {
  code: string
  name: string
  kind: UnitKind
  parent: string | null
  teamType: string | null
  opened: string
  closed: string | null
  predecessors: string[]
  /** The team that the open business of a closed one was handed to. */
  handedTo?: string
  position: number
}

/** True if the unit existed on any day of the period: a month, or a week or quarter. */
export function isOpenIn(unit: Pick<Unit, 'opened' | 'closed'>, period: string): boolean {
  return unit.opened <= lastDay(period) && (unit.closed === null || firstDay(period) <= unit.closed)
}

/** True from the day after a unit's last. */
export function isClosedOn(unit: Pick<Unit, 'closed'>, day: string): boolean {
  return unit.closed !== null && unit.closed < day
}

/** True for a unit's own manager, and for the manager of the team to which its business was handed. */
export function isManagedBy(
  roles: readonly { role: string; unit: string }[],
  unit: Pick<Unit, 'code' | 'handedTo'>,
): boolean {
  return roles.some((r) => r.role === 'team_manager' && (r.unit === unit.code || r.unit === unit.handedTo))
}

/** The units that a unit took over from, and those that they took over from in turn, each once. */
export function predecessorsOf(unit: Unit, units: readonly Unit[]): Unit[] {
  const found: Unit[] = []
  const visit = ({ predecessors }: Unit) => {
    for (const code of predecessors) {
      const before = units.find((u) => u.code === code)
      if (before === undefined || before.code === unit.code || found.includes(before)) continue
      found.push(before)
      visit(before)
    }
  }
  visit(unit)
  return found
}

/** The teams beneath a unit (itself, if it is a team), in the tree's order. A unit is never beneath itself. */
export function teamsOf(unit: Unit, units: readonly Unit[]): Unit[] {
  if (unit.kind === 'team') return [unit]
  const others = units.filter((u) => u.code !== unit.code)
  return others.filter((u) => u.parent === unit.code).flatMap((child) => teamsOf(child, others))
}

/** True if two trees differ in which open teams are beneath a unit in a month. */
export function teamsDiffer(
  code: string,
  month: string,
  before: readonly Unit[],
  after: readonly Unit[],
): boolean {
  const [then, now] = [before, after].map((units) => {
    const unit = units.find((u) => u.code === code)
    const teams = unit === undefined ? [] : teamsOf(unit, units).filter((team) => isOpenIn(team, month))
    return teams
      .map((team) => team.code)
      .sort()
      .join()
  })
  return then !== now
}

/** The units above a unit, the council first and its parent last. The unit itself is not among them. */
export function ancestorsOf(unit: Unit, units: readonly Unit[]): Unit[] {
  const others = units.filter((u) => u.code !== unit.code)
  const parent = others.find((u) => u.code === unit.parent)
  return parent === undefined ? [] : [...ancestorsOf(parent, others), parent]
}

/** The types of the teams beneath a unit that were open at some time in the months from one to another. */
export function teamTypesOf(unit: Unit, units: readonly Unit[], from: string, to: string): Set<string> {
  const open = teamsOf(unit, units).filter((team) =>
    monthsFrom(from, to).some((month) => isOpenIn(team, month)),
  )
  return new Set(open.flatMap((team) => team.teamType ?? []))
}
