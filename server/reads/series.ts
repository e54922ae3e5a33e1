import { type Kpi, targetFor } from '#domain/catalogue/kpi.ts'
import { predecessorsOf, type Unit } from '#domain/catalogue/unit.ts'
import { definedSince, isCountedAlike } from '#domain/figures/definition.ts'
import type {
  Analysis,
  Assurance,
  Limits,
  Meaning,
  Phase,
  Signal,
  Status,
  Variation,
} from '#domain/figures/figure.ts'
import { type YearSoFar, yearSoFar } from '#domain/figures/financial-year.ts'
import type { Band, State } from '#domain/figures/measurement.ts'
import type { SeriesPoint as JudgedPoint } from '#domain/figures/spc/analyse.ts'
import { chanceOf } from '#domain/figures/spc/chance-score.ts'
import { earlierSignals } from '#domain/figures/spc/earlier-signals.ts'
import { judgedPoint } from '#domain/figures/spc/judged-point.ts'
import { usualRange } from '#domain/figures/spc/spoken-analysis.ts'
import { type Step, stepOf } from '#domain/figures/spc/step.ts'
import { byNhsPackage, isRolling } from '#domain/figures/spc/verdict.ts'
import { type TargetRecord, targetRecordOf } from '#domain/figures/target-record.ts'
import { notAdded, type Origin } from '#domain/figures/wholeness.ts'
import type { Grain } from '#domain/time/period.ts'
import { addPeriods, grainOf, lastMonth } from '#domain/time/period.ts'
import { findingOf } from '#domain/wording/finding.ts'
import type { ReadSource } from '../db/database.ts'
import { type Baseline, baselineVersion, loadBaselines, loadNotes, type Note } from '../record/annotations.ts'
import { loadCatalogueHistory, loadTargets } from '../record/catalogue.ts'
import { loadFigures, type StoredFigure } from '../record/figures.ts'
import { loadPersistence } from '../record/persistence.ts'
import { asPublished, loadMomentsOfUnit } from '../record/publication-moments.ts'
import { loadTreeFigures } from '../record/tree-figures.ts'
import { loadUnits } from '../record/units.ts'

export type SeriesPoint = Origin & {
  period: string
  state: State
  /** The symbol received: `c z x low k`. */
  symbol: string | null
  /** What is told of a suppressed value outside the service. */
  band?: Band
  value: number | null
  status: Status | null
  numerator: number | null
  denominator: number | null
  mean: number | null
  lower: number | null
  upper: number | null
  target: number | null
  signal: Signal | null
  meaning: Meaning | null
  /** True if the signal is history: the point is not of the current run, nor outside its usual range in the last 13 months. */
  earlier: boolean
  /** True where limits restart at this period. */
  rebase: boolean
  restated: boolean
}

/** The series of a team that a unit took over from, as far as it lies before the unit's own. It is drawn and used for nothing
 * else: it enters no limit, verdict or comparison. */
export type SeriesBefore = {
  unit: string
  name: string
  points: Pick<SeriesPoint, 'period' | 'state' | 'symbol' | 'value' | 'numerator' | 'denominator'>[]
}

export type Series = {
  unit: Unit
  kpi: Kpi
  grain: Grain
  points: SeriesPoint[]
  /** The series before a team that took over from others; empty for any other unit. */
  before: SeriesBefore[]
  variation: Variation
  assurance: Assurance
  limits: Limits
  finding: string
  /** In how many of the last 13 months, counted alike, the target was met. */
  targetRecord: TargetRecord
  /** The new level that the series runs at, if no baseline begins there; null if there is none to speak of. */
  step: Step | null
  /** By period, the financial year so far, added up from the points of this series; empty where months do not add up. */
  yearsSoFar: ReadonlyMap<string, YearSoFar>
  /** The first month of the current definition; null if it never changed. */
  definedSince: string | null
  /** The figure of the period that the calculation ends with, with the day its value was published. */
  last: StoredFigure
  annotations: Note[]
  /** The baselines that people set for it, the withdrawn ones among them. */
  baselines: Baseline[]
  /** How often one was set or withdrawn: what a writer must have seen. */
  baselineVersion: number
  /** True if the figures are computed on one tree instead of each period's: they are not the figures as published. */
  recast: boolean
  /** The rule whose limits and words these are: the service's own if null. */
  method: 'nhs' | null
}

export type SeriesQuery = {
  unit: string
  kpi: string
  grain: Grain
  /** Select which points are returned; the calculation does not change. */
  from?: string | undefined
  to?: string | undefined
  /** The period whose calculation is shown; the last in the ledger if not given. */
  calculatedAt?: string | undefined
  asAt?: Date | undefined
  /** The month whose tree recasts a service's or the council's series; each period's own tree if not given. */
  recastOn?: string | undefined
  /** The rule whose limits and words are given: the service's own if not given. */
  method?: 'nhs' | undefined
}

/** A KPI of a unit over time, with the limits and flags stored with its last period. Null if nothing was ever published, or the
 * unit or KPI is unknown. */
export async function loadSeries(db: ReadSource, asked: SeriesQuery): Promise<Series | null> {
  const query = await withoutRecastOfTeam(db, asked)
  const stored = await loadPoints(db, query)
  const latest = stored.at(-1)
  if (latest === undefined) return null
  const month = lastMonth(latest.period)
  const [units, history, targets, annotations, baselines] = await Promise.all([
    loadUnits(db, query.recastOn ?? month, query.asAt),
    loadCatalogueHistory(db, query.asAt),
    loadTargets(db, query.asAt),
    loadNotes(db, query),
    loadBaselines(db, query),
  ])
  const unit = units.find((u) => u.code === query.unit)
  const kpi = history.in(month).find((k) => k.code === query.kpi)
  if (unit === undefined || kpi === undefined) return null
  const last = query.method === 'nhs' ? byNhsPackage(kpi, latest) : latest
  const periods = [last.period]
  const since = definedSince(history.changesOf(kpi.code), month)
  const received = await loadMomentsOfUnit(db, { unit, units, periods, kpi: kpi.code, asAt: query.asAt })
  const before = await loadBefore(db, query, { unit, units, until: stored[0]?.period ?? last.period })
  const byPeriod = new Map(stored.map((f) => [f.period, f]))
  const points: SeriesPoint[] = []
  const judged: JudgedPoint[] = []
  for (let p = stored[0]?.period ?? last.period; p <= last.period; p = addPeriods(p, 1)) {
    // A stored figure shows the target it was judged with; a month without one, the target then in force.
    const figure = byPeriod.get(p)
    const target =
      figure === undefined ? (targetFor(targets, kpi.code, lastMonth(p))?.target ?? null) : figure.target
    points.push(pointOf(p, figure, last.analysis, { target, kpi }))
    judged.push(judgedPoint(kpi, p, figure, figure?.status !== 'not_whole'))
  }
  const alike = stored.filter((f) => isCountedAlike(f.period, since))
  const earlier = earlierSignals(judged, last.analysis)
  // A recast series is not on record, so no baseline can be set for it; the package's average is another.
  const hasStep = query.recastOn === undefined && query.method === undefined
  return {
    unit,
    kpi,
    grain: query.grain,
    points: points
      .filter((p) => p.period >= (query.from ?? '') && (query.to === undefined || p.period <= query.to))
      .map((p) => ({ ...p, earlier: earlier.has(p.period) }))
      .map((p) => (db.audience === 'outside' ? withLimitsAsShown(kpi, p) : p)),
    before,
    variation: last.variation,
    assurance: last.assurance,
    limits: last.analysis.limits,
    finding: findingOf(kpi, last, alike),
    targetRecord: targetRecordOf(last, alike),
    step: hasStep ? await loadStep(db, kpi, last, judged) : null,
    yearsSoFar: yearsSoFarOf(kpi, stored, since),
    definedSince: since,
    last: asPublished(last, received.of(kpi.code, last.period)),
    annotations,
    baselines,
    baselineVersion: baselineVersion(baselines),
    recast: query.recastOn !== undefined,
    method: query.method ?? null,
  }
}

function yearsSoFarOf(
  kpi: Kpi,
  stored: readonly StoredFigure[],
  since: string | null,
): ReadonlyMap<string, YearSoFar> {
  const periods = stored.map((figure) => ({ ...figure, isPart: figure.leftOut !== null }))
  return new Map(
    periods.flatMap(({ period }) => {
      const year = yearSoFar(kpi, period, periods, since)
      return year === null ? [] : [[period, year] as const]
    }),
  )
}

/** The new level that the series runs at by the calculation of its last period. */
async function loadStep(
  db: ReadSource,
  kpi: Kpi,
  { period, analysis }: StoredFigure,
  points: readonly JudgedPoint[],
): Promise<Step | null> {
  if (analysis.meaning === null || isRolling(kpi.basis)) return null
  const persistence = (await loadPersistence(db, kpi.code, period)) ?? 0
  return stepOf(points, analysis, { good: kpi.good, persistence, ...chanceOf(kpi) })
}

/** The series of the teams that a team took over from, and of those before them, up to its own first period. */
async function loadBefore(
  db: ReadSource,
  { kpi, grain, from, to, asAt }: SeriesQuery,
  { unit, units, until }: { unit: Unit; units: readonly Unit[]; until: string },
): Promise<SeriesBefore[]> {
  const teams = unit.kind === 'team' ? predecessorsOf(unit, units) : []
  if (teams.length === 0) return []
  const codes = teams.map((t) => t.code)
  const figures = await loadFigures(db, { units: codes, kpis: [kpi], grain, asAt, brief: true })
  return teams.flatMap(({ code, name }) => {
    const points = figures
      .filter((f) => f.unit === code && f.period < until)
      .filter((f) => f.period >= (from ?? '') && (to === undefined || f.period <= to))
      .map(({ period, state, symbol, value, numerator, denominator }) => ({
        ...{ period, state, symbol, value, numerator, denominator },
      }))
    return points.length === 0 ? [] : [{ unit: code, name, points }]
  })
}

/** A team has no teams beneath it to recast. */
async function withoutRecastOfTeam(db: ReadSource, query: SeriesQuery): Promise<SeriesQuery> {
  if (query.recastOn === undefined) return query
  const units = await loadUnits(db, query.recastOn, query.asAt)
  const isTeam = units.find((u) => u.code === query.unit)?.kind === 'team'
  return isTeam ? { ...query, recastOn: undefined } : query
}

/** The figures of the series, stored or recast, up to the period whose calculation is shown. */
async function loadPoints(db: ReadSource, query: SeriesQuery): Promise<StoredFigure[]> {
  const { unit, kpi, grain, calculatedAt, asAt, recastOn } = query
  if (recastOn === undefined) {
    const to = calculatedAt === undefined ? {} : { to: calculatedAt }
    return loadFigures(db, { units: [unit], kpis: [kpi], grain, asAt, ...to })
  }
  const figures = await loadTreeFigures(db, { unit, kpis: [kpi], tree: recastOn, from: '0001-01', asAt })
  return figures.filter(
    (f) => grainOf(f.period) === grain && (calculatedAt === undefined || f.period <= calculatedAt),
  )
}

function pointOf(
  period: string,
  figure: StoredFigure | undefined,
  analysis: Analysis,
  { target, kpi }: { target: number | null; kpi: Kpi },
): SeriesPoint {
  const phase = analysis.phases.find((p) => p.from <= period && period <= p.to)
  const flag = analysis.flags.find((f) => f.period === period)
  const { origin, coverage, leftOut } = figure ?? notAdded
  return {
    period,
    ...{ origin, coverage, leftOut },
    state: figure?.state ?? 'not_reported',
    symbol: figure?.symbol ?? null,
    ...(figure?.band === undefined ? {} : { band: figure.band }),
    value: figure?.value ?? null,
    status: figure?.status ?? null,
    numerator: figure?.numerator ?? null,
    denominator: figure?.denominator ?? null,
    mean: phase?.mean ?? null,
    ...rangeOf(kpi, phase, figure),
    target,
    signal: flag?.signal ?? null,
    meaning: flag?.meaning ?? null,
    earlier: false,
    rebase: analysis.phases.some((p, i) => i > 0 && p.from === period),
    restated: figure?.restated ?? false,
  }
}

/** A point with its limits as exact as a page shows them. A spoken limit rests on the persistence of all teams, withheld figures
 * among them: its further digits would let a reader outside try which of them fit. */
export function withLimitsAsShown<P extends Pick<SeriesPoint, 'mean' | 'lower' | 'upper'>>(
  { decimals }: Pick<Kpi, 'decimals'>,
  point: P,
): P {
  const shown = (limit: number | null) => (limit === null ? null : Number(limit.toFixed(decimals)))
  return { ...point, mean: shown(point.mean), lower: shown(point.lower), upper: shown(point.upper) }
}

/** The usual range of a point: by the spoken rule that of its own base, by the NHS package that of its phase. */
function rangeOf(
  kpi: Kpi,
  phase: Phase | undefined,
  figure: StoredFigure | undefined,
): { lower: number | null; upper: number | null } {
  const { level, lower = null, upper = null } = phase ?? {}
  if (level === undefined || figure === undefined || figure.value === null) return { lower, upper }
  return usualRange(level, figure.denominator, chanceOf(kpi))
}
