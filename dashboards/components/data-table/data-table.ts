import { html } from 'hono/html'
import type { Content, Html } from '../../html.ts'

/** A column. `label` names its cells on a phone, where each row becomes a card; the heading if not given. */
export type Column = {
  heading: Content
  numeric?: boolean
  label?: string
  hiddenHeading?: boolean
  className?: string
  /** The heading is a link that sorts the rows by it. */
  sort?: { href: string; order: 'ascending' | 'descending' | 'none' }
  /** Only printed. */
  printOnly?: boolean
}
export type Row = {
  cells: readonly Content[]
  id?: string
  /** A class of the row, and of the row beneath it that opens. */
  className?: string
  /** Appended to what is copied from the row: the source line of its figure. */
  source?: string
  /** More about the row, behind a summary, in its own row beneath. */
  detail?: { summary: Content; body: Html; open?: boolean }
}
export type RowGroup = {
  heading: Content
  rows: readonly Row[]
}

export type DataTableOptions = {
  caption: Content
  /** How the caption looks; `hidden` if a heading just above says the same. */
  captionSize?: 's' | 'm' | 'l' | 'hidden'
  columns: readonly Column[]
  rows?: readonly Row[]
  groups?: readonly RowGroup[]
  /** False if no cell names its row. */
  rowHeaders?: boolean
  id?: string
  /** Smaller text and spacing, for tables of figures. */
  dense?: boolean
  /** Rows become cards on a narrow screen. */
  cards?: boolean
  /** The table scrolls sideways in its own region; these words name the region. */
  scrollLabel?: string
  foot?: readonly Content[]
  /** Where the figures come from, besides what their row and column say; appended to what is copied from a cell. */
  source?: string
}

/** A table with a caption, scoped headers and numbers to the right. Groups of rows have headings of their own. */
export function dataTable(options: DataTableOptions): Html {
  const { columns, captionSize = 'm' } = options
  const size = captionSize === 'hidden' ? 'govuk-visually-hidden' : `govuk-table__caption--${captionSize}`
  const id = options.id === undefined ? '' : html` id="${options.id}"`
  const classes = `govuk-table app-table${options.dense === true ? ' app-table--dense' : ''}${options.cards === true ? ' app-table--cards' : ''}`
  const source = options.source === undefined ? '' : html` data-source-table="${options.source}"`
  const table = html`<table class="${classes}"${id}${source}>
<caption class="govuk-table__caption ${size}">${options.caption}</caption>
<thead class="govuk-table__head"><tr class="govuk-table__row">
${columns.map(head)}</tr></thead>
${options.groups?.map((group) => groupBody(options, group))}${options.rows === undefined ? null : body(options, options.rows)}${
  options.foot === undefined
    ? null
    : html`<tfoot class="app-table__foot"><tr class="govuk-table__row">${options.foot.map((cell, i) => dataCell(options, cell, i))}</tr></tfoot>\n`
}</table>`
  if (options.scrollLabel === undefined) return table
  const cue = scrollCue('More columns: scroll sideways →')
  return html`<div class="app-scroll" role="region" aria-label="${options.scrollLabel}" tabindex="0">${cue}${table}</div>`
}

/** The line above a table that is wider than its room: that there is more, and where. A region with a name says so to those who hear it. */
export function scrollCue(words: string): Html {
  return html`<p class="app-scroll__cue app-no-print" aria-hidden="true">${words}</p>`
}

/** A table whose rows beyond the first few a phone shows once they are asked for. */
export function foldedRows(rows: readonly Row[], first: number): Row[] {
  return rows.map((row, i) =>
    i < first
      ? row
      : { ...row, className: [row.className, 'app-phone-fold__part'].filter(Boolean).join(' ') },
  )
}

function head(column: Column): Html {
  const { sort } = column
  const words =
    column.hiddenHeading === true
      ? html`<span class="govuk-visually-hidden">${column.heading}</span>`
      : column.heading
  const order = sort === undefined ? '' : html` aria-sort="${sort.order}"`
  return html`<th scope="col" class="govuk-table__header${column.numeric === true ? ' govuk-table__header--numeric' : ''}${classesOf(column)}"${order}>${
    sort === undefined
      ? words
      : html`<a class="govuk-link app-sort" href="${sort.href}">${words}${arrowOf(sort.order)}</a>`
  }</th>\n`
}

function arrowOf(order: 'ascending' | 'descending' | 'none'): Html {
  const arrow = order === 'ascending' ? '▲' : order === 'descending' ? '▼' : '↕'
  return html`<span class="app-sort__arrow" aria-hidden="true"> ${arrow}</span>`
}

function classesOf(column: Column | undefined): string {
  return `${column?.className === undefined ? '' : ` ${column.className}`}${column?.printOnly === true ? ' app-print-cell' : ''}`
}

/** How many columns a row across the table spans on screen. */
function span({ columns }: DataTableOptions): number {
  return columns.filter((column) => column.printOnly !== true).length
}

function groupBody(options: DataTableOptions, group: RowGroup): Html {
  const columns = span(options)
  const heading = html`<th scope="rowgroup" colspan="${columns}" class="govuk-table__header">${group.heading}</th>`
  return html`<tbody class="govuk-table__body"><tr class="govuk-table__row app-table__group">${heading}</tr>
${group.rows.map((row) => rowOf(options, row))}</tbody>
`
}

function body(options: DataTableOptions, rows: readonly Row[]): Html {
  return html`<tbody class="govuk-table__body">
${rows.map((row) => rowOf(options, row))}</tbody>
`
}

function rowOf(options: DataTableOptions, row: Row): Html {
  const id = row.id === undefined ? '' : html` id="${row.id}"`
  const own = row.className === undefined ? '' : ` ${row.className}`
  const follows = `${row.detail === undefined ? '' : ' app-table__row--detailed'}${own}`
  const source = row.source === undefined ? '' : html` data-source-line="${row.source}"`
  return html`<tr class="govuk-table__row${follows}"${id}${source}>${row.cells.map((cell, i) => dataCell(options, cell, i))}</tr>
${
  row.detail === undefined
    ? null
    : html`<tr class="govuk-table__row app-table__detail${own}"><td class="govuk-table__cell" colspan="${span(options)}">${expander(row.detail)}</td></tr>\n`
}`
}

/** What opens beneath a row. */
function expander({ summary, body, open }: NonNullable<Row['detail']>): Html {
  const folded = html`<summary class="app-expander__summary">${summary}</summary>`
  return html`<details class="app-expander"${open === true ? ' open' : ''}>${folded}<div class="app-expander__body">${body}</div></details>`
}

function dataCell(options: DataTableOptions, cell: Content, index: number): Html {
  const column = options.columns[index]
  const extra = classesOf(column)
  if (index === 0 && options.rowHeaders !== false) {
    return html`<th scope="row" class="govuk-table__header${extra}">${cell}</th>`
  }
  const label = column?.label ?? (typeof column?.heading === 'string' ? column.heading : '')
  const named =
    options.cards === true && label !== '' && column?.printOnly !== true ? html` data-label="${label}"` : ''
  const numeric = column?.numeric === true ? ' govuk-table__cell--numeric' : ''
  // On a phone the label is beside the value, so the value is wrapped as one element.
  const value = named === '' || cell === '' ? cell : html`<div>${cell}</div>`
  return html`<td class="govuk-table__cell${numeric}${extra}"${named}>${value}</td>`
}
