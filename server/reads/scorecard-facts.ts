/** What the scorecards of a month are made of, read once for all that are read at one moment. */

import { isCollected, type Kpi, type Target } from '#domain/catalogue/kpi.ts'
import { isOpenIn, type Unit } from '#domain/catalogue/unit.ts'
import { wholeValue } from '#domain/figures/whole.ts'
import type { SilentMonth } from '#domain/scorecard/nothing-came.ts'
import { dayReadOn } from '#domain/time/moment.ts'
import { addMonths, lastDay, lastMonth, lastQuarter, monthsFrom, quarterOf } from '#domain/time/period.ts'
import type { ReadSource } from '../db/database.ts'
import { loadNeverComing, type NeverComingIn } from '../record/absences.ts'
import { type CatalogueHistory, loadCatalogueHistory, loadTargets } from '../record/catalogue.ts'
import { type FigureValue, loadFigureValues } from '../record/figure-values.ts'
import { loadFigures, type StoredFigure } from '../record/figures.ts'
import { type KnownIssue, loadKnownIssues } from '../record/known-issues.ts'
import { loadSilentTeams, loadUnitMonths, type UnitMonths } from '../record/latest-month.ts'
import { loadPublishedMonths, type PublishedMonth } from '../record/periods.ts'
import { loadMomentsOfUnit, type PublicationMoments } from '../record/publication-moments.ts'
import { loadTreeFigures } from '../record/tree-figures.ts'
import { loadUnits } from '../record/units.ts'
import { type Decision, type LinkedAction, loadDecisions, loadLinkedActions } from './links.ts'

/** The tree whose teams a service's and the council's figures add: the month's own, or today's on request. */
export type TreeAsked = 'then' | 'today'

/** How many months a sparkline shows. */
export const sparklineMonths = 13

/** What every scorecard of the month shares. */
export type MonthFacts = {
  period: string
  day: string
  /** The day on which promises are told to stand. */
  toldOn: string
  asAt: Date | undefined
  /** The measures collected for the month, in catalogue order. */
  kpis: readonly Kpi[]
  targets: readonly Target[]
  /** The months from which a measure's definition changed. */
  changesOf: CatalogueHistory['changesOf']
  months: readonly PublishedMonth[]
  unitsThen: readonly Unit[]
  unitsToday: readonly Unit[]
  links: readonly LinkedAction[]
  issues: readonly KnownIssue[]
  /** Why figures that are missing will not come; null for an outside audience, which is not told. */
  neverComing: NeverComingIn | null
  /** The working day on which each return falls due. */
  dueOn: ReadonlyMap<string, number>
}

/** What is one unit's own. */
export type UnitFacts = {
  unit: Unit
  /** The tree it is read on. */
  units: readonly Unit[]
  recast: boolean
  /** Of the periods that its lines tell of. */
  figures: readonly StoredFigure[]
  /** The values of every period of the sparkline, and of its quarters, by measure and then by period. */
  values: ReadonlyMap<string, ReadonlyMap<string, number | null>>
  weeks: readonly StoredFigure[]
  /** What was promised, as it was known when the figures are judged: an open promise counts as work on a measure. */
  decisions: Decision[]
  /** The same as it now stands, or stood at the moment asked for: a month that is signed off does not hold it still. */
  promises: Decision[]
  /** The figures of the unit above a team, of the month. */
  service: readonly StoredFigure[]
  received: PublicationMoments
  /** Of a team, the months of which nothing of it came, where this one is among them or is the month its pages open on. */
  silent: readonly SilentMonth[]
}

/** The facts of those of some units that were open in the month; none where it was not published. */
export async function loadScorecardFacts(
  db: ReadSource,
  codes: readonly string[],
  {
    period,
    today,
    asked,
    asAt,
    tree,
  }: { period: string; today: string; asked: Date | undefined; asAt: Date | undefined; tree: TreeAsked },
): Promise<{ month: MonthFacts; units: UnitFacts[] } | null> {
  const day = dayReadOn(today, asAt?.toISOString() ?? null)
  const toldOn = dayReadOn(today, asked?.toISOString() ?? null)
  const [unitsThen, unitsToday, history, targets, months] = await Promise.all([
    loadUnits(db, period, asAt),
    loadUnits(db, day.slice(0, 7), asAt),
    loadCatalogueHistory(db, asAt),
    loadTargets(db, asAt),
    // A version keeps the way to the months published since it was made.
    loadPublishedMonths(db, asked),
  ])
  if (!months.some((m) => m.period === period)) return null
  const kpis = history.in(period).filter((k) => isCollected(k, period))
  const wanted = codes.flatMap((code) => {
    const recast = tree === 'today' && unitsThen.some((u) => u.code === code && u.kind !== 'team')
    const units = recast ? unitsToday : unitsThen
    const unit = units.find((u) => u.code === code)
    return unit === undefined || !isOpenIn(unit, period) ? [] : [{ unit, units, recast }]
  })
  const own = wanted.map(({ unit }) => unit.code)
  const parents = wanted.flatMap(({ unit }) => (unit.kind === 'team' ? (unit.parent ?? []) : []))
  const first = addMonths(period, 1 - sparklineMonths)
  const window = monthsFrom(first, period)
  const periods = [...window, ...new Set(window.map(quarterOf))]
  const isInside = db.audience !== 'outside'
  // Those that a line tells of; of the others it draws the values.
  const whole = [period, addMonths(period, -1), addMonths(period, -2), first, lastQuarter(period)]
  const stored = wanted.filter(({ recast }) => !recast).map(({ unit }) => unit.code)
  const [
    figures,
    values,
    weekly,
    service,
    links,
    decisions,
    promises,
    issues,
    returns,
    moments,
    recasts,
    opened,
    neverComing,
  ] = await Promise.all([
    loadFigures(db, { units: stored, periods: isInside ? whole : periods, asAt, brief: true }),
    isInside ? loadFigureValues(db, { units: stored, periods, asAt }) : null,
    loadFigures(db, {
      units: stored,
      grain: 'weekly',
      from: `${first.slice(0, 4)}-W`,
      asAt,
      brief: true,
    }),
    loadFigures(db, { units: [...new Set(parents)], periods: [period], asAt, brief: true }),
    loadLinkedActions(db, day, asAt),
    loadDecisions(db, day, own, asAt),
    asAt?.getTime() === asked?.getTime() ? null : loadDecisions(db, toldOn, own, asked),
    loadKnownIssues(db, period, asAt),
    db.selectFrom('data_return').select(['code', 'due_working_day']).execute(),
    Promise.all(
      wanted.map(({ unit, units }) =>
        loadMomentsOfUnit(db, { unit, units, periods: [period, lastQuarter(period)], asAt }),
      ),
    ),
    Promise.all(
      wanted.map(({ unit, recast }) =>
        recast
          ? loadTreeFigures(db, {
              ...{
                unit: unit.code,
                kpis: kpis.map((k) => k.code),
                tree: day.slice(0, 7),
                from: first,
                asAt,
              },
            })
          : [],
      ),
    ),
    loadUnitMonths(db, own, toldOn, asked),
    isInside ? loadNeverComing(db, asAt) : null,
  ])
  // An older month shows the weeks that ended in it; the one that the unit's pages open on, and a newer one, those until the day.
  const isShown =
    (unit: string) =>
    ({ period: week }: StoredFigure) =>
      // Never one that ended before the month it is shown with.
      lastMonth(week) >= period &&
      (period >= (opened.get(unit)?.latest ?? '') ? lastDay(week) <= day : lastMonth(week) <= period)
  const [ofUnit, weeksOf] = [Map.groupBy(figures, (f) => f.unit), Map.groupBy(weekly, (f) => f.unit)]
  const silentOf = await loadSilence(db, { wanted, ofUnit, opened, period, day: toldOn, asAt: asked })
  const valuesOf = Map.groupBy<string, FigureValue>(values ?? figures, (v) => v.unit)
  return {
    month: {
      ...{
        period,
        day,
        toldOn,
        asAt,
        kpis,
        targets,
        changesOf: history.changesOf,
        months,
        unitsThen,
        unitsToday,
        links,
        issues,
        neverComing,
      },
      dueOn: new Map(returns.map((r) => [r.code, r.due_working_day])),
    },
    units: wanted.map(({ unit, units, recast }, i): UnitFacts => {
      const cast = recasts[i] ?? []
      const weeks = recast ? cast.filter((f) => f.period.includes('W')) : (weeksOf.get(unit.code) ?? [])
      return {
        ...{ unit, units, recast },
        figures: recast ? cast.filter((f) => whole.includes(f.period)) : (ofUnit.get(unit.code) ?? []),
        values: byMeasure(
          recast ? cast.filter((f) => periods.includes(f.period)) : (valuesOf.get(unit.code) ?? []),
        ),
        weeks: weeks.filter(isShown(unit.code)),
        decisions: decisions.filter((d) => d.unit === unit.code),
        promises: (promises ?? decisions).filter((d) => d.unit === unit.code),
        service: unit.kind === 'team' ? service.filter((f) => f.unit === unit.parent) : [],
        received: moments[i] as PublicationMoments,
        silent: silentOf.get(unit.code) ?? [],
      }
    }),
  }
}

/** The months without anything that a team's scorecard tells of. They are few, so that those of an old month are only looked for
 *  where it has no figure at all. */
async function loadSilence(
  db: ReadSource,
  {
    wanted,
    ofUnit,
    opened,
    period,
    day,
    asAt,
  }: {
    wanted: readonly { unit: Unit }[]
    ofUnit: ReadonlyMap<string, readonly StoredFigure[]>
    opened: ReadonlyMap<string, UnitMonths>
    period: string
    day: string
    asAt: Date | undefined
  },
): Promise<ReadonlyMap<string, readonly SilentMonth[]>> {
  const teams = wanted.flatMap(({ unit }) => (unit.kind === 'team' ? unit.code : []))
  const recent = new Map<string, readonly SilentMonth[]>(
    teams.flatMap((code): [string, readonly SilentMonth[]][] => {
      const { latest, silent } = opened.get(code) ?? { latest: null, silent: [] }
      return silent.some((m) => m.period === period) || (period === latest && silent.length > 0)
        ? [[code, silent]]
        : []
    }),
  )
  const empty = teams.filter(
    (code) =>
      !recent.has(code) &&
      !ofUnit.get(code)?.some((f) => f.state !== 'not_reported' && isOfMonth(f.period, period)),
  )
  const older = await loadSilentTeams(db, { teams: empty, period, day, asAt })
  for (const [code, month] of older) recent.set(code, [month])
  return recent
}

/** True for a month's own figures, and for those of the quarter that ends with it. */
function isOfMonth(period: string, month: string): boolean {
  return period === month || (period === quarterOf(month) && lastMonth(period) === month)
}

function byMeasure(values: readonly FigureValue[]): Map<string, Map<string, number | null>> {
  const ofMeasure = Map.groupBy(values, (v) => v.kpi)
  return new Map(
    [...ofMeasure].map(([kpi, own]) => [kpi, new Map(own.map((v) => [v.period, wholeValue(v)]))]),
  )
}
