/** Every unit's figures of one KPI, from the ledger's rows: roll-up, judgement and statistics, in one pass. */

import { isCarriedBy, isCountedBy, type Kpi, type Target } from '../catalogue/kpi.ts'
import { openUnits, teamsBeneath } from '../catalogue/tree.ts'
import type { Unit } from '../catalogue/unit.ts'
import { addPeriods, grainOf } from '../time/period.ts'
import { asOrdinary, countsEachOne, isShort } from './each-one.ts'
import type { Analysis, Coverage, Figure, LastWhole, LeftOut, Variation } from './figure.ts'
import { isReceived, type KpiLedger } from './kpi-ledger.ts'
import { type Cell, emptyCell } from './measurement.ts'
import { type RollUp, rollUpOf } from './roll-up-parts.ts'
import { sumOverMonths } from './rollup.ts'
import { analyse, noAnalysis, type SeriesPoint } from './spc/analyse.ts'
import { chanceOf } from './spc/chance-score.ts'
import { courseOf } from './spc/course.ts'
import { judgedPoint } from './spc/judged-point.ts'
import { persistencesOf } from './spc/persistence.ts'
import { analyseSpoken } from './spc/spoken-analysis.ts'
import { assuranceOf, isRolling, nhsOf, recordOf, variationOf } from './spc/verdict.ts'
import { judge, unjudged } from './status.ts'
import { calculateWithStart, type SeriesRule, type SeriesVerdicts } from './verdict-start.ts'
import { defaultLeftOutLimit, isTooMuch, judgementVersion, lastWholeOf } from './wholeness.ts'

/** What a roll-up counts of its teams: their variation, and whether they fell short where each one counts. */
export type TeamVerdict = { variation: Variation; isShort: boolean }

/** The verdict of a team in a period. Null while the teams' figures are not computed yet. */
export type TeamVerdicts = ((team: string, period: string) => TeamVerdict | undefined) | null

/** A unit's cell for a period, before judgement. */
type Placed = {
  unit: Unit
  cell: Cell
  origin: Figure['origin']
  coverage: Coverage | null
  computed: Cell | null
  leftOut: LeftOut | null
  /** False for a roll-up that lacks too much to be judged. */
  isWhole: boolean
}

/**
 * The figures of every unit, for each period from `from` on for which anything was received. A figure uses only
 * ledger rows up to its own period, so a later month never changes an earlier one.
 */
export function computeFigures(ledger: KpiLedger, from: string): Figure[] {
  return computeOf(ledger, from, () => true, undefined)
}

/** The figures of services and the council alone, where those of their teams are computed apart. */
export function computeRollUps(ledger: KpiLedger, from: string, verdicts: TeamVerdicts): Figure[] {
  return computeOf(ledger, from, (unit) => unit.kind !== 'team', verdicts)
}

function computeOf(
  ledger: KpiLedger,
  from: string,
  isWanted: (unit: Unit) => boolean,
  verdicts: TeamVerdicts | undefined,
): Figure[] {
  const histories = new Map<string, SeriesPoint[]>()
  const told = new Map<string, SeriesRules>()
  const persistenceAt = withPersistence(ledger)
  const cells = new Map<string, Cell>()
  const supplied = new Set<string>()
  const lastWhole = new Map<string, () => LastWhole>()
  const figures: Figure[] = []
  for (const period of ledger.periods) {
    const kpi = ledger.kpiAt(period)
    const placed = placeCells(ledger, kpi, period, supplied, isWanted)
    const target = ledger.targetAt(period)
    const lastMonths = [-2, -1, 0].map((n) => addPeriods(period, n))
    const addable =
      grainOf(period) === 'monthly' && lastMonths.every((m) => countsTheSame(ledger.kpiAt(m), kpi))
    const threeMonths = addable ? lastMonths : null
    const isJudged = period >= from && isReceived(ledger, period)
    const judged: Figure[] = []
    for (const place of placed) {
      const { unit, cell, isWhole } = place
      if (isWhole) cells.set(`${unit.code} ${period}`, cell)
      const lastThree = threeMonths?.map((month) => cells.get(`${unit.code} ${month}`)) ?? null
      const history = histories.get(unit.code) ?? []
      history.push(judgedPoint(kpi, period, cell, isWhole))
      histories.set(unit.code, history)
      const rules = told.get(unit.code) ?? rulesOf(ledger, unit.code, persistenceAt)
      told.set(unit.code, rules)
      const series = { points: history, rules, cellAt: (at: string) => cells.get(`${unit.code} ${at}`) }
      if (isJudged) {
        const figure = figureOf(kpi, target, period, place, series, lastThree)
        judged.push(
          figure.status !== 'not_whole'
            ? figure
            : withLastWhole(figure, lastWhole.get(unit.code)?.() ?? null),
        )
      }
      if (unit.kind === 'team' || !isWhole || cell.state !== 'reported') continue
      const months = history.length
      const judgedThen = () =>
        figureOf(kpi, target, period, place, { ...series, points: history.slice(0, months) }, lastThree)
      lastWhole.set(unit.code, () => lastWholeOf(judgedThen()))
    }
    // A unit without a cell in this period gets a gap in its series, like one that reported nothing.
    for (const history of histories.values())
      if (history.at(-1)?.period !== period) history.push({ period, value: null })
    if (verdicts === null) {
      figures.push(...judged)
      continue
    }
    const tree = ledger.unitsAt(period)
    const found = new Map(judged.map((f) => [f.unit, teamVerdict(kpi, f)]))
    const verdictOf = (team: string) => verdicts?.(team, period) ?? found.get(team)
    figures.push(...judged.map((f) => withTeamCounts(f, kpi, tree, verdictOf)))
  }
  return figures
}

/** The cell of each unit, and what it was added up from. Adds to `supplied` the services and the council that have a supplied figure. */
function placeCells(
  ledger: KpiLedger,
  kpi: Kpi,
  period: string,
  supplied: Set<string>,
  isWanted: (unit: Unit) => boolean,
): Placed[] {
  const units = openUnits(ledger.unitsAt(period), period)
  for (const unit of units) {
    if (unit.kind === 'team') continue
    if (ledger.cell(unit.code, period) !== undefined) supplied.add(unit.code)
  }
  const placed: Placed[] = []
  for (const unit of units) {
    if (!isWanted(unit)) continue
    const own = ledger.cell(unit.code, period)
    if (unit.kind === 'team') {
      if (own !== undefined || isCarriedBy(kpi, unit))
        placed.push({
          unit,
          cell: own ?? emptyCell('not_reported'),
          ...ownPlace,
          origin: 'team',
        })
      continue
    }
    const rolled = rollUpOf(ledger, kpi, unit, units, period, supplied)
    if (rolled === null && !supplied.has(unit.code)) continue
    const limit = ledger.leftOutLimitAt?.(period) ?? defaultLeftOutLimit
    placed.push(placeRollUp(kpi, unit, own, rolled, limit))
  }
  return placed
}

/** The same for every cell that was received instead of added up. */
const ownPlace = { coverage: null, computed: null, leftOut: null, isWhole: true } as const

function placeRollUp(
  kpi: Kpi,
  unit: Unit,
  own: Cell | undefined,
  rolled: RollUp | null,
  limit: number,
): Placed {
  if (rolled === null)
    return { unit, cell: own ?? emptyCell('not_reported'), ...ownPlace, origin: 'supplied' }
  if (own === undefined) {
    const { cell, leftOut } = rolled
    const hasBase = cell.state === 'reported' || cell.state === 'no_cases'
    const isWhole = !hasBase || !isTooMuch(kpi, leftOut, limit)
    return { unit, ...rolled, origin: 'computed', computed: null, isWhole }
  }
  // Without a median, a value follows from its counts.
  const differs = rolled.cell.numerator !== own.numerator || rolled.cell.denominator !== own.denominator
  const comparable = rolled.coverage.added + rolled.coverage.noCases > 0 && kpi.kind !== 'median'
  return {
    unit,
    cell: own,
    origin: 'supplied',
    coverage: rolled.coverage,
    computed: differs && comparable ? rolled.cell : null,
    leftOut: null,
    isWhole: true,
  }
}

/** True if two definitions count the same things. Months before and after a changed definition are never added. */
function countsTheSame(a: Kpi, b: Kpi): boolean {
  return a.numerator === b.numerator && a.denominator === b.denominator && a.clock === b.clock
}

/** The two rules by which a unit's series is judged, and what each has said so far. */
type SeriesRules = Record<'spoken' | 'nhs', { rule: SeriesRule; said: SeriesVerdicts }>

/** A unit's series up to a period, and how each period of it is judged. */
type Series = {
  points: readonly SeriesPoint[]
  rules: SeriesRules
  /** The unit's whole cell of a period. */
  cellAt: (period: string) => Cell | undefined
}

function rulesOf(ledger: KpiLedger, unit: string, persistenceAt: (period: string) => number): SeriesRules {
  const restarts = ledger.restarts(unit)
  const lastKpi = (points: readonly SeriesPoint[]) => ledger.kpiAt(points.at(-1)?.period ?? '')
  return {
    spoken: {
      said: new Map(),
      rule: {
        calculate: (points) => {
          const kpi = lastKpi(points)
          const { good } = kpi
          const persistence = persistenceAt(points.at(-1)?.period ?? '')
          return analyseSpoken(points, { ...{ good, restarts, persistence }, ...chanceOf(kpi) })
        },
        courseOf: (points, calculation, earlier) =>
          courseOf(points, calculation, lastKpi(points).good, earlier),
      },
    },
    nhs: {
      said: new Map(),
      rule: {
        calculate: (points) => {
          const { good, screenLimits } = lastKpi(points)
          return analyse(points, { good, screen: screenLimits, restarts })
        },
      },
    },
  }
}

/** The persistence of each period: the one on record, else the one that the ledger gives. */
function withPersistence(ledger: KpiLedger): (period: string) => number {
  let estimated: Map<string, number> | null = null
  return (period) => {
    const recorded = ledger.persistenceAt?.(period)
    if (recorded !== undefined) return recorded
    estimated ??= persistencesOf(ledger)
    return estimated.get(period) ?? 0
  }
}

/** A series by both rules: what the service says, and beside it what the NHS package says. */
function analysisOf({ points, rules }: Series): Analysis {
  const spoken = calculateWithStart(points, rules.spoken.rule, rules.spoken.said)
  const { course: _, ...nhs } = calculateWithStart(points, rules.nhs.rule, rules.nhs.said)
  return { ...spoken, nhs }
}

function figureOf(
  kpi: Kpi,
  target: Target | null,
  period: string,
  place: Placed,
  series: Series,
  lastThree: readonly (Cell | undefined)[] | null,
): Figure {
  const { unit, cell, isWhole } = place
  const threeMonths = lastThree === null ? null : sumOverMonths(lastThree)
  const judgement = isWhole
    ? judge(unit.kind === 'team' ? kpi : asOrdinary(kpi), cell, target, threeMonths)
    : { ...unjudged(target), status: cell.state === 'reported' ? ('not_whole' as const) : null }
  const analysed = { ...(isRolling(kpi.basis) ? noAnalysis : analysisOf(series)), judgedBy: judgementVersion }
  const began = nhsOf(analysed).phases.at(-1)?.from ?? period
  const latestFirst = cellsBack(series.cellAt, period, began)
  const record = isWhole ? recordOf(kpi, cell, analysed, { target: judgement.target, latestFirst }) : null
  const analysis = record === null ? analysed : { ...analysed, record }
  return {
    unit: unit.code,
    kpi: kpi.code,
    period,
    ...cell,
    ...judgement,
    origin: place.origin,
    coverage: place.coverage,
    leftOut: place.leftOut,
    computed: place.computed,
    variation: isWhole ? variationOf(kpi, cell, analysis) : 'none',
    assurance: isWhole ? assuranceOf(kpi, cell, analysis, judgement.target) : 'none',
    analysis,
    teamVariation: null,
  }
}

/** A unit's cells from a period back to the first of its phase. */
function* cellsBack(cellAt: Series['cellAt'], period: string, began: string): Generator<Cell | undefined> {
  for (let at = period; at >= began; at = addPeriods(at, -1)) yield cellAt(at)
}

function withLastWhole(figure: Figure, lastWhole: LastWhole | null): Figure {
  const { leftOut } = figure
  return leftOut === null ? figure : { ...figure, leftOut: { ...leftOut, lastWhole } }
}

/** What a roll-up counts of a team's figure. */
export function teamVerdict(kpi: Kpi, figure: Figure): TeamVerdict {
  return { variation: figure.variation, isShort: isShort(kpi, figure) }
}

function withTeamCounts(
  figure: Figure,
  kpi: Kpi,
  units: readonly Unit[],
  verdictOf: (team: string) => TeamVerdict | undefined,
): Figure {
  if (figure.origin === 'team') return figure
  const unit = units.find((u) => u.code === figure.unit)
  if (unit === undefined) return figure
  const counts: Partial<Record<Variation, number>> = {}
  let teamsShort = 0
  for (const team of teamsBeneath(units, unit)) {
    if (!isCountedBy(kpi, team)) continue
    const verdict = verdictOf(team.code)
    if (verdict === undefined) continue
    counts[verdict.variation] = (counts[verdict.variation] ?? 0) + 1
    if (verdict.isShort) teamsShort++
  }
  return { ...figure, teamVariation: counts, ...(countsEachOne(kpi) ? { teamsShort } : {}) }
}
