import { html } from 'hono/html'
import type { Content, Html } from '../../html.ts'

export type PhoneFold = {
  /** How many things are folded, and what: enough to decide whether to open it. */
  summary: Content
  body: Html
}

/** A part of a page that a phone shows once it is opened. A wider screen and paper show it at once, and so does an address that
 * names something in it. */
export function phoneFold({ summary, body }: PhoneFold): Html {
  return html`<div class="app-phone-fold">${phoneFoldLine(summary)}
<div class="app-phone-fold__part">${body}</div></div>`
}

/** A part of a long page under its own heading, which names it to those who hear the line alone. */
export function phoneFoldedPart(heading: string, body: Html): Html {
  return phoneFold({
    summary: html`Open this part<span class="govuk-visually-hidden">: ${heading}</span>`,
    body,
  })
}

/** The line alone, as a child of an element with the class `app-phone-fold`: it folds each `app-phone-fold__part` in that element, below
 * the line or above it. */
export function phoneFoldLine(summary: Content, shown: 'below' | 'above' = 'below'): Html {
  return html`<details class="app-fold app-no-print"><summary class="app-fold__summary">${summary}</summary>
<p class="app-fold__note">Shown ${shown}.</p></details>`
}
