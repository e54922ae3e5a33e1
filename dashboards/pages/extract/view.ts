import { html } from 'hono/html'
import { extractChannelWords, extractStatusWords } from '#domain/extract-status.ts'
import { formatCell, formatNumber } from '#domain/format.ts'
import type { Kpi } from '#domain/kpi.ts'
import { dayName, grainOf, periodName, shortMonth } from '#domain/period.ts'
import { stateWords } from '#domain/words.ts'
import type {
  ExtractFileRow,
  ExtractFinding,
  ExtractReceipt,
  ExtractRowPage,
} from '#server/reads/extracts.ts'
import { dataTable } from '../../components/data-table/data-table.ts'
import { insetText } from '../../components/inset-text/inset-text.ts'
import { pagination } from '../../components/pagination/pagination.ts'
import { type SummaryRow, summaryList } from '../../components/summary-list/summary-list.ts'
import type { Content, Html } from '../../layout/html.ts'
import { page } from '../../layout/page.ts'
import { publishedWords } from '../../layout/published-words.ts'
import type { PageFrame } from '../page.ts'

export type ExtractView = {
  frame: PageFrame
  receipt: ExtractReceipt
  /** False for a reader who sees only the rows of their own units. */
  whole: boolean
  rows: Omit<ExtractRowPage, 'rows'> & { rows: readonly NamedRow[] }
  /** The spreadsheet row that was asked for. */
  row: number | null
}

/** A row with what its codes meant in its month. */
export type NamedRow = ExtractFileRow & {
  measure: Kpi | null
  unitName: string
  /** Whether the reader may open the unit's pages. */
  open: boolean
}

/** The receipt of a file: what came, who sent it, what was found in it, what it made visible, and its rows. */
export function extractView(view: ExtractView): Html {
  const { frame, receipt, whole } = view
  return page({
    ...frame,
    title: [receipt.filename, 'Extract'],
    section: '/extracts',
    wide: true,
    breadcrumbs: whole
      ? [
          { text: 'Home', href: '/' },
          { text: 'Extracts', href: '/extracts' },
        ]
      : [{ text: 'Home', href: '/' }],
    printFooter: `${receipt.filename} · extract ${receipt.id} · SHA-256 ${receipt.sha256}`,
    body: html`<span class="govuk-caption-l">Extract ${receipt.id}</span>
<h1 class="govuk-heading-l app-file">${receipt.filename}</h1>
${asked(view)}
<h2 class="govuk-heading-m">Receipt</h2>
${summaryList({ rows: facts(view) })}
${whole ? findings(receipt) : null}
${rows(view)}`,
  })
}

/** The row that was asked for, told before anything else: this is where a figure's lineage ends. */
function asked(view: ExtractView): Html | null {
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
<p class="app-row__figure"><strong>${kpi === null ? stateWords[row.state] : formatCell(kpi, row)}</strong> ${kpi?.name ?? row.kpi}, ${row.unitName}, ${periodName(row.period)}</p>
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
    ? html` <a class="govuk-link" href="/units/${encodeURIComponent(row.unit)}/kpis/${row.kpi}?to=${row.period}">See the measure</a>`
    : null
  if (view.receipt.publishedAt === null) return 'It is not published.'
  if (row.version === null) return html`It repeats what was already known, so nothing changed.${here}`
  if (row.superseded)
    return html`It became version ${row.version} of this figure; a later file has restated it.${here}`
  return html`It is the current figure${row.version === 1 ? '' : ` (version ${row.version})`}.${here}`
}

function facts({ receipt, whole }: ExtractView): SummaryRow[] {
  const rows: (SummaryRow | null)[] = [
    {
      key: 'Received',
      value: `${publishedWords(receipt.receivedAt)} by ${receipt.receivedBy}, ${extractChannelWords[receipt.channel]}`,
    },
    whole ? { key: 'Status', value: statusWords(receipt) } : null,
    receipt.reason === null || !whole ? null : { key: 'Reason given', value: receipt.reason },
    whole ? { key: 'Rows', value: countWords(receipt) } : null,
    ...receipt.publications.map((p) => ({
      key: p.kind === 'publish' ? 'Published' : 'Reverted',
      value: html`${publishedWords(p.publishedAt)} by ${p.publishedBy}<br>${whole ? html`${plural(p.added, 'figure')} new, ${formatNumber(p.changed)} changed, ${formatNumber(p.unchanged)} as before${p.reason === null || p.reason === receipt.reason ? null : html`<br>${p.reason}`}` : null}`,
    })),
    receipt.publications.length === 0 || !whole
      ? null
      : { key: 'What became visible', value: html`${reachWords(receipt)}` },
    {
      key: 'SHA-256 checksum',
      value: html`<code class="app-checksum">${receipt.sha256 === '' ? 'not yet computed' : receipt.sha256}</code>`,
    },
    { key: 'Size', value: `${formatNumber(receipt.byteCount)} bytes, ${receipt.mediaType}` },
    receipt.sameBytesAs === null || !whole
      ? null
      : {
          key: 'Same bytes as',
          value: html`<a class="govuk-link" href="/extracts/${receipt.sameBytesAs}">extract ${receipt.sameBytesAs}</a>`,
        },
  ]
  return rows.filter((row) => row !== null)
}

function statusWords({ status, problems, warnings }: ExtractReceipt): string {
  const found = [
    problems > 0 ? plural(problems, 'problem') : null,
    warnings > 0 ? plural(warnings, 'warning') : null,
  ].filter((part) => part !== null)
  return [extractStatusWords[status], ...found].join(', ')
}

function countWords({ rows, accepted, problems }: ExtractReceipt): string {
  if (rows === null) return 'Not checked yet'
  if (problems > 0)
    return `${formatNumber(rows)} read; none taken, because a file with a problem changes nothing`
  return `${formatNumber(rows)} read, ${formatNumber(accepted ?? 0)} taken`
}

/** "1,012 figures of 22 units and 48 measures, for April 2019", with the scorecards they are read on. */
function reachWords({ reach }: ExtractReceipt): Html {
  const spans = (['monthly', 'quarterly', 'weekly'] as const).flatMap((grain) => {
    const periods = reach.periods.filter((p) => grainOf(p) === grain)
    const [first, last] = [periods[0], periods.at(-1)]
    if (first === undefined || last === undefined) return []
    const named =
      grain === 'quarterly' ? (p: string) => `quarter ${p.slice(6)} of ${p.slice(0, 4)}` : periodName
    return [
      first === last ? named(first) : `${named(first)} to ${named(last).replace(/^Week beginning /, '')}`,
    ]
  })
  const when = spans.join(', and ').replaceAll('Week', 'week')
  return html`${plural(reach.kpis, 'measure')} of ${plural(reach.units, 'unit')}, for ${when}. Every figure of the services and the council that adds them was computed in the same transaction.`
}

function findings(receipt: ExtractReceipt): Html {
  return html`${found(receipt, 'problem', receipt.problemsFound, receipt.problems)}${found(receipt, 'warning', receipt.warningsFound, receipt.warnings)}`
}

function found(
  receipt: ExtractReceipt,
  word: 'problem' | 'warning',
  list: readonly ExtractFinding[],
  total: number,
): Html | null {
  if (list.length === 0) return null
  const [verb, heading] =
    word === 'problem'
      ? ['to fix', `There ${total === 1 ? 'is a problem' : `are ${formatNumber(total)} problems`} to fix`]
      : ['looked at', `${plural(total, 'warning')}`]
  return html`<section aria-labelledby="${word}s"><h2 class="govuk-heading-m" id="${word}s">${heading}</h2>
${word === 'problem' ? html`<p class="govuk-body">Nothing of this file has been published. Correct it at its source and send it again. <a class="govuk-link" href="/api/v1/extracts/${receipt.id}/problems.csv">Download every problem (CSV)</a></p>` : null}
${dataTable({
  caption:
    total > list.length
      ? `The first ${list.length} of ${formatNumber(total)} ${word}s ${verb}`
      : `Each ${word}, by row`,
  captionSize: 's',
  rowHeaders: true,
  columns: [
    { heading: 'Row' },
    { heading: 'Column' },
    { heading: 'Value' },
    { heading: word === 'problem' ? 'What to do' : 'What to look at' },
  ],
  rows: list.map((f) => ({
    cells: [
      f.row === null
        ? 'whole file'
        : word === 'warning'
          ? html`<a class="govuk-link" href="/extracts/${receipt.id}?row=${f.row}#row-${f.row}">${formatNumber(f.row)}</a>`
          : formatNumber(f.row),
      f.column ?? '–',
      f.value === null ? '–' : html`<code>${f.value}</code>`,
      f.message,
    ],
  })),
  dense: true,
  cards: true,
})}</section>`
}

function rows(view: ExtractView): Html {
  const { rows: shown, receipt, whole } = view
  const title = whole ? 'Rows of the file' : 'Your rows of the file'
  if (shown.total === 0) {
    return html`<h2 class="govuk-heading-m" id="rows">${title}</h2>
${insetText({ text: receipt.problems > 0 ? 'None of its rows were taken, because a file with a problem changes nothing.' : 'It has not been checked yet, so none of its rows are known.' })}`
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
  rows: shown.rows.map((r) => ({ id: `row-${r.row}`, cells: cells(view, r) })),
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
    html`${isAsked ? html`<strong class="app-row__mark">${formatNumber(r.row)}<span class="govuk-visually-hidden">, the row you asked for</span></strong>` : formatNumber(r.row)}`,
    html`<span class="app-code">${r.unit}</span> ${r.unitName}`,
    html`<span class="app-code">${r.kpi}</span> ${r.open && view.receipt.publishedAt !== null ? html`<a class="govuk-link" href="/units/${encodeURIComponent(r.unit)}/kpis/${r.kpi}?to=${r.period}">${name}</a>` : name}`,
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
  const href = (n: number) => `/extracts/${receipt.id}?page=${n}#rows`
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

function plural(n: number, word: string): string {
  return `${formatNumber(n)} ${word}${n === 1 ? '' : 's'}`
}
