import { html } from 'hono/html'
import type { Content, Html } from '../../html.ts'

/** The result of what the reader did, or something they must know first. One on a page. */
export function notificationBanner(options: { text: Content; title?: string; success?: boolean }): Html {
  const success = options.success === true
  const classes = `govuk-notification-banner${success ? ' govuk-notification-banner--success' : ''}`
  const role = html`role="${success ? 'alert' : 'region'}" aria-labelledby="govuk-notification-banner-title"`
  return html`<div class="${classes}" ${role} data-module="govuk-notification-banner">
<div class="govuk-notification-banner__header">
<h2 class="govuk-notification-banner__title" id="govuk-notification-banner-title">${options.title ?? (success ? 'Success' : 'Important')}</h2>
</div>
<div class="govuk-notification-banner__content">
${typeof options.text === 'string' ? html`<p class="govuk-notification-banner__heading">${options.text}</p>` : options.text}
</div>
</div>`
}
