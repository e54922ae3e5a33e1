import { type Grain, targetFor } from '#domain/kpi.ts'
import { dayReadOn } from '#domain/moment.ts'
import { grainOf, lastDay, lastMonth, periodName } from '#domain/period.ts'
import { todaysRule } from '#domain/todays-rule.ts'
import { ancestorsOf, teamsDiffer } from '#domain/unit.ts'
import { xlsxType } from '../../exports/workbook.ts'
import type { Page } from '../page.ts'
import { readingOf, readingSuffix, sameReading } from '../reading.ts'
import { seriesCsv } from './csv.ts'
import { askedOf, grainShown, lastWeekBy } from './question.ts'
import { kpiView } from './view.ts'
import { seriesXlsx } from './xlsx.ts'

type Query = { to?: unknown; grain?: unknown; asAt?: unknown; tree?: unknown }

/** `/units/:unit/kpis/:kpi?to=2019-04`, also as `.csv`, `.xlsx` and `.json`: the figure of that period and all before it;
 *  with `?grain=weekly&to=2019-W21` the weeks, a series of their own. `?asAt=` reads what was known at a moment,
 *  `?tree=today` recasts a roll-up. */
export const kpiPage: Page = {
  name: 'kpi',
  register(app, { reads, frame, today, visible, refuse }) {
    app.get<{ Params: { unit: string; kpi: string }; Querystring: Query }>(
      '/units/:unit/kpis/:kpi',
      { config: { permission: 'scorecards.read' } },
      async (request, reply) => {
        const [code = '', extension] = request.params.kpi.split('.', 2)
        const { unit } = request.params
        const reading = readingOf(request.query, refuse)
        const { moment } = reading
        const day = dayReadOn(await today(), moment?.toISOString() ?? null)
        const recastOn = reading.tree === 'today' ? day.slice(0, 7) : undefined
        const asked = askedOf(request.query)
        const latest = (await reads.loadPublishedMonths(moment)).at(-1)?.period ?? day.slice(0, 7)
        const period = asked.to ?? latest
        const month = lastMonth(period)
        const kpi = (await reads.loadKpis(month, moment)).find((k) => k.code === code.toUpperCase())
        if (kpi === undefined)
          throw refuse('not_found', `There is no measure ${code}. The glossary at /help lists them all.`)
        const grain = grainShown(kpi, asked)
        // An older month shows the last week that ended in it: a week of June beside November's figures misleads.
        const week = lastWeekBy(month < latest ? lastDay(month) : day)
        const upTo = (of: Grain) => (grainOf(period) === of ? period : of === 'weekly' ? week : undefined)
        const load = (of: Grain, code = unit) =>
          reads.loadSeries({
            unit: code,
            kpi: kpi.code,
            grain: of,
            calculatedAt: upTo(of),
            asAt: moment,
            recastOn,
          })
        const [series, weekly] = await Promise.all([
          load(grain),
          kpi.grains.includes('weekly') && grain === 'monthly' ? load('weekly') : null,
        ])
        if (series === null)
          throw refuse(
            'not_found',
            `Nothing ${moment === undefined ? 'has' : 'had then'} been published for ${kpi.name} at ${unit} up to ${periodName(period)}.`,
          )
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
        const [lineage, links, targets, units, issues, council, benchmark, kpisToday, unitsToday] =
          await Promise.all([
            reads.loadLineage(unit, kpi, series.last.period, moment, recastOn),
            reads.loadLinkedActions(day, moment),
            reads.loadTargets(moment),
            reads.loadUnits(recastOn ?? month, moment),
            reads.loadKnownIssues(month, moment),
            reads.loadCouncil(),
            kpi.benchmark === null ? null : reads.loadBenchmark(kpi.benchmark),
            reads.loadKpis(day.slice(0, 7), moment),
            reads.loadUnits(day.slice(0, 7), moment),
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
