/** Figures as people read them. Display only: every rule works on full precision. */

import type { Kpi } from '../catalogue/kpi.ts'
import type { Figure } from '../figures/figure.ts'
import type { Band, Cell } from '../figures/measurement.ts'
import { countsPosts } from '../figures/status.ts'
import { notAdded, type Origin } from '../figures/wholeness.ts'
import { computedPartsWords, partsWords } from './wholeness-words.ts'
import { wordFor } from './word-for.ts'
import { stateMarks, stateText } from './words.ts'

/** The most decimals shown. Figures are received with at most four, so further digits are rounding errors. */
const mostDecimals = 6

/** A number with commas over 999 and at most `decimals` places, halves rounded up, trailing zeros dropped: 1,204 · 16.8 ·
 *  93. */
export function formatNumber(value: number, decimals = 0): string {
  const places = placesOf({ decimals })
  const [whole = '0', fraction = ''] = roundHalfUp(Math.abs(value), places).toFixed(places).split('.')
  const kept = fraction.replace(/0+$/, '')
  const text = whole.replace(/\B(?=(\d{3})+$)/g, ',') + (kept === '' ? '' : `.${kept}`)
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text
}

function placesOf({ decimals }: Pick<Kpi, 'decimals'>): number {
  return Math.min(Math.max(Math.trunc(decimals) || 0, 0), mostDecimals)
}

/** Decimal rounding. In binary, 1.45 is slightly below itself and would round to 1.4; here it rounds to 1.5. */
function roundHalfUp(value: number, places: number): number {
  const scale = 10 ** places
  return Math.round(value * scale * (1 + Number.EPSILON)) / scale
}

/** The text with a capital first letter, to begin a sentence. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The text with a small first letter, to follow a colon. */
export function uncapital(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1)
}

/** A value in its KPI's unit: 93% · 16.8 · 25. A percentage says 100% or 0% only when it is: one child late of 2,500 is
 *  99.9%, never 100%. */
export function formatValue(kpi: Pick<Kpi, 'unit' | 'decimals'>, value: number): string {
  if (kpi.unit !== 'percent') return formatNumber(value, kpi.decimals)
  const step = 10 ** -kpi.decimals
  const shown = value < 100 && value > 100 - step ? 100 - step : value > 0 && value < step ? step : value
  return `${formatNumber(shown, kpi.decimals)}%`
}

/** What is told of a suppressed value: "95% or more", "5 or fewer", "60% to 75%". */
export function bandWords(kpi: Pick<Kpi, 'unit' | 'decimals'>, { from, to }: Band): string {
  const [low, high] = [formatValue(kpi, from), formatValue(kpi, to)]
  if (kpi.unit === 'percent' && to >= 100) return `${low} or more`
  if (from <= 0) return `${high} or ${kpi.unit === 'children_or_items' ? 'fewer' : 'less'}`
  return `${low} to ${high}`
}

/** Why a cell has no value, and what is told of it all the same: "Suppressed (c): 95% or more". */
export function nothingText(
  kpi: Pick<Kpi, 'unit' | 'decimals'>,
  cell: Pick<Cell, 'state' | 'band'> & { symbol?: string | null },
): string {
  return cell.band === undefined ? stateText(cell) : `${stateText(cell)}: ${bandWords(kpi, cell.band)}`
}

/** A cell's value, what is told of it, or the mark of its kind of nothing. */
export function formatCell(
  kpi: Pick<Kpi, 'unit' | 'decimals'>,
  cell: Pick<Cell, 'state' | 'value' | 'symbol' | 'band'>,
): string {
  if (cell.state === 'reported' || cell.state === 'without_denominator') {
    return cell.value === null ? stateMarks.not_reported : formatValue(kpi, cell.value)
  }
  if (cell.band !== undefined) return bandWords(kpi, cell.band)
  return cell.state === 'suppressed' ? (cell.symbol ?? stateMarks.suppressed) : stateMarks[cell.state]
}

/** "112 of 120", "2.4 of 7.6 FTE" where the catalogue counts posts, "302.5 over 18 FTE", "median of 12", or nothing;
 *  nothing too for no cases, whose mark says it. */
export function formatBase(
  kpi: Pick<Kpi, 'kind'> & Partial<Pick<Kpi, 'denominator'>>,
  cell: Pick<Cell, 'numerator' | 'denominator' | 'state'>,
): string {
  const { numerator, denominator } = cell
  if (cell.state !== 'reported') return ''
  if (kpi.kind === 'ratio' && denominator !== null)
    return `${formatNumber(numerator ?? 0, 4)} of ${formatNumber(denominator, 4)}${countsPosts(kpi) ? ' FTE' : ''}`
  if (kpi.kind === 'mean' && denominator !== null)
    return `${formatNumber(numerator ?? 0, 4)} over ${formatNumber(denominator, 4)} FTE`
  if (kpi.kind === 'median' && denominator !== null) return `median of ${formatNumber(denominator)}`
  return ''
}

/** The base of a figure and what it was added up from, where something is left out: "112 of 120", "112 of 120, from 6 of 7
 *  teams", "from 4 of 7 teams" of a count. */
export function formatRemark(
  kpi: Pick<Kpi, 'kind'> & Partial<Pick<Kpi, 'denominator'>>,
  cell: Pick<Cell, 'numerator' | 'denominator' | 'state'> & Origin,
): string {
  return [formatBase(kpi, cell), partsWords(cell)].filter(Boolean).join(', ')
}

/** "82% (369 of 450)", "35 from 4 of 7 teams". */
export function formatFigure(
  kpi: Pick<Kpi, 'unit' | 'decimals' | 'kind'> & Partial<Pick<Kpi, 'denominator'>>,
  cell: Pick<Cell, 'state' | 'value' | 'symbol' | 'numerator' | 'denominator' | 'band'> & Origin,
): string {
  const base = formatBase(kpi, cell)
  const figure = base === '' ? formatCell(kpi, cell) : `${formatCell(kpi, cell)} (${base})`
  const parts = partsWords(cell)
  return parts === null ? figure : `${figure} ${parts}`
}

/** The roll-up beside a supplied figure, if the two differ: "35 from 4 of 7 teams"; else null. */
export function formatComputed(
  kpi: Pick<Kpi, 'unit' | 'decimals' | 'kind'> & Partial<Pick<Kpi, 'denominator'>>,
  { computed, coverage }: Pick<Figure, 'computed' | 'coverage'>,
): string | null {
  if (computed === null) return null
  return [formatFigure(kpi, { ...computed, ...notAdded }), computedPartsWords(coverage)]
    .filter(Boolean)
    .join(' ')
}

/** The word for the least acceptable value: a floor to stay above, a limit to stay under. */
export function floorName({ good }: Pick<Kpi, 'good'>): 'floor' | 'limit' {
  return good === 'lower' ? 'limit' : 'floor'
}

/** How far a missed figure is from its target: "33.6 points below its target of 90%", "1.9 above its target of 18". It counts from
 * the value as it is shown. Without the number where that value says it, and where the three months that were judged are not shown. */
export function missedWords(
  kpi: Pick<Kpi, 'unit' | 'decimals' | 'good'>,
  { target, value, judgedOn }: Pick<Figure, 'target' | 'value' | 'judgedOn'>,
): string {
  const side = kpi.good === 'higher' ? 'below' : kpi.good === 'lower' ? 'above' : 'off'
  if (target === null) return side === 'off' ? 'past its target' : `${side} its target`
  const of = `its target of ${formatValue(kpi, target)}`
  if (judgedOn === 'three_months') return `${side} ${of} over the last three months`
  const shown = value === null ? target : roundHalfUp(value, placesOf(kpi))
  const far = formatNumber(Math.abs(shown - target), kpi.decimals)
  if (target === 0 || far === '0') return `${side} ${of}`
  const points = kpi.unit === 'percent' ? ` ${wordFor(far === '1' ? 1 : 2, 'point')}` : ''
  return `${far}${points} ${side === 'off' ? 'from' : side} ${of}`
}

/** "Target 90% or more", "at most 18%", "0". */
export function formatTarget(kpi: Pick<Kpi, 'unit' | 'decimals' | 'good'>, target: number): string {
  const value = formatValue(kpi, target)
  if (kpi.good === 'higher') return target === 100 && kpi.unit === 'percent' ? value : `${value} or more`
  if (kpi.good === 'lower') return target === 0 ? value : `${value} or less`
  return value
}
