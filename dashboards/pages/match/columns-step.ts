import { html } from 'hono/html'
import type { ExtractRegister } from '#domain/extract-register.ts'
import { cellAddress, columnLetters } from '#domain/layout.ts'
import { monthWithin } from '#domain/month-words.ts'
import { periodName } from '#domain/period.ts'
import { monthCells, nearestName } from '#domain/suggest-layout.ts'
import type { SheetPreview } from '#server/extracts/reading/grid.ts'
import { button } from '../../components/button/button.ts'
import { radios } from '../../components/choices/choices.ts'
import { dataTable } from '../../components/data-table/data-table.ts'
import { select } from '../../components/form-fields/form-fields.ts'
import type { Html } from '../../layout/html.ts'
import type { ColumnsPart, TablePart } from './draft.ts'
import { cellSelect, kpiOptions, type Option, tableAddress, tableFields, unitOptions } from './fields.ts'
import type { MatchError } from './view.ts'

export type ColumnsStep = {
  is: 'columns'
  table: TablePart
  columns: ColumnsPart
  /** The sheet whose headings were chosen, and the row of them. */
  sheet: SheetPreview
  row: number
  headings: readonly string[]
  isWorkbook: boolean
  register: ExtractRegister
  returns: readonly { code: string; name: string }[]
}

/** Each column's heading and first texts, and what it is said to hold. */
export function columnsStep(step: ColumnsStep, address: string, errors: readonly MatchError[]): Html {
  const { columns, headings, sheet, row } = step
  const errorOf = (id: string) => errors.find((error) => error.href === `#${id}`)?.text ?? null
  const uses = useOptions(step)
  const below = sheet.rows.filter((each) => each.row > row)
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
  rows: headings.map((heading, place) => {
    const id = `c${place}`
    const name = heading === '' ? 'no heading' : heading
    return {
      cells: [
        html`<span class="app-code">${columnLetters(place)}</span> ${name}`,
        samplesOf(below.map(({ cells }) => cells[place] ?? '')),
        html`${cellSelect({
          id,
          label: `What column ${columnLetters(place)}, ${name}, holds`,
          items: uses,
          chosen: columns.uses[place] ?? '',
          error: errorOf(id),
        })}${nearTo(heading, columns.uses[place] ?? '', step.register)}`,
      ],
    }
  }),
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
${
  hasDates(step)
    ? radios({
        legend: 'How are dates such as 03/04/2019 written?',
        legendSize: 's',
        name: 'dates',
        small: true,
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
<a class="govuk-link" href="${tableAddress(address, step.table)}">Back to where the table stands</a></div>
</form>`
}

function samplesOf(texts: readonly string[]): string {
  const first = [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))].slice(0, 3)
  return first.length === 0
    ? 'nothing'
    : first.map((text) => (text.length > 40 ? `${text.slice(0, 39)}…` : text)).join(' · ')
}

/** The nearest name of ours, offered beside what was chosen and never chosen for the person. */
function nearTo(heading: string, use: string, register: ExtractRegister): Html | null {
  const near = use === '' && heading !== '' ? nearestName('kpi', heading, register) : null
  return near === null
    ? null
    : html`<div class="govuk-hint app-match__near">The closest is ${near.name}</div>`
}

const parts = { numerator: 'numerator', denominator: 'denominator', value: 'percentage' }

function useOptions({ register, returns }: ColumnsStep): Option[] {
  const measures = kpiOptions(register, returns).flatMap(({ value, text, kind, group }) => {
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

function periodOptions({ isWorkbook, sheet, row, columns }: ColumnsStep): Option[] {
  const name = sheet.name ?? ''
  const reading = monthWithin(name, columns.dates)
  const reads = reading.is === 'month' ? `: ${periodName(reading.month)}` : ''
  return [
    { value: 'column', text: 'The month that a column names' },
    ...monthCells(sheet.rows, row).map((cell) => ({
      value: `cell:${cell.row}:${cell.column}`,
      text: `What ${cellAddress(cell.row, cell.column)} says, ‘${cell.text.slice(0, 60)}’: ${periodName(cell.month)}`,
    })),
    ...(isWorkbook ? [{ value: 'sheet', text: `What the sheet is called, ‘${name}’${reads}` }] : []),
  ]
}

function chosenOf(chosen: string, items: readonly Option[]): (Option & { selected: boolean })[] {
  return items.map((item) => ({ ...item, selected: item.value === chosen }))
}

function hasMonth({ sheet, row, columns, isWorkbook }: ColumnsStep): boolean {
  return columns.uses.includes('period') || isWorkbook || monthCells(sheet.rows, row).length > 0
}

/** Whether the file has a date that could be read in two ways. */
function hasDates({ sheet }: ColumnsStep): boolean {
  return sheet.rows.some(({ cells }) =>
    cells.some((cell) => /\b[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}\b/.test(cell)),
  )
}
