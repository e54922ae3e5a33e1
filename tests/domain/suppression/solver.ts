/** A reader who knows every published figure and every rule, and tries to work out what is hidden. Written independently of the
 * rules under test: it knows only sums, and that nothing is negative. */
import type { Cell } from '#domain/figures/measurement.ts'

export type Bounds = { low: number; high: number }
/** A sum that the reader knows to be true: the whole and its parts. */
export type Equation = { whole: string; parts: readonly string[] }

/** What the reader can conclude about each unit's numerator, the rest of its denominator, and its denominator. */
export type Solved = Map<string, { numerator: Bounds; rest: Bounds; denominator: Bounds }>

/** Narrows every unknown until nothing more can be concluded. */
export function solve(published: ReadonlyMap<string, Cell>, equations: readonly Equation[]): Solved {
  const numerator = narrowed(published, equations, (c) => c.numerator)
  const rest = narrowed(published, equations, (c) =>
    c.numerator === null || c.denominator === null ? null : c.denominator - c.numerator,
  )
  return new Map(
    [...published.keys()].map((unit) => {
      const [n, r] = [boundsOf(numerator, unit), boundsOf(rest, unit)]
      return [unit, { numerator: n, rest: r, denominator: { low: n.low + r.low, high: n.high + r.high } }]
    }),
  )
}

function narrowed(
  published: ReadonlyMap<string, Cell>,
  equations: readonly Equation[],
  read: (cell: Cell) => number | null,
): Map<string, Bounds> {
  const bounds = new Map(
    [...published].map(([unit, cell]): [string, Bounds] => {
      const known = read(cell)
      return [unit, known === null ? { low: 0, high: Number.POSITIVE_INFINITY } : { low: known, high: known }]
    }),
  )
  const narrow = (unit: string, low: number, high: number): boolean => {
    const now = boundsOf(bounds, unit)
    const next = { low: Math.max(now.low, low), high: Math.min(now.high, high) }
    bounds.set(unit, next)
    return next.low > now.low + 1e-9 || next.high < now.high - 1e-9
  }
  for (let changed = true; changed; ) {
    changed = false
    for (const { whole, parts } of equations) {
      const total = (of: readonly string[], end: 'low' | 'high') =>
        of.reduce((sum, unit) => sum + boundsOf(bounds, unit)[end], 0)
      if (narrow(whole, total(parts, 'low'), total(parts, 'high'))) changed = true
      for (const part of parts) {
        const others = parts.filter((p) => p !== part)
        const { low, high } = boundsOf(bounds, whole)
        if (narrow(part, low - total(others, 'high'), high - total(others, 'low'))) changed = true
      }
    }
  }
  return bounds
}

function boundsOf(bounds: ReadonlyMap<string, Bounds>, unit: string): Bounds {
  return bounds.get(unit) ?? { low: 0, high: Number.POSITIVE_INFINITY }
}

/** Every value that one unit's cell can have, found by trying all: for small examples that test the solver itself. */
export function possibleValues(
  unit: string,
  known: ReadonlyMap<string, number | null>,
  equations: readonly Equation[],
  largest: number,
): Set<number> {
  const unknown = [...known].filter(([, value]) => value === null).map(([code]) => code)
  const found = new Set<number>()
  const values = new Map(known)
  const holds = () =>
    equations.every(
      ({ whole, parts }) => values.get(whole) === parts.reduce((sum, p) => sum + (values.get(p) ?? 0), 0),
    )
  const assign = (at: number): void => {
    const code = unknown[at]
    if (code === undefined) {
      if (holds()) found.add(values.get(unit) ?? 0)
      return
    }
    for (let value = 0; value <= largest; value++) {
      values.set(code, value)
      assign(at + 1)
    }
  }
  assign(0)
  return found
}
