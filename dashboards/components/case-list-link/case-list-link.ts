import { html } from 'hono/html'
import type { CaseList } from '#domain/council/case-list.ts'
import type { Html } from '../../html.ts'

/** The link to the list of names in the council's own case system. Nothing of the reader or the page goes with it. Only for readers
 * inside the service. */
export function caseListLink({ list: { address, label } }: { list: CaseList }): Html {
  const link = html`<a class="govuk-link" href="${address}" rel="noopener noreferrer" referrerpolicy="no-referrer">${label}</a>`
  return html`The names are in ${link}<span class="app-no-print">, in the council’s case system</span>.`
}
