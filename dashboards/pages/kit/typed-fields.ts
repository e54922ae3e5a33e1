/** The fields of a form that is shown to its writer a second time: what they wrote as text, the rest as it was sent. */
import { html } from 'hono/html'
import { textArea } from '../../components/form-fields/form-fields.ts'
import type { Html } from '../../html.ts'

/** The names of the fields of our forms. */
const fieldLabels: Readonly<Record<string, string>> = {
  body: 'What you wrote',
  note: 'Note',
  reason: 'Reason',
  owner: 'Owner',
  outcome: 'Outcome',
  name: 'Name',
}

export type TypedField = { name: string; value: string; isShown: boolean }

/** The fields in the order in which they were sent. */
export function typedFields(fields: readonly TypedField[]): Html {
  return html`${fields.map(({ name, value, isShown }, i) =>
    isShown
      ? textArea({ id: `typed-${i}`, name, label: fieldLabels[name] ?? `The field ‘${name}’`, value })
      : html`<input type="hidden" name="${name}" value="${value}">\n`,
  )}`
}
