/** Who may set a new baseline for a series of a unit, or withdraw one. */
import { roleName } from '../catalogue/role.ts'
import type { Unit } from '../catalogue/unit.ts'
import { answeringRole } from './answering-role.ts'

/** The role in which a person with these roles sets a unit's baselines, as signed: the head of its service, the senior management
 * team or the data team; null if they may not. `units` is the current tree. */
export function baselineRole(
  roles: readonly { role: string; unit: string }[],
  unit: Unit,
  units: readonly Unit[],
): string | null {
  const heads = roles.filter(({ role }) => role === 'head_of_service')
  const asHead = answeringRole(heads, unit, units)
  if (asHead !== null) return asHead
  const ofAll = (['smt', 'data_team'] as const).find((role) => roles.some((own) => own.role === role))
  return ofAll === undefined ? null : roleName(ofAll)
}
