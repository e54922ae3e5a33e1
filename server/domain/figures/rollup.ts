/** Adds up the cells of the units beneath. It takes only sums, so averaging percentages is impossible. */

import type { Kpi } from '../catalogue/kpi.ts'
import type { Coverage } from './figure.ts'
import { type Cell, emptyCell, rate, type State } from './measurement.ts'

/** One unit's share of a roll-up. */
export type Part = { unit: string; cell: Cell }

/** How many units of a roll-up are in one state, and what their numbers add up to. */
export type Share = { state: State; units: number; numerator: number; denominator: number }

/**
 * The roll-up of some units' cells. Ratio and mean are sum over sum, count and stock are sums, a median is not
 * applicable. `coverage` counts what was left out, by reason. Without a number to add, the state is suppressed if any
 * cell is suppressed, not applicable if all are, else not reported. No cases if every base is 0.
 */
export function rollUp(kpi: Pick<Kpi, 'kind'>, parts: readonly Part[]): { cell: Cell; coverage: Coverage } {
  const shares = parts.map(({ cell }) => ({
    state: cell.state,
    units: 1,
    numerator: cell.numerator ?? 0,
    denominator: cell.denominator ?? 0,
  }))
  return rollUpShares(kpi, shares)
}

/** The same roll-up for cells that were already added up by state. */
export function rollUpShares(
  kpi: Pick<Kpi, 'kind'>,
  shares: readonly Share[],
): { cell: Cell; coverage: Coverage } {
  const coverage = coverageOf(shares)
  if (kpi.kind === 'median') return { cell: emptyCell('not_applicable'), coverage }
  const based = shares.filter((s) => (s.state === 'reported' || s.state === 'no_cases') && s.units > 0)
  if (based.length === 0) return { cell: emptyCell(stateWithout(coverage)), coverage }
  const numerator = sum(based.map((s) => s.numerator))
  if (kpi.kind === 'count' || kpi.kind === 'stock') {
    return {
      cell: { state: 'reported', numerator, denominator: null, value: numerator, symbol: null },
      coverage,
    }
  }
  const denominator = sum(based.map((s) => s.denominator))
  if (denominator === 0) return { cell: { ...emptyCell('no_cases'), numerator, denominator: 0 }, coverage }
  return {
    cell: {
      state: 'reported',
      numerator,
      denominator,
      value: rate(kpi.kind, numerator, denominator),
      symbol: null,
    },
    coverage,
  }
}

/** Sum over sum of one unit's consecutive months, for a flow; null unless every month carries counts. */
export function sumOverMonths(
  cells: readonly (Cell | undefined)[],
): { numerator: number; denominator: number } | null {
  const numerators: number[] = []
  const denominators: number[] = []
  for (const cell of cells) {
    if (cell?.state !== 'reported' && cell?.state !== 'no_cases') return null
    if (cell.numerator === null || cell.denominator === null) return null
    numerators.push(cell.numerator)
    denominators.push(cell.denominator)
  }
  return { numerator: sum(numerators), denominator: sum(denominators) }
}

function coverageOf(shares: readonly Share[]): Coverage {
  const count = (state: State) => shares.reduce((total, s) => total + (s.state === state ? s.units : 0), 0)
  return {
    expected: shares.reduce((total, s) => total + s.units, 0),
    added: count('reported'),
    noCases: count('no_cases'),
    notReported: count('not_reported'),
    suppressed: count('suppressed'),
    withoutDenominator: count('without_denominator'),
    notApplicable: count('not_applicable'),
  }
}

function stateWithout(coverage: Coverage): Cell['state'] {
  if (coverage.suppressed > 0) return 'suppressed'
  if (coverage.expected > 0 && coverage.notApplicable === coverage.expected) return 'not_applicable'
  return 'not_reported'
}

/** Decimal-safe sum: figures have at most four decimals, so they are added as ten-thousandths. */
function sum(values: readonly number[]): number {
  return values.reduce((total, v) => total + Math.round(v * 10000), 0) / 10000
}
