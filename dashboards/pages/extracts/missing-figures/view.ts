import { html } from 'hono/html'
import { privacyHint } from '#domain/council/personal-details.ts'
import { longest } from '#domain/council/written-text.ts'
import { periodFinding } from '#domain/extracts/completeness.ts'
import { grainOf, periodInSentence, periodName } from '#domain/time/period.ts'
import { formatNumber } from '#domain/wording/format.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import type { AbsenceGroup, MissingGroup } from '#server/reads/missing-figures.ts'
import { button } from '../../../components/button/button.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import { details } from '../../../components/details/details.ts'
import { errorSummary } from '../../../components/error-summary/error-summary.ts'
import { select, textArea } from '../../../components/form-fields/form-fields.ts'
import { privacyQuestion } from '../../../components/privacy-question/privacy-question.ts'
import { stoppedWeeks } from '../../../components/stopped-weeks/stopped-weeks.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { datedWords } from '../../../words/published-words.ts'
import type { MissingFiguresView, MissingForm } from './model.ts'

/** What is missing in a month or a week, from whom, and the reasons recorded for it. */
export function missingFiguresView({ frame, figures, form }: MissingFiguresView): Html {
  const { period, returns, stopped, missing, said } = figures
  const errors = form === null ? [] : errorsOf(form)
  return page({
    ...frame,
    title: ['Missing figures', periodName(period)],
    section: '/extracts',
    error: errors.length > 0,
    wide: true,
    breadcrumbs: [{ text: 'Data quality', href: '/data-quality' }, { text: 'Missing figures' }],
    body: html`${errors.length === 0 ? null : errorSummary({ errors })}
<span class="govuk-caption-l">${periodName(period)}</span>
<h1 class="govuk-heading-l">Missing figures</h1>
<p class="govuk-body-l">${periodFinding(returns, stopped, period)}.</p>
${missing.length === 0 ? html`<p class="govuk-body">No figure is missing that is still to come.</p>` : missingTable(missing, period)}
${grainOf(period) === 'weekly' ? stoppedWeeks({ stopped }) : null}
${form === null || missing.length === 0 ? null : sayForm(form, missing, period)}
${saidList(said, form, period)}
<p class="govuk-body"><a class="govuk-link" href="/data-quality">Data quality</a></p>`,
  })
}

function errorsOf({
  fault,
  details: signs,
  isStale,
  isWithdrawal,
}: MissingForm): { text: string; href: string }[] {
  const place = isWithdrawal ? '#said' : '#reason'
  return [
    ...(fault === null ? [] : [{ text: fault.text, href: isWithdrawal ? '#said' : `#${fault.field}` }]),
    ...(isStale
      ? [
          {
            text: 'Somebody else said something of these figures meanwhile. Look at it before you save',
            href: place,
          },
        ]
      : []),
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

function missingTable(missing: readonly MissingGroup[], period: string): Html {
  return dataTable({
    caption: `Figures that are missing for ${periodInSentence(period)}`,
    captionSize: 'hidden',
    columns: [
      { heading: 'Data set' },
      { heading: 'Team' },
      { heading: 'Figures missing', numeric: true },
      { heading: 'Measures' },
    ],
    rows: missing.map((group) => ({
      cells: [group.returnName, group.unit.name, formatNumber(group.kpis.length), group.kpis.join('; ')],
    })),
    dense: true,
    cards: true,
  })
}

function sayForm(form: MissingForm, missing: readonly MissingGroup[], period: string): Html {
  const own = form.isWithdrawal ? { ...form, of: '', reason: '', fault: null, details: [] } : form
  const fault = (field: 'of' | 'reason') => (own.fault?.field === field ? own.fault.text : null)
  const items = missing.map(({ returnCode, returnName, unit, kpis }) => ({
    value: `${returnCode} ${unit.code}`,
    text: `${returnName}: ${unit.name} (${kpis.length} ${wordFor(kpis.length, 'figure')})`,
    selected: own.of === `${returnCode} ${unit.code}`,
  }))
  return html`<h2 class="govuk-heading-m" id="say">Say that figures will not come</h2>
<p class="govuk-body">${
    grainOf(period) === 'weekly'
      ? `It holds from ${periodInSentence(period)} on, until a figure comes or you withdraw it. `
      : ''
  }They leave the list of what is missing, and wherever they are missing your reason is shown. One that comes later counts as it comes.</p>
<form method="post" action="/data-quality/missing" class="app-form" novalidate>
<input type="hidden" name="_csrf" value="${form.csrfToken}">
<input type="hidden" name="period" value="${period}">
${select({
  label: 'Which figures',
  name: 'of',
  error: fault('of'),
  items: [{ value: '', text: 'Select a data set and a team' }, ...items],
})}
${textArea({
  label: 'Why they will not come (required)',
  name: 'reason',
  hint: `In up to ${longest.absence} characters. ${privacyHint}`,
  error: fault('reason'),
  value: own.reason,
  rows: 3,
})}
${privacyQuestion({ details: own.details })}
${button({ text: 'Save' })}
</form>`
}

function saidList(said: readonly AbsenceGroup[], form: MissingForm | null, period: string): Html | null {
  if (said.length === 0) return null
  return html`<h2 class="govuk-heading-m" id="said">Figures that will not come</h2>
${dataTable({
  caption: `Figures for ${periodInSentence(period)} that will not come, as was said`,
  captionSize: 'hidden',
  columns: [
    { heading: 'Data set' },
    { heading: 'From' },
    { heading: 'Figures', numeric: true },
    { heading: 'Why' },
    { heading: 'Said by' },
    ...(form === null ? [] : [{ heading: 'Withdraw' }]),
  ],
  rows: said.map((line) => ({
    cells: [
      line.returnName,
      fromWords(line),
      formatNumber(line.figures),
      line.reason,
      `${line.by}, ${datedWords(line.at, line.dated)}`,
      ...(form === null ? [] : [withdrawForm(line, form, period)]),
    ],
  })),
  dense: true,
  cards: true,
})}`
}

/** What is recorded for a week also applies to the weeks after it, until a figure comes. */
function fromWords({ unitName, period }: AbsenceGroup): string {
  return grainOf(period) === 'weekly' ? `${unitName}, from ${periodInSentence(period)} on` : unitName
}

function withdrawForm(line: AbsenceGroup, form: MissingForm, period: string): Html {
  const of = `${line.returnCode} ${line.unit}`
  const isOwn = line.period === period
  const own = isOwn && form.isWithdrawal && form.of === of ? form : null
  const id = `withdraw-${line.returnCode}-${line.unit}${isOwn ? '' : `-${line.period}`}`
  return details({
    summary: html`Withdraw<span class="govuk-visually-hidden"> what was said of ${line.unitName} in ${line.returnName}</span>`,
    open: own !== null,
    body: html`<form method="post" action="/data-quality/missing" novalidate>
<input type="hidden" name="_csrf" value="${form.csrfToken}">
<input type="hidden" name="period" value="${line.period}">
<input type="hidden" name="of" value="${of}">
<input type="hidden" name="seen" value="${String(line.version)}">
<input type="hidden" name="withdraw" value="yes">
${textArea({
  label: 'Why they are expected again (required)',
  name: 'reason',
  id,
  error: own?.fault?.text ?? null,
  value: own?.reason ?? '',
  rows: 2,
})}
${privacyQuestion({ details: own?.details ?? [] })}
${button({ text: 'Withdraw', secondary: true })}
</form>`,
  })
}
