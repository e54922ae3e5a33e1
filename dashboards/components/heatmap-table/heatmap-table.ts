import { html } from 'hono/html'
import { isNotWhole } from '#domain/figures/wholeness.ts'
import { formatCell, formatFigure } from '#domain/wording/format.ts'
import { partsWords } from '#domain/wording/wholeness-words.ts'
import { statusWords, variationWords } from '#domain/wording/words.ts'
import { heatBin } from '../../charts/heatmap/heat-bin.ts'
import type { Heatmap, HeatmapCell } from '../../charts/heatmap/heatmap.ts'
import type { Content, Html } from '../../html.ts'
import { scrollCue } from '../data-table/data-table.ts'
import { type GlyphName, glyph } from '../glyph/glyph.ts'
import { variationGlyph } from '../variation-tag/variation-tag.ts'

export type HeatmapTableOptions = Heatmap & {
  caption: string
  captionSize?: 's' | 'm' | 'hidden'
  /** The heading of the rows: "Team". */
  rowHeading: string
  /** On a phone, what matters in each row, before a table that is wider than the screen. */
  summary?: readonly { name: string; href: string; said: Content }[]
}

/** Teams by months, or by measures. Every cell has a number, a mark and a word; colour only helps. */
export function heatmapTable(options: HeatmapTableOptions): Html {
  const { caption, captionSize = 's', columns, rows, summary = [] } = options
  const size = captionSize === 'hidden' ? 'govuk-visually-hidden' : `govuk-table__caption--${captionSize}`
  // Measures have names; months have not, and the latest is the last.
  const isNamed = columns.some(({ text }) => text.length > 10)
  return html`${
    summary.length === 0
      ? null
      : html`<ul class="app-heat__summary">${summary.map(
          ({ name, href, said }) =>
            html`<li><a class="govuk-link" href="${href}">${name}</a> <span class="app-heat__said">${said}</span></li>\n`,
        )}</ul>`
  }<div class="app-scroll${isNamed ? '' : ' app-scroll--latest'}" role="region" aria-label="${caption}" tabindex="0">
${scrollCue(isNamed ? 'More columns: scroll sideways →' : '← Earlier months: scroll sideways')}
<table class="app-heat${isNamed ? ' app-heat--named' : ''}" data-source-table="${caption}">
<caption class="govuk-table__caption ${size}">${caption}</caption>
<thead><tr><th scope="col" class="app-heat__row-heading">${options.rowHeading}</th>${columns.map(
    (column) =>
      html`<th scope="col" class="app-heat__column">${
        column.href === undefined
          ? html`<span class="app-heat__heading">${column.text}</span>`
          : html`<a class="govuk-link app-heat__heading" href="${column.href}">${column.text}</a>`
      }</th>`,
  )}</tr></thead>
<tbody>
${rows.map(
  (row) =>
    html`<tr><th scope="row" class="app-heat__row-heading">${
      row.href ? html`<a class="govuk-link" href="${row.href}">${row.name}</a>` : row.name
    }</th>${row.cells.map((cell) => heatCell(options, cell))}</tr>\n`,
)}</tbody>
</table>
</div>`
}

function heatCell(options: HeatmapTableOptions, cell: HeatmapCell): Html {
  if (cell.isAbsent === true)
    return html`<td class="app-heat__cell app-heat__cell--absent">${absentWords(options)}</td>`
  const kpi = cell.kpi ?? options.kpi
  const bin = heatBin(kpi, cell, options.colourBy)
  const value = formatCell(kpi, cell)
  const title = [
    formatFigure(kpi, cell),
    cell.status === null ? null : statusWords[cell.status],
    cell.variation === undefined || cell.variation === 'none' ? null : variationWords[cell.variation],
  ].filter((word) => word !== null)
  const inner = html`<span class="app-heat__value" title="${title.join(', ')}">${
    cell.status === 'small_number' || cell.status === 'not_whole' ? `(${value})` : value
  }</span>${markOf(options.colourBy, cell)}`
  const source = cell.source === undefined ? '' : html` data-source-line="${cell.source}"`
  return html`<td class="app-heat__cell app-heat__cell--${bin}"${source}>${
    cell.href
      ? html`<a class="app-heat__link" href="${cell.href}">${inner}</a>`
      : html`<span class="app-heat__link">${inner}</span>`
  }</td>`
}

function absentWords({ rowHeading }: HeatmapTableOptions): Html {
  return html`<span class="govuk-visually-hidden">Not carried by this ${rowHeading.toLowerCase()}</span>`
}

/** The mark and the word beneath the number. A word that only says "nothing unusual" is shown to screen readers alone. */
function markOf(colourBy: 'target' | 'variation', cell: HeatmapCell): Html | null {
  if (cell.value === null) return null
  if (isNotWhole({ status: cell.status }))
    return marked('not_whole', partsWords(cell) ?? statusWords.not_whole, true)
  if (cell.status === 'small_number') return marked('small_number', statusWords.small_number, false)
  if (colourBy === 'target')
    return cell.status === null || cell.status === 'no_data'
      ? null
      : marked(cell.status, statusWords[cell.status], cell.status !== 'no_target')
  const variation = cell.variation ?? 'none'
  const changing = variation === 'improving' || variation === 'concerning' || variation === 'unusual'
  return marked(
    variationGlyph({ variation, rising: cell.rising ?? null }),
    variationWords[variation],
    changing,
  )
}

function marked(mark: GlyphName, word: string, shown: boolean): Html {
  return html`<span class="app-heat__mark"><span class="govuk-visually-hidden">, </span>${glyph({ name: mark })}<span class="${
    shown ? 'app-heat__word' : 'govuk-visually-hidden'
  }">${word}</span></span>`
}
