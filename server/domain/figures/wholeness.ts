/** Whether a roll-up holds all that it should, and whether it is judged where it does not. */

import { isCollected, type Kpi } from '../catalogue/kpi.ts'
import { isOpenIn, type Unit } from '../catalogue/unit.ts'
import { lastDay, lastMonth } from '../time/period.ts'
import type { Coverage, Figure, LastWhole, LeftOut, Status, Variation } from './figure.ts'
import type { Cell, State } from './measurement.ts'

/** How many of the expected units a roll-up holds. A unit without cases is among the added: nothing of it is missing. */
export type AddedParts = { added: number; expected: number }

/** How a figure came about: decides whether it is whole. */
export type Origin = Pick<Figure, 'origin' | 'coverage' | 'leftOut'>

/** A cell with what it was added up from, as every surface shows it. */
export type ShownCell = Cell & Origin

/** The origin of a cell that is not added up: one team's, a version received, a supplied figure. */
export const notAdded: Origin = { origin: 'team', coverage: null, leftOut: null }

/** The version of the rules by which figures are judged. 2: figures that lack too much are not judged. 3: a verdict
 *  keeps the start that was first given. 4: a change is spoken of only if it is more than chance and the same children explain. */
export const judgementVersion = 4

/** A team's usual base is the mean of its last three bases. */
const usualMonths = 3

/** Stores the codes of at most this many missing units. The coverage counts them all. */
const mostNamed = 30

/**
 * A ratio or a mean is not judged if missing units usually hold this percentage of the base or more, unless the
 * council sets another.
 */
export const defaultLeftOutLimit = 25

/** What a roll-up added and what it should have; null for a figure that is not added up. */
export function addedParts({ origin, coverage }: Pick<Origin, 'origin' | 'coverage'>): AddedParts | null {
  if (origin !== 'computed' || coverage === null) return null
  return {
    added: coverage.added + coverage.noCases,
    expected: coverage.expected - coverage.notApplicable,
  }
}

/** True for a figure that lacks too much: it is shown with the units it was added up from, and not judged. */
export function isNotWhole({ status }: Pick<Figure, 'status'>): boolean {
  return status === 'not_whole'
}

/** The figure whose verdict is shown for a unit: its own, or the last whole one if its own is not whole; null if
 *  there is none. A caller that shows the last whole figure must also show its period. */
export function judgedFigure<F extends Pick<Figure, 'status' | 'leftOut'>>(figure: F): F | LastWhole | null {
  return isNotWhole(figure) ? (figure.leftOut?.lastWhole ?? null) : figure
}

/** The variation shown for a figure. If it is not whole, that of the last whole figure; null if there is none. */
export function spokenVariation(figure: Pick<Figure, 'status' | 'leftOut' | 'variation'>): Variation | null {
  return judgedFigure(figure)?.variation ?? null
}

/** The latest of these figures that contains at least half of the units it should; if none does, the latest.
 *  Figures that were not reported are left out. `figures` are in order of time. */
export function latestOfEnough<F extends Origin & Pick<Cell, 'state'>>(figures: readonly F[]): F | null {
  const came = figures.filter(({ state }) => state !== 'not_reported')
  const isEnough = (figure: F) => {
    const parts = addedParts(figure)
    return parts === null || parts.added * 2 >= parts.expected
  }
  return came.findLast(isEnough) ?? came.at(-1) ?? null
}

/** A value that may be shown among others. Null if it is not whole: the others would be misread beside it. */
export function wholeValue({
  value,
  status,
}: {
  value: number | null
  status?: Status | null
}): number | null {
  return status === 'not_whole' ? null : value
}

/**
 * States in which an expected unit is missing from a sum. Not applicable is not among them: such a unit adds nothing.
 */
const missingStates: readonly State[] = ['not_reported', 'suppressed', 'without_denominator']

/** True where a unit's cell is missing from the sum that it belongs to. */
export function isLeftOut({ state }: Pick<Cell, 'state'>): boolean {
  return missingStates.includes(state)
}

/** True if a unit's figure is expected in a period: the unit was open, and the measure is still collected. A
 *  snapshot of the last day is not expected of a unit that closed before it. */
export function isExpected(
  kpi: Pick<Kpi, 'lastMonth' | 'basis'>,
  unit: Pick<Unit, 'opened' | 'closed'>,
  period: string,
): boolean {
  if (!isCollected(kpi, lastMonth(period)) || !isOpenIn(unit, period)) return false
  return kpi.basis !== 'snapshot' || unit.closed === null || unit.closed >= lastDay(period)
}

/** What is known of a unit that is missing from a sum: its cells of the periods before, the latest first. */
export type MissingUnit = { unit: string; before: Iterable<Cell | undefined> }

/** What a roll-up lacks; null where nothing is missing. */
export function leftOutOf(
  kpi: Pick<Kpi, 'kind'>,
  { cell, coverage }: { cell: Cell; coverage: Coverage },
  missing: readonly MissingUnit[],
  of: LeftOut['of'] = 'team',
): LeftOut | null {
  if (missing.length === 0 || kpi.kind === 'median') return null
  const hasBase = kpi.kind === 'ratio' || kpi.kind === 'mean'
  return {
    of,
    units: missing.slice(0, mostNamed).map(({ unit }) => unit),
    share: hasBase ? shareOf(cell.denominator ?? 0, coverage.added + coverage.noCases, missing) : null,
    lastWhole: null,
  }
}

/** True if too much is missing to judge the rest. For a count or a stock, that is any unit; for a ratio or a mean,
 *  units that usually hold `limit` per cent of the base or more. */
export function isTooMuch(kpi: Pick<Kpi, 'kind'>, leftOut: LeftOut | null, limit: number): boolean {
  if (leftOut === null) return false
  if (kpi.kind !== 'ratio' && kpi.kind !== 'mean') return true
  return leftOut.share === null || leftOut.share * 100 >= limit
}

/**
 * The part of the base that the missing units usually hold, from 0 to 1. A missing unit's usual base is the mean of
 * its last three bases before the period; a unit that never gave a base counts with the average of the others. The
 * whole is their sum plus the base that came.
 */
function shareOf(base: number, added: number, missing: readonly MissingUnit[]): number {
  const known = missing.map(({ before }) => usualBase(before)).filter((usual) => usual !== null)
  const usual = known.reduce((total, one) => total + one, 0)
  const average = added + known.length === 0 ? 0 : (base + usual) / (added + known.length)
  const unknown = (missing.length - known.length) * average
  const whole = base + usual + unknown
  return whole === 0 ? missing.length / (missing.length + added) : (usual + unknown) / whole
}

function usualBase(before: Iterable<Cell | undefined>): number | null {
  const bases: number[] = []
  for (const cell of before) {
    if (cell?.state !== 'reported' && cell?.state !== 'no_cases') continue
    if (cell.denominator === null) continue
    bases.push(cell.denominator)
    if (bases.length === usualMonths) break
  }
  return bases.length === 0 ? null : bases.reduce((total, one) => total + one, 0) / bases.length
}

/** The parts of a whole figure that are stored beside later ones that are not whole. */
export function lastWholeOf(figure: Figure): LastWhole {
  const { unit: _unit, kpi: _kpi, computed: _computed, teamVariation: _teams, ...kept } = figure
  const analysis = { ...kept.analysis, phases: [], flags: [] }
  const { nhs } = analysis
  return { ...kept, analysis: nhs ? { ...analysis, nhs: { ...nhs, phases: [], flags: [] } } : analysis }
}
