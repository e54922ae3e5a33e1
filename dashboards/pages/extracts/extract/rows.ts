/** The rows of a file as they were received, and the one that the address asks for. */
import { html } from 'hono/html'
import { dayName, grainOf, periodName, shortMonth } from '#domain/time/period.ts'
import { formatCell, formatNumber } from '#domain/wording/format.ts'
import { stateWords } from '#domain/wording/words.ts'
import type { ExtractFileRow } from '#server/reads/extracts.ts'
import { extractAddress, measureAddress } from '../../../addresses.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import { pagination } from '../../../components/pagination/pagination.ts'
import type { Content, Html } from '../../../html.ts'
import type { ExtractView, NamedRow } from './model.ts'

/** The row that the address asks for, shown before anything else: this is where a figure's lineage ends. */
export function askedRow(view: ExtractView): Html | null {
  const { row: number, rows: shown, receipt } = view
  if (number === null) return null
  const row = shown.rows.find((r) => r.row === number)
  if (row === undefined) {
    const fault = view.whole ? receipt.problemsFound.find((p) => p.row === number) : undefined
    return insetText({
      text:
        fault === undefined
          ? `Row ${number} of this file holds no figure that you may see. The rows nearest to it are below.`
          : fault.message,
    })
  }
  const kpi = row.measure
  return html`<section class="app-row" aria-labelledby="asked"><h2 class="govuk-heading-m" id="asked">Row ${number}</h2>
<p class="app-row__figure"><strong>${
    kpi === null ? stateWords[row.state] : formatCell(kpi, row)
  }</strong> ${kpi?.name ?? row.kpi}, ${row.unitName}, ${periodName(row.period)}</p>
<p class="govuk-body">The file says: ${said(row)}. ${became(view, row)}</p>
</section>`
}

/** The figures of a row in the file's own columns. */
function said(row: ExtractFileRow): string {
  const parts = [
    row.numerator === null ? null : `numerator ${formatNumber(row.numerator, 4)}`,
    row.denominator === null ? null : `denominator ${formatNumber(row.denominator, 4)}`,
    row.value === null || row.state !== 'without_denominator' ? null : `value ${formatNumber(row.value, 4)}`,
    row.symbol === null ? null : `the symbol ${row.symbol}`,
    row.asAt === null ? null : `as at ${dayName(row.asAt)}`,
  ].filter((part) => part !== null)
  return parts.length === 0 ? 'no figure' : parts.join(', ')
}

function became(view: ExtractView, row: NamedRow): Content {
  const here = row.open
    ? html` <a class="govuk-link" href="${measureAddress(row.unit, row.kpi, row.period)}">See the measure</a>`
    : null
  if (view.receipt.publishedAt === null) return 'It is not published.'
  if (row.version === null) return html`It repeats what was already known, so nothing changed.${here}`
  if (row.superseded)
    return html`It became version ${row.version} of this figure; a later file has restated it.${here}`
  return html`It is the current figure${row.version > 1 ? ` (version ${row.version})` : ''}.${here}`
}

/** A page of the file's rows. */
export function fileRows(view: ExtractView): Html {
  const { rows: shown, receipt, whole } = view
  const title = whole ? 'Rows of the file' : 'Your rows of the file'
  if (shown.total === 0) {
    return html`<h2 class="govuk-heading-m" id="rows">${title}</h2>
${insetText({
  text:
    receipt.problems > 0
      ? 'None of its rows were taken, because a file with a problem changes nothing.'
      : ['received', 'checking'].includes(receipt.status)
        ? 'It has not been checked yet, so none of its rows are known.'
        : 'It holds no rows.',
})}`
  }
  return html`<h2 class="govuk-heading-m" id="rows">${title}</h2>
${dataTable({
  caption: html`Rows as received, page ${shown.page} of ${formatNumber(shown.pages)}. Row numbers are those a spreadsheet shows`,
  captionSize: 's',
  columns: [
    { heading: 'Row' },
    { heading: 'Team' },
    { heading: 'Measure' },
    { heading: 'Period' },
    { heading: 'Numerator', numeric: true },
    { heading: 'Denominator', numeric: true },
    { heading: 'Value', numeric: true },
    { heading: 'Note' },
  ],
  // A row of a wide table contains several figures; only the first of them gets the row's anchor.
  rows: shown.rows.map((r, i) => ({
    ...(shown.rows.findIndex((other) => other.row === r.row) === i ? { id: `row-${r.row}` } : {}),
    cells: cells(view, r),
  })),
  dense: true,
  cards: true,
  scrollLabel: `Rows of ${receipt.filename}`,
})}
${shown.pages > 1 ? pages(view) : null}`
}

function cells(view: ExtractView, r: NamedRow): Content[] {
  const kpi = r.measure
  const figure = (n: number | null) => (n === null ? (r.symbol ?? '') : formatNumber(n, 4))
  const name = kpi?.name ?? r.kpi
  const isAsked = r.row === view.row
  return [
    html`${r.sheet === null ? null : `${r.sheet}, `}${
      isAsked
        ? html`<strong class="app-row__mark">${formatNumber(r.row)}<span class="govuk-visually-hidden">, the row you asked for</span></strong>`
        : formatNumber(r.row)
    }`,
    html`<span class="app-code">${r.unit}</span> ${r.unitName}`,
    html`<span class="app-code">${r.kpi}</span> ${
      r.open && view.receipt.publishedAt !== null
        ? html`<a class="govuk-link" href="${measureAddress(r.unit, r.kpi, r.period)}">${name}</a>`
        : name
    }`,
    grainOf(r.period) === 'monthly' ? shortMonth(r.period) : periodName(r.period),
    figure(r.numerator),
    kpi?.kind === 'count' || kpi?.kind === 'stock' ? '' : figure(r.denominator),
    kpi === null
      ? ''
      : r.state === 'reported' || r.state === 'without_denominator'
        ? formatCell(kpi, r)
        : stateWords[r.state],
    [r.asAt === null ? null : `As at ${dayName(r.asAt)}`, r.note, r.superseded ? 'Restated since' : null]
      .filter((part) => part !== null)
      .join('. '),
  ]
}

function pages({ receipt, rows: { page: current, pages: last } }: ExtractView): Html {
  const href = (n: number) => `${extractAddress(receipt.id)}?page=${n}#rows`
  const near = [1, current - 1, current, current + 1, last].filter((n) => n >= 1 && n <= last)
  const numbers = [...new Set(near)].sort((a, b) => a - b)
  return pagination({
    label: 'Pages of rows',
    ...(current > 1 ? { previous: { href: href(current - 1) } } : {}),
    ...(current < last ? { next: { href: href(current + 1) } } : {}),
    items: numbers.flatMap((n, i) => [
      ...(i > 0 && n - (numbers[i - 1] ?? n) > 1 ? [{ ellipsis: true } as const] : []),
      { number: n, href: href(n), current: n === current },
    ]),
  })
}
