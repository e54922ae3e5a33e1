import { html } from 'hono/html'
import type { Content, Html } from '../../html.ts'

export type DetailsOptions = {
  summary: Content
  body: Content
  open?: boolean
  id?: string
  /** The summary is printed while it is closed, with words that the rest is not: it says how many there are of a list above. */
  countsOnPaper?: boolean
}

/** Longer text behind a short summary. It opens without JavaScript, and is printed only if it was opened. */
export function details(options: DetailsOptions): Html {
  const id = options.id === undefined ? '' : html` id="${options.id}"`
  const counts = options.countsOnPaper === true ? ' app-details--counts' : ''
  return html`<details${id} class="govuk-details${counts}"${options.open === true ? ' open' : ''}>
<summary class="govuk-details__summary"><span class="govuk-details__summary-text">${options.summary}</span></summary>
<div class="govuk-details__text">${options.body}</div>
</details>`
}
