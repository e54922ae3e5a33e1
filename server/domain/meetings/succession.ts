/**
 * A team that closed: which teams may take over its open business, and the message to a person who wants to add
 * something new for it.
 */

import { isClosedOn, type Unit } from '../catalogue/unit.ts'
import { addDays, dayName, isDay } from '../time/period.ts'
import { nameList } from '../wording/name-list.ts'

/** The teams recorded to have taken over from a unit, in the tree's order. */
export function successorsOf(unit: Pick<Unit, 'code'>, units: readonly Unit[]): Unit[] {
  return units.filter((u) => u.predecessors.includes(unit.code))
}

/** The open teams that may take over a closed team's business on a day: its recorded successors, or without any the
 *  teams of its service. */
export function heirsOf(unit: Unit, units: readonly Unit[], day: string): Unit[] {
  const isOpen = (u: Unit) =>
    u.kind === 'team' && u.code !== unit.code && u.opened <= day && !isClosedOn(u, day)
  const successors = successorsOf(unit, units).filter(isOpen)
  if (successors.length > 0) return successors
  return units.filter((u) => isOpen(u) && u.parent !== null && u.parent === unit.parent)
}

/** What is asked of a handing over. */
export type SuccessionRequest = { to: string; from: string }

/** The fault in a request to hand over a closed team's business, and its field; null if there is none. */
export function successionFault(
  unit: Unit,
  units: readonly Unit[],
  { to, from }: SuccessionRequest,
  day: string,
): { field: 'to' | 'from'; text: string } | null {
  if (to === unit.code) return { field: 'to', text: 'A team’s business is handed to another team' }
  const heirs = heirsOf(unit, units, day)
  if (!heirs.some((u) => u.code === to)) {
    const names = nameList(heirs.map((u) => u.name))
    const isRecorded = successorsOf(unit, units).length > 0
    if (heirs.length === 0) return { field: 'to', text: 'There is no open team to which it could be handed' }
    return {
      field: 'to',
      text: `It is handed to a team ${isRecorded ? 'that took over from it' : 'of its service'}: ${names}`,
    }
  }
  if (!isDay(from)) return { field: 'from', text: `from must be a real day, such as ${day}` }
  if (from > day)
    return { field: 'from', text: 'It cannot be dated ahead: send it on the day, or leave out from' }
  if (unit.closed === null || from <= unit.closed)
    return {
      field: 'from',
      text: `It is handed over from a day after the team closed, ${dayName(addDays(unit.closed ?? day, 1))} or later`,
    }
  return null
}

/** Why a unit takes no new agreed action on a day, and who does; null where it takes them. */
export function closedToActionsWords(unit: Unit, units: readonly Unit[], day: string): string | null {
  if (unit.closed === null || !isClosedOn(unit, day)) return null
  const successors = successorsOf(unit, units)
  const instead =
    successors.length === 0
      ? 'No team is recorded to have taken over from it: add it for its service'
      : `Add it for ${nameList(
          successors.map((u) => u.name),
          'or',
        )}, which took over from it`
  return `${unit.name} closed on ${dayName(unit.closed)} and takes no new agreed action. ${instead}`
}

/** The closed units whose business a team took over. */
export function teamsHandedTo(team: string, units: readonly Unit[]): Unit[] {
  return units.filter((u) => u.handedTo === team)
}
