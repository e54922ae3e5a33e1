/** Who speaks and promises for a unit: its own manager, the manager of the team that a closed one's business was handed to, or
 *  the head of the service it belongs to. */
import { ancestorsOf, type Unit } from '../catalogue/unit.ts'

/** The role in which somebody with these roles answers for a unit, as it is signed: "Team manager, Help and Protection
 *  South 1"; null for somebody who does not. `units` is the tree as it now is. */
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

/** How somebody signs: the role alone where the name says no more than the role does, "Team manager, South 1". */
export function signature({ byName, byRole }: { byName: string; byRole: string }): string {
  if (byRole === '') return byName
  return byRole === byName || byRole.startsWith(`${byName},`) ? byRole : `${byName}, ${byRole}`
}
