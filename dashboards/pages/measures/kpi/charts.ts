/** The charts of a measure's page, as shown there and as files. */

import { comparatorsIn, yearsKnownOn } from '#domain/catalogue/benchmark.ts'
import { isCountedAlike } from '#domain/figures/definition.ts'
import { ownYears } from '#domain/figures/financial-year.ts'
import { isRolling } from '#domain/figures/spc/verdict.ts'
import { firstLine } from '#domain/wording/first-line.ts'
import { sourceLine } from '#domain/wording/source-line.ts'
import type { Series } from '#server/reads/series.ts'
import type { BenchmarkChart } from '../../../charts/benchmark/benchmark.ts'
import { partsColumns } from '../../../charts/parts-columns.ts'
import type { ChartRecord, TitledChart } from '../../../charts/picture.ts'
import type { TrendSeries } from '../../../charts/trend/trend.ts'
import { hasYearsToCompare, type YearOnYear } from '../../../charts/year-on-year/year-on-year.ts'
import { titledTrend } from '../../../components/trend-figure/trend-figure.ts'
import type { ChartFile } from '../../../exports/chart-file.ts'
import type { Comparison } from './model.ts'
import { seriesRows } from './series-rows.ts'

/** How many characters of a baseline's reason stand on the chart; the whole of it is beside it, and among its numbers. */
const reasonShown = 40

/** A series as its chart shows it, with events on the chart and among its numbers; a new baseline is named as one. */
export function trendSeriesOf(series: Series): TrendSeries {
  const { points, unit, last } = series
  const annotations = [...series.annotations, ...redefinitions(series)]
  return {
    ...series,
    unitName: unit.name,
    finding: series.finding.replace(/\.$/, ''),
    withheld: last.analysis.withheld === true,
    annotations: annotations.map((a) =>
      a.kind === 'rebase' ? { ...a, text: `New baseline: ${firstLine(a.text, reasonShown)}` } : a,
    ),
    points: points.map((p) => ({
      ...p,
      note: annotations.flatMap((a) => (a.period === p.period ? a.text : [])).join('; ') || null,
    })),
  }
}

/** The definition in force, as a note on the first period that is counted by it; none if it covers every period shown. */
function redefinitions({ points, definedSince }: Series): Omit<Series['annotations'][number], 'id'>[] {
  const at = points.findIndex((p) => isCountedAlike(p.period, definedSince))
  const period = points[at]?.period
  return at < 1 || period === undefined ? [] : [{ period, kind: 'annotation', text: 'Definition changed' }]
}

/** The line beneath a chart's title without the measure's name and unit: the page's heading has the one, the chart's scale the
 * other. */
export function subtitleOf(
  { subtitle }: Pick<TitledChart, 'subtitle'>,
  { name }: Pick<Series['kpi'], 'name'>,
): string {
  return subtitle.startsWith(name) ? subtitle.slice(name.length).replace(/^[^.]*\. /, '') : subtitle
}

export function trendFile(series: Series, asAt?: Date): ChartFile {
  const records = seriesRows(series).map(({ unit, isBefore, point: whole }): ChartRecord => {
    const { restated, rebase, earlier, origin, coverage, leftOut: _leftOut, band, ...point } = whole
    return {
      unit,
      kpi: series.kpi.code,
      ...point,
      ...partsColumns({ origin, coverage }),
      earlier: isBefore ? null : String(earlier),
      rebase: isBefore ? null : String(rebase),
      restated: isBefore ? null : String(restated),
      bandFrom: band?.from ?? null,
      bandTo: band?.to ?? null,
    }
  })
  const titledChart = { ...titledTrend(trendSeriesOf(series)), records }
  return fileOf(series, `trend${methodSuffix(series)}`, titledChart, asAt)
}

/** The part of a file's name that shows another method than the service's own: "-nhs". */
export function methodSuffix({ method }: Pick<Series, 'method'>): string {
  return method === null ? '' : `-${method}`
}

/** The lines of other places, or null if no place had published a figure by that day. */
export function benchmarkChartOf(
  kpi: Series['kpi'],
  { benchmark, council }: Comparison,
  day: string,
): BenchmarkChart | null {
  const years = yearsKnownOn(benchmark.years, day).flatMap(comparatorsIn)
  if (years.length === 0) return null
  const own = council === null ? [] : ownYears(kpi, council.points, council.definedSince)
  return { kpi, council: council?.unit.name ?? 'Council', own, years }
}

/** A series over the months of each financial year, or null if there is no earlier year to set beside this one. */
export function yearOnYearOf(series: Series): YearOnYear | null {
  const { kpi, unit, grain, points, definedSince, annotations } = series
  if (grain !== 'monthly' || isRolling(kpi.basis)) return null
  const chart = {
    ...{ kpi, unitName: unit.name, months: points, definedSince },
    baselines: annotations.filter((a) => a.kind === 'rebase'),
  }
  return hasYearsToCompare(chart) ? chart : null
}

/** A chart of a series as a file; its source is the figure that it is about. */
export function fileOf(
  { unit, kpi, last }: Pick<Series, 'unit' | 'kpi' | 'last'>,
  chart: string,
  titledChart: TitledChart,
  asAt?: Date,
): ChartFile {
  return {
    name: `${unit.code}-${kpi.code}-${last.period}-${chart}`,
    titledChart,
    source: sourceLine(kpi, last, unit.name, last.publishedAt.toISOString()),
    of: { units: [unit.code], period: last.period, returnCode: kpi.returnCode, asAt },
    kind: kpi.kind,
  }
}
