import { html } from 'hono/html'
import { type CaseListFields, longestCaseList } from '#domain/council/case-list.ts'
import { signature } from '#domain/meetings/answering-role.ts'
import type { CaseListLine } from '#server/record/case-lists.ts'
import { caseListAddress } from '../../../addresses.ts'
import { button } from '../../../components/button/button.ts'
import { caseListLink } from '../../../components/case-list-link/case-list-link.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import { errorSummary } from '../../../components/error-summary/error-summary.ts'
import { textArea, textInput } from '../../../components/form-fields/form-fields.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { datedWords } from '../../../words/published-words.ts'
import { measureSelect } from '../../kit/measure-select.ts'
import type { CaseListForm, CaseListsView } from './model.ts'

const staleWords =
  'Somebody else has set this since you opened the page. Look at what is set now, and send it again'

/** Where the case system lists the names behind each measure, and the form that sets one. */
export function caseListsView(view: CaseListsView): Html {
  const { frame, form, kpis, csrfToken } = view
  const errors = form === null ? [] : errorsOf(form)
  return page({
    ...frame,
    title: ['Lists of names', 'Settings'],
    section: '/admin/settings',
    error: errors.length > 0,
    breadcrumbs: [
      { text: 'Settings', href: '/admin/settings' },
      { text: 'Lists of names', href: caseListAddress() },
    ],
    body: html`${errors.length === 0 ? null : errorSummary({ errors })}
<h1 class="govuk-heading-l">Lists of names</h1>
<p class="govuk-body">This service holds no names of children. Where the council’s case system has a list of the names behind a measure,
set its address here. The measure’s pages then link it, for readers inside the service only.</p>
${form === null || csrfToken === null ? null : formOf(form, csrfToken)}
${inForce(view)}
${
  csrfToken === null
    ? html`<p class="govuk-body">An administrator can change these.</p>`
    : html`<h2 class="govuk-heading-m">${form === null ? 'Choose a measure' : 'Choose another measure'}</h2>
<form method="get" action="${caseListAddress()}">${measureSelect(kpis, form?.kpi.code ?? '')}${button({
        text: 'Open its form',
        secondary: true,
      })}</form>`
}
<p class="govuk-body"><a class="govuk-link" href="/admin/settings#history">What was changed</a></p>`,
  })
}

function errorsOf({ errors, isStale }: CaseListForm): { text: string; href: string }[] {
  return [
    ...(isStale ? [{ text: staleWords, href: '#address' }] : []),
    ...Object.entries(errors).map(([field, text]) => ({ text, href: `#${field}` })),
  ]
}

function formOf({ kpi, current, typed, errors, isStale }: CaseListForm, csrfToken: string): Html {
  const isSet = current !== null && current.list !== null
  const fault = (field: keyof CaseListFields) => errors[field] ?? null
  return html`<form method="post" action="${caseListAddress()}" class="app-form" novalidate>
<h2 class="govuk-heading-m">${kpi.name} (${kpi.code})</h2>
<input type="hidden" name="_csrf" value="${csrfToken}">
<input type="hidden" name="kpi" value="${kpi.code}">
<input type="hidden" name="version" value="${current?.version ?? 0}">
${textInput({
  label: 'Address of the list',
  name: 'address',
  hint: `It begins with https:// and has up to ${longestCaseList.address} characters. Give the list’s own address, never that of one child.`,
  value: typed.address,
  inputmode: 'url',
  error: fault('address') ?? (isStale ? staleWords : null),
})}
${textInput({
  label: 'What it is called',
  name: 'label',
  hint: 'It completes the sentence “The names are in …”, as in report 14.',
  value: typed.label,
  width: 20,
  error: fault('label'),
})}
${textArea({ label: 'Why (optional)', name: 'reason', value: typed.reason, rows: 2, error: fault('reason') })}
<div class="govuk-button-group">${button({ text: 'Set the list' })}${
    isSet ? button({ text: 'Take it away', secondary: true, name: 'remove', value: 'yes' }) : null
  }</div>
</form>`
}

/** The lists that are set, each as the measure's pages show it. */
function inForce({ kpis, lines, csrfToken }: CaseListsView): Html {
  const latest = new Map<string, CaseListLine>()
  for (const line of lines) if (!latest.has(line.kpi)) latest.set(line.kpi, line)
  const set = [...latest.values()].flatMap(({ list, ...line }) => (list === null ? [] : [{ ...line, list }]))
  if (set.length === 0) return insetText({ text: 'No list is set: no page links one.' })
  return dataTable({
    caption: 'Lists that are set',
    columns: [
      { heading: 'Measure' },
      { heading: 'As its pages say it' },
      { heading: 'Address' },
      { heading: 'Set by' },
    ],
    rows: set
      .sort((a, b) => (a.kpi < b.kpi ? -1 : 1))
      .map(({ kpi, list, at, dated, ...line }) => ({
        cells: [
          csrfToken === null
            ? nameOf(kpis, kpi)
            : html`<a class="govuk-link" href="${caseListAddress(kpi)}">${nameOf(kpis, kpi)}</a>`,
          caseListLink({ list }),
          html`<span class="app-case-lists__address">${list.address}</span>`,
          `${signature(line)}, ${datedWords(at, dated)}`,
        ],
      })),
    dense: true,
    cards: true,
  })
}

function nameOf(kpis: CaseListsView['kpis'], code: string): string {
  const kpi = kpis.find((each) => each.code === code)
  return kpi === undefined ? code : `${kpi.name} (${code})`
}
