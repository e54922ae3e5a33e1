/** One row of an extract: its text against the catalogue and the units. Nothing is guessed: a row is accepted as
 *  it stands or every fault in it is named. */

import { checkFigures, readFigures } from './extract-figures.ts'
import { type ExtractProblem, type ExtractWarning, rowProblem, shown } from './extract-problem.ts'
import {
  type ExtractRegister,
  kpiName,
  type RegisteredKpi,
  type RegisteredUnit,
  type RowText,
} from './extract-register.ts'
import { trimSpaces } from './figure-text.ts'
import type { Grain } from './kpi.ts'
import { type Cell, cellOf } from './measurement.ts'
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

export type RowReading = {
  /** Null where the row has a problem. */
  accepted: ExtractRow | null
  problems: ExtractProblem[]
  warnings: ExtractWarning[]
  /** The cell of the ledger that the row names, where its three codes hold: for finding repeated rows. */
  cell: string | null
}

/** Reads one row. */
export function readRow(text: RowText, register: ExtractRegister): RowReading {
  const problems: ExtractProblem[] = []
  const unit = readUnit(text, register, problems)
  const kpi = readKpi(text, register, problems)
  const period = readPeriod(text, kpi, register, problems)
  if (unit && period) checkOpen(text, unit, period, problems)
  if (unit && kpi) checkCarried(text, unit, kpi, problems)
  const asAt = readAsAt(text, register, problems)
  const figures = readFigures(text, problems)
  if (figures && kpi) checkFigures(text, kpi, period, figures, problems)

  const cell = unit && kpi && period ? `${unit.code} ${kpi.code} ${period}` : null
  if (problems.length > 0 || !unit || !kpi || !period || !figures) {
    return { accepted: null, problems, warnings: [], cell }
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
  return { accepted, problems, warnings: warningsOf(text, accepted, unit, kpi), cell }
}

/** The problem of a row that names a cell which an earlier row has named. */
export function duplicateRow(
  row: number,
  firstRow: number,
  cell: string,
  register: ExtractRegister,
): ExtractProblem {
  const [unit = '', kpi = '', period = ''] = cell.split(' ')
  const names = [
    register.units.get(unit)?.name ?? unit,
    `‘${kpiName(register.kpis.get(kpi), period)}’`,
    periodName(period),
  ]
  const message = `Rows ${firstRow} and ${row} are both ${names.join(', ')}. Keep one`
  return rowProblem('duplicate_row', row, 'team_code', unit, message, firstRow)
}

/** A code as it is looked up: compatibility forms folded, outer spaces removed, capitals. */
function asCode(text: string): string {
  return trimSpaces(text.normalize('NFKC')).toUpperCase()
}

function readUnit(
  text: RowText,
  register: ExtractRegister,
  problems: ExtractProblem[],
): RegisteredUnit | null {
  const code = asCode(text.team_code)
  const unit = register.units.get(code)
  if (unit) return unit
  problems.push(codeProblem(text, 'team_code', 'unknown_team', 'team', code, register.units))
  return null
}

function readKpi(text: RowText, register: ExtractRegister, problems: ExtractProblem[]): RegisteredKpi | null {
  const code = asCode(text.kpi_code)
  const kpi = register.kpis.get(code)
  if (kpi) return kpi
  problems.push(codeProblem(text, 'kpi_code', 'unknown_kpi', 'KPI', code, register.kpis))
  return null
}

function codeProblem(
  text: RowText,
  column: 'team_code' | 'kpi_code',
  unknown: 'unknown_team' | 'unknown_kpi',
  what: string,
  code: string,
  known: ReadonlyMap<string, RegisteredUnit | RegisteredKpi>,
): ExtractProblem {
  const typed = trimSpaces(text[column])
  const where = `Row ${text.row}, ${column}`
  if (typed === '')
    return rowProblem('missing_value', text.row, column, null, `${where}: Give a ${what} code`)
  if (/^#[A-Z0-9/]+[!?]?$/i.test(typed)) {
    const message = `${where}: ‘${shown(typed)}’ is an error: the formula in the extract failed. Correct it at its source`
    return rowProblem('error_value', text.row, column, typed, message)
  }
  if (/^[=+@-]/.test(typed)) {
    const message = `${where}: ‘${shown(typed)}’ is a formula. Write the ${what} code itself`
    return rowProblem('formula', text.row, column, typed, message)
  }
  const isForeign = /[^\p{ASCII}]/u.test(code)
  const near = known.get(nearest(code, known.keys()) ?? '')
  const name =
    near && ('kind' in near && 'definitions' in near ? kpiName(near, null) : (near as RegisteredUnit).name)
  const remedy = isForeign
    ? 'It contains a letter that is not a plain Latin one: type it again'
    : near
      ? `The closest is ‘${near.code}’ (${name})`
      : `Check it against the list of ${what} codes, or have the ${what} added first`
  const message = `${where}: ‘${shown(typed)}’ is not a ${what} code. ${remedy}`
  return rowProblem(unknown, text.row, column, typed, message)
}

function readPeriod(
  text: RowText,
  kpi: RegisteredKpi | null,
  register: ExtractRegister,
  problems: ExtractProblem[],
): string | null {
  const period = trimSpaces(text.period)
  const where = `Row ${text.row}, period`
  const grain = grainOf(period)
  if (grain === null) {
    const code = period === '' ? 'missing_value' : 'bad_period'
    const found = period === '' ? 'Give the period' : `‘${shown(period)}’ is not a period`
    const message = `${where}: ${found}. Write ${kpi ? formsOf(kpi.grains) : formsOf(['monthly', 'weekly', 'quarterly'])}`
    problems.push(rowProblem(code, text.row, 'period', period === '' ? null : period, message))
    return null
  }
  if (kpi && !kpi.grains.includes(grain)) {
    const message = `${where}: ${kpi.code} is not collected ${grain}. Write ${formsOf(kpi.grains)}, not ‘${period}’`
    problems.push(rowProblem('bad_period', text.row, 'period', period, message))
    return null
  }
  if (firstDay(period) > register.today) {
    const message = `${where}: Period must not be in the future. ${periodName(period)} has not begun`
    problems.push(rowProblem('future_period', text.row, 'period', period, message))
    return null
  }
  return period
}

const forms: Record<Grain, string> = {
  monthly: 'a month like 2019-04',
  weekly: 'a week like 2019-W21',
  quarterly: 'a quarter like 2019-Q1',
}

function formsOf(grains: readonly Grain[]): string {
  return grains.map((grain) => forms[grain]).join(' or ')
}

function checkOpen(text: RowText, unit: RegisteredUnit, period: string, problems: ExtractProblem[]): void {
  const late = unit.closed !== null && firstDay(period) > unit.closed
  const early = lastDay(period) < unit.opened
  if (!late && !early) return
  const event = late ? `closed on ${dayName(unit.closed ?? '')}` : `opened on ${dayName(unit.opened)}`
  const message = `Row ${text.row}, team_code: ${unit.name} ${event}, so it cannot have ${periodName(period)} data`
  problems.push(rowProblem('closed_team', text.row, 'team_code', trimSpaces(text.team_code), message))
}

function checkCarried(
  text: RowText,
  unit: RegisteredUnit,
  kpi: RegisteredKpi,
  problems: ExtractProblem[],
): void {
  const type = unit.kind === 'team' ? unit.teamType : 'SVC'
  if (type !== null && kpi.teamTypes.includes(type)) return
  const reason =
    unit.kind === 'team'
      ? `is not collected for ${unit.name} (team type ${type})`
      : `is not supplied for a ${unit.kind}: it is added up from its teams`
  const message = `Row ${text.row}, kpi_code: ${kpi.code} ${reason}. Check both codes, or remove the row`
  problems.push(rowProblem('kpi_not_for_team', text.row, 'kpi_code', trimSpaces(text.kpi_code), message))
}

function readAsAt(text: RowText, register: ExtractRegister, problems: ExtractProblem[]): string | null {
  const day = trimSpaces(text.as_at)
  if (day === '') return null
  const where = `Row ${text.row}, as_at`
  if (!isDay(day)) {
    const message = `${where}: ‘${shown(day)}’ is not a day. Write it like 2019-03-26, or leave it blank`
    problems.push(rowProblem('bad_period', text.row, 'as_at', day, message))
  } else if (day > register.today) {
    const message = `${where}: The day must not be in the future. ${dayName(day)} has not come`
    problems.push(rowProblem('future_period', text.row, 'as_at', day, message))
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
  const message = `Row ${text.row}: ${subject} has a value and no denominator. It will be shown for the team, not judged, and left out of every total`
  return [
    {
      code: 'value_without_denominator',
      sheet: text.sheet,
      row: text.row,
      column: 'value',
      message,
      needsReason: false,
    },
  ]
}
