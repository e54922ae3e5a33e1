import { html, raw } from 'hono/html'
import type { Content, Html } from '../../html.ts'

/** The end of a task: what was done, in large letters. It is the page's heading unless given a lower level. */
export function panel(options: { title: Content; body?: Content; headingLevel?: 1 | 2 | 3 }): Html {
  const level = raw(String(options.headingLevel ?? 1))
  return html`<div class="govuk-panel govuk-panel--confirmation">
<h${level} class="govuk-panel__title">${options.title}</h${level}>
${options.body === undefined ? null : html`<div class="govuk-panel__body">${options.body}</div>\n`}</div>`
}
