import { html } from 'hono/html'
import { type PersonalDetail, personalDetailWords } from '#domain/council/personal-details.ts'
import type { Html } from '../../html.ts'
import { checkboxes } from '../choices/choices.ts'
import { warningText } from '../warning-text/warning-text.ts'

/** Asks once about a text that looks like it contains a person's details: change it, or save it by ticking the box `accepted`.
 * Empty if there is no such sign. */
export function privacyQuestion({ details }: { details: readonly PersonalDetail[] }): Html | null {
  if (details.length === 0) return null
  return html`<div class="app-privacy-question">${warningText({
    text: html`${details.map((detail) => html`${personalDetailWords[detail]} `)}Children, families and workers must not be known from what is written here.`,
  })}
${checkboxes({
  name: 'accepted',
  idPrefix: 'accepted',
  items: [{ value: 'yes', text: 'It names nobody: save it as it is' }],
})}</div>`
}
