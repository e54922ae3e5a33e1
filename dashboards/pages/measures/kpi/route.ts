import { targetFor } from '#domain/catalogue/kpi.ts'
import { ancestorsOf, isClosedOn, teamsDiffer } from '#domain/catalogue/unit.ts'
import { awaitedPeriod, awaitedWords } from '#domain/figures/awaited.ts'
import { leansOnService } from '#domain/figures/status.ts'
import { lastMonth } from '#domain/time/period.ts'
import { todaysRule } from '#domain/wording/todays-rule.ts'
import type { DataReturn } from '#server/record/returns.ts'
import { missingNames } from '../../../components/missing-teams/missing-teams.ts'
import type { DataFooter } from '../../../layout/page.ts'
import { nextUpdateWords } from '../../../words/next-update-words.ts'
import { publishedWords } from '../../../words/published-words.ts'
import type { Page } from '../../kit/page.ts'
import { refusedWords } from '../../kit/refused.ts'
import { loadComparatorSeries } from './comparators.ts'
import { measureChartRoutes, seriesRoutes } from './files.ts'
import { choseTooMany } from './question.ts'
import { type KpiQuery, loadSubject, type Subject } from './subject.ts'
import { teamsPlot } from './teams.ts'
import { kpiView } from './view.ts'

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
      async (request) => {
        const { unit } = request.params
        const subject = await loadSubject(deps, { unit, kpi: request.params.kpi, query: request.query })
        const { asked, refused, reading, day, recastOn, month, kpi, grain, series, load } = subject
        const { moment } = reading
        const awaited = awaitedIn(subject)
        const mayLineage = may(request, 'lineage.read')
        const [
          weekly,
          lineage,
          links,
          targets,
          units,
          issues,
          neverComing,
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
          isNeverComing,
        ] = await Promise.all([
          kpi.grains.includes('weekly') && grain === 'monthly' ? load('weekly') : null,
          reads.loadLineage(unit, kpi, series.last.period, moment, recastOn),
          reads.loadLinkedActions(day, moment),
          reads.loadTargets(moment),
          reads.loadUnits(recastOn ?? month, moment),
          reads.loadKnownIssues(month, moment),
          reads.loadAbsencesBehind({ kpi, unit: series.unit, figure: series.last }, month, moment),
          reads.loadKpis(day.slice(0, 7), moment),
          reads.loadUnits(day.slice(0, 7), moment),
          loadComparatorSeries(deps, subject),
          series.recast ? [] : reads.loadSideBySide(kpi, [series.last.period], moment),
          reads.loadDecisions(day, unit, moment),
          reads.loadCommentaryOf(unit, kpi.code, month, moment),
          reads.loadStatedEvidence(kpi.code, day),
          reads.loadReturns(),
          reads.loadCatalogueHistory(moment),
          reads.loadRetirement(kpi.code, day.slice(0, 7), moment),
          awaited !== null && reads.loadIsNeverComing({ kpi, unit: series.unit, period: awaited }, moment),
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
          span: asked.span,
          refused: refusedWords(refused),
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
          missing: lineage === null ? [] : missingNames(series.last, units),
          awaited:
            awaited === null || isNeverComing
              ? null
              : awaitedWords({ period: awaited, last: series.last.period }, dataReturn, day),
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
          adds: moment === undefined && may(request, 'decisions.write') && !isClosedOn(series.unit, day),
          actions: actions.map((a) => ({ ...a, milestone: milestones.get(a.ref) ?? null })),
          decisions: decisions.filter((d) => d.kpi === kpi.code),
          findings,
          targets: targets.filter((t) => t.kpi === kpi.code),
          dataReturn,
          changes: catalogue.changesOf(kpi.code),
          ancestors: ancestorsOf(series.unit, units),
          visible: seen,
          knownIssues,
          neverComing,
          footer: footerOf(subject, lineage?.publishedAt ?? null, dataReturn, knownIssues.length),
        })
      },
    )

    seriesRoutes(app, deps)
    measureChartRoutes(app, deps)
  },
}

/** The period of the month that the unit's pages open on where it has not come for this measure; null where an older one was
 *  asked for. */
function awaitedIn({ asked, kpi, series, grain, latest }: Subject): string | null {
  if (asked.to !== null && lastMonth(asked.to) < latest) return null
  return awaitedPeriod(kpi, series.unit, { grain, last: series.last.period, latest })
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
