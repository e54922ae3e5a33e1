/** What the cells of a KPI are taken apart into: amounts that add up over units, and which of them are small. */
import type { Kpi, KpiPart } from '../catalogue/kpi.ts'
import type { Cell } from '../figures/measurement.ts'

/** Counts from 1 to this are small: never given to an outside audience (setting). */
export const largestSmall = 5

/** Figures have at most four decimals. A smaller difference is a rounding error of addition. */
export const dust = 1e-6

/** What a reader may conclude about an amount. */
export type Range = {
  low: number
  high: number
  /** What it adds at most to a sum, if that is less: of small counts that limit each other only together. */
  added?: number
}

/** A quantity of a cell that must stay unknown: the sum of its amounts times `of` must be able to take every value of the range.
 *  [1, 1] is the sum of two amounts. */
export type Guard = Range & { of: readonly number[] }

export type Amounts = {
  /** Additive over units. */
  amounts: readonly number[]
  /** What the reader knows of each amount if the cell is hidden. */
  limits: readonly Range[]
  /** One guard for each small quantity of the cell; empty if none is small. */
  guards: readonly Guard[]
}

/** What is known of the parts of a cell besides that none is negative. */
export type PartLimits = Partial<Record<KpiPart, Range>>

type Counts = Pick<Cell, 'numerator' | 'denominator'> & { within?: PartLimits }

/** One way to take the cells of a KPI apart. */
export type Reading = {
  /** True if a cell is hidden only where it is hidden in every KPI that shares the base. */
  isShared: boolean
  /** True if its amount is one part of the cell: the one that is shared, if it is shared. */
  isOnePart?: boolean
  amountsOf: (cell: Counts) => Amounts
  /** What a reader knows of the amounts of a cell whose numerator is told to be within a range. */
  limitsOf: (cell: Counts, numerator: Range) => readonly Range[]
}

/**
 * The ways to take a KPI's cells apart, so that every small quantity is guarded in one of them. The denominator of a ratio is
 * taken as known (another KPI, a return or common knowledge may tell it), unless it is small itself: then the numerator and
 * the rest are both unknown. `exceeds`: the numerator is not part of the denominator. `isLimited`: other measures limit it.
 */
export function readingsOf(
  kpi: Pick<Kpi, 'kind' | 'sharesBase'>,
  { exceeds, isLimited }: { exceeds: boolean; isLimited: boolean },
): Reading[] {
  const shared = kpi.sharesBase?.part ?? null
  switch (kpi.kind) {
    case 'ratio':
      if (exceeds) return [{ isShared: shared !== null, amountsOf: apart, limitsOf: asKnown(apart) }]
      return [
        { isShared: false, amountsOf: knownBase, limitsOf: (_, numerator) => [numerator] },
        { isShared: shared === 'denominator', amountsOf: smallBase, limitsOf: asKnown(smallBase) },
        ...(isLimited ? [readingOf('denominator', shared === 'denominator')] : []),
        ...(shared === 'numerator' || shared === 'rest' ? [readingOf(shared, true)] : []),
      ]
    case 'median':
      return [readingOf('denominator', shared !== null)]
    default:
      return [readingOf('numerator', shared !== null)]
  }
}

/** The reading of one part alone. */
function readingOf(part: KpiPart, isShared: boolean): Reading {
  const amountsOf = onlyPart(part)
  const isOnePart = true
  if (part === 'numerator') return { isShared, isOnePart, amountsOf, limitsOf: (_, numerator) => [numerator] }
  if (part === 'denominator') return { isShared, isOnePart, amountsOf, limitsOf: asKnown(amountsOf) }
  const limitsOf: Reading['limitsOf'] = ({ denominator }, { low, high }) => {
    const d = denominator ?? 0
    return [{ low: d - high, high: d - low }]
  }
  return { isShared, isOnePart, amountsOf, limitsOf }
}

/** Takes a cell of which a band is told as known: what it tells of these amounts depends on each other. */
function asKnown(amountsOf: Reading['amountsOf']): Reading['limitsOf'] {
  return (cell) => amountsOf(cell).amounts.map((amount) => ({ low: amount, high: amount }))
}

/** True for a count from 1 to 5. */
export function isSmall(count: number): boolean {
  return count > dust && count <= largestSmall + dust
}

/** The parts of a cell that are small: of a mean and a count the numerator, of a median its number of cases. */
export function smallPartsOf({ kind }: Pick<Kpi, 'kind'>, cell: Counts): KpiPart[] {
  const parts: readonly KpiPart[] =
    kind === 'ratio'
      ? ['numerator', 'rest', 'denominator']
      : kind === 'median'
        ? ['denominator']
        : ['numerator']
  return parts.filter((part) => isSmall(partOf(cell, part)))
}

/** The count in a part of a cell. */
export function partOf({ numerator, denominator }: Counts, part: KpiPart): number {
  if (part === 'rest') return (denominator ?? 0) - (numerator ?? 0)
  return (part === 'numerator' ? numerator : denominator) ?? 0
}

const unlimited: Range = { low: 0, high: Number.POSITIVE_INFINITY }

/** What follows from two ranges together. */
export function bothOf(one: Range, other: Range | undefined): Range {
  if (other === undefined) return one
  const added = Math.min(one.added ?? one.high, other.added ?? other.high)
  const both = { low: Math.max(one.low, other.low), high: Math.min(one.high, other.high) }
  return added < both.high ? { ...both, added } : both
}

/** What follows for each part from both. */
export function allOf(one: PartLimits, other: PartLimits): PartLimits {
  const limits = { ...other }
  for (const [part, range] of Object.entries(one) as [KpiPart, Range][])
    limits[part] = bothOf(range, other[part])
  return limits
}

const small: Range = { low: 1, high: largestSmall }

/** The numerator within a known denominator. */
function knownBase(cell: Counts): Amounts {
  const [n, d] = [partOf(cell, 'numerator'), partOf(cell, 'denominator')]
  const guards: Guard[] = []
  if (!isSmall(d)) {
    if (isSmall(n)) guards.push({ of: [1], ...small })
    if (isSmall(d - n)) guards.push({ of: [1], low: d - small.high, high: d - small.low })
  }
  const rest = cell.within?.rest
  const left = rest === undefined ? undefined : { low: d - rest.high, high: d - rest.low }
  return { amounts: [n], limits: [bothOf(bothOf({ low: 0, high: d }, cell.within?.numerator), left)], guards }
}

/** The numerator and the rest of a small denominator. */
function smallBase(cell: Counts): Amounts {
  const [n, d] = [partOf(cell, 'numerator'), partOf(cell, 'denominator')]
  const guards = isSmall(d)
    ? guardsOf(
        [n, d - n],
        [
          [1, 0],
          [0, 1],
          [1, 1],
        ],
      )
    : []
  const { numerator, rest, denominator } = cell.within ?? {}
  const base = { low: 0, high: denominator?.high ?? unlimited.high }
  return { amounts: [n, d - n], limits: [bothOf(base, numerator), bothOf(base, rest)], guards }
}

/** A numerator that may exceed its denominator. */
function apart(cell: Counts): Amounts {
  const amounts = [partOf(cell, 'numerator'), partOf(cell, 'denominator')]
  return {
    amounts,
    limits: [bothOf(unlimited, cell.within?.numerator), bothOf(unlimited, cell.within?.denominator)],
    guards: guardsOf(amounts, [
      [1, 0],
      [0, 1],
      [-1, 1],
    ]),
  }
}

function onlyPart(part: KpiPart): Reading['amountsOf'] {
  return (cell) => {
    const amounts = [partOf(cell, part)]
    return { amounts, limits: [bothOf(unlimited, cell.within?.[part])], guards: guardsOf(amounts, [[1]]) }
  }
}

function guardsOf(amounts: readonly number[], quantities: readonly (readonly number[])[]): Guard[] {
  return quantities
    .filter((of) => isSmall(of.reduce((sum, part, i) => sum + part * (amounts[i] ?? 0), 0)))
    .map((of) => ({ of, ...small }))
}
