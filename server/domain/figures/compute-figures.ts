/** Every unit's figures of one KPI, from the ledger's rows: roll-up, judgement and statistics, in one pass. */

import type { Kpi, Target } from '../catalogue/kpi.ts'
import { isOpenIn, teamsOf, type Unit } from '../catalogue/unit.ts'
import { addPeriods, grainOf } from '../time/period.ts'
import type { Coverage, Figure, LastWhole, LeftOut, Variation } from './figure.ts'
import { type Cell, emptyCell, type State } from './measurement.ts'
import { type Part, rollUp, rollUpShares, type Share, sumOverMonths } from './rollup.ts'
import { type AnalysisOptions, noAnalysis, type SeriesPoint } from './spc/analyse.ts'
import { assuranceOf, isRolling, variationOf } from './spc/verdict.ts'
import { isBelowMinimum, judge, unjudged } from './status.ts'
import { analyseToldSince, type SaidOfSeries } from './told-since.ts'
import {
  defaultLeftOutLimit,
  isExpected,
  isLeftOut,
  isTooMuch,
  lastWholeOf,
  leftOutOf,
  type MissingUnit,
} from './whole.ts'

/** One KPI's ledger and the rules in force, all of one grain. Lookups answer for a period's last month. */
export type KpiLedger = {
  kpiAt: (period: string) => Kpi
  targetAt: (period: string) => Target | null
  /** The tree of that period: names, parents and the units there were. */
  unitsAt: (period: string) => readonly Unit[]
  /** Every period from the first in the ledger to the last, without holes. */
  periods: readonly string[]
  /** The current cell of a unit, if anything was received for it that was not taken back. */
  cell: (unit: string, period: string) => Cell | undefined
  /** Periods at which a unit's limits restart, by a person's rebase or a changed definition. */
  restarts: (unit: string) => readonly string[]
  /** Whether anything was received for a period, where `cell` or `unitsAt` know of some units only. */
  received?: (period: string) => boolean
  /** The percentage of the usual base from which a ratio or a mean that lacks units is not judged; a quarter unless given. */
  leftOutLimitAt?: (period: string) => number
  /** Where the cells of teams were added up before: `cell` then knows those of services and the council only, and of the
   *  teams those that the period lacks. */
  teamShares?: (period: string) => TeamShares
}

/** The cells of a period's teams, added up. */
export type TeamShares = {
  shares: readonly TeamShare[]
  /** The cells of the teams that something is missing of: none at all, or one that cannot be added. */
  missing: ReadonlyMap<string, Cell | undefined>
}

/** What the open teams of one type directly beneath one unit add up to, of those that are in one state. */
export type TeamShare = Share & { parent: string | null; teamType: string | null }

/** The variation found of a team for a period; null where the teams' are not known yet. */
export type TeamVariations = ((team: string, period: string) => Variation | undefined) | null

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
 * The figures of every unit for each period from `from` on for which anything was received. A figure uses only what
 * stands in the ledger up to its own period, so a later month never changes an earlier one.
 */
export function computeFigures(ledger: KpiLedger, from: string): Figure[] {
  return computeOf(ledger, from, () => true, undefined)
}

/** The figures of services and the council alone, where those of their teams are computed apart. */
export function computeRollUps(ledger: KpiLedger, from: string, variations: TeamVariations): Figure[] {
  return computeOf(ledger, from, (unit) => unit.kind !== 'team', variations)
}

function computeOf(
  ledger: KpiLedger,
  from: string,
  isWanted: (unit: Unit) => boolean,
  variations: TeamVariations | undefined,
): Figure[] {
  const histories = new Map<string, SeriesPoint[]>()
  const told = new Map<string, SaidOfSeries>()
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
      history.push({
        period,
        value: cell.state === 'reported' && isWhole ? cell.value : null,
        small: isBelowMinimum(kpi, cell.denominator),
        isPart: !isWhole && cell.state === 'reported',
      })
      histories.set(unit.code, history)
      const said: SaidOfSeries = told.get(unit.code) ?? new Map()
      told.set(unit.code, said)
      const series = { points: history, optionsAt: optionsOf(ledger, unit.code), said }
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
    // A unit with no place in this period has a gap in its series, as one that reported nothing has.
    for (const history of histories.values())
      if (history.at(-1)?.period !== period) history.push({ period, value: null })
    if (variations === null) {
      figures.push(...judged)
      continue
    }
    const tree = ledger.unitsAt(period)
    const found = new Map(judged.map((f) => [f.unit, f.variation]))
    const variationOf = (team: string) => variations?.(team, period) ?? found.get(team)
    figures.push(...judged.map((f) => withTeamVariation(f, kpi, tree, variationOf)))
  }
  return figures
}

/** Whether anything was received for a period that was not taken back. */
export function isReceived(ledger: KpiLedger, period: string): boolean {
  if (ledger.received !== undefined) return ledger.received(period)
  return openIn(ledger.unitsAt(period), period).some((unit) => ledger.cell(unit.code, period) !== undefined)
}

/** What each unit's figure is made of. Adds to `supplied` the services, and the council, of which a figure was supplied. */
function placeCells(
  ledger: KpiLedger,
  kpi: Kpi,
  period: string,
  supplied: Set<string>,
  isWanted: (unit: Unit) => boolean,
): Placed[] {
  const units = openIn(ledger.unitsAt(period), period)
  for (const unit of units) {
    if (unit.kind === 'team') continue
    if (ledger.cell(unit.code, period) !== undefined) supplied.add(unit.code)
  }
  const placed: Placed[] = []
  for (const unit of units) {
    if (!isWanted(unit)) continue
    const own = ledger.cell(unit.code, period)
    if (unit.kind === 'team') {
      if (own !== undefined || kpi.teamTypes.includes(unit.teamType ?? ''))
        placed.push({
          unit,
          cell: own ?? emptyCell('not_reported'),
          ...ownPlace,
          origin: 'team',
        })
      continue
    }
    const rolled = rolledUp(ledger, kpi, unit, units, period, supplied)
    if (rolled === null && own === undefined && !supplied.has(unit.code)) continue
    const limit = ledger.leftOutLimitAt?.(period) ?? defaultLeftOutLimit
    placed.push(placeRollUp(kpi, unit, own, rolled, { limit, isSupplied: supplied.has(unit.code) }))
  }
  return placed
}

/** What is known of a cell that was given and not added up. */
const ownPlace = { coverage: null, computed: null, leftOut: null, isWhole: true } as const

type RolledUp = { cell: Cell; coverage: Coverage; leftOut: LeftOut | null }

/** What stands beneath a unit, added up; null where nothing is to be added. */
function rolledUp(
  ledger: KpiLedger,
  kpi: Kpi,
  unit: Unit,
  units: readonly Unit[],
  period: string,
  supplied: ReadonlySet<string>,
): RolledUp | null {
  const missingUnits = (codes: readonly string[]): MissingUnit[] =>
    codes.map((code) => ({ unit: code, before: cellsBefore(ledger, code, period) }))
  if (ledger.teamShares !== undefined) {
    const isSupplied = (u: Unit) => supplied.has(u.code)
    const speaking = speakingServices(unit, units, (code) => ledger.cell(code, period), isSupplied)
    const { shares, missing } = sharesOf(kpi, unit, units, period, ledger.teamShares(period), speaking)
    if (shares.some((s) => s.state !== 'not_reported')) {
      const own = speaking.map((s) => shareOf(ledger.cell(s.code, period)))
      const sum = rollUpShares(kpi, [...own, ...shares])
      const of = speaking.length > 0 ? 'mixed' : 'team'
      return { ...sum, leftOut: leftOutOf(kpi, sum, missingUnits(missing), of) }
    }
  }
  const parts = partsOf(kpi, unit, units, (code) => ledger.cell(code, period), supplied, period)
  if (parts.length === 0) return null
  const sum = rollUp(kpi, parts)
  const missing = parts.filter((p) => isLeftOut(p.cell)).map((p) => p.unit)
  const services = parts.filter((p) => units.some((u) => u.code === p.unit && u.kind === 'service')).length
  const of = services === 0 ? 'team' : services === parts.length ? 'service' : 'mixed'
  return { ...sum, leftOut: leftOutOf(kpi, sum, missingUnits(missing), of) }
}

function shareOf(cell: Cell | undefined): Share {
  const { state, numerator, denominator } = cell ?? emptyCell('not_reported')
  return { state, units: 1, numerator: numerator ?? 0, denominator: denominator ?? 0 }
}

/** A unit's cells of the periods before one, the latest first. */
function* cellsBefore({ periods, cell }: KpiLedger, unit: string, period: string) {
  for (let i = periods.indexOf(period) - 1; i >= 0; i--) yield cell(unit, periods[i] ?? '')
}

/** The shares of the teams that count beneath a unit, those of which nothing came among the not reported, and the codes of
 *  those missing. The teams of a service that speaks for them are left out. */
function sharesOf(
  kpi: Kpi,
  unit: Unit,
  units: readonly Unit[],
  period: string,
  all: TeamShares,
  speaking: readonly Unit[],
) {
  const spokenFor = new Set(speaking.flatMap((s) => teamsIn(units, s).map((t) => t.code)))
  const teams = teamsIn(units, unit).filter(
    (t) => kpi.countedBy.includes(t.teamType ?? '') && !spokenFor.has(t.code),
  )
  const places = new Set(teams.map((t) => `${t.parent} ${t.teamType}`))
  const shares: Share[] = all.shares.filter(
    (s) => s.state !== 'not_reported' && places.has(`${s.parent} ${s.teamType}`),
  )
  const isUnheard = (t: Unit) => !hasReported(all.missing.get(t.code))
  const missing = teams.filter(
    (t) => all.missing.has(t.code) && (!isUnheard(t) || isExpected(kpi, t, period)),
  )
  const unheard = missing.filter(isUnheard).length
  shares.push({ state: 'not_reported', units: unheard, numerator: 0, denominator: 0 })
  return { shares, missing: missing.map((t) => t.code) }
}

function placeRollUp(
  kpi: Kpi,
  unit: Unit,
  own: Cell | undefined,
  rolled: RolledUp | null,
  { limit, isSupplied }: { limit: number; isSupplied: boolean },
): Placed {
  if (rolled === null) {
    const origin = isSupplied ? 'supplied' : 'computed'
    return { unit, cell: own ?? emptyCell('not_reported'), ...ownPlace, origin }
  }
  if (own === undefined) {
    const { cell, leftOut } = rolled
    const hasBase = cell.state === 'reported' || cell.state === 'no_cases'
    const isWhole = !hasBase || !isTooMuch(kpi, leftOut, limit)
    return { unit, ...rolled, origin: 'computed', computed: null, isWhole }
  }
  const differs =
    rolled.cell.numerator !== own.numerator ||
    rolled.cell.denominator !== own.denominator ||
    rolled.cell.value !== own.value
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

/**
 * What a roll-up of this unit adds in a period: the open teams beneath it whose type counts the children. In a council's, a figure
 * supplied for a service is that service's part, in place of its teams'. Where no team has reported, or no team type counts
 * the children, the council adds its services.
 */
export function partsOf(
  kpi: Kpi,
  unit: Unit,
  units: readonly Unit[],
  cell: (unit: string) => Cell | undefined,
  supplied: ReadonlySet<string>,
  period: string,
): Part[] {
  // One that is not expected is a part where it sent something all the same.
  const isPart = (u: Unit) => isExpected(kpi, u, period) || isHeard(u)
  const counting = (of: Unit) =>
    teamsIn(units, of).filter((t) => kpi.countedBy.includes(t.teamType ?? '') && isPart(t))
  const isHeard = (u: Unit) => hasReported(cell(u.code))
  const isSupplied = (u: Unit) => supplied.has(u.code)
  const speaking = speakingServices(unit, units, cell, isSupplied)
  const spokenFor = new Set(speaking.flatMap((s) => teamsIn(units, s).map((t) => t.code)))
  const teams = counting(unit).filter((t) => !spokenFor.has(t.code))
  let members = [...speaking, ...teams]
  if (unit.kind === 'council' && !teams.some(isHeard)) {
    const services = units.filter(
      (u) => u.kind === 'service' && ((isSupplied(u) && isPart(u)) || counting(u).length > 0),
    )
    if (members.length === 0 || services.some((s) => isSupplied(s) && isHeard(s))) members = services
  }
  return members.map((m) => ({ unit: m.code, cell: cell(m.code) ?? emptyCell('not_reported') }))
}

/** The services whose supplied figure is their part of a council's roll-up: those of which it can be added. */
function speakingServices(
  unit: Unit,
  units: readonly Unit[],
  cell: (unit: string) => Cell | undefined,
  isSupplied: (service: Unit) => boolean,
): Unit[] {
  if (unit.kind !== 'council') return []
  const states: readonly (State | undefined)[] = ['reported', 'no_cases']
  return units.filter((u) => u.kind === 'service' && isSupplied(u) && states.includes(cell(u.code)?.state))
}

function hasReported(cell: Cell | undefined): boolean {
  return cell !== undefined && cell.state !== 'not_reported'
}

/** True where two definitions count the same things: months on either side of a changed one are never added. */
function countsTheSame(a: Kpi, b: Kpi): boolean {
  return a.numerator === b.numerator && a.denominator === b.denominator && a.clock === b.clock
}

/** A unit's series up to a period, and how each period of it is analysed. */
type Series = {
  points: readonly SeriesPoint[]
  optionsAt: (period: string) => AnalysisOptions
  said: SaidOfSeries
}

function optionsOf(ledger: KpiLedger, unit: string): Series['optionsAt'] {
  const restarts = ledger.restarts(unit)
  return (period) => {
    const { good, screenLimits } = ledger.kpiAt(period)
    return { good, screen: screenLimits, restarts }
  }
}

function figureOf(
  kpi: Kpi,
  target: Target | null,
  period: string,
  place: Placed,
  { points, optionsAt, said }: Series,
  lastThree: readonly (Cell | undefined)[] | null,
): Figure {
  const { unit, cell, isWhole } = place
  const threeMonths = lastThree === null ? null : sumOverMonths(lastThree)
  const judgement = isWhole
    ? judge(kpi, cell, target, threeMonths)
    : { ...unjudged(target), status: cell.state === 'reported' ? ('not_whole' as const) : null }
  const analysis = isRolling(kpi.basis) ? noAnalysis : analyseToldSince(points, optionsAt, said)
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

function withLastWhole(figure: Figure, lastWhole: LastWhole | null): Figure {
  const { leftOut } = figure
  return leftOut === null ? figure : { ...figure, leftOut: { ...leftOut, lastWhole } }
}

function withTeamVariation(
  figure: Figure,
  kpi: Kpi,
  units: readonly Unit[],
  variationOf: (team: string) => Variation | undefined,
): Figure {
  if (figure.origin === 'team') return figure
  const unit = units.find((u) => u.code === figure.unit)
  if (unit === undefined) return figure
  const counts: Partial<Record<Variation, number>> = {}
  for (const team of teamsIn(units, unit)) {
    if (!kpi.countedBy.includes(team.teamType ?? '')) continue
    const variation = variationOf(team.code)
    if (variation !== undefined) counts[variation] = (counts[variation] ?? 0) + 1
  }
  return { ...figure, teamVariation: counts }
}

// A tree is walked for every KPI and period of a publication, and is the same for nearly all of them.
const opened = new WeakMap<readonly Unit[], Map<string, readonly Unit[]>>()
const beneath = new WeakMap<readonly Unit[], Map<Unit, Unit[]>>()

function openIn(units: readonly Unit[], period: string): readonly Unit[] {
  const known = opened.get(units) ?? new Map<string, readonly Unit[]>()
  opened.set(units, known)
  const open = known.get(period) ?? units.filter((u) => isOpenIn(u, period))
  known.set(period, open)
  return open
}

function teamsIn(units: readonly Unit[], unit: Unit): Unit[] {
  const known = beneath.get(units) ?? new Map<Unit, Unit[]>()
  beneath.set(units, known)
  const teams = known.get(unit) ?? teamsOf(unit, units)
  known.set(unit, teams)
  return teams
}
