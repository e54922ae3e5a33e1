/** What this page shows. */
import type { Unit } from '#domain/catalogue/unit.ts'
import type { Person } from '#server/access/people/people.ts'
import type { ProviderRole } from '#server/access/people/provider-mappings.ts'
import type { PastSeeAs } from '#server/access/people/see-as.ts'
import type { OpenSession } from '#server/access/sessions/open.ts'
import type { Contact } from '../../../layout/page.ts'
import type { PageFrame } from '../../kit/page.ts'

export type AccountView = {
  frame: PageFrame
  person: Person
  /** Everybody's name, for those in whose place a role is held. */
  names: ReadonlyMap<number, string>
  units: readonly Unit[]
  /** The day in London of the real clock, by which roles are held. */
  today: string
  sessions: readonly OpenSession[]
  /** The roles that the council’s sign-in gives them in a session that is open. */
  providerRoles: readonly ProviderRole[]
  /** The session of this request; null for an administrator who looks as this person. */
  own: string | null
  looks: readonly PastSeeAs[]
  /** Whom to ask; null if the council named nobody. */
  contact: Contact | null
  csrfToken: string | null
}
