/** Reads what the page of one measure of a unit shows. */
import { ancestorsOf, isClosedOn, teamsDiffer, type Unit } from '#domain/catalogue/unit.ts'
import { isRolling } from '#domain/figures/spc/verdict.ts'
import { leansOnService } from '#domain/figures/status.ts'
import { baselineRole } from '#domain/meetings/baseline-authority.ts'
import { monthOf } from '#domain/time/period.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import { missingNames } from '../../../components/missing-teams/missing-teams.ts'
import type { DataFooter } from '../../../layout/page.ts'
import { nextUpdateWords } from '../../../words/next-update-words.ts'
import { datedWords } from '../../../words/published-words.ts'
import type { PageDeps, PageRequest } from '../../kit/page.ts'
import { refusedWords } from '../../kit/refusals.ts'
import { loadComparatorSeries } from './comparators.ts'
import { loadConversation } from './load-conversation.ts'
import { type Definition, loadDefinition } from './load-definition.ts'
import type { KpiView } from './model.ts'
import { choseTooMany } from './question.ts'
import type { Subject } from './subject.ts'
import { teamsPlot } from './teams.ts'

/** Everything that the page shows to this reader. */
export async function loadView(request: PageRequest, deps: PageDeps, subject: Subject): Promise<KpiView> {
  const { asked, refused, reading, day, month, series } = subject
  const { may } = deps
  const [frame, figures, organisation, definition, conversation] = await Promise.all([
    deps.frame(request),
    loadFigures(deps, subject),
    loadOrganisation(deps, subject),
    loadDefinition(deps, subject),
    loadConversation(deps, subject),
  ])
  const { lineage, weekly, sideBySide, comparison, beside, offered } = figures
  const { units } = organisation
  const visible = new Set(deps.visible(request, units).map((u) => u.code))
  const isPast = reading.moment !== undefined
  return {
    frame,
    reading,
    day,
    month,
    series,
    weekly,
    span: asked.span,
    refused: refusedWords(refused),
    teamsDiffer: organisation.teamsDiffer,
    ancestors: organisation.ancestors,
    visible,
    service: await loadService(subject, organisation.ancestors),
    missing: lineage === null ? [] : missingNames(series.last, units),
    lineage,
    isInside: lineage !== null,
    comparison,
    beside,
    offered,
    chosen: asked.chosen,
    tooMany: choseTooMany(asked),
    teams: teamsPlot(series, sideBySide, units, visible, may(request, 'lineage.read')),
    mayCompare: may(request, 'overview.read') && series.grain === 'monthly',
    comments: !isPast && may(request, 'commentary.write'),
    adds: !isPast && may(request, 'decisions.write') && !isClosedOn(series.unit, day),
    setsBaselines: !isPast && setsBaselines(request, deps, subject, organisation.unitsToday),
    ...definition,
    ...conversation,
    footer: footerOf(subject, lineage?.publishedAt ?? null, definition),
  }
}

/** Whether the reader may set a baseline of the series: one on record, of a unit that is open today. */
function setsBaselines(
  request: PageRequest,
  { may, personOf }: PageDeps,
  { series, day }: Subject,
  unitsToday: readonly Unit[],
): boolean {
  const unit = unitsToday.find(({ code }) => code === series.unit.code)
  if (unit === undefined || isClosedOn(unit, day) || series.recast || isRolling(series.kpi.basis))
    return false
  return (
    may(request, 'baselines.write') &&
    baselineRole(personOf(request)?.grants ?? [], unit, unitsToday) !== null
  )
}

/** What is shown beside the series: its weeks, where it came from, and the teams and other places it is compared with. */
async function loadFigures(deps: PageDeps, subject: Subject) {
  const { reads } = deps
  const { reading, recastOn, kpi, grain, series, load } = subject
  const { unit, last } = series
  const [weekly, lineage, sideBySide, comparators] = await Promise.all([
    kpi.grains.includes('weekly') && grain === 'monthly' ? load('weekly') : null,
    reads.loadLineage(unit.code, kpi, last.period, reading.moment, recastOn),
    series.recast ? [] : reads.loadUnitComparison(kpi, [last.period], reading.moment),
    loadComparatorSeries(deps, subject),
  ])
  return { weekly, lineage, sideBySide, ...comparators }
}

/** The organisation of the month, and whether the teams beneath the unit are others today. */
async function loadOrganisation(
  { reads }: PageDeps,
  { reading: { moment }, recastOn, month, day, series: { unit } }: Subject,
) {
  const [units, unitsToday] = await Promise.all([
    reads.loadUnits(recastOn ?? month, moment),
    reads.loadUnits(monthOf(day), moment),
  ])
  return {
    units,
    unitsToday,
    ancestors: ancestorsOf(unit, units),
    teamsDiffer: unit.kind !== 'team' && teamsDiffer(unit.code, month, units, unitsToday),
  }
}

/** The service's own series, used if a team's figure is too small to judge. */
async function loadService(
  { kpi, series, grain, load }: Subject,
  ancestors: readonly Unit[],
): Promise<KpiView['service']> {
  const parent = ancestors.at(-1)
  return parent?.kind === 'service' && leansOnService(kpi, series.last) ? load(grain, parent.code) : null
}

/** Where the figure comes from, when it was published and when the next one is due. */
function footerOf(
  { series, kpi, latest, day }: Subject,
  publishedAt: Date | null,
  { dataReturn, knownIssues }: Pick<Definition, 'dataReturn' | 'knownIssues'>,
): DataFooter {
  const issues = knownIssues.length
  return {
    source:
      dataReturn === null
        ? 'monthly KPI extracts of the data team'
        : `${dataReturn.name} (${dataReturn.source}), reported by ${dataReturn.ownerRole}`,
    published: datedWords(publishedAt ?? series.last.publishedAt, day),
    nextUpdate:
      dataReturn === null || !kpi.grains.includes('monthly')
        ? null
        : nextUpdateWords(latest, [dataReturn.dueWorkingDay], day),
    qualityNotes:
      issues === 0 ? null : { text: `${issues} quality ${wordFor(issues, 'note')}`, href: '#known' },
  }
}
