import { benchmarkSource } from '#domain/benchmark.ts'
import { targetFor } from '#domain/kpi.ts'
import { leansOnService } from '#domain/status.ts'
import { todaysRule } from '#domain/todays-rule.ts'
import { ancestorsOf, teamsDiffer } from '#domain/unit.ts'
import type { DataReturn } from '#server/reads/returns.ts'
import { benchmarkTold } from '../../charts/benchmark/benchmark.ts'
import { besideTold } from '../../charts/beside/beside.ts'
import { dotPlotTold } from '../../charts/dot-plot/dot-plot.ts'
import { xlsxType } from '../../exports/workbook.ts'
import { nextUpdateWords } from '../../layout/next-update-words.ts'
import type { DataFooter } from '../../layout/page.ts'
import { publishedWords } from '../../layout/published-words.ts'
import { type ChartQuery, chartRoutes } from '../chart-routes.ts'
import type { Page, PageDeps, PageRequest } from '../page.ts'
import { readingSuffix, sameReading } from '../reading.ts'
import { benchmarkChartOf, fileOf, trendFile } from './charts.ts'
import { seriesCsv } from './csv.ts'
import { lastPoints } from './doing.ts'
import { loadOthers } from './others.ts'
import { choseTooMany } from './question.ts'
import { type KpiQuery, loadSubject, type Subject } from './subject.ts'
import { teamsPlot } from './teams.ts'
import { kpiView } from './view.ts'
import { seriesXlsx } from './xlsx.ts'

/** `/units/:unit/kpis/:kpi?to=2019-04`, also as `.csv`, `.xlsx` and `.json`: the figure of that period and all before it;
 *  with `?grain=weekly&to=2019-W21` the weeks, a series of their own. `?span=13` shows the last 13 periods, `?with=` chooses
 *  what it is set beside. `?asAt=` reads what was known at a moment, `?tree=today` recasts a roll-up. Its charts alone:
 *  `/charts/trend.svg?unit=&kpi=&to=`, `beside`, `benchmark` and `teams`. */
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
        const { asked, reading, day, recastOn, month, kpi, grain, series, load } = subject
        const { moment } = reading
        const { span } = asked
        const shown = lastPoints(series, span)
        const first = shown.points[0]?.period
        const api = `/api/v1/series/${encodeURIComponent(unit)}/${kpi.code}?grain=${grain}&to=${series.last.period}`
        if (extension === 'json')
          return reply.redirect(
            sameReading(span === null || first === undefined ? api : `${api}&from=${first}`, reading),
          )
        if (extension === 'csv') {
          reply
            .type('text/csv; charset=utf-8')
            .header(
              'content-disposition',
              `attachment; filename="${unit}-${kpi.code}${readingSuffix(reading)}.csv"`,
            )
          return seriesCsv(shown)
        }
        if (extension === 'xlsx') {
          return reply
            .serializer((body) => body)
            .type(xlsxType)
            .header(
              'content-disposition',
              `attachment; filename="${unit}-${kpi.code}${readingSuffix(reading)}.xlsx"`,
            )
            .send(await seriesXlsx(shown, reading.asAt))
        }
        const mayLineage = may(request, 'lineage.read')
        const [
          weekly,
          lineage,
          links,
          targets,
          units,
          issues,
          kpisToday,
          unitsToday,
          others,
          sideBySide,
          decisions,
          commentary,
          findings,
          returns,
          catalogue,
          retirement,
        ] = await Promise.all([
          kpi.grains.includes('weekly') && grain === 'monthly' ? load('weekly') : null,
          reads.loadLineage(unit, kpi, series.last.period, moment, recastOn),
          reads.loadLinkedActions(day, moment),
          reads.loadTargets(moment),
          reads.loadUnits(recastOn ?? month, moment),
          reads.loadKnownIssues(month, moment),
          reads.loadKpis(day.slice(0, 7), moment),
          reads.loadUnits(day.slice(0, 7), moment),
          loadOthers(deps, subject),
          series.recast ? [] : reads.loadSideBySide(kpi, [series.last.period], moment),
          reads.loadDecisions(day, unit, moment),
          reads.loadCommentaryOf(unit, kpi.code, month, moment),
          reads.loadStatedEvidence(kpi.code, day),
          reads.loadReturns(),
          reads.loadCatalogueHistory(moment),
          reads.loadRetirement(kpi.code, day.slice(0, 7), moment),
        ])
        const seen = new Set(visible(request, units).map((u) => u.code))
        const parent = ancestorsOf(series.unit, units).at(-1)
        const service =
          parent?.kind === 'service' && leansOnService(kpi, series.last)
            ? await load(grain, parent.code)
            : null
        const actions = links.filter((l) => l.kpi === kpi.code)
        const milestones = await reads.loadNextMilestones(
          actions.map((a) => a.ref),
          day,
        )
        const dataReturn = returns.find((r) => r.code === kpi.returnCode) ?? null
        const knownIssues = issues
          .filter((i) => i.kpi === kpi.code && (i.unit === null || i.unit === unit))
          .map((i) => i.note)
        return kpiView({
          frame: await frame(request),
          reading,
          day,
          series,
          span,
          month,
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
          retirement,
          lineage,
          comparison: others.comparison,
          beside: others.beside,
          offered: others.offered,
          chosen: asked.chosen,
          tooMany: choseTooMany(asked),
          teams: teamsPlot(series, sideBySide, units, seen, mayLineage),
          mayCompare: may(request, 'overview.read') && series.grain === 'monthly',
          draw: charts.draw,
          isInside: lineage !== null,
          commentary,
          comments: moment === undefined && may(request, 'commentary.write'),
          adds: moment === undefined && may(request, 'decisions.write'),
          actions: actions.map((a) => ({ ...a, milestone: milestones.get(a.ref) ?? null })),
          decisions: decisions.filter((d) => d.kpi === kpi.code),
          findings,
          targets: targets.filter((t) => t.kpi === kpi.code),
          dataReturn,
          changes: catalogue.changesOf(kpi.code),
          ancestors: ancestorsOf(series.unit, units),
          visible: seen,
          knownIssues,
          footer: footerOf(subject, lineage?.publishedAt ?? null, dataReturn, knownIssues.length),
        })
      },
    )

    const permission = 'scorecards.read'
    chartRoutes(app, deps, { chart: 'trend', permission }, async (request, query) => {
      const { series, asked } = await subjectOf(request, query, deps)
      return trendFile(lastPoints(series, asked.span))
    })
    chartRoutes(app, deps, { chart: 'beside', permission }, async (request, query) => {
      const subject = await subjectOf(request, query, deps)
      const { beside } = await loadOthers(deps, subject)
      if (beside === null) return null
      const file = fileOf(subject.series, 'beside', besideTold(beside))
      return beside.yearly.length === 0
        ? file
        : { ...file, source: `${file.source}; other places: ${benchmarkSource}` }
    })
    chartRoutes(app, deps, { chart: 'benchmark', permission }, async (request, query) => {
      const subject = await subjectOf(request, query, deps)
      const { comparison } = await loadOthers(deps, subject)
      const chart = comparison === null ? null : benchmarkChartOf(subject.kpi, comparison, subject.day)
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

/** Where the figure comes from, when it was published and when the next is due. */
function footerOf(
  { series, kpi, latest, day }: Subject,
  publishedAt: Date | null,
  dataReturn: DataReturn | null,
  issues: number,
): DataFooter {
  return {
    source:
      dataReturn === null
        ? 'monthly KPI extracts of the data team'
        : `${dataReturn.name} (${dataReturn.source}), reported by ${dataReturn.ownerRole}`,
    published: publishedWords(publishedAt ?? series.last.publishedAt),
    nextUpdate:
      dataReturn === null || !kpi.grains.includes('monthly')
        ? null
        : nextUpdateWords(latest, [dataReturn.dueWorkingDay], day),
    qualityNotes:
      issues === 0 ? null : { text: `${issues} quality ${issues === 1 ? 'note' : 'notes'}`, href: '#known' },
  }
}
