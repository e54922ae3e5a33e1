import { html } from 'hono/html'
import type { Html } from '../../html.ts'

/** The first element that a keyboard reaches: it jumps past the header to the page's content. */
export function skipLink({ text, href }: { text: string; href: string }): Html {
  return html`<a href="${href}" class="govuk-skip-link" data-module="govuk-skip-link">${text}</a>`
}
