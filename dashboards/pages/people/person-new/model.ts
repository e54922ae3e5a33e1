/** What this page shows. */
import type { Unit } from '#domain/catalogue/unit.ts'
import type { ShownLink } from '#server/access/people/invitations.ts'
import type { PageFrame } from '../../kit/page.ts'
import type { Typed } from '../../kit/sent-form.ts'

export type PersonNewView = {
  frame: PageFrame
  units: readonly Unit[]
  typed: Typed
  fault: string | null
  csrfToken: string
  /** The person who was just added, with the link that is shown once; null before. */
  added: { id: number; name: string; link: ShownLink } | null
}
