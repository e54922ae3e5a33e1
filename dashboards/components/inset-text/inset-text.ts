import { html } from 'hono/html'
import type { Content, Html } from '../../html.ts'

/** A separate remark: an empty state, or a note on the figures. */
export function insetText({ text, id }: { text: Content; id?: string }): Html {
  return html`<div${id === undefined ? '' : html` id="${id}"`} class="govuk-inset-text">${text}</div>`
}
