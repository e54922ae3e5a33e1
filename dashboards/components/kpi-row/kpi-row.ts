import { html } from 'hono/html'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import { spokenVariation } from '#domain/figures/wholeness.ts'
import { periodName } from '#domain/time/period.ts'
import { formatFigure } from '#domain/wording/format.ts'
import { lastWholeWhen } from '#domain/wording/wholeness-words.ts'
import { variationWords } from '#domain/wording/words.ts'
import type { StoredFigure } from '#server/record/figures.ts'
import type { Html } from '../../html.ts'
import { stateMark } from '../state-mark/state-mark.ts'
import { statusTag } from '../status-tag/status-tag.ts'
import { variationTag } from '../variation-tag/variation-tag.ts'

export type KpiRowFigure = Pick<
  StoredFigure,
  | 'period'
  | 'origin'
  | 'coverage'
  | 'leftOut'
  | 'state'
  | 'value'
  | 'numerator'
  | 'denominator'
  | 'symbol'
  | 'status'
  | 'variation'
  | 'analysis'
  | 'judgedOn'
  | 'judgedNumerator'
  | 'judgedDenominator'
  | 'restated'
>

export type KpiRow = {
  kpi: Pick<Kpi, 'name' | 'unit' | 'decimals' | 'kind' | 'lastMonth'>
  /** The address of the measure's page; null if the reader may not open it. */
  href: string | null
  /** Null if nothing was published. */
  figure: KpiRowFigure | null
  /** The month of the page; a figure of another period names its own. */
  period: string | null
}

/** True if a unit whose teams are of these types has the measure on its scorecard, or has a figure of it. */
export function isCarried(
  linked: { kpi: Pick<Kpi, 'teamTypes'>; figure: object | null },
  teamTypes: ReadonlySet<string>,
): boolean {
  return linked.figure !== null || linked.kpi.teamTypes.some((type) => teamTypes.has(type))
}

/** A measure in one small row: its name, its figure with its counts, and its own marks. Never a word or a colour of delivery. */
export function kpiRow({ kpi, href, figure, period }: KpiRow): Html {
  const name =
    href === null
      ? html`<span>${kpi.name}</span>`
      : html`<a class="govuk-link" href="${href}">${kpi.name}</a>`
  const other = figure === null || figure.period === period ? '' : `, ${periodName(figure.period)}`
  const marks = figure === null ? null : kpiMarks(figure)
  return html`<div class="app-kpi-row">${name} <span>${figureOf(kpi, figure)}${other}</span> ${marks}${
    figure === null ? null : html`${judgedRemark(figure)}${lastWholeRemark(figure)}`
  }</div>`
}

/** "Concerning in April 2019, the last whole month", for a figure that is not whole and so gives no verdict of its own. */
export function lastWholeRemark(figure: Pick<KpiRowFigure, 'status' | 'leftOut' | 'variation'>): Html | null {
  const when = lastWholeWhen(figure)
  const variation = spokenVariation(figure)
  if (when === null || variation === null || variation === 'none') return null
  return html` <span class="app-kpi-row__judged">${variationWords[variation]} ${when}</span>`
}

/** Measures by name, each with whether it is changing but without figures, for a reader who may not see them. It says which are
 * hidden from that reader. */
export function kpiVerdicts(
  linked: readonly { kpi: Pick<Kpi, 'name' | 'lastMonth'>; figure: KpiRowFigure | null }[],
): Html {
  return html`<ul class="app-kpi-verdicts">${linked.map(({ kpi, figure }) => html`<li>${kpi.name} ${verdictOf(kpi, figure)}</li>\n`)}</ul>`
}

function verdictOf(kpi: Pick<Kpi, 'lastMonth'>, figure: KpiRowFigure | null): Html {
  if (figure === null) return html`<span class="app-remark">${absenceWords(kpi)}</span>`
  if (figure.analysis.withheld === true)
    return html`<span class="app-remark">withheld outside the service</span>`
  return html`${variationTag({ variation: figure.variation, rising: figure.analysis.rising })}${lastWholeRemark(figure)}`
}

/** Why a measure has nothing to show. */
export function absenceWords({ lastMonth }: Pick<Kpi, 'lastMonth'>): string {
  return lastMonth === null ? 'Nothing published' : `Retired after ${periodName(lastMonth)}`
}

/** Shown if a small team's flow is judged on more than the month whose value is shown. */
export function judgedRemark(
  figure: Pick<KpiRowFigure, 'judgedOn' | 'judgedNumerator' | 'judgedDenominator'>,
): Html | null {
  if (figure.judgedOn !== 'three_months') return null
  return html` <span class="app-kpi-row__judged">Judged on three months: ${figure.judgedNumerator} of ${figure.judgedDenominator}</span>`
}

/** A figure's own marks: against its target, and whether it is really changing. A state without a value is explained at the
 * figure and has no marks. */
export function kpiMarks(figure: KpiRowFigure): Html {
  if (figure.state !== 'reported') return html``
  const { status, variation, analysis } = figure
  return html`${status === null ? null : statusTag({ status })}${variation === 'none' ? null : html` ${variationTag({ variation, rising: analysis.rising })}`}`
}

function figureOf(kpi: KpiRow['kpi'], figure: KpiRowFigure | null): Html {
  if (figure === null) return html`<span class="app-kpi-row__none">${absenceWords(kpi)}</span>`
  if (figure.state !== 'reported' && figure.state !== 'without_denominator')
    return stateMark({ state: figure.state, symbol: figure.symbol })
  const restated = figure.restated ? html` <span class="app-kpi-row__none">restated</span>` : null
  return html`${formatFigure(kpi, figure)}${restated}`
}
