/** Who answers for a unit: its own manager, the manager of the team that took over a closed unit's business, or the
 *  head of its service. */
import { ancestorsOf, type Unit } from '../catalogue/unit.ts'

/** The role in which a person with these roles answers for a unit, as signed: "Team manager, Help and Protection
 *  South 1"; null if they do not. `units` is the current tree. */
export function answeringRole(
  roles: readonly { role: string; unit: string }[],
  unit: Unit,
  units: readonly Unit[],
): string | null {
  if (roles.some((r) => r.role === 'team_manager' && r.unit === unit.code))
    return `Team manager, ${unit.name}`
  const heir = units.find((u) => u.code === unit.handedTo)
  if (heir !== undefined && roles.some((r) => r.role === 'team_manager' && r.unit === heir.code))
    return `Team manager, ${heir.name}`
  const line = [unit, ...ancestorsOf(unit, units).toReversed()]
  const own = line.find((u) => roles.some((r) => r.role === 'head_of_service' && r.unit === u.code))
  return own === undefined ? null : `Head of service, ${own.name}`
}

/** A person's signature: name and role, or the role alone if it contains the name: "Team manager, South 1". */
export function signature({ byName, byRole }: { byName: string; byRole: string }): string {
  if (byRole === '') return byName
  return byRole === byName || byRole.startsWith(`${byName},`) ? byRole : `${byName}, ${byRole}`
}
