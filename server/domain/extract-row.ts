/** One row of an extract: its text against the catalogue and the units. Nothing is guessed: a row is accepted as
 *  it stands or every fault in it is named. */

import { checkFigures, readFigures } from './extract-figures.ts'
import {
  type ExtractProblem,
  type ExtractWarning,
  placeName,
  problemAt,
  rowProblem,
  shown,
} from './extract-problem.ts'
import {
  asCode,
  type ExtractRegister,
  extractColumns,
  kpiName,
  placeOf,
  type RegisteredKpi,
  type RegisteredUnit,
  type RowText,
} from './extract-register.ts'
import { trimSpaces } from './figure-text.ts'
import type { Grain } from './kpi.ts'
import { type Cell, cellOf } from './measurement.ts'
import { monthOnly } from './month-words.ts'
import { nearest } from './nearest.ts'
import { dayName, firstDay, grainOf, isDay, lastDay, periodName } from './period.ts'

/** A row found clean: what it says of one cell of the ledger. */
export type ExtractRow = Cell & {
  sheet: string | null
  row: number
  unit: string
  kpi: string
  period: string
  asAt: string | null
  note: string | null
}

/** The cell of the ledger that a row says something of, by our codes. */
export type CellName = Pick<ExtractRow, 'unit' | 'kpi' | 'period'>

export type RowReading = {
  /** Null where the row has a problem. */
  accepted: ExtractRow | null
  problems: ExtractProblem[]
  warnings: ExtractWarning[]
  /** The cell of the ledger that the row names, where its three codes hold: for finding repeated rows. */
  cell: CellName | null
}

const nothing: RowReading = { accepted: null, problems: [], warnings: [], cell: null }

/** Reads one row. Nothing is accepted and nothing wrong where a place of a wide table is rightly left blank. */
export function readRow(text: RowText, register: ExtractRegister): RowReading {
  if (text.isPlace && saysNothing(text, register)) return nothing
  const problems: ExtractProblem[] = []
  const unit = readUnit(text, register, problems)
  if (!unit && isTotals(text.team_code)) {
    // It is to be removed whole: what else it lacks is nobody's to fill in.
    return { ...nothing, problems: problems.map((problem) => asTyped(problem, text)) }
  }
  const kpi = readKpi(text, register, problems)
  const period = readPeriod(text, kpi, register, problems)
  if (unit && period) checkOpen(text, unit, period, problems)
  if (unit && kpi) checkCarried(text, unit, kpi, problems)
  const asAt = readAsAt(text, register, problems)
  const figures = readFigures(text, problems)
  if (figures && kpi) checkFigures(text, kpi, period, figures, problems)

  if (problems.length > 0 || !unit || !kpi || !period || !figures) {
    // Of a time before there was a unit nothing is remembered: a file could name any number of such periods.
    const isKnown = unit && kpi && period && !isUnopened(unit, period)
    const cell = isKnown ? { unit: unit.code, kpi: kpi.code, period } : null
    return { accepted: null, problems: problems.map((problem) => asTyped(problem, text)), warnings: [], cell }
  }
  const said = cellOf(kpi.kind, figures)
  const note = trimSpaces(text.note)
  const accepted: ExtractRow = {
    sheet: text.sheet,
    row: text.row,
    unit: unit.code,
    kpi: kpi.code,
    period,
    ...said,
    asAt,
    note: note === '' ? null : note,
  }
  return { accepted, problems, warnings: warningsOf(text, accepted, unit, kpi), cell: accepted }
}

/** A problem with the cell's text as the file has it, where a layout read something else in it. */
function asTyped(problem: ExtractProblem, text: RowText): ExtractProblem {
  const column = extractColumns.find((each) => problem.column === placeOf(text, each).column)
  const typed = column === undefined ? undefined : text.typed?.[column]
  return typed === undefined ? problem : { ...problem, value: shown(typed) }
}

/** The problem of a row that names a cell which an earlier row has named. */
export function duplicateRow(
  text: RowText,
  first: { sheet: string | null; row: number },
  { unit, kpi, period }: CellName,
  register: ExtractRegister,
): ExtractProblem {
  const names = [
    register.units.get(unit)?.name ?? unit,
    `‘${kpiName(register.kpis.get(kpi), period)}’`,
    periodName(period),
  ].join(', ')
  const message =
    text.sheet === first.sheet
      ? `${text.sheet === null ? '' : `Sheet ‘${shown(text.sheet)}’: `}Rows ${first.row} and ${text.row} are both ${names}. Keep one`
      : `${placeName(text.sheet, text.row)}: ${names} is also on sheet ‘${shown(first.sheet ?? '')}’, row ${first.row}. Keep one`
  const { column } = placeOf(text, 'team_code')
  return {
    ...rowProblem('duplicate_row', text.row, column, unit, message, first.row),
    sheet: text.sheet,
  }
}

function readUnit(
  text: RowText,
  register: ExtractRegister,
  problems: ExtractProblem[],
): RegisteredUnit | null {
  const unit = register.units.get(text.team_code)
  if (unit) return unit
  const code = asCode(text.team_code)
  const folded = register.units.get(code)
  if (folded) return folded
  problems.push(
    codeProblem(text, 'team_code', 'unknown_team', 'team', code, register.units, register.nearest?.unit),
  )
  return null
}

function readKpi(text: RowText, register: ExtractRegister, problems: ExtractProblem[]): RegisteredKpi | null {
  const kpi = register.kpis.get(text.kpi_code)
  if (kpi) return kpi
  const code = asCode(text.kpi_code)
  const folded = register.kpis.get(code)
  if (folded) return folded
  problems.push(
    codeProblem(text, 'kpi_code', 'unknown_kpi', 'KPI', code, register.kpis, register.nearest?.kpi),
  )
  return null
}

/** What stands in place of a code in a row of totals; PostgreSQL reads it too. */
export const totalsWord = /^((grand|sub|council|overall)[ -]?)?totals?$|^(all( teams)?|sum|average)$/i

function isTotals(code: string): boolean {
  return totalsWord.test(trimSpaces(code))
}

function codeProblem(
  text: RowText,
  column: 'team_code' | 'kpi_code',
  unknown: 'unknown_team' | 'unknown_kpi',
  what: string,
  code: string,
  known: ReadonlyMap<string, RegisteredUnit | RegisteredKpi>,
  find = nearest,
): ExtractProblem {
  const typed = trimSpaces(text[column])
  const place = placeOf(text, column)
  if (typed === '') return problemAt('missing_value', place, null, `Give a ${what} code`)
  if (/^#[A-Z0-9/]+[!?]?$/i.test(typed)) {
    const said = `‘${shown(typed)}’ is an error: the formula in the extract failed. Correct it at its source`
    return problemAt('error_value', place, typed, said)
  }
  if (/^[=+@-]/.test(typed)) {
    return problemAt('formula', place, typed, `‘${shown(typed)}’ is a formula. Write the ${what} code itself`)
  }
  const isForeign = /[^\p{ASCII}]/u.test(code)
  const near = known.get(find(code, known.keys()) ?? '')
  const name =
    near && ('kind' in near && 'definitions' in near ? kpiName(near, null) : (near as RegisteredUnit).name)
  const remedy = isForeign
    ? 'It contains a letter that is not a plain Latin one: type it again'
    : totalsWord.test(typed)
      ? 'It looks like a row of totals: remove it, totals are added up here'
      : near
        ? `The closest is ‘${near.code}’ (${name})`
        : `Check it against the list of ${what} codes, or have the ${what} added first`
  return problemAt(unknown, place, typed, `‘${shown(typed)}’ is not a ${what} code. ${remedy}`)
}

function readPeriod(
  text: RowText,
  kpi: RegisteredKpi | null,
  register: ExtractRegister,
  problems: ExtractProblem[],
): string | null {
  const period = trimSpaces(text.period)
  const place = placeOf(text, 'period')
  const grain = grainOf(period)
  if (grain === null) {
    const code = period === '' ? 'missing_value' : 'bad_period'
    const found = period === '' ? 'Give the period' : `‘${shown(period)}’ is not a period`
    const said = `${found}. Write ${kpi ? formsOf(kpi.grains) : formsOf(['monthly', 'weekly', 'quarterly'])}`
    problems.push(problemAt(code, place, period === '' ? null : period, `${said}${monthMeant(period, kpi)}`))
    return null
  }
  if (kpi && !kpi.grains.includes(grain)) {
    const said = `${kpi.code} is not collected ${grain}. Write ${formsOf(kpi.grains)}, not ‘${period}’`
    problems.push(problemAt('bad_period', place, period, said))
    return null
  }
  if (firstDay(period) > register.today) {
    const said = `Period must not be in the future. ${periodName(period)} has not begun`
    problems.push(problemAt('future_period', place, period, said))
    return null
  }
  return period
}

/** A month written another way is told as we write it, and not taken for it. */
function monthMeant(period: string, kpi: RegisteredKpi | null): string {
  const reading = monthOnly(period, 'day_first')
  if (reading.is !== 'month' || kpi?.grains.includes('monthly') === false) return ''
  return `. If ${periodName(reading.month)} is meant, write ${reading.month}`
}

const forms: Record<Grain, string> = {
  monthly: 'a month like 2019-04',
  weekly: 'a week like 2019-W21',
  quarterly: 'a quarter like 2019-Q1',
}

function formsOf(grains: readonly Grain[]): string {
  return grains.map((grain) => forms[grain]).join(' or ')
}

function isClosed(unit: RegisteredUnit, period: string): boolean {
  return unit.closed !== null && firstDay(period) > unit.closed
}

function isUnopened(unit: RegisteredUnit, period: string): boolean {
  return lastDay(period) < unit.opened
}

function checkOpen(text: RowText, unit: RegisteredUnit, period: string, problems: ExtractProblem[]): void {
  const late = isClosed(unit, period)
  if (!late && !isUnopened(unit, period)) return
  const event = late ? `closed on ${dayName(unit.closed ?? '')}` : `opened on ${dayName(unit.opened)}`
  const said = `${unit.name} ${event}, so it cannot have ${periodName(period)} data`
  problems.push(problemAt('closed_team', placeOf(text, 'team_code'), trimSpaces(text.team_code), said))
}

function isCarried(unit: RegisteredUnit, kpi: RegisteredKpi): boolean {
  const type = unit.kind === 'team' ? unit.teamType : 'SVC'
  return type !== null && kpi.teamTypes.includes(type)
}

/** Whether a place of a wide table was left blank because there is nothing to say there: the team does not carry the
 *  measure or is closed, or it is not collected for such a period. */
function saysNothing(text: RowText, register: ExtractRegister): boolean {
  if (trimSpaces(text.numerator + text.denominator + text.value) !== '') return false
  const unit = register.units.get(asCode(text.team_code))
  const kpi = register.kpis.get(asCode(text.kpi_code))
  if (!unit || !kpi) return false
  if (!isCarried(unit, kpi)) return true
  const period = trimSpaces(text.period)
  const grain = grainOf(period)
  return grain !== null && (!kpi.grains.includes(grain) || isClosed(unit, period) || isUnopened(unit, period))
}

function checkCarried(
  text: RowText,
  unit: RegisteredUnit,
  kpi: RegisteredKpi,
  problems: ExtractProblem[],
): void {
  if (isCarried(unit, kpi)) return
  const reason =
    unit.kind === 'team'
      ? `is not collected for ${unit.name} (team type ${unit.teamType})`
      : `is not supplied for a ${unit.kind}: it is added up from its teams`
  const remedy = text.isPlace
    ? 'Check the team, or leave the cell blank'
    : 'Check both codes, or remove the row'
  const said = `${kpi.code} ${reason}. ${remedy}`
  problems.push(problemAt('kpi_not_for_team', placeOf(text, 'kpi_code'), trimSpaces(text.kpi_code), said))
}

function readAsAt(text: RowText, register: ExtractRegister, problems: ExtractProblem[]): string | null {
  const day = trimSpaces(text.as_at)
  if (day === '') return null
  const place = placeOf(text, 'as_at')
  if (!isDay(day)) {
    const said = `‘${shown(day)}’ is not a day. Write it like 2019-03-26, or leave it blank`
    problems.push(problemAt('bad_period', place, day, said))
  } else if (day > register.today) {
    const said = `The day must not be in the future. ${dayName(day)} has not come`
    problems.push(problemAt('future_period', place, day, said))
  }
  return day
}

function warningsOf(
  text: RowText,
  row: ExtractRow,
  unit: RegisteredUnit,
  kpi: RegisteredKpi,
): ExtractWarning[] {
  if (row.state !== 'without_denominator') return []
  const subject = `${unit.name}, ‘${kpiName(kpi, row.period)}’, ${periodName(row.period)}`
  const message = `${placeName(text.sheet, text.row)}: ${subject} has a value and no denominator. It will be shown for the team, not judged, and left out of every total`
  return [
    {
      code: 'value_without_denominator',
      sheet: text.sheet,
      row: text.row,
      column: placeOf(text, 'value').column,
      message,
      needsReason: false,
    },
  ]
}
