import { html } from 'hono/html'
import { formatCell, formatFigure } from '#domain/format.ts'
import { statusWords, variationWords } from '#domain/words.ts'
import { heatBin } from '../../charts/heatmap/heat-bin.ts'
import type { Heatmap, HeatmapCell } from '../../charts/heatmap/heatmap.ts'
import type { Html } from '../../layout/html.ts'
import { glyph } from '../glyph/glyph.ts'
import { variationGlyph } from '../variation-tag/variation-tag.ts'

export type HeatmapTableOptions = Heatmap & {
  caption: string
  captionSize?: 's' | 'm' | 'hidden'
  /** What the rows are: "Team". */
  rowHeading: string
}

/** Teams by months: a number in every cell, a corner mark for met and missed, colour only to help the eye. */
export function heatmapTable(options: HeatmapTableOptions): Html {
  return html`<div class="app-scroll" role="region" aria-label="${options.caption}" tabindex="0">
<table class="app-heat">
<caption class="govuk-table__caption ${options.captionSize === 'hidden' ? 'govuk-visually-hidden' : `govuk-table__caption--${options.captionSize ?? 's'}`}">${options.caption}</caption>
<thead><tr><th scope="col" class="app-heat__row-heading">${options.rowHeading}</th>${options.columns.map((column) => html`<th scope="col" class="app-heat__column">${column.href === undefined ? column.text : html`<a class="govuk-link" href="${column.href}">${column.text}</a>`}</th>`)}</tr></thead>
<tbody>
${options.rows.map((row) => html`<tr><th scope="row" class="app-heat__row-heading">${row.href ? html`<a class="govuk-link" href="${row.href}">${row.name}</a>` : row.name}</th>${row.cells.map((cell) => heatCell(options, cell))}</tr>\n`)}</tbody>
</table>
</div>`
}

function heatCell(options: HeatmapTableOptions, cell: HeatmapCell): Html {
  const kpi = cell.kpi ?? options.kpi
  const bin = heatBin(kpi, cell, options.colourBy)
  const small = cell.status === 'small_number'
  const text = small ? `(${formatCell(kpi, cell)})` : formatCell(kpi, cell)
  const words = [
    formatFigure(kpi, cell),
    cell.status === null ? null : statusWords[cell.status],
    cell.variation === undefined || cell.variation === 'none' ? null : variationWords[cell.variation],
  ].filter((word) => word !== null)
  const inner = html`<span class="app-heat__value" title="${words.join(', ')}">${text}</span>${corner(options.colourBy, cell)}`
  return html`<td class="app-heat__cell app-heat__cell--${bin}">${cell.href ? html`<a class="app-heat__link" href="${cell.href}">${inner}</a>` : inner}</td>`
}

function corner(colourBy: 'target' | 'variation', cell: HeatmapCell): Html | null {
  if (cell.value === null) return null
  if (colourBy === 'variation') {
    const variation = cell.variation ?? 'none'
    if (variation === 'none' || variation === 'no_real_change' || variation === 'too_early') return null
    return html`${glyph({ name: variationGlyph({ variation, rising: cell.rising ?? null }) })}<span class="govuk-visually-hidden">, ${variationWords[variation]}</span>`
  }
  if (cell.status !== 'met' && cell.status !== 'missed' && cell.status !== 'close') return null
  return html`${cell.status === 'close' ? null : glyph({ name: cell.status })}<span class="govuk-visually-hidden">, ${statusWords[cell.status]}</span>`
}
