/** What a council can set of all this, and what holds until it does. */
import { html } from 'hono/html'
import { shareNames, shareWords, usualShares } from '#domain/council/share.ts'
import type { Html } from '../../../html.ts'
import { rules, section } from './section.ts'

/** The settings, with the values that the service comes with. */
export function councilSettings(): Html {
  return section(
    'settings',
    'What a council can set',
    html`<p class="govuk-body">Each holds from a month on, with who set it and why. A month keeps what it was judged by.</p>
${rules([
  ...shareNames.map(
    (name) =>
      html`<strong>${shareWords[name].title}</strong>, on the page of settings: ${usualShares[name]}% unless set.
${shareWords[name].hint}`,
  ),
  html`<strong>Target and floor, the smallest base judged</strong>, and whether extreme moving ranges are left out of the NHS package’s
range: with the definition of each measure.`,
])}
<p class="govuk-body">The rules of change themselves are the same for every council, so that their words mean the same everywhere.</p>`,
  )
}
