/** What the scorecards of a month are built from, read once for all scorecards that share a moment. */

import { isCollected, type Kpi, type Target } from '#domain/catalogue/kpi.ts'
import { isOpenIn, type Unit } from '#domain/catalogue/unit.ts'
import type { YearMonth } from '#domain/figures/financial-year.ts'
import { wholeValue } from '#domain/figures/wholeness.ts'
import type { SilentMonth } from '#domain/scorecard/silent-months.ts'
import { dayReadOn } from '#domain/time/moment.ts'
import {
  addMonths,
  lastDay,
  lastMonth,
  lastQuarter,
  monthOf,
  monthsFrom,
  quarterOf,
} from '#domain/time/period.ts'
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

/** The tree whose teams are added up for a service and the council: the month's own, or today's on request. */
export type TreeChoice = 'then' | 'today'

/** How many months a sparkline shows. */
export const sparklineMonths = 13

/** What every scorecard of the month shares. */
export type MonthFacts = {
  period: string
  day: string
  /** The day on which the state of agreed actions is shown. */
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
  /** Why missing figures will not come; null for an outside audience. */
  neverComing: NeverComingIn | null
  /** The working day on which each return falls due. */
  dueOn: ReadonlyMap<string, number>
}

/** A value as a sparkline draws it: null if it is not whole, and `isSmall` if its base is too small to judge. */
export type DrawnValue = { value: number | null; isSmall: boolean }

/** What belongs to one unit. */
export type UnitFacts = {
  unit: Unit
  /** The tree that the unit is read on. */
  units: readonly Unit[]
  recast: boolean
  /** For the periods that its lines show. */
  figures: readonly StoredFigure[]
  /** The values of every period of the sparkline, and of its quarters, by measure and period. */
  values: ReadonlyMap<string, ReadonlyMap<string, DrawnValue>>
  /** The months behind those values, by measure, as this reader is given them: for the financial year so far. */
  monthsOf: ReadonlyMap<string, readonly YearMonth[]>
  weeks: readonly StoredFigure[]
  /** Agreed actions as known when the figures are judged: an open agreed action counts as work on a measure. */
  decisions: Decision[]
  /** The same agreed actions now, or at the requested moment: signing a month off does not freeze them. */
  decisionsNow: Decision[]
  /** The figures of the unit above a team, for the month. */
  service: readonly StoredFigure[]
  received: PublicationMoments
  /** For a team: the months without any of its figures, if this month is one of them or is the month its pages open on. */
  silent: readonly SilentMonth[]
}

/** Which month is read, for which day, and with which knowledge. `asked` is the moment that the reader requests; `asAt` is the
 * moment of the figures, which a signed-off month sets itself. */
export type FactsOrder = {
  period: string
  today: string
  asked: Date | undefined
  asAt: Date | undefined
  tree: TreeChoice
}

/** The facts of those units that were open in the month; none if it was not published. */
export async function loadScorecardFacts(
  db: ReadSource,
  codes: readonly string[],
  order: FactsOrder,
): Promise<{ month: MonthFacts; units: UnitFacts[] } | null> {
  const { period, asked } = order
  const basis = await loadBasis(db, order)
  if (!basis.months.some((m) => m.period === period)) return null
  const reading: Reading = {
    ...order,
    ...basis,
    span: spanOf(period),
    wanted: wantedUnits(codes, order, basis),
  }
  const own = reading.wanted.map(({ unit }) => unit.code)
  const [shared, stored, recasts, agreed, received, opened] = await Promise.all([
    loadShared(db, reading),
    loadStored(db, reading),
    loadRecasts(db, reading),
    loadAgreed(db, reading, own),
    loadReceived(db, reading),
    loadUnitMonths(db, own, basis.toldOn, asked),
  ])
  const { wanted, toldOn } = reading
  const { ofUnit } = stored
  const silence = await loadSilence(db, { wanted, ofUnit, opened, period, day: toldOn, asAt: asked })
  const { changesOf } = basis.history
  const { day, kpis, targets, months, unitsThen, unitsToday } = basis
  return {
    month: {
      ...{ period, day, toldOn, asAt: order.asAt, kpis, targets, changesOf, months, unitsThen, unitsToday },
      ...shared,
    },
    units: wanted.map(
      (each): UnitFacts => ({
        ...each,
        ...figuresOf(each, reading, stored, recasts),
        weeks: weeksOf(each, reading, stored, recasts, opened),
        decisions: agreed.decisions.filter((d) => d.unit === each.unit.code),
        decisionsNow: agreed.decisionsNow.filter((d) => d.unit === each.unit.code),
        service: each.unit.kind === 'team' ? stored.service.filter((f) => f.unit === each.unit.parent) : [],
        received: received.get(each.unit.code) as PublicationMoments, // one of every unit that is wanted
        silent: silence.get(each.unit.code) ?? [],
      }),
    ),
  }
}

/** A unit that was open in the month, on the tree it is read on. */
type Wanted = Pick<UnitFacts, 'unit' | 'units' | 'recast'>

/** The days, trees, catalogue and months by which a scorecard is read. */
type Basis = Awaited<ReturnType<typeof loadBasis>>

type Reading = FactsOrder & Basis & { span: Span; wanted: readonly Wanted[] }

async function loadBasis(db: ReadSource, { period, today, asked, asAt }: FactsOrder) {
  const day = dayReadOn(today, asAt?.toISOString() ?? null)
  const toldOn = dayReadOn(today, asked?.toISOString() ?? null)
  const [unitsThen, unitsToday, history, targets, months] = await Promise.all([
    loadUnits(db, period, asAt),
    loadUnits(db, monthOf(day), asAt),
    loadCatalogueHistory(db, asAt),
    loadTargets(db, asAt),
    // A past version still links to the months published since.
    loadPublishedMonths(db, asked),
  ])
  const kpis = history.in(period).filter((k) => isCollected(k, period))
  return { day, toldOn, unitsThen, unitsToday, history, targets, months, kpis }
}

function wantedUnits(
  codes: readonly string[],
  { period, tree }: FactsOrder,
  { unitsThen, unitsToday }: Basis,
): Wanted[] {
  return codes.flatMap((code) => {
    const recast = tree === 'today' && unitsThen.some((u) => u.code === code && u.kind !== 'team')
    const units = recast ? unitsToday : unitsThen
    const unit = units.find((u) => u.code === code)
    return unit === undefined || !isOpenIn(unit, period) ? [] : [{ unit, units, recast }]
  })
}

/** The periods of a scorecard: the first month it draws, the periods that its lines show, and all periods it draws values for. */
type Span = { first: string; lines: readonly string[]; drawn: readonly string[] }

function spanOf(period: string): Span {
  const first = addMonths(period, 1 - sparklineMonths)
  const window = monthsFrom(first, period)
  return {
    first,
    lines: [period, addMonths(period, -1), addMonths(period, -2), first, lastQuarter(period)],
    drawn: [...window, ...new Set(window.map(quarterOf))],
  }
}

/** What all scorecards of the month share besides its catalogue. */
async function loadShared(db: ReadSource, { period, day, asAt }: Reading) {
  const [links, issues, returns, neverComing] = await Promise.all([
    loadLinkedActions(db, day, asAt),
    loadKnownIssues(db, period, asAt),
    db.selectFrom('data_return').select(['code', 'due_working_day']).execute(),
    db.audience === 'outside' ? null : loadNeverComing(db, asAt),
  ])
  return { links, issues, neverComing, dueOn: new Map(returns.map((r) => [r.code, r.due_working_day])) }
}

type Stored = Awaited<ReturnType<typeof loadStored>>

/** The stored figures of the units that are not read on today's tree, and of the units above teams. */
async function loadStored(db: ReadSource, { period, span, wanted, asAt }: Reading) {
  const isInside = db.audience !== 'outside'
  const units = wanted.filter(({ recast }) => !recast).map(({ unit }) => unit.code)
  const parents = wanted.flatMap(({ unit }) => (unit.kind === 'team' ? (unit.parent ?? []) : []))
  const weeks = { grain: 'weekly', from: `${span.first.slice(0, 4)}-W` } as const
  const [figures, values, weekly, service] = await Promise.all([
    loadFigures(db, { units, periods: isInside ? span.lines : span.drawn, asAt, brief: true }),
    isInside ? loadFigureValues(db, { units, periods: span.drawn, asAt }) : null,
    loadFigures(db, { units, ...weeks, asAt, brief: true }),
    loadFigures(db, { units: [...new Set(parents)], periods: [period], asAt, brief: true }),
  ])
  return {
    ofUnit: Map.groupBy(figures, (f) => f.unit),
    valuesOf: Map.groupBy<string, FigureValue>(values ?? figures.map(figureValueOf), (v) => v.unit),
    weekly: Map.groupBy(weekly, (f) => f.unit),
    service,
  }
}

type Recasts = ReadonlyMap<string, readonly StoredFigure[]>

/** The figures of the units that are read on today's tree, added up anew. */
async function loadRecasts(db: ReadSource, { wanted, kpis, day, span, asAt }: Reading): Promise<Recasts> {
  const tree = monthOf(day)
  const measures = kpis.map((k) => k.code)
  const found = await Promise.all(
    wanted
      .filter(({ recast }) => recast)
      .map(async ({ unit: { code: unit } }) => {
        const figures = await loadTreeFigures(db, { unit, kpis: measures, tree, from: span.first, asAt })
        return [unit, figures] as const
      }),
  )
  return new Map(found)
}

/** The decisions, as known when the figures are judged and as they are for the reader. */
async function loadAgreed(
  db: ReadSource,
  { day, toldOn, asAt, asked }: Reading,
  units: readonly string[],
): Promise<{ decisions: readonly Decision[]; decisionsNow: readonly Decision[] }> {
  const [decisions, decisionsNow] = await Promise.all([
    loadDecisions(db, day, units, asAt),
    asAt?.getTime() === asked?.getTime() ? null : loadDecisions(db, toldOn, units, asked),
  ])
  return { decisions, decisionsNow: decisionsNow ?? decisions }
}

/** When the figures of the month and its quarter came, by unit. */
async function loadReceived(
  db: ReadSource,
  { wanted, period, asAt }: Reading,
): Promise<ReadonlyMap<string, PublicationMoments>> {
  const periods = [period, lastQuarter(period)]
  const found = await Promise.all(
    wanted.map(async ({ unit, units }) => {
      const moments = await loadMomentsOfUnit(db, { unit, units, periods, asAt })
      return [unit.code, moments] as const
    }),
  )
  return new Map(found)
}

/** The figures that a unit's lines show, and the values that they draw. */
function figuresOf(
  { unit, recast }: Wanted,
  { span }: Reading,
  { ofUnit, valuesOf }: Stored,
  recasts: Recasts,
): Pick<UnitFacts, 'figures' | 'values' | 'monthsOf'> {
  if (!recast) {
    const values = valuesOf.get(unit.code) ?? []
    return { figures: ofUnit.get(unit.code) ?? [], ...drawnOf(values) }
  }
  const cast = recasts.get(unit.code) ?? []
  return {
    figures: cast.filter((f) => span.lines.includes(f.period)),
    ...drawnOf(cast.filter((f) => span.drawn.includes(f.period)).map(figureValueOf)),
  }
}

function figureValueOf(figure: StoredFigure): FigureValue {
  return { ...figure, isPart: figure.leftOut !== null }
}

function drawnOf(values: readonly FigureValue[]): Pick<UnitFacts, 'values' | 'monthsOf'> {
  return { values: byMeasure(values), monthsOf: Map.groupBy(values, (v) => v.kpi) }
}

/** The weeks shown with the month. For an older month, those that ended in it; for the month that the unit's pages open on or a
 * newer one, those up to the day. Never a week that ended before the month. */
function weeksOf(
  { unit, recast }: Wanted,
  { period, day }: Reading,
  { weekly }: Stored,
  recasts: Recasts,
  opened: ReadonlyMap<string, UnitMonths>,
): StoredFigure[] {
  const weeks = recast
    ? (recasts.get(unit.code) ?? []).filter((f) => f.period.includes('W'))
    : (weekly.get(unit.code) ?? [])
  const isOpened = period >= (opened.get(unit.code)?.latest ?? '')
  return weeks.filter(
    ({ period: week }) =>
      lastMonth(week) >= period && (isOpened ? lastDay(week) <= day : lastMonth(week) <= period),
  )
}

/** The months without any of a team's figures. They are rare, so an old month is only checked if it has no figure at all. */
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

function byMeasure(values: readonly FigureValue[]): Map<string, Map<string, DrawnValue>> {
  const ofMeasure = Map.groupBy(values, (v) => v.kpi)
  return new Map(
    [...ofMeasure].map(([kpi, own]) => [kpi, new Map(own.map((v) => [v.period, drawnValue(v)]))]),
  )
}

function drawnValue(value: FigureValue): DrawnValue {
  return { value: wholeValue(value), isSmall: value.status === 'small_number' }
}
