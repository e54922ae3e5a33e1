/** Small numbers for audiences outside the service: which cells of a KPI are hidden, and what goes with them. */

import type { Kpi } from '../catalogue/kpi.ts'
import { unitsAbove } from '../catalogue/tree.ts'
import type { Unit } from '../catalogue/unit.ts'
import type { Analysis, Calculation, Figure, LastWhole, LeftOut } from '../figures/figure.ts'
import { type Cell, emptyCell } from '../figures/measurement.ts'
import { noAnalysis } from '../figures/spc/analyse.ts'
import { addPeriods, grainOf } from '../time/period.ts'
import { type DecidedBand, isToldOf } from './bands.ts'
import { decideWithheld, type Withheld } from './decide-withheld.ts'
import type { PublishedCell } from './sums.ts'

/** The audience of a figure: `inside` gets figures as stored, `outside` gets them suppressed. */
export type Audience = 'inside' | 'outside'

/** The rules in force in a period: its KPI's definition and its tree. */
export type SuppressionRules = {
  kpiAt: (period: string) => Kpi
  unitsAt: (period: string) => readonly Unit[]
}

/** What is hidden of one KPI. */
export type Suppression = {
  /** The periods hidden of each unit, and what may be told of each. */
  hidden: ReadonlyMap<string, ReadonlyMap<string, DecidedBand | null>>
  /** For each unit with units beneath, the first period in which one of those is hidden. */
  hiddenBeneath: ReadonlyMap<string, string>
}

/**
 * The figures of one KPI for an outside audience. Hidden are all cells in which the numerator, the denominator or
 * their difference is from 1 to 5, values without counts, and every further cell from which one of those could be
 * calculated. `figures` must be the whole publication, every unit and period of the KPI, so that the decision does
 * not depend on what a page shows. Applying it twice changes nothing.
 */
export function suppress<F extends Figure>(figures: readonly F[], rules: SuppressionRules): F[] {
  const suppression = decideSuppression(figures, rules)
  return figures.map((f) => withhold(f, suppression))
}

/**
 * Decides which cells of one KPI are hidden from an outside audience if this is all that was ever published of it.
 */
export function decideSuppression(cells: readonly PublishedCell[], rules: SuppressionRules): Suppression {
  const last = cells.reduce((max, c) => (c.period > max ? c.period : max), '')
  if (cells.length === 0) return { hidden: new Map(), hiddenBeneath: new Map() }
  const { code } = rules.kpiAt(last)
  const published = [...Map.groupBy(cells, (c) => c.period)].map(([period, own]) => ({
    kpi: code,
    period,
    states: [{ publication: 0, cells: own }],
    isTouched: true,
  }))
  const withheld = decideWithheld(published, [], { ...rules, kpiAt: (_, period) => rules.kpiAt(period) })
  return suppressionOf(withheld, rules.unitsAt, last)
}

/** What is hidden of one KPI, whose last period is given, where these cells are withheld. */
export function suppressionOf(
  withheld: readonly Withheld[],
  unitsAt: SuppressionRules['unitsAt'],
  last: string,
): Suppression {
  const hidden = new Map<string, Map<string, DecidedBand | null>>()
  for (const { unit, period, band } of withheld)
    hidden.set(unit, (hidden.get(unit) ?? new Map()).set(period, band))
  return { hidden, hiddenBeneath: firstHiddenBeneath(hidden, unitsAt, last) }
}

/** A figure without what an outside audience may not know: everything of a hidden cell, and what was calculated
 *  from a hidden cell. */
export function withhold<F extends Figure>(figure: F, { hidden, hiddenBeneath }: Suppression): F {
  const periods = hidden.get(figure.unit)
  const beneath = hiddenBeneath.get(figure.unit)
  const given = {
    ...figure,
    computed: null,
    ...withholdTeamCounts(figure, beneath !== undefined && beneath <= figure.period),
    leftOut: figure.leftOut === null ? null : withholdLeftOut(figure.leftOut, figure.analysis, periods),
  }
  if (periods === undefined) return given
  if (periods.has(figure.period)) {
    return {
      ...given,
      ...withheldCell(figure, periods.get(figure.period) ?? null),
      coverage: null,
      leftOut: null,
      status: null,
      ...unjudged,
      affected: 0,
      variation: 'none',
      assurance: 'none',
      analysis: { ...noAnalysis, withheld: true },
      ...withholdTeamCounts(figure, true),
    }
  }
  return withholdAnalysis(withholdThreeMonths(given, periods), periods)
}

/** True for a figure of which an outside reader is told nothing, not even when it was published. */
export function isWithheld({ state, analysis }: Pick<Figure, 'state' | 'analysis'>): boolean {
  return state === 'suppressed' && analysis.withheld === true
}

/** The counts of teams, or that they are withheld. */
function withholdTeamCounts(
  { teamVariation, teamsShort }: Figure,
  isHidden: boolean,
): Pick<Figure, 'teamVariation' | 'teamsShort'> {
  return {
    teamVariation: isHidden ? null : teamVariation,
    ...(teamsShort === undefined ? {} : { teamsShort: isHidden ? null : teamsShort }),
  }
}

/** A withheld cell: suppressed, with its band if that was decided for this figure. */
export function withheldCell(cell: Pick<Cell, 'numerator' | 'denominator'>, band: DecidedBand | null): Cell {
  const nothing = emptyCell('suppressed', 'c')
  if (band === null || !isToldOf(band, cell)) return nothing
  return { ...nothing, band: { from: band.from, to: band.to } }
}

const unjudged = { gap: null, judgedOn: null, judgedNumerator: null, judgedDenominator: null } as const

const noPeriods: ReadonlyMap<string, unknown> = new Map()

/** The number of units that a roll-up lacks stays, since each of them shows that itself. Their codes and their
 *  usual share are removed: the share is calculated from cells that may be hidden. The last whole figure is
 *  withheld as in its own period. */
function withholdLeftOut(leftOut: LeftOut, { phases }: Analysis, hidden = noPeriods): LeftOut {
  const { of, lastWhole: last } = leftOut
  if (last === null || hidden.has(last.period)) return { of, units: [], share: null, lastWhole: null }
  const before = phases.filter((p) => p.from <= last.period)
  const whole = { ...last, analysis: { ...last.analysis, phases: before } }
  const { analysis, ...given } = withholdAnalysis(withholdThreeMonths(whole, hidden), hidden)
  const lacks = given.leftOut === null ? null : { ...given.leftOut, units: [], share: null }
  const lastWhole = { ...given, leftOut: lacks, analysis: { ...analysis, phases: [], flags: [] } }
  return { of, units: [], share: null, lastWhole }
}

/** A sum over three months reveals one of them to a reader who knows the other two. */
function withholdThreeMonths<F extends LastWhole>(figure: F, hidden: ReadonlyMap<string, unknown>): F {
  if (figure.judgedOn !== 'three_months') return figure
  if (![-1, -2].some((n) => hidden.has(addPeriods(figure.period, n)))) return figure
  return { ...figure, ...unjudged, status: 'small_number' }
}

/**
 * A mean reveals a hidden point to a reader who knows the others, so the limits, flags and verdicts of its phase are
 * withheld.
 */
function withholdAnalysis<F extends LastWhole>(figure: F, hidden: ReadonlyMap<string, unknown>): F {
  const { analysis } = figure
  const touched = (p: { from: string; to: string }) =>
    [...hidden.keys()].some((h) => p.from <= h && h <= p.to && grainOf(h) === grainOf(p.from))
  const untold = analysis.phases.filter(touched)
  if (untold.length === 0) return figure
  const withoutThem = <C extends Calculation>(calculation: C): C => ({
    ...calculation,
    phases: calculation.phases.map((p) =>
      touched(p) ? { from: p.from, to: p.to, mean: null, lower: null, upper: null, limits: 'none' } : p,
    ),
    flags: calculation.flags.filter((f) => !untold.some((p) => p.from <= f.period && f.period <= p.to)),
  })
  const kept: Analysis = { ...withoutThem(analysis), nhs: analysis.nhs ? withoutThem(analysis.nhs) : null }
  const current = analysis.phases.at(-1)
  if (current === undefined || !untold.includes(current)) return { ...figure, analysis: kept }
  return {
    ...figure,
    variation: 'none',
    assurance: 'none',
    analysis: { ...noAnalysis, phases: kept.phases, flags: kept.flags, withheld: true },
  }
}

/** A hidden cell counts beneath its former units of that period and beneath its units of the last period. */
function firstHiddenBeneath(
  hidden: ReadonlyMap<string, ReadonlyMap<string, unknown>>,
  unitsAt: SuppressionRules['unitsAt'],
  last: string,
): Map<string, string> {
  const first = new Map<string, string>()
  for (const [unit, periods] of hidden) {
    for (const period of periods.keys()) {
      for (const tree of [unitsAt(period), unitsAt(last)]) {
        const own = tree.find((u) => u.code === unit)
        for (const { code } of own === undefined ? [] : unitsAbove(tree, own)) {
          const known = first.get(code)
          if (known === undefined || period < known) first.set(code, period)
        }
      }
    }
  }
  return first
}
