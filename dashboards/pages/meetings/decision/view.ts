/** One agreed action: what it was, everything that was recorded about it, and the form that records whether it was done. */
import { html } from 'hono/html'
import { privacyHint } from '#domain/council/personal-details.ts'
import { longest } from '#domain/council/written-text.ts'
import { signature } from '#domain/meetings/answering-role.ts'
import { type DecisionState, decisionStates } from '#domain/meetings/decision.ts'
import type { TextRelease } from '#domain/suppression/released-text.ts'
import { dayName, periodName } from '#domain/time/period.ts'
import {
  actionAddress,
  decisionAddress,
  measureAddress,
  scorecardAddress,
  unitAddress,
  unitDecisionsAddress,
} from '../../../addresses.ts'
import { button } from '../../../components/button/button.ts'
import { radios } from '../../../components/choices/choices.ts'
import { decisionMark } from '../../../components/decision-mark/decision-mark.ts'
import { details } from '../../../components/details/details.ts'
import { errorSummary } from '../../../components/error-summary/error-summary.ts'
import { textArea } from '../../../components/form-fields/form-fields.ts'
import { privacyQuestion } from '../../../components/privacy-question/privacy-question.ts'
import { releaseControl } from '../../../components/release-control/release-control.ts'
import { releaseTick } from '../../../components/release-tick/release-tick.ts'
import { type SummaryRow, summaryList } from '../../../components/summary-list/summary-list.ts'
import { timeline } from '../../../components/timeline/timeline.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { datedWords } from '../../../words/published-words.ts'
import { releaseKey } from '../../kit/releasable.ts'
import type { DecisionView, OutcomeForm } from './model.ts'

const stateWords: Record<DecisionState, string> = {
  done: 'It was done',
  not_done: 'It was not done',
  open: 'It is still open',
}

/** The page of one agreed action. */
export function decisionView(view: DecisionView): Html {
  const { frame, unit, decision, outcomes, form } = view
  const errors = form === null ? [] : errorsOf(form)
  return page({
    ...frame,
    title: ['An agreed action', unit.name],
    error: errors.length > 0,
    breadcrumbs: [
      { text: unit.name, href: unitAddress(unit.code) },
      { text: 'Agreed actions', href: unitDecisionsAddress(unit.code) },
      { text: 'An agreed action' },
    ],
    wide: true,
    body: html`${errors.length === 0 ? null : errorSummary({ errors })}
<span class="govuk-caption-l">${unit.name}, agreed ${dayName(decision.decidedOn)}</span>
<h1 class="govuk-heading-l">${decision.body}</h1>
<p class="govuk-body-l">${decisionMark({ decision, day: frame.today })}</p>
${summaryList({ rows: facts(view) })}
${control(view, decision.release, 'the agreed action')}
${form === null || decision.state !== 'open' ? null : formOf(view, form)}
${
  outcomes.length === 0
    ? null
    : html`<h2 class="govuk-heading-m">Reported so far</h2>
${timeline({
  items: outcomes.map((o) => ({
    title: stateWords[o.state],
    date: datedWords(o.recordedAt, o.onDay),
    by: signature(o),
    ...(o.outcome === null
      ? {}
      : {
          body: html`<p class="govuk-body app-said">${o.outcome}</p>${control(view, o.release, 'what came of it')}`,
        }),
  })),
})}`
}
${
  form === null || decision.state === 'open'
    ? null
    : details({
        summary: 'Change what came of it',
        body: formOf(view, form),
        open: errors.length > 0,
      })
}`,
  })
}

/** Beside a text that the reader may release: whether the board may read it. */
function control({ releases }: DecisionView, release: TextRelease | null, what: string): Html | null {
  if (releases === null || release === null || !releases.texts.has(releaseKey(release))) return null
  return releaseControl({ release, releasing: releases.releasing, what })
}

function facts({ unit, decision, kpiName, actionSummary }: DecisionView): SummaryRow[] {
  const { ownerRole, dueOn, decidedBy, decidedOn, period, kpi, action } = decision
  const rows: (SummaryRow | null)[] = [
    { key: 'Who will do it', value: ownerRole },
    { key: 'By when', value: dueOn === null ? 'No day was set' : dayName(dueOn) },
    {
      key: 'Agreed',
      value: html`${dayName(decidedOn)}, ${decidedBy}${
        period === null
          ? null
          : html`, at the scorecard of <a class="govuk-link" href="${scorecardAddress(unit.code, period)}">${periodName(period)}</a>`
      }`,
    },
    kpi === null
      ? null
      : {
          key: 'Measure',
          value: html`<a class="govuk-link" href="${measureAddress(unit.code, kpi)}">${kpiName ?? kpi}</a>`,
        },
    action === null
      ? null
      : {
          key: 'Action of the plan',
          value: html`<a class="govuk-link" href="${actionAddress(action)}">${action}</a>${actionSummary === null ? null : `: ${actionSummary}`}`,
        },
  ]
  return rows.filter((row) => row !== null)
}

function errorsOf({ faults, details: signs, stale, release }: OutcomeForm): { text: string; href: string }[] {
  return [
    ...faults.map(({ field, text }) => ({ text, href: field === 'state' ? '#state' : '#words' })),
    ...(stale
      ? [
          {
            text: 'Somebody else said what came of it while you were writing. Look at that before you save',
            href: '#words',
          },
        ]
      : []),
    ...(release.advice === null
      ? []
      : [{ text: 'Look at the text again before you release it', href: '#release' }]),
    ...(signs.length === 0
      ? []
      : [
          {
            text: 'Take out what looks like a person’s details, or tick to save it as it is',
            href: '#accepted',
          },
        ]),
  ]
}

function formOf({ unit, decision }: DecisionView, form: OutcomeForm): Html {
  const fault = (field: string) => form.faults.find((f) => f.field === field)?.text ?? null
  const order: DecisionState[] = ['done', 'not_done', 'open']
  return html`<form method="post" action="${decisionAddress(unit.code, decision.id)}" class="app-form" novalidate>
<input type="hidden" name="_csrf" value="${form.csrfToken}">
<input type="hidden" name="seen" value="${String(form.seen)}">
${radios({
  name: 'state',
  legend: 'Was it done?',
  legendSize: 'm',
  error: fault('state'),
  items: order.map((state) => ({ value: state, text: stateWords[state], checked: form.state === state })),
})}
${textArea({
  label: 'What came of it',
  name: 'words',
  hint: `What was done, and what difference it made; or why not, and what happens instead. Up to ${longest.outcome.toLocaleString(
    'en-GB',
  )} characters. ${privacyHint}`,
  error: fault('words'),
  value: form.words,
  rows: 4,
})}
${privacyQuestion({ details: form.details })}
${releaseTick(form.release)}
<div class="govuk-button-group">${button({ text: 'Save' })}<a class="govuk-link" href="${unitDecisionsAddress(unit.code)}">All agreed actions</a></div>
</form>`
}

/** True for a state that a form may send. */
export function isDecisionState(text: unknown): text is DecisionState {
  return decisionStates.some((state) => state === text)
}
