/** The value of one cell: a number (zero is one), or one of the kinds of nothing. */
import type { KpiKind } from '../catalogue/kpi.ts'

export type State =
  | 'reported'
  | 'no_cases'
  | 'not_reported'
  | 'suppressed'
  | 'not_applicable'
  | 'without_denominator'

/** What is told of a suppressed value: it lies from one number to another, both included. */
export type Band = { from: number; to: number }

/** A cell's figures. Percentages are 0 to 100 at full precision; `value` is null in every state but
 *  `reported` and `without_denominator`. `symbol` is the one received (`c z x low k`), kept and shown. */
export type Cell = {
  state: State
  numerator: number | null
  denominator: number | null
  value: number | null
  symbol: string | null
  /** Only of a suppressed cell of which so much may be told. */
  band?: Band
}

export const symbols = ['c', 'z', 'x', 'low', 'k'] as const
export type CellSymbol = (typeof symbols)[number]

/** DfE's symbols: c, low and k are suppressed small numbers, z is not applicable, x is not available. */
const stateOfSymbol: Record<CellSymbol, State> = {
  c: 'suppressed',
  low: 'suppressed',
  k: 'suppressed',
  z: 'not_applicable',
  x: 'not_reported',
}

export function isSymbol(text: string): text is CellSymbol {
  return (symbols as readonly string[]).includes(text)
}

/** A cell in a state that carries no number. */
export function emptyCell(state: State, symbol: string | null = null): Cell {
  return { state, numerator: null, denominator: null, value: null, symbol }
}

/** The cell that received figures make, by the kind of the KPI. A denominator of 0 is "no cases", never 0% or 100%.
 *  The figures are already validated: a missing one is never guessed. */
export function cellOf(
  kind: KpiKind,
  figures: {
    numerator: number | null
    denominator: number | null
    value: number | null
    symbol: CellSymbol | null
  },
): Cell {
  const { numerator, denominator, value, symbol } = figures
  if (symbol !== null) return emptyCell(stateOfSymbol[symbol], symbol)
  switch (kind) {
    case 'count':
    case 'stock':
      if (numerator === null) return emptyCell('not_reported')
      return { state: 'reported', numerator, denominator: null, value: numerator, symbol: null }
    case 'median':
      if (denominator === 0) return { ...emptyCell('no_cases'), denominator: 0 }
      if (value === null) return emptyCell('not_reported')
      if (denominator === null)
        return { state: 'without_denominator', numerator: null, denominator: null, value, symbol: null }
      return { state: 'reported', numerator: null, denominator, value, symbol: null }
    case 'ratio':
    case 'mean':
      if (numerator !== null && denominator !== null) {
        if (denominator === 0) return { ...emptyCell('no_cases'), numerator, denominator: 0 }
        return {
          state: 'reported',
          numerator,
          denominator,
          value: rate(kind, numerator, denominator),
          symbol: null,
        }
      }
      if (value !== null)
        return { state: 'without_denominator', numerator: null, denominator: null, value, symbol: null }
      return emptyCell('not_reported')
  }
}

/** A ratio as a percentage, a mean as a plain quotient. The denominator must not be 0. */
export function rate(kind: 'ratio' | 'mean', numerator: number, denominator: number): number {
  return kind === 'ratio' ? (numerator / denominator) * 100 : numerator / denominator
}
