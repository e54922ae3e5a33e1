/** The amounts in a cell: counts that add up over units, and which of them are small. */
import type { Kpi } from '../catalogue/kpi.ts'
import type { Cell } from '../figures/measurement.ts'

/** Counts from 1 to this are small: never given to an outside audience (setting). */
export const largestSmall = 5

/** A quantity that must stay unknown, as a factor for each amount: [1, 1] is the sum of two amounts. */
export type Guard = readonly number[]

export type Amounts = {
  /** Never negative, and additive over units. Ratio: the numerator and the rest. Mean: the numerator (its FTE
   *  counts no children). Count and stock: the number. Median: the number of cases. */
  amounts: readonly number[]
  /** One guard for each small quantity of the cell; empty if none is small. */
  guards: readonly Guard[]
}

/**
 * The amounts of a cell that is reported or has no cases. `mayExceed`: the numerator is not part of the denominator.
 */
export function amountsOf(
  kind: Kpi['kind'],
  mayExceed: boolean,
  { numerator, denominator }: Pick<Cell, 'numerator' | 'denominator'>,
): Amounts {
  const [n, d] = [numerator ?? 0, denominator ?? 0]
  switch (kind) {
    case 'ratio':
      return mayExceed
        ? guarded([n, d], [[1, 0], [0, 1], [-1, 1]]) // biome-ignore format: one line a ratio
        : guarded([n, d - n], [[1, 0], [0, 1], [1, 1]]) // biome-ignore format: one line a ratio
    case 'median':
      return guarded([d], [[1]])
    default:
      return guarded([n], [[1]])
  }
}

/** True for a count from 1 to 5. */
export function isSmall(count: number): boolean {
  return count > dust && count <= largestSmall + dust
}

/** Figures have at most four decimals. A smaller difference is a rounding error of addition. */
export const dust = 1e-6

function guarded(amounts: readonly number[], guards: readonly Guard[]): Amounts {
  return {
    amounts,
    guards: guards.filter((guard) =>
      isSmall(guard.reduce((sum, part, i) => sum + part * (amounts[i] ?? 0), 0)),
    ),
  }
}
