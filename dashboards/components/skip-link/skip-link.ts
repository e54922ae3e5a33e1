import { html } from 'hono/html'
import type { Html } from '../../html.ts'

/** The first thing a keyboard reaches: past the header to the page's own content. */
export function skipLink({ text, href }: { text: string; href: string }): Html {
  return html`<a href="${href}" class="govuk-skip-link" data-module="govuk-skip-link">${text}</a>`
}
