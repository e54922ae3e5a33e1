import { html } from 'hono/html'
import type { MonthArrival } from '#domain/figures/latest-month.ts'
import { periodName } from '#domain/time/period.ts'
import { arrivalWords } from '#domain/wording/arrival-words.ts'
import type { Html } from '../../html.ts'
import { insetText } from '../inset-text/inset-text.ts'

/** Links to months that have only begun to come in. On one of them, how much of it has come and a link back to the month that
 * the page opens on. */
export function newerMonths(options: {
  /** The month that is shown. */
  period: string
  /** The month that the page opens on. */
  latest: string | null
  newer: readonly MonthArrival[]
  href: (month: string) => string
}): Html {
  const { period, latest, newer, href } = options
  const shown = newer.find((month) => month.period === period)
  if (shown !== undefined && latest !== null) {
    const link = html`<a class="govuk-link" href="${href(latest)}">${periodName(latest)}</a>`
    return insetText({
      text: html`${arrivalWords(shown)}. The latest month that has come in far enough is ${link}.`,
    })
  }
  if (newer.length === 0) return html``
  return html`<p class="govuk-body app-no-print">A newer month has begun to come in: ${newer.map(
    (month, i) =>
      html`${i === 0 ? null : '; '}<a class="govuk-link" href="${href(month.period)}">${arrivalWords(month)}</a>`,
  )}.</p>`
}
