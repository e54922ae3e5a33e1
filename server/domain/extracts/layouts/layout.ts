/** A layout: how the service reads a file that is not in one of its own formats, as a person confirmed it. Nothing
 *  is guessed: a heading, name or word that is not in the rules is a problem at its own cell. */
import type { CellSymbol } from '../../figures/measurement.ts'
import type { DateOrder } from '../../time/month-words.ts'

export const figureParts = ['numerator', 'denominator', 'value'] as const
export type FigurePart = (typeof figureParts)[number]

/** What a column holds: a part of the row's figure if each row has one figure, or a part of one KPI in a wide table. */
export type ColumnUse =
  | 'ignored'
  | 'team'
  | 'kpi'
  | 'period'
  | 'note'
  | FigurePart
  | { kpi: string; part: FigurePart }

/** A column of a layout. In a table with months or teams across, `across` says which of the two its heading names.
 *  The column then stands for every later one whose heading differs only in the month or team. */
export type LayoutColumn = {
  heading: string
  use: ColumnUse
  across?: 'period' | 'team' | undefined
  /** The part of the heading that names the team. */
  name?: string | undefined
  /** Whether a blank cell takes what is above it, as in a merged or pivoted table. */
  fillDown?: boolean | undefined
}

/** A name in the file, and the code that a person gave for it. */
export type NamedCode = { name: string; code: string }

export type LayoutRules = {
  sheets: { take: 'first' } | { take: 'named'; name: string } | { take: 'every'; except: readonly string[] }
  /** Number of heading rows. With two, a text in the upper row fills to the right, as a merged cell does. */
  headingRows: 1 | 2
  /** Every column of the table in its order, by the heading of the file; '' where it has none. */
  columns: readonly LayoutColumn[]
  /**
   * Rows to leave out, by the text of their first filled cell or of their team cell. Blank rows are always left out.
   */
  skip: { is: readonly string[]; begins: readonly string[] }
  /** A sheet is read up to the row whose first filled cell begins with one of these. */
  ends: readonly string[]
  team: { from: 'column' | 'sheet' | 'heading' } | { from: 'constant'; code: string }
  /** `row` as a spreadsheet shows it, `column` counted from 0. */
  period: { from: 'column' | 'sheet' | 'heading' } | { from: 'cell'; row: number; column: number }
  /** The measure, if neither a column nor the headings name it. */
  measure?: { from: 'sheet' } | { from: 'constant'; code: string } | undefined
  dates: DateOrder
  teams: readonly NamedCode[]
  kpis: readonly NamedCode[]
  /** Words that stand for a missing figure, each with its meaning: blank, or one of DfE's symbols. */
  words: readonly { word: string; means: '' | CellSymbol }[]
  /** Whether `92%` is 92 and `1,234` is 1234. */
  percent: boolean
  thousands: boolean
  /** Whether 0.92 in a percentage means 92%. */
  fractions?: boolean | undefined
}

/** A layout in force: the highest version of its name. */
export type Layout = {
  id: number
  name: string
  version: number
  rules: LayoutRules
}

/**
 * A text in the form in which names and headings are compared: compatibility characters folded, spaces and line ends
 * as one space, lower case.
 */
export function asName(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\s\u00a0]+/gu, ' ')
    .trim()
    .toLowerCase()
}

/** The key of a row of headings: equal for two layouts that read the same headings. */
export function headingsKey(headings: readonly string[]): string {
  return headings.map(asName).join('\n')
}

/** The headings of a table from the one or two rows that hold them, without the blank ones at the right. */
export function headingsOf(rows: readonly (readonly string[])[]): string[] {
  const [upper = [], lower] = rows
  const headings = lower === undefined ? upper.map(oneLine) : composed(upper, lower)
  return headings.slice(0, headings.findLastIndex((heading) => heading !== '') + 1)
}

function composed(upper: readonly string[], lower: readonly string[]): string[] {
  let over = ''
  return Array.from({ length: Math.max(upper.length, lower.length) }, (_, place) => {
    const [above, below] = [oneLine(upper[place] ?? ''), oneLine(lower[place] ?? '')]
    // A heading with nothing under it is merged downwards, and does not extend over the next column.
    if (above !== '') over = below === '' ? '' : above
    if (below === '') return above
    return over === '' ? below : `${over} – ${below}`
  })
}

function oneLine(text: string): string {
  return text.replaceAll(/[\s\u00a0]+/gu, ' ').trim()
}

/** "A1", as a spreadsheet names a cell. `column` counts from 0. */
export function cellAddress(row: number, column: number): string {
  return `${columnLetters(column)}${row}`
}

/** "A", "Z", "AA": the name of a column in a spreadsheet. Counts from 0; returns '' for what is no column. */
export function columnLetters(column: number): string {
  if (!Number.isSafeInteger(column) || column < 0) return ''
  const before = Math.floor(column / 26)
  return `${columnLetters(before - 1)}${String.fromCharCode(65 + (column % 26))}`
}

/** What a column holds, in words. */
export const useWords: Record<Extract<ColumnUse, string>, string> = {
  ignored: 'nothing that is read',
  team: 'the team',
  kpi: 'the measure',
  period: 'the month',
  note: 'a note',
  numerator: 'the numerator or number',
  denominator: 'the denominator',
  value: 'the percentage or value',
}

export function isFigurePart(use: ColumnUse): use is FigurePart {
  return (figureParts as readonly unknown[]).includes(use)
}
