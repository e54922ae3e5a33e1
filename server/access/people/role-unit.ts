/** The unit over which a role is held: a manager's is a team, a head's a service, every other role's the council. */
import { isClosedOn, type Unit, type UnitKind } from '#domain/catalogue/unit.ts'
import { dayName } from '#domain/time/period.ts'
import { problem } from '#server/errors.ts'
import { isRole, type Role, roleName } from '../permissions/actor.ts'

const kinds: Partial<Record<Role, UnitKind>> = { team_manager: 'team', head_of_service: 'service' }

/** The role and the unit's code as it is written; a role of the whole council needs no unit. Throws `unprocessable`, with what to
 * change, for an unknown role or unit, for a unit of the wrong kind, and for one that has closed by the day `from` which it is held. */
export function roleOverUnit(
  { role, unit, from }: { role: string; unit: string | null; from: string },
  tree: readonly Unit[],
): { role: Role; unit: string } {
  if (!isRole(role)) throw problem('unprocessable', `"${role}" is not a role.`)
  const kind = kinds[role] ?? 'council'
  if (unit === null) {
    const top = tree.find((u) => u.kind === 'council')
    if (kind !== 'council')
      throw problem('unprocessable', `${roleName(role)}: this role is over a ${kind}. Give its code.`)
    if (top === undefined)
      throw problem('unprocessable', 'There are no teams or services yet: run seed first.')
    return { role, unit: top.code }
  }
  const found = tree.find((u) => u.code === unit.toUpperCase())
  if (found === undefined)
    throw problem('unprocessable', `There is no team or service with the code ${unit}.`)
  if (found.kind !== kind)
    throw problem(
      'unprocessable',
      `${roleName(role)}: this role is over a ${kind}, and ${found.code} is a ${found.kind}.`,
    )
  if (isClosedOn(found, from)) throw problem('unprocessable', closedWords(found, tree))
  return { role, unit: found.code }
}

/** A role over a closed unit gives nothing; it follows the successor only when a person gives one there. */
function closedWords({ code, name, closed, handedTo }: Unit, tree: readonly Unit[]): string {
  const next = tree.find((one) => one.code === handedTo)
  const instead =
    next === undefined ? '' : ` Its business went to ${next.name} (${next.code}): give the role there.`
  return `${name} (${code}) closed on ${dayName(closed ?? '')}, so nobody is given a role over it.${instead}`
}
