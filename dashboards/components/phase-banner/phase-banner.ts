import { html } from 'hono/html'
import type { Content, Html } from '../../html.ts'

/** The stage of the service, under its header: a tag and one sentence. */
export function phaseBanner({ tag, text }: { tag: Content; text: Content }): Html {
  return html`<div class="govuk-phase-banner govuk-width-container">
<p class="govuk-phase-banner__content">
<strong class="govuk-tag govuk-phase-banner__content__tag">${tag}</strong>
<span class="govuk-phase-banner__text">${text}</span>
</p>
</div>`
}
