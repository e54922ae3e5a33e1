import { html } from 'hono/html'
import type { Content, Html } from '../../html.ts'

/** What the reader must not miss before continuing. */
export function warningText({
  text,
  iconFallbackText = 'Warning',
}: {
  text: Content
  iconFallbackText?: string
}): Html {
  return html`<div class="govuk-warning-text">
<span class="govuk-warning-text__icon" aria-hidden="true">!</span>
<strong class="govuk-warning-text__text"><span class="govuk-visually-hidden">${iconFallbackText}</span> ${text}</strong>
</div>`
}
