/** The three figure cells of a row: read as text, then judged by the kind of the KPI. */

import type { KpiKind } from '../catalogue/kpi.ts'
import { type CellSymbol, cellOf } from '../figures/measurement.ts'
import { dayName, isDay } from '../time/period.ts'
import { capital } from '../wording/format.ts'
import { readFigure, trimSpaces } from './figure-text.ts'
import { type ExtractProblem, problemAt, shortened } from './problem.ts'
import { definitionFor, type ExtractColumn, placeOf, type RegisteredKpi, type RowText } from './register.ts'

export type Figures = {
  numerator: number | null
  denominator: number | null
  value: number | null
  symbol: CellSymbol | null
}

const figureColumns = ['numerator', 'denominator', 'value'] as const

/** The three figure cells, or null where one of them cannot be read. A column of percentages beside the counts is a problem
 *  of the file. */
export function readFigures(
  text: RowText,
  problems: ExtractProblem[],
  ofFile: ExtractProblem[],
): Figures | null {
  const figures: Figures = { numerator: null, denominator: null, value: null, symbol: null }
  let readable = true
  for (const column of figureColumns) {
    const typed = trimSpaces(text[column])
    const read = readFigure(typed)
    if (isPercentBesideCounts(typed, figures)) {
      const place = placeOf(text, column)
      const said =
        `It is ‘${shortened(typed)}’ beside a numerator and a denominator. Remove the column ` +
        `‘${shortened(place.column)}’: percentages are worked out from the counts`
      ofFile.push(problemAt('bad_number', place, typed, said))
      readable = false
      continue
    }
    if (read.is === 'number') figures[column] = read.number
    if (read.is === 'symbol') {
      if (figures.symbol !== null && cellState(figures.symbol) !== cellState(read.symbol)) {
        const said = `‘${figures.symbol}’ and ‘${read.symbol}’ do not say the same. Use one symbol for a figure`
        problems.push(problemAt('symbol_unknown', placeOf(text, column), typed, said))
        readable = false
      }
      figures.symbol ??= read.symbol
    }
    if (read.is === 'refused') {
      const number = text.shownAsDates?.[column]
      const said =
        number === undefined
          ? `${capital(column)} must be a number. It is ‘${shortened(typed)}’: ${read.remedy}`
          : `${capital(column)} must be a number. The cell holds ${number} and is shown as the date ` +
            `${dateName(typed)}. If ${number} is meant, format the cell as a number; if the date was typed, ` +
            'type the figure'
      problems.push(problemAt(read.code, placeOf(text, column), typed, said))
      readable = false
    }
  }
  return readable ? figures : null
}

/** Whether the cell of the value is a percentage although both counts were read: the service computes it from them. */
function isPercentBesideCounts(text: string, { numerator, denominator }: Figures): boolean {
  return numerator !== null && denominator !== null && /^[0-9]{1,9}(\.[0-9]+)? ?%$/.test(text)
}

function dateName(text: string): string {
  return isDay(text) ? dayName(text) : text
}

function cellState(symbol: CellSymbol): string {
  return cellOf('count', { numerator: null, denominator: null, value: null, symbol }).state
}

/** Adds the problems of figures that could be read: one of two is blank, or the numerator exceeds the denominator. */
export function checkFigures(
  text: RowText,
  kpi: RegisteredKpi,
  period: string | null,
  figures: Figures,
  problems: ExtractProblem[],
): void {
  if (figures.symbol !== null) return
  const missing = missingColumn(kpi.kind, figures)
  if (missing !== null) {
    const needs = needsOf(kpi.kind)
    const said = `${kpi.code} needs ${needs}. Fill it in, or leave the figures blank if there is no data`
    problems.push(problemAt('missing_value', placeOf(text, missing), null, said))
  }
  if (kpi.kind !== 'ratio' || definitionFor(kpi, period)?.mayExceed) return
  const { numerator, denominator, value } = figures
  if (numerator !== null && denominator !== null && numerator > denominator) {
    const said = `Numerator (${numerator}) must be the same as or less than denominator (${denominator})`
    const typed = trimSpaces(text.numerator)
    problems.push(problemAt('numerator_exceeds_denominator', placeOf(text, 'numerator'), typed, said))
  }
  if (value !== null && value > 100) {
    const said = `A percentage cannot be more than 100. It is ‘${value}’`
    problems.push(problemAt('bad_number', placeOf(text, 'value'), trimSpaces(text.value), said))
  }
}

/** The column that is blank although the row's other figures need it; null if all are blank or none is missing. */
function missingColumn(kind: KpiKind, { numerator, denominator, value }: Figures): ExtractColumn | null {
  if (numerator === null && denominator === null && value === null) return null
  switch (kind) {
    case 'count':
    case 'stock':
      return numerator === null ? 'numerator' : null
    case 'median':
      if (denominator === null) return 'denominator'
      return value === null && denominator > 0 ? 'value' : null
    case 'ratio':
    case 'mean':
      if (numerator === null && denominator === null) return null
      if (numerator === null) return 'numerator'
      return denominator === null ? 'denominator' : null
  }
}

function needsOf(kind: KpiKind): string {
  if (kind === 'count' || kind === 'stock') return 'a numerator'
  return kind === 'median' ? 'both a value and a denominator' : 'both a numerator and a denominator'
}
