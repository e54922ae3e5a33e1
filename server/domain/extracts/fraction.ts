/** A percentage written as a fraction: `0.92` for a measure in per cent may mean 92% or 0.92%. */

import { medianOf } from '../catalogue/median.ts'
import type { Cell } from '../figures/measurement.ts'
import { trimSpaces } from './figure-text.ts'
import { type ExtractProblem, type ExtractWarning, placeName, problemAt, shortened } from './problem.ts'
import { placeOf, type RegisteredKpi, type RowText } from './register.ts'

/** The place of a possible fraction in a file, and its text. */
export type FractionCell = {
  sheet: string | null
  row: number
  column: string
  unit: string
  kpi: string
  period: string
  value: number
  /** The text in the file. */
  typed: string
}

/** What a fraction is compared with: the last figures of its unit and measure, and the target where there are none. */
export type FractionReference = { figures: readonly number[]; target: number | null }

/** The value of a row without counts, if it may be a fraction. Null if it cannot be one, or has a percent sign. */
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
 * A problem if a hundred times the value is nearer than the value itself to the last figures, or to the target if
 * there are none; else a warning. Both messages give both readings.
 */
export function fractionFault(
  cell: FractionCell,
  reference: FractionReference,
): { is: 'problem'; problem: ExtractProblem } | { is: 'warning'; warning: ExtractWarning } {
  const { sheet, row, column, value, typed } = cell
  const percent = rounded(value * 100)
  const asked = `Is ‘${shortened(typed)}’ ${percent}% or ${value}%?`
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
