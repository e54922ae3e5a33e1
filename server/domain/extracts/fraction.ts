/** A percentage written as a part of one: `0.92` of a measure in percent, where 92% or 0.92% may be meant. */

import { medianOf } from '../catalogue/median.ts'
import type { Cell } from '../figures/measurement.ts'
import { trimSpaces } from './figure-text.ts'
import { type ExtractProblem, type ExtractWarning, placeName, problemAt, shown } from './problem.ts'
import { placeOf, type RegisteredKpi, type RowText } from './register.ts'

/** Where a fraction stands in a file, and what it says. */
export type FractionCell = {
  sheet: string | null
  row: number
  column: string
  unit: string
  kpi: string
  period: string
  value: number
  /** As the file has it. */
  typed: string
}

/** What a fraction is compared with: the last figures of its unit and measure, and the target where there are none. */
export type FractionReference = { figures: readonly number[]; target: number | null }

/** The value of a row that gives no counts, where it may be a fraction; null where it is none, or is written with its sign. */
export function fractionIn(
  text: RowText,
  kpi: RegisteredKpi,
  row: Pick<Cell, 'state' | 'value'> & { unit: string; kpi: string; period: string },
): FractionCell | null {
  const { state, value, unit, period } = row
  if (kpi.kind !== 'ratio' || state !== 'without_denominator' || value === null) return null
  const typed = trimSpaces(text.typed?.value ?? text.value)
  if (value <= 0 || value > 1 || typed.includes('%')) return null
  return { ...placeOf(text, 'value'), unit, kpi: row.kpi, period, value, typed }
}

/**
 * A problem where a hundred times the value lies nearer to the last figures, or without any to the target, than the value
 * itself does; else a warning. Either way both readings are said.
 */
export function fractionFault(
  cell: FractionCell,
  reference: FractionReference,
): { is: 'problem'; problem: ExtractProblem } | { is: 'warning'; warning: ExtractWarning } {
  const { sheet, row, column, value, typed } = cell
  const percent = rounded(value * 100)
  const asked = `Is ‘${shown(typed)}’ ${percent}% or ${value}%?`
  const last = medianOf(reference.figures)
  const usual = last ?? reference.target
  if (usual !== null && Math.abs(percent - usual) < Math.abs(value - usual)) {
    const near = last === null ? `Its target is ${usual}%` : `Its last figures are about ${rounded(last)}%`
    const said = `${asked} ${near}. Write ${percent} for ${percent}%; for ${value}%, give the numerator and the denominator instead`
    return { is: 'problem', problem: problemAt('looks_like_fraction', cell, typed, said) }
  }
  const message = `${placeName(sheet, row, column)}: ${asked} It will be published as ${value}%. If ${percent}% is meant, write ${percent}`
  return {
    is: 'warning',
    warning: { code: 'looks_like_fraction', sheet, row, column, message, needsReason: false },
  }
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
