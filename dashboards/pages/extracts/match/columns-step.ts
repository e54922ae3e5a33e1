import { html } from 'hono/html'
import { cellAddress, columnLetters, figureParts } from '#domain/extracts/layouts/layout.ts'
import type { SuggestedUse } from '#domain/extracts/layouts/suggest-columns.ts'
import { monthCells } from '#domain/extracts/layouts/suggest-layout.ts'
import { nearestName } from '#domain/extracts/layouts/suggest-names.ts'
import type { ExtractRegister } from '#domain/extracts/register.ts'
import { headingPeriod, isAmbiguousDate, monthWithin } from '#domain/time/month-words.ts'
import { periodName } from '#domain/time/period.ts'
import { plural } from '#domain/wording/plural.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import { button } from '../../../components/button/button.ts'
import { radios } from '../../../components/choices/choices.ts'
import { dataTable, type Row } from '../../../components/data-table/data-table.ts'
import { select } from '../../../components/form-fields/form-fields.ts'
import type { Html } from '../../../html.ts'
import {
  cellSelect,
  kpiOptions,
  type Option,
  suggestedFirst,
  tableAddress,
  tableFields,
  unitOptions,
} from './fields.ts'
import type { ColumnsStep, MatchError } from './model.ts'
import { firstSimilar } from './similar-columns.ts'
import { blanksBelow, useText } from './suggestions.ts'

/** Each column's heading and first texts, and its content according to the answers. */
export function columnsStep(step: ColumnsStep, address: string, errors: readonly MatchError[]): Html {
  const { columns, headings, sheet } = step
  const errorOf = (id: string) => errors.find((error) => error.href === `#${id}`)?.text ?? null
  const uses = useOptions(step)
  const firsts = firstSimilar(headings, columns.dates || 'day_first')
  return html`<form method="get" action="${address}" novalidate>
<input type="hidden" name="step" value="names">
${tableFields(step.table)}
${dataTable({
  caption: sheet.name === null ? 'Columns of the file' : `Columns of the sheet ‘${sheet.name}’`,
  captionSize: 'hidden',
  cards: true,
  columns: [
    { heading: 'Column' },
    { heading: 'First texts', className: 'app-match__samples' },
    { heading: 'What it holds', className: 'app-match__answer' },
  ],
  rows: headings.flatMap((heading, place) =>
    firsts[place] === place
      ? [columnRow({ step, heading, place, uses, firsts, error: errorOf(`c${place}`) })]
      : [],
  ),
})}
${select({
  label: 'Which team are the figures of?',
  name: 'team',
  error: errorOf('team'),
  items: chosenOf(columns.team, teamOptions(step)),
})}
${select({
  label: 'Which month are they of?',
  name: 'period',
  error: errorOf('period'),
  ...(hasMonth(step) ? {} : { hint: 'No cell above the headings names one month.' }),
  items: chosenOf(columns.period, periodOptions(step)),
})}
${select({
  label: 'Which measure are they of?',
  name: 'measure',
  error: errorOf('measure'),
  items: chosenOf(columns.measure, measureOptions(step)),
})}
${
  hasDates(step)
    ? radios({
        legend: 'How are dates such as 03/04/2019 written?',
        legendSize: 's',
        name: 'dates',
        small: true,
        error: errorOf('dates'),
        items: [
          { value: 'day_first', text: 'The day first: 3 April 2019', checked: columns.dates === 'day_first' },
          {
            value: 'month_first',
            text: 'The month first: 4 March 2019',
            checked: columns.dates === 'month_first',
          },
        ],
      })
    : html`<input type="hidden" name="dates" value="${columns.dates}">`
}
<div class="govuk-button-group">${button({ text: 'Continue' })}
${step.hasSuggestions ? button({ text: 'Accept the suggestions', secondary: true, name: 'accept', value: 'yes' }) : null}
<a class="govuk-link" href="${tableAddress(address, step.table)}">Back to where the table stands</a></div>
</form>`
}

function columnRow({
  step,
  heading,
  place,
  uses,
  firsts,
  error,
}: {
  step: ColumnsStep
  heading: string
  place: number
  uses: readonly Option[]
  firsts: readonly number[]
  error: string | null
}): Row {
  const { columns, sheet, row, register, suggestions } = step
  const id = `c${place}`
  const name = heading === '' ? 'no heading' : heading
  const below = sheet.rows.filter((each) => each.row > row).map(({ cells }) => cells[place] ?? '')
  const chosen = columns.uses[place] ?? ''
  return {
    cells: [
      html`<span class="app-code">${columnLetters(place)}</span> ${name}${likeIt(step.headings, place, firsts)}`,
      samplesOf(below),
      html`${cellSelect({
        id,
        label: `What column ${columnLetters(place)}, ${name}, holds`,
        items: suggestedFirst(uses, suggestedUses(suggestions[place] ?? null)),
        chosen,
        error,
      })}${suggestedHint(suggestions[place] ?? null, chosen, uses) ?? nearTo(heading, chosen, register)}${fillField(step, place)}`,
    ],
  }
}

/** Later columns that differ only in their month. The answer for the first applies to them, and to those in files still to come.
 * */
function likeIt(headings: readonly string[], place: number, firsts: readonly number[]): Html | null {
  const alike = headings.filter((_, other) => firsts[other] === place && other !== place)
  const last = alike.at(-1)
  if (last === undefined) return null
  return html`<div class="govuk-hint app-match__near">and ${plural(alike.length, 'column')} like it, to ${last}</div>`
}

/** The suggestion, and the other numbers of the same measure. */
function suggestedUses(suggested: SuggestedUse | null): string[] {
  if (suggested === null || suggested.use === 'ignored') return []
  const { use } = suggested
  if (typeof use === 'string') return [use]
  return [...new Set([use.part, ...figureParts])].map((part) => `${use.kpi}.${part}`)
}

function suggestedHint(suggested: SuggestedUse | null, chosen: string, uses: readonly Option[]): Html | null {
  if (suggested === null || suggested.isSure || chosen !== '') return null
  const text = uses.find(({ value }) => value === useText(suggested.use))?.text
  return text === undefined ? null : html`<div class="govuk-hint app-match__near">Suggested: ${text}</div>`
}

/** Offered for a column with blank cells below a text: merged cells and pivoted tables write a name only once. */
function fillField(step: ColumnsStep, place: number): Html | null {
  const blanks = blanksBelow(step, place)
  const use = step.columns.uses[place] ?? ''
  const couldBe = use === '' || use === 'team' || use === 'kpi' || use === 'period'
  const suggested = step.suggestions[place]?.use
  if (!couldBe || (use === '' && suggested !== 'team' && suggested !== 'kpi' && suggested !== 'period'))
    return null
  if (blanks === 0 && step.columns.fills[place] !== true) return null
  const id = `fill-${place}`
  const checked = step.columns.fills[place] === true ? ' checked' : ''
  return html`<div class="govuk-checkboxes govuk-checkboxes--small app-match__fill" data-module="govuk-checkboxes"><div class="govuk-checkboxes__item">
<input class="govuk-checkboxes__input" id="${id}" name="${id}" type="checkbox" value="yes"${checked} aria-describedby="${id}-hint">
<label class="govuk-label govuk-checkboxes__label" for="${id}">Fill down: a blank cell takes the one above</label>
<div id="${id}-hint" class="govuk-hint govuk-checkboxes__hint">Blank in ${wordFor(
    blanks,
    '1 row',
    `${blanks} rows`,
  )} with figures, as in a merged or pivoted table. Never across a total or a blank row.</div>
</div></div>`
}

function samplesOf(texts: readonly string[]): string {
  const first = [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))].slice(0, 3)
  return first.length === 0
    ? 'nothing'
    : first.map((text) => (text.length > 40 ? `${text.slice(0, 39)}…` : text)).join(' · ')
}

/** The nearest of our names, offered beside the choice and never chosen for the person. */
function nearTo(heading: string, use: string, register: ExtractRegister): Html | null {
  const near = use === '' && heading !== '' ? nearestName('kpi', heading, register) : null
  return near === null
    ? null
    : html`<div class="govuk-hint app-match__near">The closest is ${near.name}</div>`
}

const parts = { numerator: 'numerator', denominator: 'denominator', value: 'percentage' }

/** What a column can contain, by the value that its select sends. */
export function useOptions({ register, questions }: Pick<ColumnsStep, 'register' | 'questions'>): Option[] {
  const measures = kpiOptions(register, questions).flatMap(({ value, text, kind, group }) => {
    const option = (part: keyof typeof parts, word: string) => ({
      value: `${value}.${part}`,
      text: `${text}: ${word}`,
      ...(group === undefined ? {} : { group }),
    })
    if (kind === 'count' || kind === 'stock') return [option('numerator', 'number')]
    if (kind === 'median') return [option('value', 'value'), option('denominator', 'number of cases')]
    if (kind === 'mean') return [option('numerator', 'numerator'), option('denominator', 'denominator')]
    return (['numerator', 'denominator', 'value'] as const).map((part) => option(part, parts[part]))
  })
  const names = 'Where each row names its measure'
  return [
    { value: '', text: 'Select what it holds' },
    { value: 'ignored', text: 'Nothing that is read' },
    { value: 'team', text: 'The team' },
    { value: 'period', text: 'The month' },
    { value: 'note', text: 'A note' },
    { value: 'kpi', text: 'The name of the measure', group: names },
    { value: 'numerator', text: 'The numerator, or the number', group: names },
    { value: 'denominator', text: 'The denominator', group: names },
    { value: 'value', text: 'The percentage or value', group: names },
    ...measures,
  ]
}

function teamOptions({ isWorkbook, sheet, register }: ColumnsStep): Option[] {
  return [
    { value: 'column', text: 'The team that a column names' },
    { value: 'heading', text: 'The team in each heading of figures' },
    ...(isWorkbook
      ? [{ value: 'sheet', text: `The team that the sheet is called, like ‘${sheet.name}’` }]
      : []),
    ...unitOptions(register).map(({ value, text }) => ({
      value: `one:${value}`,
      text,
      group: 'All of one team',
    })),
  ]
}

function measureOptions({ isWorkbook, sheet, register, questions }: ColumnsStep): Option[] {
  return [
    { value: 'column', text: 'The one that a column names, or that its columns are of' },
    ...(isWorkbook
      ? [{ value: 'sheet', text: `The measure that the sheet is called, like ‘${sheet.name}’` }]
      : []),
    ...kpiOptions(register, questions).map(({ value, text, group }) => ({
      value: `one:${value}`,
      text,
      group,
    })),
  ]
}

function periodOptions({ isWorkbook, sheet, row, columns, headings }: ColumnsStep): Option[] {
  const dates = columns.dates || 'day_first'
  const month = headings.find((heading) => headingPeriod(heading, dates) !== null || isAmbiguousDate(heading))
  const name = sheet.name ?? ''
  const reading = monthWithin(name, dates)
  const reads = reading.is === 'month' ? `: ${periodName(reading.month)}` : ''
  return [
    { value: 'column', text: 'The month that a column names' },
    ...(month === undefined
      ? []
      : [
          {
            value: 'heading',
            text: `The month in each heading, such as ‘${month.slice(0, 40)}’, and in every later one like it`,
          },
        ]),
    ...monthCells(sheet.rows, row).map((cell) => ({
      value: `cell:${cell.row}:${cell.column}`,
      text: `What ${cellAddress(cell.row, cell.column)} says, ‘${cell.text.slice(0, 60)}’${isAmbiguousDate(cell.text) ? '' : `: ${periodName(cell.month)}`}`,
    })),
    ...(isWorkbook ? [{ value: 'sheet', text: `What the sheet is called, ‘${name}’${reads}` }] : []),
  ]
}

function chosenOf(chosen: string, items: readonly Option[]): (Option & { selected: boolean })[] {
  return items.map((item) => ({ ...item, selected: item.value === chosen }))
}

function hasMonth({ sheet, row, columns, headings, isWorkbook }: ColumnsStep): boolean {
  if (columns.uses.includes('period') || isWorkbook) return true
  return (
    headings.some((heading) => headingPeriod(heading, 'day_first')) || monthCells(sheet.rows, row).length > 0
  )
}

/** Whether the table has a date that can be read in two ways. */
function hasDates({ sheet, row, headings }: ColumnsStep): boolean {
  const cells = sheet.rows.flatMap((each) => (each.row > row ? each.cells.slice(0, headings.length) : []))
  const above = monthCells(sheet.rows, row).map(({ text }) => text)
  return [...headings, ...above, ...cells].some(isAmbiguousDate)
}
