import { html } from 'hono/html'
import type { Content, Html } from '../../html.ts'

/** Longer text behind a short summary. It opens without JavaScript, and is open in print. */
export function details(options: { summary: Content; body: Content; open?: boolean; id?: string }): Html {
  const id = options.id === undefined ? '' : html` id="${options.id}"`
  return html`<details${id} class="govuk-details"${options.open === true ? ' open' : ''}>
<summary class="govuk-details__summary"><span class="govuk-details__summary-text">${options.summary}</span></summary>
<div class="govuk-details__text">${options.body}</div>
</details>`
}
