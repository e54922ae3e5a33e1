/** Finds people by name or address, role, unit and state. */
import type { Person } from '#server/access/people/people.ts'
import { openGrants, stateOf } from '../kit/words.ts'
import type { PeopleView } from './model.ts'

/** Those of the people whom the filter asks for. A role and a unit are asked of the same grant, which is held today or will be. */
export function filteredPeople({
  people,
  filter,
  today,
  providerRoles,
}: Pick<PeopleView, 'people' | 'filter' | 'today' | 'providerRoles'>): Person[] {
  const wanted = plainText(filter.q)
  return people.filter((person) => {
    if (filter.state !== '' && stateOf(person) !== filter.state) return false
    if (wanted !== '' && !plainText(`${person.name} ${person.email}`).includes(wanted)) return false
    if (filter.role === '' && filter.unit === '') return true
    const given = providerRoles.filter((role) => role.person === person.id)
    return [...openGrants(person.grants, today), ...given].some(
      ({ role, unit }) =>
        (filter.role === '' || role === filter.role) && (filter.unit === '' || unit === filter.unit),
    )
  })
}

/** A text as it is looked for: without capitals and accents. */
function plainText(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()
}
