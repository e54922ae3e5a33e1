/** Reads what the page of one unit shows. */
import type { Unit } from '#domain/catalogue/unit.ts'
import { lastDecisions } from '#domain/meetings/last-decisions.ts'
import type { SignOff } from '#domain/scorecard/sign-off.ts'
import { isSilentIn } from '#domain/scorecard/silent-months.ts'
import { periodName } from '#domain/time/period.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import type { PageDeps, PageRequest } from '../../kit/page.ts'
import { clipped, isAsked } from '../../kit/refusals.ts'
import { type LoadedMeasure, loadMeasure } from './load-measure.ts'
import { loadSuccession, type SuccessionFields } from './load-succession.ts'
import type { LinkedMilestones, UnitMeasure, UnitView } from './model.ts'
import { loadSubject, type Subject, type UnitQuery } from './subject.ts'
import type { UnitCard } from './team-card.ts'

type Reads = PageDeps['reads']

/** The number of a team's months that show their sign-off. */
const monthsWithSignOff = 13

/** Everything that the page shows to this reader; `typed` is a form that was sent and not saved. */
export async function loadView(
  request: PageRequest,
  deps: PageDeps,
  { unit: code, query, typed }: { unit: string; query: UnitQuery; typed: SuccessionFields | null },
): Promise<UnitView> {
  const { reads, may } = deps
  const [frame, subject] = await Promise.all([
    deps.frame(request),
    loadSubject(request, deps, { unit: code, query }),
  ])
  const { unit, period, months, day, open } = subject
  const { all, measure, ...read } = await loadFigures(reads, subject, query)
  const own = all.find((s) => s.unit.code === unit.code) ?? null
  const [cards, milestones, succession] = await Promise.all([
    loadCards(reads, unit.kind === 'team' ? all : all.filter((s) => s !== own), day),
    loadMilestones(reads, unit, own, day),
    loadSuccession(request, deps, subject, { typed, frame }),
  ])
  const isInside = may(request, 'lineage.read')
  return {
    frame,
    unit,
    tree: subject.tree,
    visible: new Set(open.map((u) => u.code)),
    months,
    latest: subject.latest,
    newer: subject.newer,
    period,
    refused: refusals(subject, measure, query),
    own,
    cards,
    isInside,
    movers: measure?.overview.movers ?? null,
    returns: isInside ? (measure?.overview.returns ?? null) : null,
    mayOverview: may(request, 'overview.read'),
    measure: measure === null ? null : shownMeasure(measure, subject, own),
    signOffs: read.signOffs,
    milestones,
    charts: period === null || unit.kind === 'team' ? null : { demand: read.demand, audits: read.audits },
    succession,
  }
}

/** The figures of the month shown. */
async function loadFigures(reads: Reads, subject: Subject, { kpi }: UnitQuery) {
  const { unit, period, beneath, teams, months, day, isRollUp } = subject
  const codes = [unit.code, ...beneath.map((u) => u.code)]
  const [all, signOffs, measure, demand, audits] = await Promise.all([
    period === null ? [] : reads.loadScorecards(codes, period, day),
    loadSignOffs(reads, unit, months.slice(-monthsWithSignOff)),
    period !== null && isRollUp ? loadMeasure({ reads }, { unit, teams, period, day }, kpi) : null,
    period === null || unit.kind === 'team' ? null : reads.loadDemand({ unit: unit.code, period }),
    period === null || unit.kind === 'team' ? null : reads.loadAudits({ unit: unit.code, period }),
  ])
  return { all, signOffs, measure, demand, audits }
}

/** What was asked for and does not exist, in words. */
function refusals(
  { isAsAsked, latest }: Subject,
  measure: LoadedMeasure | null,
  { period, kpi }: UnitQuery,
): string[] {
  return [
    !isAsked(period) || isAsAsked || latest === null
      ? null
      : `There is no scorecard of that month here. Showing ${periodName(latest)}, the latest.`,
    measure === null || !isAsked(kpi) || measure.question.kpi === String(kpi).toUpperCase()
      ? null
      : `‘${clipped(kpi)}’ is not a monthly measure that these teams carry. Showing ${measure.overview.kpi.name}.`,
  ].filter((words) => words !== null)
}

function shownMeasure(
  measure: LoadedMeasure,
  { unit, open, months }: Subject,
  scorecard: Scorecard | null,
): UnitMeasure {
  return {
    ...measure,
    question: { ...measure.question, service: open[0]?.kind === 'council' ? unit.code : null },
    scorecard,
    published: months.map((m) => m.period),
  }
}

/** Each scorecard with the month's commentary and the agreed actions made there. */
async function loadCards(reads: Reads, scorecards: readonly Scorecard[], day: string): Promise<UnitCard[]> {
  const [period] = scorecards.map((s) => s.period)
  if (period === undefined) return []
  const silent = scorecards.filter((s) => isSilentIn(s.silent, period))
  const codes = scorecards.map((s) => s.unit.code)
  const [said, known] = await Promise.all([
    reads.loadCommentaryOfUnits(codes, period),
    silent.length === 0 ? [] : reads.loadCurrentMatters(silent, day),
  ])
  return scorecards.map((scorecard) => ({
    scorecard,
    said: said.filter((c) => c.unit === scorecard.unit.code),
    decisions: lastDecisions(scorecard.decisions, day),
    lastKnown: known.find((k) => k.unit.code === scorecard.unit.code) ?? null,
  }))
}

/** The next milestone of each action that is linked to a team's measures. */
async function loadMilestones(
  reads: Reads,
  unit: Unit,
  own: Scorecard | null,
  day: string,
): Promise<LinkedMilestones> {
  if (unit.kind !== 'team') return new Map()
  return reads.loadNextMilestones([...new Set(own?.lines.flatMap((l) => l.actions.map((a) => a.ref)))], day)
}

/** The sign-off of each of a team's months. */
async function loadSignOffs(
  reads: Reads,
  unit: Unit,
  months: readonly { period: string }[],
): Promise<ReadonlyMap<string, SignOff>> {
  if (unit.kind !== 'team') return new Map()
  const found = await Promise.all(
    months.map(async ({ period }) => [period, await reads.loadSignOff(unit.code, period)] as const),
  )
  return new Map(found)
}
