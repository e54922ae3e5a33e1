/** Reads the team and the KPI of a row: codes in the register, or a problem for each that is not. */

import { withPlainDashes } from '../wording/unseen-character.ts'
import { trimSpaces } from './figure-text.ts'
import { nearestText } from './nearest-text.ts'
import { type ExtractProblem, problemAt, shortened } from './problem.ts'
import {
  asCode,
  type ExtractRegister,
  kpiName,
  placeOf,
  type RegisteredKpi,
  type RegisteredUnit,
  type RowText,
} from './register.ts'

/** The unit of a row. Returns null and adds a problem if there is none. A problem that many rows share for one
 *  reason is added to the problems of the file. */
export function readUnit(
  text: RowText,
  register: ExtractRegister,
  problems: ExtractProblem[],
  ofFile: ExtractProblem[],
): RegisteredUnit | null {
  const known = register.units.get(text.team_code) ?? register.units.get(asCode(text.team_code))
  if (known) return known
  const column = { name: 'team_code', unknown: 'unknown_team', noun: 'team' } as const
  faultOf(text, column, register.units, register.nearest?.unit, problems, ofFile)
  return null
}

/** The KPI of a row, read in the same way as `readUnit` reads its unit. */
export function readKpi(
  text: RowText,
  register: ExtractRegister,
  problems: ExtractProblem[],
  ofFile: ExtractProblem[],
): RegisteredKpi | null {
  const known = register.kpis.get(text.kpi_code) ?? register.kpis.get(asCode(text.kpi_code))
  if (known) return known
  const column = { name: 'kpi_code', unknown: 'unknown_kpi', noun: 'KPI' } as const
  faultOf(text, column, register.kpis, register.nearest?.kpi, problems, ofFile)
  return null
}

/** Texts that stand in place of a code in a row of totals. The pattern is also sent to PostgreSQL. */
export const totalsWord = /^((grand|sub|council|overall)[ -]?)?totals?$|^(all( teams)?|sum|average)$/i

/** Whether the text in place of a team code marks a row of totals. */
export function isTotals(code: string): boolean {
  return totalsWord.test(trimSpaces(code))
}

/** What is wrong with a cell that is blank because it is merged with another. */
export function mergedWords(what: string): string {
  return (
    `The cell is merged with the one that holds ${what}, so it is blank here. Unmerge the ` +
    'cells and fill in each one, or let the match page of this file fill them down: this holds ' +
    'for every merged cell of the column'
  )
}

type CodeColumn = {
  name: 'team_code' | 'kpi_code'
  unknown: 'unknown_team' | 'unknown_kpi'
  noun: 'team' | 'KPI'
}
type Known = ReadonlyMap<string, RegisteredUnit | RegisteredKpi>

function faultOf(
  text: RowText,
  column: CodeColumn,
  known: Known,
  find: typeof nearestText = nearestText,
  problems: ExtractProblem[],
  ofFile: ExtractProblem[],
): void {
  const typed = trimSpaces(text[column.name])
  const place = placeOf(text, column.name)
  if (typed === '' && text.merged?.has(column.name) === true) {
    ofFile.push(problemAt('missing_value', place, null, mergedWords(`the ${column.noun} code`)))
    return
  }
  if (typed === '') problems.push(problemAt('missing_value', place, null, blankWords(text, column)))
  else if (/^#[A-Z0-9/]+[!?]?$/i.test(typed)) {
    const said = `‘${shortened(typed)}’ is an error: the formula in the extract failed. Correct it at its source`
    problems.push(problemAt('error_value', place, typed, said))
  } else if (/^[=+@-]/.test(typed)) {
    const said = `‘${shortened(typed)}’ is a formula. Write the ${column.noun} code itself`
    problems.push(problemAt('formula', place, typed, said))
  } else {
    const said = `‘${shortened(typed)}’ is not a ${column.noun} code. ${remedyFor(typed, column, known, find)}`
    problems.push(problemAt(column.unknown, place, typed, said))
  }
}

function blankWords({ above }: RowText, { name, noun }: CodeColumn): string {
  const code = above?.[name]
  if (code === undefined) return `Give a ${noun} code`
  return (
    `Give a ${noun} code. If the blank stands for the ‘${shortened(code)}’ above it, as in a pivot ` +
    'table, repeat it in each row, or let the match page of this file fill it down'
  )
}

function remedyFor(typed: string, { noun }: CodeColumn, known: Known, find: typeof nearestText): string {
  const code = asCode(typed)
  const plain = withPlainDashes(code)
  const isLong = plain !== code
  const near = known.get(find(plain, known.keys()) ?? '')
  const isForeign = /[^\p{ASCII}]/u.test(plain)
  if (isForeign) return 'It contains a letter that is not a plain Latin one: type it again'
  if (totalsWord.test(typed)) return 'It looks like a row of totals: remove it, totals are added up here'
  if (near && isLong) return `The dash is a long one; the closest code is ‘${near.code}’ (${nameOf(near)})`
  if (near) return `The closest is ‘${near.code}’ (${nameOf(near)})`
  return `Check it against the list of ${noun} codes, or have the ${noun} added first`
}

function nameOf(known: RegisteredUnit | RegisteredKpi): string {
  return 'definitions' in known ? kpiName(known, null) : known.name
}
