/** What this page shows. */
import type { Unit } from '#domain/catalogue/unit.ts'
import type { Person } from '#server/access/people/people.ts'
import type { ProviderRole } from '#server/access/people/provider-mappings.ts'
import type { PageFrame } from '../../kit/page.ts'

/** What is asked for; an empty text asks for everything. */
export type PeopleFilter = { q: string; role: string; unit: string; state: string }

export type PeopleView = {
  frame: PageFrame
  people: readonly Person[]
  /** The roles that the council’s sign-in gives in sessions that are open. */
  providerRoles: readonly ProviderRole[]
  units: readonly Unit[]
  /** The day in London of the real clock, by which roles are held. */
  today: string
  filter: PeopleFilter
  /** How many tokens wait for a second administrator. */
  waitingTokens: number
}
