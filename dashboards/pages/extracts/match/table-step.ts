import { html } from 'hono/html'
import { columnLetters } from '#domain/extracts/layouts/layout.ts'
import { formatNumber } from '#domain/wording/format.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import { button } from '../../../components/button/button.ts'
import { checkboxes, radios } from '../../../components/choices/choices.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import { select, textArea, textInput } from '../../../components/form-fields/form-fields.ts'
import type { Html } from '../../../html.ts'
import type { TablePart } from './draft.ts'
import { tableFields } from './fields.ts'
import type { MatchError, TableStep } from './model.ts'

const mostRows = 16
const mostColumns = 14

/** The file's own first rows, and where the table is among them. */
export function tableStep(
  step: TableStep,
  { address, csrfToken }: { address: string; csrfToken: string },
  errors: readonly MatchError[],
): Html {
  const { sheets, table } = step
  const errorOf = (href: string) => errors.find((error) => error.href === href)?.text ?? null
  return html`${choiceOf(step, address, csrfToken)}${firstRows(step)}${others(step, address)}
${suggestionsForm(table, address)}
<form method="get" action="${address}" novalidate>
<input type="hidden" name="step" value="columns">
${sheets.length < 2 ? null : sheetFields(step)}
${textInput({
  label: 'In which row do the headings stand?',
  hint: 'The number at the left of the row. Where they take two rows, give the lower one.',
  name: 'heading',
  value: table.heading,
  width: 4,
  inputmode: 'numeric',
  error: errorOf('#heading'),
})}
${radios({
  legend: 'How many rows do the headings take?',
  legendSize: 's',
  name: 'rows',
  small: true,
  items: [
    { value: '1', text: 'One', checked: table.rows === 1 },
    {
      value: '2',
      text: 'Two',
      hint: 'A heading of the upper row stands over the columns to its right, as a merged cell does.',
      checked: table.rows === 2,
    },
  ],
})}
<div class="govuk-!-width-two-thirds">
${textArea({
  label: 'Rows to leave out',
  hint: 'Rows that begin like this, such as Total. One beginning on each line; blank rows are always left out.',
  name: 'begins',
  rows: 3,
  value: table.begins.join('\n'),
})}
${textArea({
  label: 'Where the table ends',
  hint: 'From the row that begins like this, nothing more is read, such as Produced by. Leave it blank where the table ends with the file.',
  name: 'ends',
  rows: 2,
  value: table.ends.join('\n'),
})}
</div>
${button({ text: 'Continue' })}
</form>`
}

/** Accepts every suggestion with one press, above the questions. The last page lets a person check them. */
function suggestionsForm(table: TablePart, address: string): Html | null {
  if (table.heading === '') return null
  return html`<form method="get" action="${address}" class="govuk-inset-text" novalidate>
<input type="hidden" name="step" value="columns">
${tableFields(table)}
<p class="govuk-body">How the file is likely to be read is filled in. Take it all at once and check it on the last
page, or go through it step by step. Nothing is confirmed before that page.</p>
${button({ text: 'Accept the suggestions', secondary: true, name: 'accept', value: 'yes' })}
</form>
`
}

/** If layouts have the file's headings but none has read it, a person chooses the layout. */
function choiceOf({ fitting }: TableStep, address: string, csrfToken: string): Html | null {
  if (fitting.length === 0) return null
  return html`<form method="post" action="${address}" class="govuk-inset-text">
<input type="hidden" name="_csrf" value="${csrfToken}">
<p class="govuk-body">${wordFor(
    fitting.length,
    `The layout ‘${fitting[0]}’ reads files with these headings. Read this one by it, or match it below.`,
    `${fitting.length} layouts read files with these headings. Say by which this one is read, or match it below.`,
  )}</p>
<div class="govuk-button-group">${fitting.map((name) => html`${button({ text: `Read it by ‘${name}’`, secondary: true, name: 'use', value: name })}\n`)}</div>
</form>
`
}

function firstRows({ sheets, shows, table }: TableStep): Html | null {
  const sheet = sheets[shows]
  if (sheet === undefined) return null
  const rows = sheet.rows.slice(0, mostRows)
  const width = Math.min(mostColumns, Math.max(1, ...rows.map(({ cells }) => cells.length)))
  const headings = [Number(table.heading), table.rows === 2 ? Number(table.heading) - 1 : 0]
  return dataTable({
    caption:
      sheet.name === null ? 'The first rows of the file' : `The first rows of the sheet ‘${sheet.name}’`,
    captionSize: 's',
    dense: true,
    scrollLabel: 'The first rows of the file',
    columns: [
      { heading: 'Row', className: 'app-match__row' },
      ...Array.from({ length: width }, (_, place) => ({ heading: columnLetters(place) })),
    ],
    rows: rows.map(({ row, cells }) => ({
      cells: [
        formatNumber(row),
        ...Array.from({ length: width }, (_, place) => {
          const text = shortened(cells[place] ?? '')
          return headings.includes(row) && text !== '' ? html`<strong>${text}</strong>` : text
        }),
      ],
    })),
  })
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

function others({ sheets, shows }: TableStep, address: string): Html | null {
  if (sheets.length < 2) return null
  return html`<p class="govuk-body">Look at another sheet: ${sheets.map(
    (sheet, place) =>
      html`${place === 0 ? '' : ', '}${
        place === shows
          ? html`<strong>${sheet.name}</strong>`
          : html`<a class="govuk-link" href="${address}?show=${place}">${sheet.name}</a>`
      }`,
  )}</p>`
}

function sheetFields({ sheets, table }: TableStep): Html {
  const items = [
    { value: 'every', text: 'Every sheet but those ticked below' },
    { value: 'first', text: 'Only the first, whatever it is called' },
    ...sheets.map(({ name }) => ({ value: `named:${name}`, text: `Only ‘${name}’` })),
  ]
  return html`${select({
    label: 'Which sheets hold the figures?',
    name: 'sheets',
    items: items.map((item) => ({ ...item, selected: item.value === table.sheets })),
  })}
${checkboxes({
  legend: 'Sheets to leave out',
  legendSize: 's',
  hint: 'Where every sheet is read: those that hold no table.',
  name: 'except',
  small: true,
  items: sheets.map(({ name }, i) => ({
    name: `except-${i}`,
    value: name ?? '',
    text: name ?? '',
    checked: table.except.includes(name ?? ''),
  })),
})}`
}
