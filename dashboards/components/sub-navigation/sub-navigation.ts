import { html } from 'hono/html'
import type { Html } from '../../html.ts'

/** The sections of one long page, as links to each: nothing is hidden behind a tab. */
export function subNavigation(options: {
  label: string
  items: readonly { text: string; href: string }[]
}): Html {
  return html`<nav class="app-subnav" aria-label="${options.label}"><ul class="app-subnav__list">
${options.items.map((item) => html`<li><a class="govuk-link app-subnav__link" href="${item.href}">${item.text}</a></li>\n`)}</ul></nav>`
}
