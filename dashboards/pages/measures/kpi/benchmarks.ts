/** "Compared with whom": other places' published years beside the council's own, and its month, which is no year, in words. */
import { html } from 'hono/html'
import { benchmarkSource, type Comparator, comparatorsOf } from '#domain/catalogue/benchmark.ts'
import { periodName } from '#domain/time/period.ts'
import { formatFigure, formatValue } from '#domain/wording/format.ts'
import { ownYearWords, titledBenchmark } from '../../../charts/benchmark/benchmark.ts'
import { chartFigure } from '../../../components/chart-figure/chart-figure.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import type { Html } from '../../../html.ts'
import { chartFiles } from './address.ts'
import { benchmarkChartOf, subtitleOf } from './charts.ts'
import type { KpiView } from './model.ts'

/** The section; empty if no place had published a figure by that day. */
export function benchmarksSection(view: KpiView): Html | null {
  const { series, comparison, day, frame } = view
  const { kpi } = series
  const chart = comparison === null ? null : benchmarkChartOf(kpi, comparison, day)
  if (comparison === null || chart === null) return null
  const { benchmark, council, borrowed } = comparison
  const latest = comparatorsOf(benchmark.years, day)
  if (latest.length === 0) return null
  const titledChart = titledBenchmark(chart)
  const own =
    council === null
      ? []
      : [
          {
            cells: [
              council.unit.name,
              formatFigure(kpi, council.last),
              `${periodName(council.last.period)}, one period`,
              'Our own extracts',
            ],
          },
          ...chart.own
            .filter((y) => y.isWhole)
            .slice(-1)
            .map((y) => ({
              cells: [
                council.unit.name,
                ownYearWords(kpi, y),
                `Year ending in ${y.year}`,
                'Our own extracts',
              ],
            })),
        ]
  return html`<section aria-labelledby="benchmarks"><h3 class="govuk-heading-s" id="benchmarks">Other places, by year</h3>
<p class="govuk-body">Published once a year as “${benchmark.title}”, which may differ in detail from our measure:
set it beside our own year, not against one month.${
    borrowed
      ? ` ${council?.unit.name ?? 'This council'} is invented and borrows its statistical neighbours.`
      : null
  }</p>
${dataTable({
  caption: 'Beside the latest published years',
  captionSize: 's',
  columns: [
    { heading: 'Place' },
    { heading: 'Figure', numeric: true },
    { heading: 'Of' },
    { heading: 'Source' },
  ],
  rows: [
    ...own,
    ...latest.map((c) => ({
      cells: [placeOf(c), formatValue(kpi, c.value), `Year ending in ${c.year}`, benchmarkSource],
    })),
  ],
  dense: true,
  cards: true,
})}
${chartFigure({
  id: 'benchmark',
  titledChart,
  subtitle: subtitleOf(titledChart, kpi),
  draw: frame.draw,
  note: 'Years end in March. Our own add up the year’s months; a hollow point is a year that is not complete.',
  headingLevel: 4,
  downloads: chartFiles({ ...view, chosen: null, span: undefined }, 'benchmark'),
})}</section>`
}

function placeOf({ geography, published, among }: Comparator): string {
  return published === null ? geography : `${geography} (${published} of ${among} published)`
}
