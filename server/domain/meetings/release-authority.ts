/** Who may release a text to readers outside the service: the role of its author or one above it, and the programme lead. */
import type { Unit } from '../catalogue/unit.ts'
import type { TextKind } from '../suppression/released-text.ts'
import { answeringRole } from './answering-role.ts'

/** A text as far as it matters who may release it. */
export type AuthoredText = {
  kind: TextKind
  /** The unit that it is about; null for the whole council or the plan. */
  unit: string | null
  /** How its author signed: "Team manager, Help and Protection South 1"; empty if that was not recorded. */
  byRole: string
}

/** Above every author, and beside them. */
const aboveAll = ['smt', 'plan_lead']

/** Kinds whose authors are one role of the council. */
const authors: Partial<Record<TextKind, string>> = {
  annotation: 'data_team',
  known_issue: 'data_team',
  publication: 'data_team',
  succession: 'administrator',
}

/** The role in which a person releases a text, as it is signed; null if they may not. `units` is the current tree. An author whose
 * role was not recorded is taken for a head of service, so that no team manager releases what was said above them. */
export function releasingRole(
  roles: readonly { role: string; unit: string }[],
  text: AuthoredText,
  units: readonly Unit[],
): string | null {
  // A head of service may write what is else the data team's: the reason of a new baseline.
  const author = text.byRole.startsWith('Head of service') ? undefined : authors[text.kind]
  const above = roles.find(({ role }) => aboveAll.includes(role) || role === author)
  if (above !== undefined) return above.role
  const unit = units.find(({ code }) => code === text.unit)
  if (unit === undefined || author !== undefined) return null
  const asHead = answeringRole(
    roles.filter(({ role }) => role === 'head_of_service'),
    unit,
    units,
  )
  if (asHead !== null) return asHead
  return text.byRole.startsWith('Team manager') ? answeringRole(roles, unit, units) : null
}
