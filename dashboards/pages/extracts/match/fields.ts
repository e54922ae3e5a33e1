/** The fields of the steps: hidden fields carried along, and selects inside a table. */
import { html } from 'hono/html'
import type { Dimension } from '#domain/catalogue/kpi.ts'
import type { ExtractRegister } from '#domain/extracts/register.ts'
import { kpiName } from '#domain/extracts/register.ts'
import { dimensionQuestions } from '#domain/wording/words.ts'
import type { Html } from '../../../html.ts'
import type { ColumnsPart, TablePart } from './draft.ts'

export type Option = { value: string; text: string; group?: string }

/** A select within a table; the words of its row are its label. */
export function cellSelect(options: {
  id: string
  label: string
  items: readonly Option[]
  chosen: string
  error: string | null
}): Html {
  const { id, items, chosen, error } = options
  const groups = [...new Set(items.map(({ group }) => group))]
  const described = error === null ? '' : html` aria-describedby="${id}-error"`
  return html`<label class="govuk-visually-hidden" for="${id}">${options.label}</label>${
    error === null
      ? null
      : html`<p id="${id}-error" class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> ${error}</p>`
  }<select class="govuk-select app-match__select${error === null ? '' : ' govuk-select--error'}" id="${id}" name="${id}"${described}>
${groups.map((group) => {
  const own = items.filter((item) => item.group === group).map((item) => optionOf(item, chosen))
  return group === undefined ? own : html`<optgroup label="${group}">${own}</optgroup>`
})}</select>`
}

function optionOf({ value, text }: Option, chosen: string): Html {
  return html`<option value="${value}"${value === chosen ? ' selected' : ''}>${text}</option>\n`
}

/** The first step's answers, carried by the later ones. */
export function tableFields(table: TablePart): Html {
  return html`${tableAnswers(table).map(([name, value]) => hidden(name, value))}`
}

/** The second step's answers, carried by the third. */
export function columnsFields(columns: ColumnsPart): Html {
  return html`${columnsAnswers(columns).map(([name, value]) => hidden(name, value))}`
}

/** The link back to the first step with its answers. */
export function tableAddress(address: string, table: TablePart): string {
  return `${address}?${new URLSearchParams(tableAnswers(table))}`
}

/** The link back to the second step with its answers. */
export function columnsAddress(address: string, table: TablePart, columns: ColumnsPart): string {
  const answers: [string, string][] = [
    ['step', 'columns'],
    ...tableAnswers(table),
    ...columnsAnswers(columns),
  ]
  return `${address}?${new URLSearchParams(answers)}`
}

function tableAnswers(table: TablePart): [string, string][] {
  return [
    ['sheets', table.sheets],
    ...table.except.map((name, i): [string, string] => [`except-${i}`, name]),
    ['heading', table.heading],
    ['rows', String(table.rows)],
    ['begins', table.begins.join('\n')],
    ['ends', table.ends.join('\n')],
  ]
}

function columnsAnswers(columns: ColumnsPart): [string, string][] {
  return [
    ...columns.uses.map((use, place): [string, string] => [`c${place}`, use]),
    ...columns.fills.flatMap((isFilled, place): [string, string][] =>
      isFilled ? [[`fill-${place}`, 'yes']] : [],
    ),
    ['team', columns.team],
    ['period', columns.period],
    ['measure', columns.measure],
    ['dates', columns.dates],
  ]
}

function hidden(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}">\n`
}

/** Every unit by name; open teams come first. */
export function unitOptions({ units, today }: ExtractRegister): Option[] {
  return [...units.values()]
    .map(({ code, name, kind, closed }) => {
      const isClosed = closed !== null && closed < today
      const group = kind !== 'team' ? 'Services and the council' : isClosed ? 'Closed teams' : 'Teams'
      return { value: code, text: `${name} (${code})`, group }
    })
    .toSorted((a, b) => order.indexOf(a.group) - order.indexOf(b.group) || a.text.localeCompare(b.text))
}

const order = ['Teams', 'Closed teams', 'Services and the council']

/** The question that each measure answers, by the measure's code. */
export type Questions = ReadonlyMap<string, Dimension>

/** Every measure by name, grouped by the question it answers. */
export function kpiOptions(
  { kpis }: ExtractRegister,
  questions: Questions,
): (Option & { kind: string; group: string })[] {
  const options = [...kpis.values()].map((kpi) => {
    const question = questions.get(kpi.code)
    const group = question === undefined ? 'No longer measured' : dimensionQuestions[question]
    return { value: kpi.code, text: kpiName(kpi, null), kind: kpi.kind, group }
  })
  return Object.values(dimensionQuestions)
    .concat('No longer measured')
    .flatMap((group) => options.filter((option) => option.group === group))
}

/** The options; suggested ones come first, in a group of their own. */
export function suggestedFirst(items: readonly Option[], suggested: readonly string[]): Option[] {
  const first = suggested.flatMap((value) => items.find((item) => item.value === value && value !== '') ?? [])
  const others = items.filter((item) => !first.includes(item))
  const [unsaid, ...rest] = others
  return unsaid === undefined
    ? [...first]
    : [unsaid, ...first.map((item) => ({ ...item, group: 'Suggested' })), ...rest]
}
