import { benchmarkSource } from '#domain/benchmark.ts'
import { targetFor } from '#domain/kpi.ts'
import { todaysRule } from '#domain/todays-rule.ts'
import { ancestorsOf, teamsDiffer } from '#domain/unit.ts'
import { benchmarkTold } from '../../charts/benchmark/benchmark.ts'
import { dotPlotTold } from '../../charts/dot-plot/dot-plot.ts'
import { xlsxType } from '../../exports/workbook.ts'
import { type ChartQuery, chartRoutes } from '../chart-routes.ts'
import type { Page, PageDeps, PageRequest } from '../page.ts'
import { readingSuffix, sameReading } from '../reading.ts'
import { benchmarkChartOf, fileOf, trendFile } from './charts.ts'
import { seriesCsv } from './csv.ts'
import { type KpiQuery, loadSubject, type Subject } from './subject.ts'
import { teamsPlot } from './teams.ts'
import { kpiView } from './view.ts'
import { seriesXlsx } from './xlsx.ts'

/** `/units/:unit/kpis/:kpi?to=2019-04`, also as `.csv`, `.xlsx` and `.json`: the figure of that period and all before it;
 *  with `?grain=weekly&to=2019-W21` the weeks, a series of their own. `?asAt=` reads what was known at a moment,
 *  `?tree=today` recasts a roll-up. Its charts alone: `/charts/trend.svg?unit=&kpi=&to=`, `benchmark` and `teams`. */
export const kpiPage: Page = {
  name: 'kpi',
  register(app, deps) {
    const { reads, frame, visible, may, charts } = deps
    app.get<{ Params: { unit: string; kpi: string }; Querystring: KpiQuery }>(
      '/units/:unit/kpis/:kpi',
      { config: { permission: 'scorecards.read' } },
      async (request, reply) => {
        const [code = '', extension] = request.params.kpi.split('.', 2)
        const { unit } = request.params
        const subject = await loadSubject(deps, { unit, kpi: code, query: request.query })
        const { reading, day, recastOn, month, kpi, grain, series, load } = subject
        const { moment } = reading
        const api = `/api/v1/series/${encodeURIComponent(unit)}/${kpi.code}`
        if (extension === 'json')
          return reply.redirect(sameReading(`${api}?grain=${grain}&to=${series.last.period}`, reading))
        if (extension === 'csv') {
          reply
            .type('text/csv; charset=utf-8')
            .header(
              'content-disposition',
              `attachment; filename="${unit}-${kpi.code}${readingSuffix(reading)}.csv"`,
            )
          return seriesCsv(series)
        }
        if (extension === 'xlsx') {
          return reply
            .serializer((body) => body)
            .type(xlsxType)
            .header(
              'content-disposition',
              `attachment; filename="${unit}-${kpi.code}${readingSuffix(reading)}.xlsx"`,
            )
            .send(await seriesXlsx(series))
        }
        const [weekly, lineage, links, targets, units, issues, kpisToday, unitsToday, comparison, beside] =
          await Promise.all([
            kpi.grains.includes('weekly') && grain === 'monthly' ? load('weekly') : null,
            reads.loadLineage(unit, kpi, series.last.period, moment, recastOn),
            reads.loadLinkedActions(day, moment),
            reads.loadTargets(moment),
            reads.loadUnits(recastOn ?? month, moment),
            reads.loadKnownIssues(month, moment),
            reads.loadKpis(day.slice(0, 7), moment),
            reads.loadUnits(day.slice(0, 7), moment),
            loadComparison(deps, subject),
            series.recast ? [] : reads.loadSideBySide(kpi, [series.last.period], moment),
          ])
        const seen = new Set(visible(request, units).map((u) => u.code))
        const parent = ancestorsOf(series.unit, units).at(-1)
        const tooSmall = kpi.basis === 'snapshot' && series.last.status === 'small_number'
        const service = tooSmall && parent?.kind === 'service' ? await load(grain, parent.code) : null
        return kpiView({
          frame: await frame(request),
          reading,
          series,
          weekly,
          teamsDiffer: series.unit.kind !== 'team' && teamsDiffer(unit, month, units, unitsToday),
          rule: todaysRule(
            kpi,
            {
              kpi: kpisToday.find((k) => k.code === kpi.code) ?? kpi,
              target: targetFor(targets, kpi.code, day.slice(0, 7)),
            },
            series.last,
          ),
          service,
          lineage,
          comparison,
          teams: teamsPlot(series, beside, units, seen, may(request, 'lineage.read')),
          mayCompare: may(request, 'overview.read') && series.grain === 'monthly',
          draw: charts.draw,
          actions: links.filter((l) => l.kpi === kpi.code),
          targets: targets.filter((t) => t.kpi === kpi.code),
          ancestors: ancestorsOf(series.unit, units),
          visible: seen,
          knownIssue:
            issues.find((i) => i.kpi === kpi.code && (i.unit === null || i.unit === unit))?.note ?? null,
        })
      },
    )

    const permission = 'scorecards.read'
    chartRoutes(app, deps, { chart: 'trend', permission }, async (request, query) =>
      trendFile((await subjectOf(request, query, deps)).series),
    )
    chartRoutes(app, deps, { chart: 'benchmark', permission }, async (request, query) => {
      const subject = await subjectOf(request, query, deps)
      const comparison = await loadComparison(deps, subject)
      const chart = comparison === null ? null : benchmarkChartOf(subject.kpi, comparison, await deps.today())
      if (chart === null) return null
      const file = fileOf(comparison?.council ?? subject.series, 'benchmark', benchmarkTold(chart))
      return { ...file, source: `${file.source}; other places: ${benchmarkSource}` }
    })
    chartRoutes(app, deps, { chart: 'teams', permission }, async (request, query) => {
      const { reading, month, kpi, series } = await subjectOf(request, query, deps)
      const [units, beside] = await Promise.all([
        reads.loadUnits(month, reading.moment),
        series.recast ? [] : reads.loadSideBySide(kpi, [series.last.period], reading.moment),
      ])
      const seen = new Set(visible(request, units).map((u) => u.code))
      const plot = teamsPlot(series, beside, units, seen, may(request, 'lineage.read'))
      return plot === null ? null : fileOf(series, 'teams', dotPlotTold(plot))
    })
  },
}

/** The subject that a chart's query names. A unit out of the asker's scope is none, as on the page. */
async function subjectOf(request: PageRequest, query: ChartQuery, deps: PageDeps): Promise<Subject> {
  const { reads, today, visible, refuse } = deps
  const unit = String(query.unit ?? '').toUpperCase()
  const tree = await reads.loadUnits((await today()).slice(0, 7))
  if (!visible(request, tree).some((u) => u.code === unit))
    throw refuse('not_found', 'There is no such unit, or it is not one of yours.')
  return loadSubject(deps, { unit, kpi: String(query.kpi ?? ''), query })
}

/** What other places published, beside the council's own; null where nobody publishes the measure. */
async function loadComparison({ reads }: PageDeps, { kpi, grain, series, load }: Subject) {
  if (kpi.benchmark === null) return null
  const [council, benchmark] = await Promise.all([reads.loadCouncil(), reads.loadBenchmark(kpi.benchmark)])
  if (benchmark === null) return null
  const own =
    council === null
      ? null
      : council.unitCode === series.unit.code
        ? series
        : await load(grain, council.unitCode)
  return { benchmark, council: own, borrowed: council?.isDemonstration ?? false }
}
