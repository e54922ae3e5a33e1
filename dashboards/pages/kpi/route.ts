import type { Grain } from '#domain/kpi.ts'
import { grainOf, lastDay, lastMonth, periodName } from '#domain/period.ts'
import { ancestorsOf } from '#domain/unit.ts'
import { xlsxType } from '../../exports/workbook.ts'
import type { Page } from '../page.ts'
import { seriesCsv } from './csv.ts'
import { askedOf, grainShown, lastWeekBy } from './question.ts'
import { kpiView } from './view.ts'
import { seriesXlsx } from './xlsx.ts'

/** `/units/:unit/kpis/:kpi?to=2019-04`, also as `.csv`, `.xlsx` and `.json`: the figure of that period and all before it;
 *  with `?grain=weekly&to=2019-W21` the weeks, a series of their own. */
export const kpiPage: Page = {
  name: 'kpi',
  register(app, { reads, frame, today, visible, refuse }) {
    app.get<{ Params: { unit: string; kpi: string }; Querystring: { to?: unknown; grain?: unknown } }>(
      '/units/:unit/kpis/:kpi',
      { config: { permission: 'scorecards.read' } },
      async (request, reply) => {
        const [code = '', extension] = request.params.kpi.split('.', 2)
        const { unit } = request.params
        const day = await today()
        const asked = askedOf(request.query)
        const latest = (await reads.loadPublishedMonths()).at(-1)?.period ?? day.slice(0, 7)
        const period = asked.to ?? latest
        const month = lastMonth(period)
        const kpi = (await reads.loadKpis(month)).find((k) => k.code === code.toUpperCase())
        if (kpi === undefined)
          throw refuse('not_found', `There is no measure ${code}. The glossary at /help lists them all.`)
        const grain = grainShown(kpi, asked)
        // An older month shows the last week that ended in it: a week of June beside November's figures misleads.
        const week = lastWeekBy(month < latest ? lastDay(month) : day)
        const upTo = (of: Grain) => (grainOf(period) === of ? period : of === 'weekly' ? week : undefined)
        const load = (of: Grain, code = unit) =>
          reads.loadSeries({ unit: code, kpi: kpi.code, grain: of, calculatedAt: upTo(of) })
        const [series, weekly] = await Promise.all([
          load(grain),
          kpi.grains.includes('weekly') && grain === 'monthly' ? load('weekly') : null,
        ])
        if (series === null)
          throw refuse(
            'not_found',
            `Nothing has been published for ${kpi.name} at ${unit} up to ${periodName(period)}.`,
          )
        const api = `/api/v1/series/${encodeURIComponent(unit)}/${kpi.code}`
        if (extension === 'json') return reply.redirect(`${api}?grain=${grain}&to=${series.last.period}`)
        if (extension === 'csv') {
          reply
            .type('text/csv; charset=utf-8')
            .header('content-disposition', `attachment; filename="${unit}-${kpi.code}.csv"`)
          return seriesCsv(series)
        }
        if (extension === 'xlsx') {
          return reply
            .serializer((body) => body)
            .type(xlsxType)
            .header('content-disposition', `attachment; filename="${unit}-${kpi.code}.xlsx"`)
            .send(await seriesXlsx(series))
        }
        const [lineage, links, targets, units, issues, council, benchmark] = await Promise.all([
          reads.loadLineage(unit, kpi, series.last.period),
          reads.loadLinkedActions(day),
          reads.loadTargets(),
          reads.loadUnits(month),
          reads.loadKnownIssues(month),
          reads.loadCouncil(),
          kpi.benchmark === null ? null : reads.loadBenchmark(kpi.benchmark),
        ])
        const top =
          benchmark === null || council === null
            ? null
            : council.unitCode === series.unit.code
              ? series
              : await load(grain, council.unitCode)
        const parent = ancestorsOf(series.unit, units).at(-1)
        const tooSmall = kpi.basis === 'snapshot' && series.last.status === 'small_number'
        const service = tooSmall && parent?.kind === 'service' ? await load(grain, parent.code) : null
        return kpiView({
          frame: await frame(request),
          series,
          weekly,
          service,
          lineage,
          comparison:
            benchmark === null
              ? null
              : { benchmark, council: top, borrowed: council?.isDemonstration ?? false },
          actions: links.filter((l) => l.kpi === kpi.code),
          targets: targets.filter((t) => t.kpi === kpi.code),
          ancestors: ancestorsOf(series.unit, units),
          visible: new Set(visible(request, units).map((u) => u.code)),
          knownIssue:
            issues.find((i) => i.kpi === kpi.code && (i.unit === null || i.unit === unit))?.note ?? null,
        })
      },
    )
  },
}
