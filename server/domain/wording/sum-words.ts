/** The sum behind a roll-up: "41 of 50 + 38 of 47", the units in it, and those left out with the reason. */

import type { Kpi } from '../catalogue/kpi.ts'
import type { Cell, State } from '../figures/measurement.ts'
import { formatBase, formatCell, formatNumber } from './format.ts'

/** One unit's share of a sum; the name is null where the reader may not see whose it is. */
export type SumPart = { unit: string; name: string | null; cell: Cell }

/** A sum in words. Parts are in tree order. */
export type OpenedSum = {
  /** Each added part in numbers: "41 of 50". */
  terms: { unit: string; name: string | null; text: string }[]
  /** Parts with a base of 0: they add nothing, and nothing of them is missing. */
  noCases: SumPart[]
  leftOut: { unit: string; name: string | null; why: string }[]
  /** "41 of 50 + 38 of 47 = 79 of 97"; null where nothing was added. */
  sentence: string | null
}

const leftOutWords: Record<Exclude<State, 'reported' | 'no_cases'>, string> = {
  not_reported: 'not reported',
  suppressed: 'suppressed',
  not_applicable: 'not applicable',
  without_denominator: 'counts not given, so it cannot be added',
}

/** The sum behind a roll-up; null for a median, which is never added, and where there is nothing to add. */
export function openSum(
  kpi: Pick<Kpi, 'kind' | 'unit' | 'decimals' | 'denominator'>,
  parts: readonly SumPart[],
): OpenedSum | null {
  if (kpi.kind === 'median' || parts.length === 0) return null
  const added = parts.filter(({ cell }) => cell.state === 'reported')
  const noCases = parts.filter(({ cell }) => cell.state === 'no_cases')
  const leftOut = parts.flatMap(({ unit, name, cell: { state } }) =>
    state === 'reported' || state === 'no_cases' ? [] : [{ unit, name, why: leftOutWords[state] }],
  )
  const terms = added.map(({ unit, name, cell }) => ({ unit, name, text: termOf(kpi, cell) }))
  return {
    terms,
    noCases,
    leftOut,
    sentence: terms.length === 0 ? null : `${terms.map((t) => t.text).join(' + ')} = ${totalOf(kpi, added)}`,
  }
}

/** "41 of 50", "302.5 over 18 FTE", "12". */
function termOf(kpi: Pick<Kpi, 'kind' | 'unit' | 'decimals' | 'denominator'>, cell: Cell): string {
  return formatBase(kpi, cell) || formatCell(kpi, cell)
}

function totalOf(
  kpi: Pick<Kpi, 'kind' | 'unit' | 'decimals' | 'denominator'>,
  added: readonly SumPart[],
): string {
  const numerator = sumOf(added.map(({ cell }) => cell.numerator))
  if (kpi.kind !== 'ratio' && kpi.kind !== 'mean') return formatNumber(numerator, 4)
  const denominator = sumOf(added.map(({ cell }) => cell.denominator))
  return termOf(kpi, { state: 'reported', numerator, denominator, value: null, symbol: null })
}

/** Adds decimals of up to four places without rounding errors. */
function sumOf(numbers: readonly (number | null)[]): number {
  return numbers.reduce<number>((sum, n) => sum + Math.round((n ?? 0) * 10_000), 0) / 10_000
}
