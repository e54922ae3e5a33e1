/** For how long lines are kept, and the form that sets it. */
import { html } from 'hono/html'
import { londonDay } from '#domain/time/moment.ts'
import { dayName } from '#domain/time/period.ts'
import { button } from '../../../components/button/button.ts'
import { details } from '../../../components/details/details.ts'
import { errorSummary } from '../../../components/error-summary/error-summary.ts'
import { textArea, textInput } from '../../../components/form-fields/form-fields.ts'
import type { Html } from '../../../html.ts'
import type { ActivityView } from './model.ts'
import { activityAddress } from './query.ts'

/** The id of the form, to which a fault leads. */
const FORM = 'retention'

/** The address to which the form is sent. */
export const retentionAddress = `${activityAddress}/retention`

/** "Lines are kept for 72 months." With what waits, if a shorter time was set. */
export function keptWords({ retention: { months, keptFor, shorterFrom } }: ActivityView): string {
  const kept = `Lines are kept for ${keptFor} months.`
  if (shorterFrom === null) return kept
  return `${kept} From ${dayName(londonDay(shorterFrom.toISOString()))} on it is ${months}.`
}

/** What is wrong with the form that was sent; null if nothing is. */
export function retentionFault({ sentRetention }: ActivityView): Html | null {
  if (sentRetention === null) return null
  return errorSummary({ errors: [{ text: sentRetention.fault, href: `#${FORM}` }] })
}

/** The form, for a reader who may set it; null for anybody else. */
export function retentionForm({ retention, csrfToken, sentRetention }: ActivityView): Html | null {
  if (csrfToken === null) return null
  const { months = String(retention.months), reason = '' } = sentRetention?.typed ?? {}
  const form = details({
    ...{ id: FORM, summary: 'Change for how long lines are kept', open: sentRetention !== null },
    body: html`<form method="post" action="${retentionAddress}" class="app-form" novalidate>
<input type="hidden" name="_csrf" value="${csrfToken}">
<input type="hidden" name="version" value="${retention.version}">
<p class="govuk-body">A longer time counts at once. A shorter one counts 30 days after you set it. Until then nothing more is deleted,
and a longer time can be set again. After that, each night deletes the lines that are older. They cannot be brought back.</p>
<p class="govuk-body">Lines of the last 12 months are never deleted. The digest of each day stays, and so does the line that says who set this and why.</p>
${textInput({ label: 'Months', name: 'months', hint: 'At least 12.', value: months, inputmode: 'numeric', width: 4 })}
${textArea({ label: 'Why', name: 'reason', id: 'retention-reason', value: reason, rows: 2 })}
${button({ text: 'Set it', secondary: true })}
</form>`,
  })
  return html`<div class="app-no-print">${form}</div>`
}
