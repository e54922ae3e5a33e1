/** A linked measure as a row of "Is it working?": its figure, its own marks, and whether it changed since the action began. */
import { html } from 'hono/html'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import { wholeValue } from '#domain/figures/wholeness.ts'
import { type Support, supportWords } from '#domain/plan/support-finding.ts'
import { addMonths, grainOf, monthsFrom, periodName } from '#domain/time/period.ts'
import { formatBase, formatTarget } from '#domain/wording/format.ts'
import { sourceLine } from '#domain/wording/source-line.ts'
import type { PlanKpi } from '#server/reads/plan.ts'
import type { StoredFigure } from '#server/record/figures.ts'
import { measureAddress } from '../../../addresses.ts'
import type { Column, Row } from '../../../components/data-table/data-table.ts'
import { figureCell } from '../../../components/figure-cell/figure-cell.ts'
import { absenceWords, judgedRemark } from '../../../components/kpi-row/kpi-row.ts'
import { type SparkPoint, type SparkRange, sparkline } from '../../../components/sparkline/sparkline.ts'
import { statusTag } from '../../../components/status-tag/status-tag.ts'
import { variationTag } from '../../../components/variation-tag/variation-tag.ts'
import type { Content, Html } from '../../../html.ts'
import { measureDetail } from './measure-detail.ts'
import type { ActionView } from './model.ts'

/** The months that a sparkline shows. */
const monthsShown = 13

/** The columns; the last only if its first output has been met. */
export function measureColumns(period: string | null, support: Support | null): Column[] {
  return [
    { heading: 'Measure', className: 'app-working__name' },
    { heading: period === null ? 'Latest' : periodName(period), label: 'Latest', numeric: true },
    { heading: 'Count', numeric: true },
    { heading: 'Against target' },
    { heading: '13 months', className: 'app-working__spark' },
    { heading: 'Is it really changing?', label: 'Really changing?' },
    ...(support === null
      ? []
      : [{ heading: `Since it was introduced, ${periodName(support.from)}`, label: 'Since introduced' }]),
  ]
}

export function measureRow(
  view: ActionView,
  linked: PlanKpi,
  { unit, support }: { unit: { code: string; name: string }; support: Support | null },
): Row {
  const { kpi, figure } = linked
  const detail = measureDetail(view, linked)
  if (figure === null) return { id: `kpi-${kpi.code}`, cells: absentCells(kpi, support), detail }
  const address = measureAddress(unit.code, kpi.code, figure.period)
  return {
    id: `kpi-${kpi.code}`,
    source: sourceLine(kpi, figure, unit.name, figure.publishedAt.toISOString()),
    cells: [
      nameOf(kpi, html`<a class="govuk-link" href="${address}">${kpi.name}</a>`),
      html`${figureCell({ kpi, cell: figure, base: false })}${
        figure.period === view.action.period
          ? null
          : html` <span class="app-remark">${periodName(figure.period)}</span>`
      }`,
      formatBase(kpi, figure),
      againstTarget(kpi, figure),
      spark(view, kpi, figure),
      figure.state !== 'reported' || figure.variation === 'none'
        ? '–'
        : variationTag({ variation: figure.variation, rising: figure.analysis.rising }),
      ...(support === null ? [] : [sinceIntroduced(figure, support)]),
    ],
    detail,
  }
}

function nameOf({ code }: Kpi, name: Html): Html {
  return html`${name} <span class="app-remark">${code}</span>`
}

function absentCells(kpi: Kpi, support: Support | null): Content[] {
  const none = html`<span class="app-remark">${
    kpi.lastMonth === null ? 'Nothing published for this month' : absenceWords(kpi)
  }</span>`
  return [nameOf(kpi, html`${kpi.name}`), none, ...['–', '–', '–', '–'], ...(support === null ? [] : ['–'])]
}

function againstTarget(kpi: Kpi, figure: StoredFigure): Content {
  const target =
    figure.target === null
      ? null
      : html` <span class="app-remark">target ${formatTarget(kpi, figure.target)}</span>`
  const status =
    figure.state !== 'reported' || figure.status === null ? null : statusTag({ status: figure.status })
  if (status === null && target === null) return '–'
  return html`${status}${target}${judgedRemark(figure)}`
}

function sinceIntroduced(figure: StoredFigure, support: Support): string {
  if (figure.state !== 'reported') return '–'
  return supportWords({ variation: figure.variation, since: figure.analysis.since }, support)
}

/** The last months that were counted as the figure is, with its usual range; nothing for a quarterly measure. */
function spark({ action }: ActionView, kpi: Kpi, figure: StoredFigure): Html {
  if (grainOf(figure.period) !== 'monthly') return html``
  const judged = new Map((action.judged.get(kpi.code) ?? []).map((month) => [month.period, month]))
  const points = monthsFrom(addMonths(figure.period, 1 - monthsShown), figure.period).map(
    (period): SparkPoint => {
      const month = judged.get(period)
      if (month === undefined) return { value: null }
      return { value: wholeValue(month), target: month.target, isSmall: month.status === 'small_number' }
    },
  )
  return sparkline({
    points,
    usual: usualRange(figure, points),
    isPercent: kpi.unit === 'percent',
    variation: figure.variation,
  })
}

/** The figure's usual range, beside the points that it was found from; null if there is none. */
function usualRange({ analysis }: StoredFigure, shown: readonly SparkPoint[]): SparkRange | null {
  const { lower, upper, points } = analysis
  if (lower === null || upper === null) return null
  const reported = shown.flatMap(({ value }, at) => (value === null ? [] : at))
  return { from: reported.at(-points) ?? reported[0] ?? 0, lower, upper }
}
