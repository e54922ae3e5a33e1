import { dueDay } from '#domain/calendar.ts'
import { isCollected, type Kpi, type Target, targetFor } from '#domain/kpi.ts'
import { dayReadOn } from '#domain/moment.ts'
import { addMonths, lastDay, lastMonth, lastQuarter, monthsFrom, quarterOf } from '#domain/period.ts'
import { isLive } from '#domain/plan.ts'
import {
  countsOf,
  goingWell,
  headlineOf,
  type Matter,
  needsConversation,
  phraseOf,
  type ScorecardCounts,
  type ScorecardRow,
} from '#domain/scorecard.ts'
import { type ScorecardVersion, type SignOff, versionShown } from '#domain/sign-off.ts'
import { leansOnService } from '#domain/status.ts'
import { ancestorsOf, isOpenIn, teamsDiffer, teamsOf, type Unit } from '#domain/unit.ts'
import type { ReadSource } from '../db/database.ts'
import { loadKpis, loadTargets } from './catalogue.ts'
import { figureNotReported, loadFigures, type StoredFigure } from './figures.ts'
import { type Decision, type LinkedAction, loadDecisions, loadLinkedActions } from './links.ts'
import { loadPublishedMonths } from './periods.ts'
import { loadRecastFigures } from './recast.ts'
import { loadReceived, type Received } from './received.ts'
import { loadSignOff } from './sign-offs.ts'
import { loadUnits } from './units.ts'

/** A row of the scorecard with all it shows. */
export type ScorecardLine = ScorecardRow & {
  phrase: string
  restated: boolean
  /** When the figure came to say what it says; null where nothing was published of it. */
  publishedAt: Date | null
  /** The period the figure is of: the month, or for a quarterly KPI its last complete quarter. */
  period: string
  /** The last 13 months, oldest first; a month without a value is null. Empty for a quarterly KPI. */
  sparkline: { period: string; value: number | null; target: number | null }[]
  previous: StoredFigure | null
  sameMonthLastYear: StoredFigure | null
  latestWeek: StoredFigure | null
  /** The service's figure, beside a team's snapshot too small to judge. */
  serviceFigure: StoredFigure | null
  actions: (LinkedAction & { live: boolean })[]
  knownIssue: string | null
  /** True where another team counts these children: shown here, not added above. */
  notAdded: boolean
}

export type Scorecard = {
  unit: Unit
  /** From the council down to the unit's parent. */
  ancestors: Unit[]
  period: string
  /** When the last of this month's own rows was published; null where nothing was. */
  publishedAt: Date | null
  restated: boolean
  headline: string
  counts: ScorecardCounts
  goingWell: Matter[]
  needsConversation: Matter[]
  /** In catalogue order; core and other rows together. */
  lines: ScorecardLine[]
  /** The measures of the catalogue that the unit does not carry, in its order. */
  notCollected: Pick<Kpi, 'code' | 'name'>[]
  decisions: Decision[]
  /** Published months before and after, where there are any. */
  previousPeriod: string | null
  nextPeriod: string | null
  /** The day on which it is judged: today, or that of the moment it is read at. */
  day: string
  /** When the council's first figures of the month were published. */
  firstPublishedAt: Date | null
  /** The moment at which it is read: the one asked for, or that of the version shown; null for now. */
  asAt: Date | null
  /** How a team's month stands; null for a service or the council, whose months are not signed off. */
  signOff: SignOff | null
  /** The version of a signed-off month, or null. */
  version: ScorecardVersion | null
  /** True where the figures are computed on today's tree instead of the month's: not the figures as published. */
  recast: boolean
  /** True where other teams stood beneath the unit in the month than stand there today. */
  teamsDiffer: boolean
}

/** The tree whose teams a service's and the council's figures add: the month's own, or today's on request. */
export type TreeAsked = 'then' | 'today'

/** How many months a sparkline shows. */
const sparklineMonths = 13

/**
 * One unit's scorecard for a month, judged on `day` (what is due, live, open). Null for a unit that did not exist that
 * month, or a month before the council's first scorecard. `asAt` reads what was known at that moment, plan included;
 * without it a team's signed-off month is read as its latest version says. `tree` recasts a roll-up on today's teams.
 */
export async function loadScorecard(
  db: ReadSource,
  unitCode: string,
  period: string,
  today: string,
  asked?: Date,
  tree: TreeAsked = 'then',
): Promise<Scorecard | null> {
  const signOff = await loadSignOff(db, unitCode, period, asked)
  const asAt = asked ?? (signOff.shownAt === null ? undefined : new Date(signOff.shownAt))
  const day = dayReadOn(today, asAt?.toISOString() ?? null)
  const [unitsThen, unitsToday, catalogue, targets, months] = await Promise.all([
    loadUnits(db, period, asAt),
    loadUnits(db, day.slice(0, 7), asAt),
    loadKpis(db, period, asAt),
    loadTargets(db, asAt),
    // A version keeps the way to the months published since it was made.
    loadPublishedMonths(db, asked),
  ])
  const kpis = catalogue.filter((k) => isCollected(k, period))
  const isRollUp = unitsThen.some((u) => u.code === unitCode && u.kind !== 'team')
  const recast = isRollUp && tree === 'today'
  const units = recast ? unitsToday : unitsThen
  const unit = units.find((u) => u.code === unitCode)
  if (unit === undefined || !isOpenIn(unit, period) || !months.some((m) => m.period === period)) return null
  const first = addMonths(period, 1 - sparklineMonths)
  const window = monthsFrom(first, period)
  const isLatest = months.at(-1)?.period === period
  const periods = [...window, ...new Set(window.map(quarterOf))]
  const recastFigures = recast
    ? await loadRecastFigures(db, {
        unit: unit.code,
        kpis: kpis.map((k) => k.code),
        tree: day.slice(0, 7),
        from: first,
        asAt,
      })
    : null
  const [figures, weekly, links, decisions, issues, returns, service, received] = await Promise.all([
    recastFigures?.filter((f) => periods.includes(f.period)) ??
      loadFigures(db, { units: [unit.code], periods, asAt, brief: true }),
    recastFigures?.filter((f) => f.period.includes('W')) ??
      loadFigures(db, {
        units: [unit.code],
        grain: 'weekly',
        from: `${first.slice(0, 4)}-W`,
        asAt,
        brief: true,
      }),
    loadLinkedActions(db, day, asAt),
    loadDecisions(db, day, unit.code, asAt),
    loadKnownIssues(db, period, asAt),
    db.selectFrom('data_return').select(['code', 'due_working_day']).execute(),
    unit.kind === 'team' && unit.parent !== null
      ? loadFigures(db, { units: [unit.parent], periods: [period], asAt, brief: true })
      : Promise.resolve([]),
    loadReceived(db, { unit, units, periods: [period, lastQuarter(period)], asAt }),
  ])
  const dueOn = new Map(returns.map((r) => [r.code, r.due_working_day]))
  const weeks = weekly.filter((w) => (isLatest ? lastDay(w.period) <= day : lastMonth(w.period) <= period))
  const context: LineContext = {
    unit,
    period,
    day,
    targets,
    figures,
    weeks,
    links,
    decisions,
    issues,
    dueOn,
    service,
    received,
  }
  const version = unit.kind === 'team' ? versionShown(signOff) : null
  const carried = kpis.filter((k) => standsOn(k, unit, units, period, figures))
  const lines = carried.map((k) => lineOf(k, context))
  const counts = countsOf(lines)
  return {
    unit,
    ancestors: ancestorsOf(unit, units),
    period,
    publishedAt: received.last(period),
    restated: lines.some((l) => l.restated) || (version?.change ?? null) !== null,
    headline: headlineOf(period, counts),
    counts,
    goingWell: goingWell(lines),
    needsConversation: needsConversation(lines),
    lines,
    notCollected: kpis.filter((k) => !carried.includes(k)).map(({ code, name }) => ({ code, name })),
    decisions,
    previousPeriod: months.findLast((m) => m.period < period)?.period ?? null,
    nextPeriod: months.find((m) => m.period > period)?.period ?? null,
    day,
    firstPublishedAt: months.find((m) => m.period === period)?.publishedAt ?? null,
    asAt: asAt ?? null,
    signOff: unit.kind === 'team' ? signOff : null,
    version,
    recast,
    teamsDiffer: isRollUp && teamsDiffer(unit.code, period, unitsThen, unitsToday),
  }
}

type LineContext = {
  received: Received
  unit: Unit
  period: string
  day: string
  targets: readonly Target[]
  figures: readonly StoredFigure[]
  weeks: readonly StoredFigure[]
  links: readonly LinkedAction[]
  decisions: readonly Decision[]
  issues: readonly { kpi: string; unit: string | null; note: string }[]
  dueOn: ReadonlyMap<string, number>
  service: readonly StoredFigure[]
}

/** A team carries the KPIs of its type. A service or the council shows what its teams count, or what was ever supplied. */
function standsOn(
  kpi: Kpi,
  unit: Unit,
  units: readonly Unit[],
  month: string,
  figures: readonly StoredFigure[],
): boolean {
  if (figures.some((f) => f.kpi === kpi.code)) return true
  if (unit.kind === 'team') return kpi.teamTypes.includes(unit.teamType ?? '')
  return teamsOf(unit, units).some((t) => isOpenIn(t, month) && kpi.countedBy.includes(t.teamType ?? ''))
}

function lineOf(kpi: Kpi, context: LineContext): ScorecardLine {
  const { unit, period, day } = context
  const own = context.figures.filter((f) => f.kpi === kpi.code)
  const shown = kpi.grains.includes('monthly') ? period : lastQuarter(period)
  const at = (p: string) => own.find((f) => f.period === p) ?? null
  const stored = at(shown)
  const figure =
    stored ??
    figureNotReported(unit.code, kpi.code, shown, targetFor(context.targets, kpi.code, lastMonth(shown)))
  const hasOpenDecision = context.decisions.some((d) => d.kpi === kpi.code && d.state === 'open')
  const actions = context.links
    .filter((l) => l.kpi === kpi.code)
    .map((l) => ({ ...l, live: isLive(l, day, hasOpenDecision) }))
  const monthly = kpi.grains.includes('monthly')
  const due = context.dueOn.get(kpi.returnCode)
  const issue = context.issues.find((i) => i.kpi === kpi.code && (i.unit === null || i.unit === unit.code))
  return {
    kpi,
    figure,
    period: shown,
    statuses: monthly
      ? [0, -1, -2].map((n) => (n === 0 ? figure.status : (at(addMonths(period, n))?.status ?? null)))
      : [],
    due: due !== undefined && dueDay(lastMonth(shown), due) <= day,
    hasLiveAction: actions.some((a) => a.live) || hasOpenDecision,
    phrase: phraseOf(figure),
    restated: stored?.restated ?? false,
    publishedAt: stored === null ? null : (context.received.of(kpi.code, shown) ?? stored.publishedAt),
    sparkline: monthly
      ? monthsFrom(addMonths(period, 1 - sparklineMonths), period).map((p) => ({
          period: p,
          value: at(p)?.value ?? null,
          target: targetFor(context.targets, kpi.code, p)?.target ?? null,
        }))
      : [],
    previous: monthly ? at(addMonths(period, -1)) : null,
    sameMonthLastYear: monthly ? at(addMonths(period, -12)) : null,
    latestWeek: context.weeks.findLast((w) => w.kpi === kpi.code && w.state !== 'not_reported') ?? null,
    serviceFigure: leansOnService(kpi, figure)
      ? (context.service.find((f) => f.kpi === kpi.code) ?? null)
      : null,
    actions,
    knownIssue: issue?.note ?? null,
    notAdded:
      unit.kind === 'team' && kpi.countedBy.length > 0 && !kpi.countedBy.includes(unit.teamType ?? ''),
  }
}

/** Known issues in force in a month, as far as they had been recorded at `asAt`. */
export async function loadKnownIssues(db: ReadSource, month: string, asAt?: Date) {
  return db
    .selectFrom('known_issue')
    .select(['kpi_code as kpi', 'unit_code as unit', 'note'])
    .where('valid_from', '<=', month)
    .where((e) => e.or([e('valid_to', 'is', null), e('valid_to', '>=', month)]))
    .$if(asAt !== undefined, (q) => q.where('recorded_at', '<=', asAt as Date))
    .orderBy('id')
    .execute()
}
