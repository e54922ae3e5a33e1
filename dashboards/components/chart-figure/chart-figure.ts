import { html, raw } from 'hono/html'
import type { Content, Html } from '../../layout/html.ts'
import { details } from '../details/details.ts'

export type ChartFigureOptions = {
  /** Unique on the page; the figure's address. */
  id: string
  /** The finding, in ten words or fewer. */
  title: string
  /** What is measured, where, over what months. */
  subtitle: string
  headingLevel?: 2 | 3
  /** SVG text from `charts/`, trusted. */
  svg: string
  /** The same chart drawn for a phone. */
  narrowSvg?: string
  /** One sentence or more by the rule of `charts/alt-text.ts`. */
  alt: string
  /** The chart's numbers, from `dataTable`. */
  table: Html
  downloads?: readonly { text: string; href: string }[]
  howToRead?: string
  /** A remark under the chart: trial limits, months left out. */
  note?: Content
}

/** A chart as it stands in a page: finding, subtitle, picture, one good sentence instead of a hundred labels, and the
 *  numbers in a table. */
export function chartFigure(options: ChartFigureOptions): Html {
  const { id, downloads = [] } = options
  const heading =
    options.headingLevel === 2
      ? html`<h2 class="govuk-heading-m app-chart__title">${options.title}</h2>`
      : html`<h3 class="govuk-heading-s app-chart__title">${options.title}</h3>`
  return html`<figure class="app-chart" id="${id}">
<figcaption>${heading}
<p class="app-chart__sub">${options.subtitle}</p></figcaption>
<div class="app-chart__picture" role="img" aria-labelledby="${id}-alt">${picture(options)}</div>
<p id="${id}-alt" class="govuk-visually-hidden">${options.alt}</p>
${options.note === undefined ? null : html`<p class="app-chart__note">${options.note}</p>`}
${details({ summary: 'Show the numbers', body: options.table })}
${
  downloads.length === 0 && options.howToRead === undefined
    ? null
    : html`<p class="app-chart__links">${downloads.length === 0 ? null : html`Download: ${downloads.map((link) => html`<a class="govuk-link" href="${link.href}">${link.text}</a> `)}`}${options.howToRead === undefined ? null : html`<a class="govuk-link" href="${options.howToRead}">How to read this chart</a>`}</p>`
}
</figure>`
}

function picture({ svg, narrowSvg }: ChartFigureOptions): Html {
  if (narrowSvg === undefined) return html`${raw(svg)}`
  return html`<div class="app-chart__wide">${raw(svg)}</div><div class="app-chart__narrow">${raw(narrowSvg)}</div>`
}
