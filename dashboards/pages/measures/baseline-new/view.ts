/** The form with which a person sets a new baseline of a series. */
import { html } from 'hono/html'
import { privacyHint } from '#domain/council/personal-details.ts'
import { longest } from '#domain/council/written-text.ts'
import { fullPoints, trialPoints } from '#domain/figures/spc/limits.ts'
import { isNotWhole } from '#domain/figures/wholeness.ts'
import { periodName } from '#domain/time/period.ts'
import { stepWords } from '#domain/wording/step-words.ts'
import { grainWords } from '#domain/wording/words.ts'
import { baselineAddress, measureAddress, scorecardAddress } from '../../../addresses.ts'
import { button } from '../../../components/button/button.ts'
import { errorSummary } from '../../../components/error-summary/error-summary.ts'
import { select, textArea } from '../../../components/form-fields/form-fields.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import { privacyQuestion } from '../../../components/privacy-question/privacy-question.ts'
import { releaseTick } from '../../../components/release-tick/release-tick.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import type { BaselineNewView } from './model.ts'

/** The page of the form. */
export function baselineNewView(view: BaselineNewView): Html {
  const { frame, series, closed } = view
  const { kpi, unit, step } = series
  const errors = errorsOf(view)
  return page({
    ...frame,
    title: ['Set a new baseline', kpi.name, unit.name],
    error: errors.length > 0,
    breadcrumbs: [
      { text: unit.name, href: scorecardAddress(unit.code, 'latest') },
      { text: kpi.name, href: measureAddress(unit.code, kpi.code) },
      { text: 'Set a new baseline' },
    ],
    wide: true,
    body: html`${errors.length === 0 ? null : errorSummary({ errors })}
<span class="govuk-caption-l">${kpi.name}, ${unit.name}</span>
<h1 class="govuk-heading-l">Set a new baseline</h1>
${
  closed === null
    ? html`${step === null ? null : insetText({ text: `${stepWords(kpi, step)}.` })}
<p class="govuk-body">Set one only for a known and lasting change in the way of working. The average and the usual range begin anew
from the ${grainWords[series.grain]} you choose. No value changes, a signed-off scorecard keeps what was agreed, and everybody can see who
set it and why. It can be withdrawn.</p>
${form(view)}`
    : html`${insetText({ text: closed })}<p class="govuk-body"><a class="govuk-link" href="${measureAddress(unit.code, kpi.code)}">Back to the measure</a></p>`
}`,
  })
}

function form(view: BaselineNewView): Html {
  const { series, actions, fields } = view
  const { kpi, unit, grain } = series
  const word = grainWords[grain]
  const fault = (field: string) => view.faults.find((f) => f.field === field)?.text ?? null
  const notes = series.annotations.filter(({ kind }) => kind === 'annotation').reverse()
  const most = longest.baseline.toLocaleString('en-GB')
  const item = (value: string, text: string) => ({ value, text, selected: fields.cause === value })
  return html`<form method="post" action="${baselineAddress(unit.code, kpi.code, 'new')}" class="app-form" novalidate>
<input type="hidden" name="_csrf" value="${view.csrfToken}">
<input type="hidden" name="seen" value="${view.seen}">
<input type="hidden" name="grain" value="${grain}">
${select({
  label: `First ${word} of the new level`,
  name: 'from',
  hint: `A usual range needs ${trialPoints} ${word}s from there on, and is a first estimate until there are ${fullPoints}.`,
  error: fault('from') ?? (view.stale ? staleWords : null),
  items: [
    { value: '', text: `Choose a ${word}`, selected: fields.from === '' },
    ...offered(view).map((period) => ({
      value: period,
      text: periodName(period),
      selected: fields.from === period,
    })),
  ],
})}
${textArea({
  label: 'Why it runs at a new level (required)',
  name: 'reason',
  hint: `What changed in the way of working; it is shown on the chart. Up to ${most} characters. ${privacyHint}`,
  error: fault('reason'),
  value: fields.reason,
  rows: 4,
})}
${select({
  label: 'What brought it about (optional)',
  name: 'cause',
  hint: 'An action of the improvement plan linked to this measure, or an event noted on its chart.',
  error: fault('cause'),
  items: [
    { value: '', text: 'None of these', selected: fields.cause === '' },
    ...actions.map(({ ref, summary }) => ({
      ...item(`action ${ref}`, `${ref} ${summary}`),
      group: 'Actions of the plan',
    })),
    ...notes.map(({ id, period, text }) => ({
      ...item(`note ${id}`, `${periodName(period)}: ${text}`),
      group: 'Events noted',
    })),
  ],
})}
${privacyQuestion({ details: view.details })}
${releaseTick(view.release)}
<div class="govuk-button-group">${button({ text: 'Set the baseline' })}
<a class="govuk-link" href="${measureAddress(unit.code, kpi.code)}">Back to the measure</a></div>
</form>`
}

/** The periods at which a baseline can begin, latest first: those with a whole figure, but the first, at which the series begins
 * anyway, and those at which one begins already. */
function offered({ series }: BaselineNewView): string[] {
  const taken = series.baselines.flatMap((b) => (b.withdrawal === null ? [b.from] : []))
  return series.points
    .filter((p) => p.state === 'reported' && !isNotWhole(p))
    .slice(1)
    .map(({ period }) => period)
    .filter((period) => !taken.includes(period))
    .reverse()
}

const staleWords =
  'Somebody set or withdrew a baseline of this series while you were writing. Look at the series before you save'

function errorsOf({ faults, details, stale, release }: BaselineNewView): { text: string; href: string }[] {
  return [
    ...faults.map(({ field, text }) => ({ text, href: `#${field}` })),
    ...(stale ? [{ text: staleWords, href: '#from' }] : []),
    ...(release.advice === null
      ? []
      : [{ text: 'Look at the reason again before you release it', href: '#release' }]),
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
