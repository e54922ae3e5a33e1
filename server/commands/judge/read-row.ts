/** One row of a file of series: its figures by the rules of an extract, and what its series is judged by. */
import type { Basis, Good, KpiKind } from '#domain/catalogue/kpi.ts'
import { readFigure, trimSpaces } from '#domain/extracts/figure-text.ts'
import { checkFigures, type Figures, readFigures } from '#domain/extracts/figures.ts'
import { type ExtractProblem, problemAt, shortened } from '#domain/extracts/problem.ts'
import type { RegisteredKpi, RowText } from '#domain/extracts/register.ts'
import { spreadsheetText } from '#domain/extracts/spreadsheet-text.ts'
import { countsEachOne } from '#domain/figures/each-one.ts'
import { type Cell, cellOf } from '#domain/figures/measurement.ts'
import { grainOf } from '#domain/time/period.ts'
import { formatNumber } from '#domain/wording/format.ts'
import { nameList } from '#domain/wording/name-list.ts'
import type { SeriesColumn, SeriesSettings } from './series.ts'

/** A row as text; '' where the file has no such column. */
export type SeriesText = { row: number } & Record<SeriesColumn, string>

export type SeriesRow = { row: number; series: string; period: string; settings: SeriesSettings; cell: Cell }

const kinds: readonly KpiKind[] = ['ratio', 'count', 'stock', 'mean', 'median']
const bases: readonly Basis[] = ['flow', 'snapshot', 'rolling_3_months', 'rolling_12_months', 'cohort']
const goods: readonly Good[] = ['higher', 'lower', 'near', 'neither']

/** Reads a row; null if it has a problem, which is added to `problems`. */
export function readSeriesRow(text: SeriesText, problems: ExtractProblem[]): SeriesRow | null {
  const before = problems.length
  const series = readName(text, problems)
  const period = readPeriod(text, problems)
  const settings = readSettings(text, problems)
  const cell = settings === null ? null : readCell(text, series, settings.kind, problems)
  if (problems.length > before || settings === null || cell === null) return null
  return { row: text.row, series, period, settings, cell }
}

function readName(text: SeriesText, problems: ExtractProblem[]): string {
  const name = trimSpaces(text.series)
  if (name === '') problems.push(problemAt('missing_value', place(text, 'series'), null, 'Name the series'))
  else if (spreadsheetText(name) !== name) {
    const said = `‘${shortened(name)}’ begins like a formula. Let the name begin with a letter or a digit`
    problems.push(problemAt('formula', place(text, 'series'), name, said))
  }
  return name
}

const PERIODS = 'Write a month like 2019-04, a week like 2019-W21 or a quarter like 2019-Q1'

function readPeriod(text: SeriesText, problems: ExtractProblem[]): string {
  const period = trimSpaces(text.period)
  if (period === '') {
    problems.push(problemAt('missing_value', place(text, 'period'), null, `Give the period. ${PERIODS}`))
  } else if (grainOf(period) === null) {
    const said = `‘${shortened(period)}’ is not a period. ${PERIODS}`
    problems.push(problemAt('bad_period', place(text, 'period'), period, said))
  }
  return period
}

/** What the series is judged by. The answer for one combination of texts is kept: a file repeats few of them. */
function readSettings(text: SeriesText, problems: ExtractProblem[]): SeriesSettings | null {
  const kind = chosen(text, 'kind', kinds, problems)
  const basis = trimSpaces(text.basis) === '' ? null : chosen(text, 'basis', bases, problems)
  const good = chosen(text, 'good', goods, problems)
  const before = problems.length
  const target = readNumber(text, 'target', problems)
  const floor = readNumber(text, 'floor', problems)
  const minimum = readNumber(text, 'minimum', problems)
  const eachOneCounts = readYesNo(text, 'each_one_counts', problems)
  if (problems.length === before && kind !== null && good !== null)
    checkThresholds(text, { kind, good, target, floor, eachOneCounts }, problems)
  if (kind === null || good === null || problems.length > before) return null
  const group = trimSpaces(text.group)
  return {
    kind,
    // What is open at the end of a month is a snapshot by its kind; anything else is new each month unless said.
    basis: basis ?? (kind === 'stock' ? 'snapshot' : 'flow'),
    ...{ good, target, floor, minimum, eachOneCounts },
    group: group === '' ? null : group,
  }
}

function chosen<Word extends string>(
  text: SeriesText,
  column: SeriesColumn,
  words: readonly Word[],
  problems: ExtractProblem[],
): Word | null {
  const typed = trimSpaces(text[column])
  const found = words.find((word) => word === typed)
  if (found !== undefined) return found
  const write = `Write ${nameList(words, 'or')}`
  const problem =
    typed === ''
      ? problemAt('missing_value', place(text, column), null, `It is blank. ${write}`)
      : problemAt(
          'symbol_unknown',
          place(text, column),
          typed,
          `‘${shortened(typed)}’ is not a ${column}. ${write}`,
        )
  problems.push(problem)
  return null
}

function readNumber(text: SeriesText, column: SeriesColumn, problems: ExtractProblem[]): number | null {
  const typed = trimSpaces(text[column])
  const read = readFigure(typed)
  if (read.is === 'number') return read.number
  if (read.is === 'blank') return null
  const [code, remedy] =
    read.is === 'symbol'
      ? (['bad_number', 'a symbol has no place here'] as const)
      : ([read.code, read.remedy] as const)
  const said = `It must be a number or blank. It is ‘${shortened(typed)}’: ${remedy}`
  problems.push(problemAt(code, place(text, column), typed, said))
  return null
}

const yesWords = ['yes', 'true', '1']
const noWords = ['', 'no', 'false', '0']

function readYesNo(text: SeriesText, column: SeriesColumn, problems: ExtractProblem[]): boolean {
  const typed = trimSpaces(text[column])
  const word = typed.toLowerCase()
  if (!yesWords.includes(word) && !noWords.includes(word)) {
    const said = `‘${shortened(typed)}’ is neither yes nor no. Write yes, or leave it blank`
    problems.push(problemAt('symbol_unknown', place(text, column), typed, said))
  }
  return yesWords.includes(word)
}

/** Settings that cannot hold together: a target that cannot be one, a floor that lies on its wrong side. */
function checkThresholds(
  text: SeriesText,
  { kind, good, target, floor, eachOneCounts }: Omit<SeriesSettings, 'basis' | 'minimum' | 'group'>,
  problems: ExtractProblem[],
): void {
  if (eachOneCounts && !countsEachOne({ kind, good, eachOneCounts: 'yes' })) {
    const said =
      'Each one can only count where it is good to have fewer, or in a ratio that is good when higher. Leave it blank'
    problems.push(problemAt('bad_number', place(text, 'each_one_counts'), text.each_one_counts, said))
  }
  if (kind === 'ratio')
    for (const [column, value] of [['target', target] as const, ['floor', floor] as const])
      if (value !== null && value > 100) {
        const said = `A percentage cannot be more than 100. It is ‘${value}’`
        problems.push(problemAt('bad_number', place(text, column), text[column], said))
      } else if (good === 'higher' && value !== null && value > 0 && value < 1) {
        const said = `‘${value}’ is less than 1%. Write ${formatNumber(value * 100, 2)} for ${formatNumber(value * 100, 2)}%`
        problems.push(problemAt('looks_like_fraction', place(text, column), text[column], said))
      }
  if (floor === null) return
  if (target === null) {
    problems.push(
      problemAt('missing_value', place(text, 'target'), null, 'A floor needs a target. Give both'),
    )
    return
  }
  const isWrongSide = (good === 'higher' && floor > target) || (good === 'lower' && floor < target)
  if (!isWrongSide) return
  const side = good === 'higher' ? 'above' : 'below'
  const said = `The floor (${floor}) is ${side} the target (${target}), although ${good} is good. See which of the two is wrong`
  problems.push(problemAt('bad_number', place(text, 'floor'), trimSpaces(text.floor), said))
}

function readCell(text: SeriesText, series: string, kind: KpiKind, problems: ExtractProblem[]): Cell | null {
  const before = problems.length
  const row = rowText(text)
  const read = readFigures(row, problems, problems)
  if (read === null) return null
  const figures = kind === 'count' || kind === 'stock' ? counted(text, read, problems) : read
  checkFigures(row, registered(series, kind), null, figures, problems)
  return problems.length > before ? null : cellOf(kind, figures)
}

/** The value of a count is its numerator, so either column may hold it. */
function counted(text: SeriesText, figures: Figures, problems: ExtractProblem[]): Figures {
  const { numerator, value } = figures
  if (numerator !== null && value !== null && numerator !== value) {
    const said = `The value of a count is its numerator, and they differ (${value} and ${numerator}). See which of the two is wrong`
    problems.push(problemAt('bad_number', place(text, 'value'), trimSpaces(text.value), said))
  }
  return { ...figures, numerator: numerator ?? value }
}

/** The row as the rules of an extract read it. */
function rowText({ row, series, period, numerator, denominator, value }: SeriesText): RowText {
  const figures = { numerator, denominator, value }
  return { sheet: null, row, team_code: series, kpi_code: series, period, ...figures, as_at: '', note: '' }
}

/** The series as a measure that an extract's figures are checked against. */
function registered(series: string, kind: KpiKind): RegisteredKpi {
  return {
    code: `‘${shortened(series)}’`,
    kind,
    grains: ['monthly'],
    teamTypes: [],
    returnCode: '',
    definitions: [{ from: '0000-01', to: null, name: series, mayExceed: false }],
  }
}

function place({ row }: SeriesText, column: SeriesColumn) {
  return { sheet: null, row, column }
}
