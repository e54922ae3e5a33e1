/** A layout: how a shape of file that is not ours is read, as a person confirmed it. Nothing in a file is guessed: every
 *  heading, name and word is in the rules, or is a problem of its own cell. */
import type { CellSymbol } from '../../figures/measurement.ts'
import type { DateOrder } from '../../time/month-words.ts'

export const figureParts = ['numerator', 'denominator', 'value'] as const
export type FigurePart = (typeof figureParts)[number]

/** What a column holds: in a table of one figure to a row, its parts; in a wide one, a part of one KPI. */
export type ColumnUse =
  | 'ignored'
  | 'team'
  | 'kpi'
  | 'period'
  | 'note'
  | FigurePart
  | { kpi: string; part: FigurePart }

/** A column of a layout. In a table with months, or teams, across, `across` says what its heading names; the same
 *  then holds of every later column like it: one whose heading differs in nothing but the month, or the team. */
export type LayoutColumn = {
  heading: string
  use: ColumnUse
  across?: 'period' | 'team' | undefined
  /** The part of the heading that names the team. */
  name?: string | undefined
  /** Whether a blank cell takes what is above it, as in a merged or pivoted table. */
  fillDown?: boolean | undefined
}

/** A name as the file has it, and the code that a person said it is. */
export type NamedCode = { name: string; code: string }

export type LayoutRules = {
  sheets: { take: 'first' } | { take: 'named'; name: string } | { take: 'every'; except: readonly string[] }
  /** With two, what stands above fills to the right, as a merged cell does. */
  headingRows: 1 | 2
  /** Every column of the table in its order, by the heading of the file; '' where it has none. */
  columns: readonly LayoutColumn[]
  /** Rows that are none of ours, by the text of their first filled cell or of the team's. Blank rows never count. */
  skip: { is: readonly string[]; begins: readonly string[] }
  /** A sheet is read up to the row whose first filled cell begins so. */
  ends: readonly string[]
  team: { from: 'column' | 'sheet' | 'heading' } | { from: 'constant'; code: string }
  /** `row` as a spreadsheet shows it, `column` counted from 0. */
  period: { from: 'column' | 'sheet' | 'heading' } | { from: 'cell'; row: number; column: number }
  /** Where neither a column nor the headings name the measure. */
  measure?: { from: 'sheet' } | { from: 'constant'; code: string } | undefined
  dates: DateOrder
  teams: readonly NamedCode[]
  kpis: readonly NamedCode[]
  /** What stands for a figure that is not there: blank, or one of DfE's symbols. */
  words: readonly { word: string; means: '' | CellSymbol }[]
  /** Whether `92%` is 92 and `1,234` is 1234. */
  percent: boolean
  thousands: boolean
  /** Whether 0.92 of a percentage is 92. */
  fractions?: boolean | undefined
}

/** A layout in force: the highest version of its name. */
export type Layout = {
  id: number
  name: string
  version: number
  rules: LayoutRules
}

/** A text as names and headings are compared: compatibility forms folded, spaces and line ends as one, small letters. */
export function asName(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\s\u00a0]+/gu, ' ')
    .trim()
    .toLowerCase()
}

/** What a layout's files are recognised by: equal for two layouts that read the same headings. */
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
    // A heading with nothing under it is merged downwards, and stands over no other column.
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

/** "A", "Z", "AA": a column's name in a spreadsheet. Counts from 0; what is no column has no name. */
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
