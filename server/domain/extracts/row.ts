/** Reads one row of an extract and checks it against the catalogue and the units. Nothing is guessed: a row is
 *  accepted unchanged, or every fault in it is named. */

import { isCarriedBy } from '../catalogue/kpi.ts'
import { type Cell, cellOf } from '../figures/measurement.ts'
import { monthOnly } from '../time/month-words.ts'
import type { Grain } from '../time/period.ts'
import { dayName, firstDay, grainOf, isDay, lastDay, periodName } from '../time/period.ts'
import { withPlainDashes } from '../wording/unseen-character.ts'
import { isTotals, mergedWords, readKpi, readUnit } from './code.ts'
import { trimSpaces } from './figure-text.ts'
import { checkFigures, readFigures } from './figures.ts'
import { type FractionCell, fractionIn } from './fraction.ts'
import {
  type ExtractProblem,
  type ExtractWarning,
  placeName,
  problemAt,
  rowProblem,
  shortened,
} from './problem.ts'
import {
  asCode,
  type ExtractRegister,
  extractColumns,
  kpiName,
  placeOf,
  type RegisteredKpi,
  type RegisteredUnit,
  type RowText,
} from './register.ts'

/** A row without faults: one cell of the ledger. */
export type ExtractRow = Cell & {
  sheet: string | null
  row: number
  unit: string
  kpi: string
  period: string
  asAt: string | null
  note: string | null
}

/** The cell of the ledger that a row names, by our codes. */
export type CellName = Pick<ExtractRow, 'unit' | 'kpi' | 'period'>

export type RowReading = {
  /** Null where the row has a problem. */
  accepted: ExtractRow | null
  problems: ExtractProblem[]
  /** The problems that many rows of a file share for one reason. Reported once, at the first of these rows, for the
   *  whole file. */
  ofFile?: ReadonlySet<ExtractProblem>
  warnings: ExtractWarning[]
  /** The cell of the ledger that the row names, if its three codes are valid. Used to find repeated rows. */
  cell: CellName | null
  /** The value of an accepted row if it may be a percentage written as a fraction. Only a comparison with other figures can decide that. */
  fraction: FractionCell | null
}

const nothing: RowReading = { accepted: null, problems: [], warnings: [], cell: null, fraction: null }

/** Reads one row. A place of a wide table that is rightly left blank gives neither a row nor a problem. */
export function readRow(text: RowText, register: ExtractRegister): RowReading {
  if (text.isPlace && saysNothing(text, register)) return nothing
  const problems: ExtractProblem[] = []
  const ofFile: ExtractProblem[] = []
  const unit = readUnit(text, register, problems, ofFile)
  if (!unit && isTotals(text.team_code)) {
    // The whole row is to be removed, so nothing else in it is asked for.
    return { ...nothing, problems: problems.map((problem) => asTyped(problem, text)) }
  }
  const kpi = readKpi(text, register, problems, ofFile)
  const period = readPeriod(text, kpi, register, problems, ofFile)
  if (unit && period) checkOpen(text, unit, period, problems)
  if (unit && kpi) checkCarried(text, unit, kpi, problems)
  const asAt = readAsAt(text, register, problems)
  const figures = readFigures(text, problems, ofFile)
  if (figures && kpi) checkFigures(text, kpi, period, figures, problems)

  if (problems.length > 0 || ofFile.length > 0 || !unit || !kpi || !period || !figures) {
    // No cell for a period before the unit opened: a file could name any number of such periods, and each would be
    // remembered.
    const isKnown = unit && kpi && period && !isUnopened(unit, period)
    const cell = isKnown ? { unit: unit.code, kpi: kpi.code, period } : null
    const rows = problems.map((problem) => asTyped(problem, text))
    const refused = { ...nothing, problems: [...rows, ...ofFile], cell }
    return ofFile.length === 0 ? refused : { ...refused, ofFile: new Set(ofFile) }
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
  const warnings = warningsOf(text, accepted, unit, kpi)
  return { accepted, problems, warnings, cell: accepted, fraction: fractionIn(text, kpi, accepted) }
}

/** A problem that quotes the cell's text as it is in the file, if a layout translated it. */
function asTyped(problem: ExtractProblem, text: RowText): ExtractProblem {
  const column = extractColumns.find((each) => problem.column === placeOf(text, each).column)
  const typed = column === undefined ? undefined : text.typed?.[column]
  return typed === undefined ? problem : { ...problem, value: shortened(typed) }
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
      ? `${text.sheet === null ? '' : `Sheet ‘${shortened(text.sheet)}’: `}Rows ${first.row} and ${text.row} are both ${names}. Keep one`
      : `${placeName(text.sheet, text.row)}: ${names} is also on sheet ‘${shortened(first.sheet ?? '')}’, row ${first.row}. Keep one`
  const { column } = placeOf(text, 'team_code')
  return {
    ...rowProblem('duplicate_row', text.row, column, unit, message, first.row),
    sheet: text.sheet,
  }
}

function readPeriod(
  text: RowText,
  kpi: RegisteredKpi | null,
  register: ExtractRegister,
  problems: ExtractProblem[],
  ofFile: ExtractProblem[],
): string | null {
  const period = trimSpaces(text.period)
  const place = placeOf(text, 'period')
  const grain = grainOf(period)
  if (grain === null) {
    if (period === '' && text.merged?.has('period') === true) {
      ofFile.push(problemAt('missing_value', place, null, mergedWords('the period')))
    } else if (period === '') {
      problems.push(problemAt('missing_value', place, null, `Give the period. Write ${formsFor(kpi)}`))
    } else {
      const meant = periodMeant(period, kpi)
      const said = `‘${shortened(period)}’ is not a period. Write ${formsFor(kpi)}${meant}`
      if (meant === '' || !spreadsheetMonth.test(period))
        problems.push(problemAt('bad_period', place, period, said))
      else ofFile.push(problemAt('bad_period', place, period, `${said}. ${SPREADSHEET_MONTHS}`))
    }
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

/** A period in another notation, converted to ours. It is offered and never applied. A date with two readings, such
 *  as 05/01/2019, is offered as both. */
function periodMeant(period: string, kpi: RegisteredKpi | null): string {
  const plain = withPlainDashes(period)
  if (grainOf(plain) !== null) return `. The dash is a long one: write ${plain}`
  if (kpi?.grains.includes('monthly') === false) return ''
  const months = orders.flatMap((order) => {
    const reading = monthOnly(period, order)
    return reading.is === 'month' ? [reading.month] : []
  })
  const [one, two] = [...new Set(months)].sort()
  if (one === undefined) return ''
  if (two === undefined) return `. If ${periodName(one)} is meant, write ${one}`
  return `. It can be read as ${periodName(one)} or as ${periodName(two)}: write ${one} or ${two}`
}

const orders = ['day_first', 'month_first'] as const

/** The form that a spreadsheet gives to 2019-05 when it opens a CSV. */
const spreadsheetMonth = /^[A-Z][a-z]{2}-[0-9]{2}$/
const SPREADSHEET_MONTHS =
  'A spreadsheet that opens a CSV writes its months like this, here and in every other row: use the XLSX template, which keeps them'

const forms: Record<Grain, string> = {
  monthly: 'a month like 2019-04',
  weekly: 'a week like 2019-W21',
  quarterly: 'a quarter like 2019-Q1',
}

function formsOf(grains: readonly Grain[]): string {
  return grains.map((grain) => forms[grain]).join(' or ')
}

function formsFor(kpi: RegisteredKpi | null): string {
  return formsOf(kpi?.grains ?? ['monthly', 'weekly', 'quarterly'])
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

/** Whether a place of a wide table is rightly blank: the team does not carry the measure, or is not open in the
 *  period, or the measure is not collected for such periods. */
function saysNothing(text: RowText, register: ExtractRegister): boolean {
  if (trimSpaces(text.numerator + text.denominator + text.value) !== '') return false
  const unit = register.units.get(asCode(text.team_code))
  const kpi = register.kpis.get(asCode(text.kpi_code))
  if (!unit || !kpi) return false
  if (!isCarriedBy(kpi, unit)) return true
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
  if (isCarriedBy(kpi, unit)) return
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
    const said = `‘${shortened(day)}’ is not a day. Write it like 2019-03-26, or leave it blank`
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
  const message =
    `${placeName(text.sheet, text.row)}: ${subject} has a value and no denominator. It will be ` +
    'shown for the team, not judged, and left out of every total'
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
