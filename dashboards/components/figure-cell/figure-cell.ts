import { html } from 'hono/html'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { ShownCell } from '#domain/figures/wholeness.ts'
import { bandWords, formatCell, formatRemark } from '#domain/wording/format.ts'
import { partsWords } from '#domain/wording/wholeness-words.ts'
import type { Html } from '../../html.ts'
import { stateMark } from '../state-mark/state-mark.ts'

/** A figure with its counts: "82%" over "369 of 450", or the mark of why there is no value. `base: false` leaves the counts to
 * another column, but still shows what a roll-up lacks. */
export function figureCell(options: {
  kpi: Pick<Kpi, 'unit' | 'decimals' | 'kind'>
  cell: ShownCell
  base?: boolean
  large?: boolean
}): Html {
  const { kpi, cell } = options
  const { state } = cell
  if (state !== 'reported' && state !== 'without_denominator')
    return stateMark({ state, symbol: cell.symbol, words: cell.band && bandWords(kpi, cell.band) })
  const base = options.base === false ? (partsWords(cell) ?? '') : formatRemark(kpi, cell)
  const remark = cell.state === 'without_denominator' && options.base !== false ? 'counts not given' : base
  return html`<span class="app-figure${options.large === true ? ' app-figure--large' : ''}"><span class="app-figure__value">${formatCell(kpi, cell)}</span>${
    remark === '' ? null : html` <span class="app-figure__base">${remark}</span>`
  }</span>`
}
