import { html } from 'hono/html'
import { altOnPage } from '../../charts/alt-text.ts'
import { chartFileTypes } from '../../charts/chart-file-types.ts'
import { chartMarkup } from '../../charts/chart-markup.ts'
import type { Draw, TitledChart } from '../../charts/picture.ts'
import type { Content, Html } from '../../html.ts'
import { dataTable } from '../data-table/data-table.ts'
import { details } from '../details/details.ts'

export type ChartFigureOptions = {
  /** Unique on the page; the figure's address. */
  id: string
  titledChart: Pick<
    TitledChart,
    'picture' | 'narrow' | 'isEmpty' | 'title' | 'subtitle' | 'note' | 'alt' | 'columns' | 'rows' | 'links'
  >
  draw: Draw
  headingLevel?: 2 | 3 | 4
  /** The line beneath the title, if the page's own heading already names what is measured. */
  subtitle?: string
  downloads?: readonly { text: string; href: string }[]
  howToRead?: string
  /** A remark under the chart: trial limits, months left out. */
  note?: Content
}

/** A chart in a page: finding, subtitle, picture, one good sentence instead of a hundred labels, and the numbers in a table. */
export function chartFigure(options: ChartFigureOptions): Html {
  const { id, titledChart, downloads = [] } = options
  const note = options.note ?? titledChart.note ?? null
  const heading =
    options.headingLevel === 2
      ? html`<h2 class="govuk-heading-m app-chart__title">${titledChart.title}</h2>`
      : options.headingLevel === 4
        ? html`<h4 class="govuk-heading-s app-chart__title">${titledChart.title}</h4>`
        : html`<h3 class="govuk-heading-s app-chart__title">${titledChart.title}</h3>`
  return html`<figure class="app-chart" id="${id}">
<figcaption>${heading}
<p class="app-chart__sub">${options.subtitle ?? titledChart.subtitle}</p></figcaption>
${
  isEmpty(titledChart)
    ? html`<p class="govuk-body">There is nothing to draw: no value was reported here.</p>`
    : html`<div class="app-chart__picture" role="img" aria-labelledby="${id}-alt">${pictures(options)}</div>
<p id="${id}-alt" class="govuk-visually-hidden">${altOnPage(titledChart.alt)}</p>
${note === null || note === '' ? null : html`<p class="app-chart__note">${note}</p>`}`
}
${titledChart.rows.length === 0 ? null : details({ summary: 'Show the numbers', body: numbersTable(titledChart) })}
${chartLinks(isEmpty(titledChart) ? [] : downloads, options.howToRead)}
</figure>`
}

function isEmpty({ rows, isEmpty = false }: ChartFigureOptions['titledChart']): boolean {
  return isEmpty || rows.length === 0
}

/** Links to the chart as a file, and to how to read it; empty if there are neither. */
export function chartLinks(
  downloads: readonly { text: string; href: string }[],
  howToRead?: string,
): Html | null {
  if (downloads.length === 0 && howToRead === undefined) return null
  return html`<p class="app-chart__links">${
    downloads.length === 0
      ? null
      : html`Download: ${downloads.map((link) => html`<a class="govuk-link" href="${link.href}">${link.text}</a> `)}`
  }${howToRead === undefined ? null : html`<a class="govuk-link" href="${howToRead}">How to read this chart</a>`}</p>`
}

/** The addresses of a chart's files: `/charts/funnel.csv?kpi=CP04` and the others. */
export function chartDownloads(chart: string, query: string): { text: string; href: string }[] {
  return Object.entries(chartFileTypes).map(([type, text]) => ({
    text,
    href: `/charts/${chart}.${type}${query}`,
  }))
}

function pictures({ titledChart: { picture, narrow }, draw }: ChartFigureOptions): Html {
  if (narrow === undefined) return chartMarkup(draw, picture)
  return html`<div class="app-chart__wide">${chartMarkup(draw, picture)}</div><div class="app-chart__narrow">${chartMarkup(draw, narrow)}</div>`
}

function numbersTable({ subtitle, columns, rows, links }: ChartFigureOptions['titledChart']): Html {
  return dataTable({
    caption: subtitle,
    captionSize: 's',
    columns,
    rows: rows.map(([name = '', ...cells], i) => ({ cells: [linked(name, links?.[i] ?? null), ...cells] })),
    dense: true,
    scrollLabel: `${subtitle}: the numbers`,
    source: subtitle,
  })
}

function linked(name: string, href: string | null): Content {
  return href === null ? name : html`<a class="govuk-link" href="${href}">${name}</a>`
}
