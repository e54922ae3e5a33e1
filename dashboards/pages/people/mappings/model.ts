/** What this page shows. */
import type { Unit } from '#domain/catalogue/unit.ts'
import type { ProviderMapping } from '#server/access/people/provider-mappings.ts'
import type { PageFrame } from '../../kit/page.ts'
import type { Typed } from '../../kit/sent-form.ts'

export type MappingsView = {
  frame: PageFrame
  mappings: readonly ProviderMapping[]
  units: readonly Unit[]
  typed: Typed
  /** Which form was refused, and why; null if none was. */
  fault: { form: 'new' | 'end'; text: string } | null
  csrfToken: string
}
