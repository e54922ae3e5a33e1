/** The words in which pages speak of people, roles and days. */

import { isRole, roleName } from '#domain/catalogue/role.ts'
import { isClosedOn, type Unit } from '#domain/catalogue/unit.ts'
import { londonDay } from '#domain/time/moment.ts'
import { dayName } from '#domain/time/period.ts'
import type { HeldGrant, Person, PersonState } from '#server/access/people/people.ts'

export const stateWords: Record<PersonState, string> = {
  invited: 'Invited',
  enabled: 'Can sign in',
  disabled: 'Disabled',
}

/** What a person can do at this moment. */
export function stateOf({ isEnabled, isBound }: Pick<Person, 'isEnabled' | 'isBound'>): PersonState {
  return isEnabled ? (isBound ? 'enabled' : 'invited') : 'disabled'
}

/** "Team manager" */
export function roleWords(role: string): string {
  return isRole(role) ? roleName(role) : role
}

/** "Help and Protection South 1 (HP-S1)"; of the council its name alone. */
export function unitWords(code: string, units: readonly Unit[]): string {
  const unit = units.find((one) => one.code === code)
  if (unit === undefined) return code
  return unit.kind === 'council' ? unit.name : `${unit.name} (${code})`
}

/** "closed on 31 March 2019, so the role opens nothing. Its business went to Duty South (DU-S)." Null while the unit is open. A role
 * does not move by itself: where its unit has closed, a person decides. */
export function closedWords(
  code: string,
  { units, today }: { units: readonly Unit[]; today: string },
): string | null {
  const unit = units.find((one) => one.code === code)
  if (unit === undefined || unit.closed === null || !isClosedOn(unit, today)) return null
  const { handedTo } = unit
  const next =
    handedTo === undefined || handedTo === null ? '' : ` Its business went to ${unitWords(handedTo, units)}.`
  return `closed on ${dayName(unit.closed)}, so the role opens nothing.${next}`
}

/** "from 1 July 2019 to 31 December 2019" */
export function datesWords({ from, to }: Pick<HeldGrant, 'from' | 'to'>): string {
  return `from ${dayName(from)}${to === null ? '' : ` to ${dayName(to)}`}`
}

/** Whether a role is held on a day, was held before it, or will be after it. */
export function timeOf({ from, to, ended }: HeldGrant, today: string): 'now' | 'past' | 'future' {
  if (ended !== null || (to !== null && to < today)) return 'past'
  return from > today ? 'future' : 'now'
}

/** Those of the roles that are held on a day or will be after it, in the order in which they begin. */
export function openGrants(grants: readonly HeldGrant[], today: string): HeldGrant[] {
  return grants
    .filter((grant) => timeOf(grant, today) !== 'past')
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.id - b.id))
}

/** "from the council’s sign-in, group “managers-south”" */
export function providerWords(claim: string): string {
  return `from the council’s sign-in, group “${claim}”`
}

/** The day in London of the real clock, by which roles are held. */
export function dayOfClock(now: Date): string {
  return londonDay(now.toISOString())
}
