import { html } from 'hono/html'
import type { Html } from '../../html.ts'
import { publishedWords } from '../../words/published-words.ts'

/** Says that a page shows the state at a past moment, and links to the latest. */
export function asAtBanner({ moment, latest }: { moment: Date; latest: string }): Html {
  const link = html`<a class="govuk-link" href="${latest}">See the latest</a>`
  const text = html`As published by <strong>${publishedWords(moment)}</strong>: what became known later is left out. ${link}`
  return html`<div class="app-as-at"><p class="app-as-at__text">${text}</p></div>`
}
