import { isCarriedBy, isCountedBy, type Kpi, targetFor } from '#domain/catalogue/kpi.ts'
import { ancestorsOf, isOpenIn, teamsDiffer, teamsOf, type Unit } from '#domain/catalogue/unit.ts'
import { definedSince, isCountedAlike, statusesAlike } from '#domain/figures/definition.ts'
import { type YearSoFar, yearSoFar } from '#domain/figures/financial-year.ts'
import { leansOnService } from '#domain/figures/status.ts'
import { latestOfEnough } from '#domain/figures/wholeness.ts'
import { isLive, stalledWords } from '#domain/plan/plan.ts'
import { goingWell, type Matter, needsConversation, type ScorecardRow } from '#domain/scorecard/scorecard.ts'
import { countsOf, headlineOf, type ScorecardCounts } from '#domain/scorecard/scorecard-counts.ts'
import { type ScorecardVersion, type SignOff, versionShown } from '#domain/scorecard/sign-off.ts'
import { isSilentIn, type SilentMonth } from '#domain/scorecard/silent-months.ts'
import { type TargetMove, targetMove } from '#domain/scorecard/target-move.ts'
import { dueDay } from '#domain/time/calendar.ts'
import { addMonths, lastMonth, lastQuarter, monthsFrom } from '#domain/time/period.ts'
import { phraseOfRow } from '#domain/wording/each-one-words.ts'
import type { ReadSource } from '../db/database.ts'
import { absencesBehind } from '../record/absences.ts'
import { figureNotReported, type StoredFigure } from '../record/figures.ts'
import { asPublished } from '../record/publication-moments.ts'
import { loadSignOffs } from '../record/sign-offs.ts'
import type { Decision, LinkedAction } from './links.ts'
import {
  type DrawnValue,
  loadScorecardFacts,
  type MonthFacts,
  sparklineMonths,
  type TreeChoice,
  type UnitFacts,
} from './scorecard-facts.ts'

/** A row of the scorecard with everything it shows. */
export type ScorecardLine = ScorecardRow & {
  phrase: string
  restated: boolean
  /** When the figure's value was published; null if nothing was published of it. */
  publishedAt: Date | null
  /** The period of the figure: the month, or for a quarterly KPI its last complete quarter. */
  period: string
  /** The last 13 months, oldest first; a month without a value is null. Empty for a quarterly KPI. */
  sparkline: ({ period: string; target: number | null } & DrawnValue)[]
  /** The month before and the one a year before, if they were counted the same way. */
  previous: StoredFigure | null
  sameMonthLastYear: StoredFigure | null
  /** The financial year from April to the month or quarter, added up from what this reader is given; null where it does not add up. */
  yearToDate: YearSoFar | null
  /** The month from which it is counted differently, if that is one of those shown; null if all were counted the same way. */
  redefined: string | null
  /** What changed about its target with this period; null if nothing did. */
  targetMove: TargetMove | null
  latestWeek: StoredFigure | null
  /** The service's figure, beside a team's snapshot too small to judge. */
  serviceFigure: StoredFigure | null
  actions: (LinkedAction & { live: boolean })[]
  knownIssue: string | null
  /** Why a missing figure, or one of a team that it lacks, will not come, in people's words. */
  neverComing: string[]
  /** The names of the units left out of a roll-up, as far as the reader may see them. */
  missing: string[]
  /** True if another team counts these children: shown here, not added above. */
  notAdded: boolean
}

export type Scorecard = {
  unit: Unit
  /** From the council down to the unit's parent. */
  ancestors: Unit[]
  period: string
  /** When the last of this month's own rows was published; null if none was. */
  publishedAt: Date | null
  restated: boolean
  headline: string
  counts: ScorecardCounts
  goingWell: Matter[]
  needsConversation: Matter[]
  /** For a team: the overdue months without any of its figures, if this is one of them or is the month its pages open on. They
   * are one matter for conversation, in place of each measure that did not come. */
  silent: readonly SilentMonth[]
  /** In catalogue order; core and other rows together. */
  lines: ScorecardLine[]
  /** The measures of the catalogue that the unit does not have, in catalogue order. */
  notCollected: Pick<Kpi, 'code' | 'name'>[]
  /** Agreed actions as they are on `toldOn`, whichever version of the month is read. */
  decisions: Decision[]
  /** Today, or the day of the requested moment. */
  toldOn: string
  /** Published months before and after, where there are any. */
  previousPeriod: string | null
  nextPeriod: string | null
  /** The day on which it is judged: today, or the day of the moment it is read at. */
  day: string
  /** When the council's first figures of the month were published. */
  firstPublishedAt: Date | null
  /** The moment it is read at: the requested one, or that of the version shown; null for now. */
  asAt: Date | null
  /** The sign-off state of a team's month; null for a service or the council, whose months are not signed off. */
  signOff: SignOff | null
  /** The version of a signed-off month, or null. */
  version: ScorecardVersion | null
  /** True if the figures are computed on today's tree instead of the month's: they are not the figures as published. */
  recast: boolean
  /** True if the teams beneath the unit in the month differ from today's. */
  teamsDiffer: boolean
}

/** One unit's scorecard for a month, judged on `day` (what is due, live, open). Null for a unit that did not exist that month,
 * or a month before the council's first scorecard. `asAt` reads what was known at that moment, plan included. Without it a
 * team's signed-off month is read as of its latest version, with agreed actions as they are now. `tree` recasts a roll-up on today's
 * teams. */
export async function loadScorecard(
  db: ReadSource,
  unitCode: string,
  period: string,
  today: string,
  asked?: Date,
  tree: TreeChoice = 'then',
): Promise<Scorecard | null> {
  const [found] = await loadScorecards(db, [unitCode], period, today, asked, tree)
  return found ?? null
}

/** The scorecards of several units for a month, in the given order, each equal to reading it alone; units without one are left
 * out. Shared facts are read once for all scorecards that are read at the same moment. */
export async function loadScorecards(
  db: ReadSource,
  unitCodes: readonly string[],
  period: string,
  today: string,
  asked?: Date,
  tree: TreeChoice = 'then',
): Promise<Scorecard[]> {
  const signOffs = await loadSignOffs(db, unitCodes, period, asked)
  const momentOf = (code: string) => asked?.toISOString() ?? signOffs.get(code)?.shownAt ?? null
  const read = await Promise.all(
    [...Map.groupBy(unitCodes, momentOf)].map(([moment, codes]) =>
      loadScorecardFacts(db, codes, {
        ...{ period, today, asked, tree },
        asAt: moment === null ? undefined : new Date(moment),
      }),
    ),
  )
  const found = read.flatMap((facts) => facts?.units.map((own) => ({ month: facts.month, own })) ?? [])
  return unitCodes.flatMap((code) => {
    const facts = found.find(({ own }) => own.unit.code === code)
    return facts === undefined ? [] : [scorecardOf(facts.month, facts.own, signOffs.get(code) ?? null)]
  })
}

function scorecardOf(month: MonthFacts, own: UnitFacts, signedOff: SignOff | null): Scorecard {
  const { period, day, toldOn, asAt, kpis, months, unitsThen, unitsToday } = month
  const { unit, units, recast, values, decisionsNow, received } = own
  const signOff = unit.kind === 'team' ? signedOff : null
  const version = signOff === null ? null : versionShown(signOff)
  const carried = kpis.filter((k) => standsOn(k, unit, units, period, values))
  const cells = signOff?.restatedCells ?? null
  const lines = carried.map((k) => {
    const line = lineOf(k, { ...month, ...own })
    // Once a month is agreed, restated means changed since the agreement.
    return cells === null ? line : { ...line, restated: cells.has(`${k.code} ${line.period}`) }
  })
  const counts = countsOf(lines)
  return {
    unit,
    ancestors: ancestorsOf(unit, units),
    period,
    publishedAt: received.last(period),
    restated: lines.some((l) => l.restated) || (signOff !== null && signOff.restatedBy !== null),
    headline: headlineOf(period, counts),
    counts,
    goingWell: goingWell(lines),
    needsConversation: needsConversation(withoutSilence(lines, own.silent)),
    silent: own.silent,
    lines,
    notCollected: kpis.filter((k) => !carried.includes(k)).map(({ code, name }) => ({ code, name })),
    decisions: decisionsNow,
    toldOn,
    previousPeriod: months.findLast((m) => m.period < period)?.period ?? null,
    nextPeriod: months.find((m) => m.period > period)?.period ?? null,
    day,
    firstPublishedAt: months.find((m) => m.period === period)?.publishedAt ?? null,
    asAt: asAt ?? null,
    signOff,
    version,
    recast,
    teamsDiffer: unit.kind !== 'team' && teamsDiffer(unit.code, period, unitsThen, unitsToday),
  }
}

/** The lines from which a conversation is chosen: a month of which nothing came is not asked for measure by measure. */
export function withoutSilence(
  lines: readonly ScorecardLine[],
  silent: readonly SilentMonth[],
): ScorecardLine[] {
  return lines.map((line) => (isSilentIn(silent, lastMonth(line.period)) ? { ...line, due: false } : line))
}

type LineContext = MonthFacts & UnitFacts

/** A team has the KPIs of its type, a service or the council those that its teams count; each also has any KPI it has figures
 * for. */
function standsOn(
  kpi: Kpi,
  unit: Unit,
  units: readonly Unit[],
  month: string,
  values: UnitFacts['values'],
): boolean {
  if (values.has(kpi.code)) return true
  if (unit.kind === 'team') return isCarriedBy(kpi, unit)
  return teamsOf(unit, units).some((t) => isOpenIn(t, month) && isCountedBy(kpi, t))
}

function namesOf(codes: readonly string[], units: readonly Unit[]): string[] {
  return codes.flatMap((code) => units.find((u) => u.code === code)?.name ?? [])
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
  const since = definedSince(context.changesOf(kpi.code), lastMonth(shown))
  const alike = (p: string) => (isCountedAlike(p, since) ? at(p) : null)
  const neverComing =
    context.neverComing === null
      ? []
      : absencesBehind(context.neverComing, { kpi, unit, units: context.units, figure })
  const issue = context.issues.find((i) => i.kpi === kpi.code && (i.unit === null || i.unit === unit.code))
  return {
    kpi,
    figure,
    period: shown,
    statuses: monthly
      ? statusesAlike(
          [0, -1, -2].map((n) => (n === 0 ? figure.status : (at(addMonths(period, n))?.status ?? null))),
          period,
          since,
        )
      : [],
    // A figure that a person said will not come is no longer due.
    due:
      due !== undefined &&
      dueDay(lastMonth(shown), due) < day &&
      !(figure.state === 'not_reported' && neverComing.length > 0),
    hasLiveAction: actions.some((a) => a.live) || hasOpenDecision,
    stalled: stalledWords(actions),
    phrase: phraseOfRow(kpi, figure),
    restated: stored?.restated ?? false,
    publishedAt:
      stored === null ? null : asPublished(stored, context.received.of(kpi.code, shown)).publishedAt,
    sparkline: monthly
      ? monthsFrom(addMonths(period, 1 - sparklineMonths), period).map((p) => ({
          period: p,
          ...(context.values.get(kpi.code)?.get(p) ?? { value: null, isSmall: false }),
          target: targetFor(context.targets, kpi.code, p)?.target ?? null,
        }))
      : [],
    previous: monthly ? alike(addMonths(period, -1)) : null,
    sameMonthLastYear: monthly ? alike(addMonths(period, -12)) : null,
    yearToDate: yearSoFar(kpi, shown, context.monthsOf.get(kpi.code) ?? [], since),
    redefined: since !== null && since > addMonths(period, -sparklineMonths) ? since : null,
    targetMove: targetMove(context.targets, figure),
    latestWeek: latestOfEnough(context.weeks.filter((w) => w.kpi === kpi.code)),
    serviceFigure: leansOnService(kpi, figure)
      ? (context.service.find((f) => f.kpi === kpi.code) ?? null)
      : null,
    actions,
    knownIssue: issue?.note ?? null,
    neverComing,
    missing: namesOf(figure.leftOut?.units ?? [], context.units),
    notAdded: unit.kind === 'team' && kpi.countedBy.length > 0 && !isCountedBy(kpi, unit),
  }
}
