/** The series of a measure's page as a file, and each of its charts. A request for something that does not exist is refused. */
import { benchmarkSource } from '#domain/catalogue/benchmark.ts'
import { mostComparators } from '#domain/catalogue/comparators.ts'
import { xlsxType } from '#domain/extracts/spreadsheet-text.ts'
import { monthOf } from '#domain/time/period.ts'
import { titledBenchmark } from '../../../charts/benchmark/benchmark.ts'
import { titledBeside } from '../../../charts/beside/beside.ts'
import { titledDotPlot } from '../../../charts/dot-plot/dot-plot.ts'
import { titledYearOnYear } from '../../../charts/year-on-year/year-on-year.ts'
import { type ChartQuery, chartRoutes } from '../../kit/chart-routes.ts'
import type { PageApp, PageDeps, PageRequest } from '../../kit/page.ts'
import { knownWords, refuseData } from '../../kit/refusals.ts'
import { readingSuffix, sameReading } from '../kit/reading.ts'
import { withMethod } from './address.ts'
import { benchmarkChartOf, fileOf, methodSuffix, trendFile, yearOnYearOf } from './charts.ts'
import { type ComparatorSeries, loadComparatorSeries } from './comparators.ts'
import { seriesCsv } from './csv.ts'
import { besideKeys, chartKeys, seriesKeys, trendKeys } from './question.ts'
import { type KpiQuery, loadSubject, type Subject } from './subject.ts'
import { teamsPlot } from './teams.ts'
import { lastPoints } from './trend.ts'
import { seriesXlsx } from './xlsx.ts'

const permission = 'scorecards.read'

/** Registers `/units/:unit/kpis/:kpi.csv`, `.xlsx` and `.json`; the last redirects to the API. */
export function seriesRoutes(app: PageApp, deps: PageDeps): void {
  for (const type of ['csv', 'xlsx', 'json'] as const) {
    app.get<{ Params: { unit: string; kpi: string }; Querystring: KpiQuery }>(
      `/units/:unit/kpis/:kpi.${type}`,
      { config: { permission, query: seriesKeys } },
      async (request, reply) => {
        const { unit } = request.params
        const subject = await dataSubject(deps, { unit, kpi: request.params.kpi, query: request.query })
        const { asked, reading, kpi, grain, series } = subject
        const shown = lastPoints(series, asked.span)
        if (type === 'json') {
          const first = asked.span === null ? undefined : shown.points[0]?.period
          const own = `/api/v1/series/${encodeURIComponent(unit)}/${kpi.code}?grain=${grain}&to=${series.last.period}`
          const api = withMethod(own, series.method)
          return reply.redirect(sameReading(first === undefined ? api : `${api}&from=${first}`, reading))
        }
        const name = `${unit}-${kpi.code}${methodSuffix(series)}${readingSuffix(reading)}.${type}`
        return reply
          .serializer((body) => body)
          .type(type === 'csv' ? 'text/csv; charset=utf-8' : xlsxType)
          .header('content-disposition', `attachment; filename="${name}"`)
          .send(type === 'csv' ? seriesCsv(shown) : seriesXlsx(shown, reading.asAt))
      },
    )
  }
}

/** Registers `/charts/trend.svg?unit=&kpi=&to=` and the same for `beside`, `benchmark`, `year-on-year` and `teams`. */
export function measureChartRoutes(app: PageApp, deps: PageDeps): void {
  const { reads, visible, may } = deps
  chartRoutes(app, deps, { chart: 'trend', permission, query: trendKeys }, async (request, query) => {
    const { series, asked, reading } = await subjectOf(request, query, deps)
    return trendFile(lastPoints(series, asked.span), reading.moment)
  })
  chartRoutes(app, deps, { chart: 'beside', permission, query: besideKeys }, async (request, query) => {
    const subject = await subjectOf(request, query, deps)
    const { beside } = othersAsked(subject, await loadComparatorSeries(deps, subject), deps)
    if (beside === null) return null
    const file = fileOf(subject.series, 'beside', titledBeside(beside), subject.reading.moment)
    return beside.yearly.length === 0
      ? file
      : { ...file, source: `${file.source}; other places: ${benchmarkSource}` }
  })
  chartRoutes(app, deps, { chart: 'benchmark', permission, query: chartKeys }, async (request, query) => {
    const subject = await subjectOf(request, query, deps)
    const { comparison } = await loadComparatorSeries(deps, subject)
    const chart = comparison === null ? null : benchmarkChartOf(subject.kpi, comparison, subject.day)
    if (chart === null) return null
    const own = comparison?.council ?? subject.series
    const file = fileOf(own, 'benchmark', titledBenchmark(chart), subject.reading.moment)
    return { ...file, source: `${file.source}; other places: ${benchmarkSource}` }
  })
  chartRoutes(app, deps, { chart: 'year-on-year', permission, query: chartKeys }, async (request, query) => {
    const { series, reading } = await subjectOf(request, query, deps)
    const chart = yearOnYearOf(series)
    return chart === null ? null : fileOf(series, 'year-on-year', titledYearOnYear(chart), reading.moment)
  })
  chartRoutes(app, deps, { chart: 'teams', permission, query: chartKeys }, async (request, query) => {
    const { reading, month, kpi, series } = await subjectOf(request, query, deps)
    const [units, beside] = await Promise.all([
      reads.loadUnits(month, reading.moment),
      series.recast ? [] : reads.loadUnitComparison(kpi, [series.last.period], reading.moment),
    ])
    const seen = new Set(visible(request, units).map((u) => u.code))
    const plot = teamsPlot(series, beside, units, seen, may(request, 'lineage.read'))
    return plot === null ? null : fileOf(series, 'teams', titledDotPlot(plot), reading.moment)
  })
}

/** The subject that a chart's query names. A unit outside the asker's scope does not exist for them, as on the page. */
async function subjectOf(request: PageRequest, query: ChartQuery, deps: PageDeps): Promise<Subject> {
  const { reads, today, visible, refuse } = deps
  const unit = String(query.unit ?? '').toUpperCase()
  const tree = await reads.loadUnits(monthOf(await today()))
  if (!visible(request, tree).some((u) => u.code === unit))
    throw refuse(
      'not_found',
      'unit: there is no such team or service, or it is not one of yours. If your work needs it, ask the data team.',
    )
  return dataSubject(deps, { unit, kpi: String(query.kpi ?? ''), query })
}

/** What a file is asked for. If any of it does not exist, the whole file is refused. */
async function dataSubject(
  deps: PageDeps,
  asks: Omit<Parameters<typeof loadSubject>[1], 'usualSpan'>,
): Promise<Subject> {
  const subject = await loadSubject(deps, { ...asks, usualSpan: null })
  refuseData(subject.refused, deps.refuse)
  return subject
}

/** Refuses comparators that have nothing to show beside this unit, and more than can be told apart. */
function othersAsked({ asked }: Subject, others: ComparatorSeries, { refuse }: PageDeps): ComparatorSeries {
  const chosen = asked.chosen ?? []
  const none = chosen.find((name) => !others.offered.includes(name))
  if (none !== undefined)
    throw refuse(
      'not_found',
      `with: there is no ‘${none}’ to compare this with. ${knownWords(none, others.offered)}`,
    )
  if (chosen.length > mostComparators)
    throw refuse('bad_request', `with: select ${mostComparators} or fewer.`)
  return others
}
