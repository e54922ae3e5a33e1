/** One baseline of a series: from when, why, who set it, whether it was withdrawn, and the form that withdraws it. */
import { html } from 'hono/html'
import { privacyHint } from '#domain/council/personal-details.ts'
import { longest } from '#domain/council/written-text.ts'
import { periodInSentence, periodName } from '#domain/time/period.ts'
import { capital } from '#domain/wording/format.ts'
import { baselineAddress, measureAddress, scorecardAddress } from '../../../addresses.ts'
import { button } from '../../../components/button/button.ts'
import { errorSummary } from '../../../components/error-summary/error-summary.ts'
import { textArea } from '../../../components/form-fields/form-fields.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import { privacyQuestion } from '../../../components/privacy-question/privacy-question.ts'
import { type SummaryRow, summaryList } from '../../../components/summary-list/summary-list.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { causeContent, writtenWords } from '../kit/baseline-words.ts'
import type { BaselineView, WithdrawalForm } from './model.ts'

/** The page of one baseline. */
export function baselineView(view: BaselineView): Html {
  const { frame, series, baseline, form } = view
  const { kpi, unit } = series
  const errors = form === null ? [] : errorsOf(form)
  return page({
    ...frame,
    title: [`Baseline from ${periodInSentence(baseline.from)}`, kpi.name, unit.name],
    error: errors.length > 0,
    breadcrumbs: [
      { text: unit.name, href: scorecardAddress(unit.code, 'latest') },
      { text: kpi.name, href: measureAddress(unit.code, kpi.code) },
      { text: 'Baseline' },
    ],
    wide: true,
    body: html`${errors.length === 0 ? null : errorSummary({ errors })}
<span class="govuk-caption-l">${kpi.name}, ${unit.name}</span>
<h1 class="govuk-heading-l">New baseline from ${periodInSentence(baseline.from)}</h1>
${
  baseline.withdrawal === null
    ? null
    : insetText({
        text: html`<strong>Withdrawn on ${writtenWords(baseline.withdrawal)}:</strong> ${baseline.withdrawal.reason}`,
      })
}
${summaryList({ rows: facts(view) })}
${form === null ? null : withdrawal(view, form)}
<p class="govuk-body"><a class="govuk-link" href="${measureAddress(unit.code, kpi.code)}">Back to the measure</a></p>`,
  })
}

function facts({ baseline }: BaselineView): SummaryRow[] {
  const { from, reason, cause } = baseline
  return [
    { key: 'Average and usual range begin anew', value: periodName(from) },
    { key: 'Why', value: html`<span class="app-said">${reason}</span>` },
    ...(cause === null ? [] : [{ key: 'What brought it about', value: causeContent(cause) }]),
    { key: 'Set', value: capital(writtenWords(baseline)) },
  ]
}

function withdrawal({ series, baseline }: BaselineView, form: WithdrawalForm): Html {
  const { kpi, unit } = series
  return html`<h2 class="govuk-heading-m">Withdraw it</h2>
<p class="govuk-body">The series is then judged as if it had never been set. Both stay on record, with who and why.</p>
<form method="post" action="${baselineAddress(unit.code, kpi.code, baseline.id)}" class="app-form" novalidate>
<input type="hidden" name="_csrf" value="${form.csrfToken}">
<input type="hidden" name="seen" value="${form.seen}">
${textArea({
  label: 'Why it is withdrawn (required)',
  name: 'reason',
  hint: `Up to ${longest.baseline.toLocaleString('en-GB')} characters. ${privacyHint}`,
  error: form.fault ?? (form.stale ? staleWords : null),
  value: form.reason,
  rows: 3,
})}
${privacyQuestion({ details: form.details })}
<div class="govuk-button-group">${button({ text: 'Withdraw the baseline' })}</div>
</form>`
}

const staleWords =
  'Somebody set or withdrew a baseline of this series while you were writing. Look at the series before you save'

function errorsOf({ fault, details, stale }: WithdrawalForm): { text: string; href: string }[] {
  return [
    ...(fault === null ? [] : [{ text: fault, href: '#reason' }]),
    ...(stale ? [{ text: staleWords, href: '#reason' }] : []),
    ...(details.length === 0
      ? []
      : [
          {
            text: 'Take out what looks like a person’s details, or tick to save it as it is',
            href: '#accepted',
          },
        ]),
  ]
}
