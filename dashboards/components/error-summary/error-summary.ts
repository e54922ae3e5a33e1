import { html } from 'hono/html'
import type { Html } from '../../html.ts'

/** The problems with a form, at the head of the page, each linked to its field. */
export function errorSummary(options: {
  title?: string
  errors: readonly { text: string; href?: string }[]
}): Html {
  return html`<div class="govuk-error-summary" data-module="govuk-error-summary">
<div role="alert">
<h2 class="govuk-error-summary__title">${options.title ?? 'There is a problem'}</h2>
<div class="govuk-error-summary__body">
<ul class="govuk-list govuk-error-summary__list">
${options.errors.map((error) => html`<li>${error.href === undefined ? error.text : html`<a href="${error.href}">${error.text}</a>`}</li>\n`)}</ul>
</div>
</div>
</div>`
}
