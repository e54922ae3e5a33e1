/** The form that records an action that a meeting agreed. */
import { html } from 'hono/html'
import { privacyHint } from '#domain/council/personal-details.ts'
import { longest } from '#domain/council/written-text.ts'
import { dayName, periodName } from '#domain/time/period.ts'
import { firstLine } from '#domain/wording/first-line.ts'
import { nameList } from '#domain/wording/name-list.ts'
import { dimensionQuestions } from '#domain/wording/words.ts'
import { decisionAddress, scorecardAddress, unitDecisionsAddress } from '../../../addresses.ts'
import { button } from '../../../components/button/button.ts'
import { dateInput } from '../../../components/date-input/date-input.ts'
import { errorSummary } from '../../../components/error-summary/error-summary.ts'
import { select, textArea, textInput } from '../../../components/form-fields/form-fields.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import { privacyQuestion } from '../../../components/privacy-question/privacy-question.ts'
import { releaseTick } from '../../../components/release-tick/release-tick.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import type { DecisionNewView } from './model.ts'

/** The page of the form. */
export function decisionNewView(view: DecisionNewView): Html {
  const { frame, unit, period, fields, back } = view
  const errors = errorsOf(view)
  const scorecard = scorecardAddress(unit.code, period)
  return page({
    ...frame,
    title: ['Agree an action', unit.name, periodName(period)],
    error: errors.length > 0,
    breadcrumbs: [
      { text: unit.name, href: scorecard },
      { text: 'Agreed actions', href: unitDecisionsAddress(unit.code) },
      { text: 'Agree an action' },
    ],
    wide: true,
    body: html`${errors.length === 0 ? null : errorSummary({ errors })}
<span class="govuk-caption-l">${unit.name}, ${periodName(period)}</span>
<h1 class="govuk-heading-l">Agree an action</h1>
${aboutMeasure(view)}
${view.closed === null ? html`<p class="govuk-body">${introduction(view)}</p>` : insetText({ text: `${view.closed}.` })}
${view.closed !== null && fields.body === '' ? html`<p class="govuk-body"><a class="govuk-link" href="${back.href}">${back.text}</a></p>` : entry(view)}`,
  })
}

/** The figure that the action is about, so that nobody has to go back for it. */
function aboutMeasure({ measure }: DecisionNewView): Html | null {
  if (measure === null) return null
  return html`<p class="govuk-body"><strong>${measure.name}: ${measure.figure}</strong>${
    measure.target === null ? null : html`, target ${measure.target}`
  }</p>`
}

/** What was filled in for the writer, and the day that the agreement bears. */
function introduction({ frame, fields, isFilledIn, typedDue }: DecisionNewView): string {
  const dated = `The agreed action is dated today, ${dayName(frame.today)}.`
  if (!isFilledIn) return dated
  const filled = [
    ...(fields.body === '' ? [] : ['what will be done (from the commentary)']),
    ...(fields.owner === '' ? [] : ['who will do it']),
    ...(fields.day === ''
      ? []
      : [typedDue === null ? 'by when (in four weeks)' : 'by when (from the commentary)']),
    ...(fields.kpi === '' ? [] : ['the measure']),
    ...(fields.action === '' ? [] : ['an action of the plan that is linked to it']),
  ]
  return `Filled in for you: ${nameList(filled)}. Change what is not right. ${dated}`
}

/** The form. For a closed unit it is shown only with a text that was written before the unit closed, so that nothing typed is
 * lost. */
function entry(view: DecisionNewView): Html {
  const { unit, period, fields, back } = view
  const hasLinked = view.actions.some((a) => a.isLinked)
  const fault = (field: string) => view.faults.find((f) => f.field === field)?.text ?? null
  return html`<form method="post" action="${decisionAddress(unit.code, 'new')}" class="app-form" novalidate>
<input type="hidden" name="_csrf" value="${view.csrfToken}">
<input type="hidden" name="period" value="${period}">
<input type="hidden" name="from" value="${back.from}">
<input type="hidden" name="about" value="${view.about}">
${textArea({
  label: 'What will be done',
  name: 'body',
  hint: `One thing, so that next month you can say whether it was done. Up to ${longest.decision} characters. ${privacyHint}`,
  error: fault('body'),
  value: fields.body,
  rows: 3,
})}
${textInput({
  label: 'Who will do it',
  name: 'owner',
  hint: 'A role, such as team manager. Not a name.',
  error: fault('owner'),
  value: fields.owner,
  autocomplete: 'off',
})}
${dateInput({
  id: 'due',
  namePrefix: 'due',
  legend: 'By when',
  hint: dueHint(view),
  error: fault('due'),
  values: { day: fields.day, month: fields.month, year: fields.year },
})}
${select({
  label: 'Measure it is about (optional)',
  name: 'kpi',
  error: fault('kpi'),
  items: [
    { value: '', text: 'None in particular', selected: fields.kpi === '' },
    ...view.kpis.map((kpi) => ({
      value: kpi.code,
      text: kpi.name,
      selected: fields.kpi === kpi.code,
      group: dimensionQuestions[kpi.dimension],
    })),
  ],
})}
${select({
  label: 'Action of the improvement plan it helps (optional)',
  name: 'action',
  error: fault('action'),
  items: [
    { value: '', text: 'None in particular', selected: fields.action === '' },
    ...view.actions.map(({ ref, summary, isLinked }) => ({
      value: ref,
      text: `${ref} ${summary}`,
      selected: fields.action === ref,
      ...(hasLinked ? { group: isLinked ? 'Linked to this measure' : 'Other actions of the plan' } : {}),
    })),
  ],
})}
${privacyQuestion({ details: view.details })}
${releaseTick(view.release)}
<div class="govuk-button-group">${button({ text: 'Save the agreed action' })}<a class="govuk-link" href="${back.href}">${back.text}</a></div>
</form>`
}

/** How to type the day; where the commentary's words name no day to come, they are shown and the day is asked for. */
function dueHint({ typedDue }: DecisionNewView): string {
  const form = 'such as 28 6 2019'
  if (typedDue === null || typedDue.day !== null)
    return `The day on which to ask whether it was done, ${form}.`
  return `The commentary says “${firstLine(typedDue.words, 60)}”. Which day is that? Enter one from today on, ${form}.`
}

function errorsOf({ faults, details, release }: DecisionNewView): { text: string; href: string }[] {
  return [
    ...faults.map(({ field, text }) => ({ text, href: field === 'due' ? '#due-day' : `#${field}` })),
    ...(release.advice === null
      ? []
      : [{ text: 'Look at the text again before you release it', href: '#release' }]),
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
