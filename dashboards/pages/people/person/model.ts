/** What this page shows. */
import type { Unit } from '#domain/catalogue/unit.ts'
import type { PersonEvent } from '#server/access/people/history.ts'
import type { ShownLink } from '#server/access/people/invitations.ts'
import type { Person } from '#server/access/people/people.ts'
import type { ProviderRole } from '#server/access/people/provider-mappings.ts'
import type { OpenSession } from '#server/access/sessions/open.ts'
import type { PageFrame } from '../../kit/page.ts'
import type { SentForm } from '../../kit/sent-form.ts'

export type PersonView = {
  frame: PageFrame
  person: Person
  /** Everybody, to name a deputy's holder and to choose one. */
  people: readonly Person[]
  units: readonly Unit[]
  /** The day in London of the real clock, by which roles are held. */
  today: string
  history: readonly PersonEvent[]
  sessions: readonly OpenSession[]
  /** The roles that the council’s sign-in gives them in a session that is open. */
  providerRoles: readonly ProviderRole[]
  /** Whether the page is about its reader, who may change nothing here. */
  isOwn: boolean
  /** The secret of the forms; null where the reader may change nothing here. */
  csrfToken: string | null
  /** A form that was refused; null if none was. */
  sent: SentForm | null
  /** A link that was just made, shown once. */
  link: ShownLink | null
}
