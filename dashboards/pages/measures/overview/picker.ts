/** The overview's forms and filters. */
import { html } from 'hono/html'
import { monthChoice } from '#domain/wording/arrival-words.ts'
import { dimensionQuestions } from '#domain/wording/words.ts'
import { button } from '../../../components/button/button.ts'
import { checkboxes } from '../../../components/choices/choices.ts'
import { details } from '../../../components/details/details.ts'
import { select } from '../../../components/form-fields/form-fields.ts'
import type { Html } from '../../../html.ts'
import { measureSelect } from '../../kit/measure-select.ts'
import type { OverviewModel } from '../kit/overview-model.ts'
import { type OverviewChoices, type OverviewQuestion, overviewAddress } from '../kit/overview-question.ts'

/** The rest of the question, carried along by a form that asks for one part of it. */
export function hiddenFields(question: OverviewQuestion, without: readonly string[]): Html {
  const carried = [...new URLSearchParams(overviewAddress(question).split('?')[1])]
  return html`${carried
    .filter(([name]) => !without.includes(name))
    .map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`
}

/** The scope of the whole page: month, service, question, and whether only what is concerning. The summary shows what is set;
 * the form beneath it changes it. */
export function pageFilters({ question }: Pick<OverviewModel, 'question'>, choices: OverviewChoices): Html {
  const { period, service, dimension, onlyConcerning } = question
  const form = html`<form method="get" action="/overview" class="app-overview__filters" novalidate>
${hiddenFields(question, ['period', 'service', 'dimension', 'only', 'columns'])}
${select({
  label: 'Month',
  name: 'period',
  items: [...choices.months]
    .reverse()
    .map((m) => ({ value: m, text: monthChoice(m, choices.newer), selected: m === period })),
})}
${
  choices.services.length < 2
    ? null
    : select({
        label: 'Service',
        name: 'service',
        items: [
          { value: '', text: 'All services', selected: service === null },
          ...choices.services.map((s) => ({ value: s.code, text: s.name, selected: s.code === service })),
        ],
      })
}
${select({
  label: 'Question',
  name: 'dimension',
  items: [
    { value: '', text: 'Every measure', selected: dimension === null },
    ...Object.entries(dimensionQuestions).map(([value, text]) => ({
      value,
      text,
      selected: value === dimension,
    })),
  ],
})}
${checkboxes({
  name: 'only',
  small: true,
  items: [{ value: 'concerning', text: 'Only what is concerning', checked: onlyConcerning }],
})}
${button({ text: 'Show', secondary: true })}
</form>`
  return html`<div class="app-overview__filter">${details({
    summary:
      choices.services.length < 2
        ? 'Choose a month or a question'
        : 'Choose a month, a service or a question',
    body: form,
  })}</div>
${chips(question, choices)}`
}

/** Each filter that is set, as a link that removes it. */
function chips(question: OverviewQuestion, { services }: OverviewChoices): Html | null {
  const { service, dimension, onlyConcerning } = question
  const set = [
    service === null
      ? null
      : {
          text: services.find((s) => s.code === service)?.name ?? service,
          href: overviewAddress({ ...question, service: null }),
        },
    dimension === null
      ? null
      : { text: dimensionQuestions[dimension], href: overviewAddress({ ...question, dimension: null }) },
    onlyConcerning
      ? { text: 'Only what is concerning', href: overviewAddress({ ...question, onlyConcerning: false }) }
      : null,
  ].filter((chip) => chip !== null)
  if (set.length === 0) return null
  const cross = html`<span aria-hidden="true">×</span>`
  return html`<nav aria-label="Filters that are set"><ul class="app-overview__chips">${set.map(
    (chip) =>
      html`<li><a class="govuk-link" href="${chip.href}"><span class="govuk-visually-hidden">Remove filter: </span>${chip.text} ${cross}</a></li>`,
  )}</ul></nav>`
}

/** The measure that is shown month by month. */
export function measurePicker({ question, kpis }: Pick<OverviewModel, 'question' | 'kpis'>): Html {
  return html`<form method="get" action="/overview#measure" class="app-overview__picker" novalidate>
${hiddenFields(question, ['kpi', 'view', 'columns'])}
${measureSelect(kpis, question.kpi)}
${button({ text: 'Show measure', secondary: true })}
</form>`
}

/** The two ways of looking at teams, as links. */
export function viewLinks({ question }: Pick<OverviewModel, 'question'>): Html {
  const link = (view: OverviewQuestion['view'], text: string) => {
    const current = question.view === view ? html` aria-current="true"` : ''
    return html`<li><a class="govuk-link" href="${overviewAddress({ ...question, view })}#measure"${current}>${text}</a></li>`
  }
  return html`<nav aria-label="How teams are shown"><ul class="app-view-links app-overview__views">
${link('months', 'One measure, month by month')}
${link('measures', 'Many measures, this month')}</ul></nav>`
}
