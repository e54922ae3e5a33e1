/** A layout: how a shape of file that is not ours is read, as a person confirmed it. Nothing in a file is guessed: every
 *  heading, name and word is in the rules, or is a problem of its own cell. */
import { type ExtractRegister, kpiName } from './extract-register.ts'
import type { CellSymbol } from './measurement.ts'
import type { DateOrder } from './month-words.ts'

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

/** A name as the file has it, and the code that a person said it is. */
export type NamedCode = { name: string; code: string }

export type LayoutRules = {
  sheets: { take: 'first' } | { take: 'named'; name: string } | { take: 'every'; except: readonly string[] }
  /** With two, what stands above fills to the right, as a merged cell does. */
  headingRows: 1 | 2
  /** Every column of the table in its order, by the heading of the file; '' where it has none. */
  columns: readonly { heading: string; use: ColumnUse }[]
  /** Rows that are none of ours, by the text of their first filled cell or of the team's. Blank rows never count. */
  skip: { is: readonly string[]; begins: readonly string[] }
  /** A sheet is read up to the row whose first filled cell begins so. */
  ends: readonly string[]
  team: { from: 'column' } | { from: 'sheet' } | { from: 'constant'; code: string }
  /** `row` as a spreadsheet shows it, `column` counted from 0. */
  period: { from: 'column' } | { from: 'sheet' } | { from: 'cell'; row: number; column: number }
  dates: DateOrder
  teams: readonly NamedCode[]
  kpis: readonly NamedCode[]
  /** What stands for a figure that is not there: blank, or one of DfE's symbols. */
  words: readonly { word: string; means: '' | CellSymbol }[]
  /** Whether `92%` is 92 and `1,234` is 1234. */
  percent: boolean
  thousands: boolean
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

/** "A", "Z", "AA": a column's name in a spreadsheet. Counts from 0. */
export function columnLetters(column: number): string {
  const before = Math.floor(column / 26)
  return `${before === 0 ? '' : columnLetters(before - 1)}${String.fromCharCode(65 + (column % 26))}`
}

/** A fault in rules: `part` is the field of the rules, their name, or the place of a column. */
export type LayoutFault = {
  part: 'name' | 'columns' | 'team' | 'period' | 'teams' | 'kpis' | number
  message: string
}

/** What is wrong with rules by themselves and against the catalogue; none where a file can be read by them. */
export function layoutFaults(rules: LayoutRules, register: ExtractRegister): LayoutFault[] {
  return [...usesFaults(rules, register), ...sourceFaults(rules, register), ...codeFaults(rules, register)]
}

function usesFaults({ columns }: LayoutRules, register: ExtractRegister): LayoutFault[] {
  const faults: LayoutFault[] = []
  // A blank row, or a title, has the headings of a layout that has none, or one.
  if (columns.filter(({ heading }) => asName(heading) !== '').length < 2) {
    faults.push({
      part: 'columns',
      message: 'At least two columns need a heading to recognise such files by',
    })
  }
  const seen = new Map<string, number>()
  columns.forEach(({ heading, use }, place) => {
    if (use === 'ignored' || use === 'note') return
    const key = typeof use === 'string' ? use : `${use.kpi} ${use.part}`
    const first = seen.get(key)
    const kpi = typeof use === 'string' ? null : register.kpis.get(use.kpi)
    if (kpi === undefined) faults.push({ part: place, message: `Select what ‘${heading}’ holds` })
    if (first !== undefined) {
      const what =
        typeof use === 'string' ? useWords[use] : `the ${use.part} of ${kpiName(kpi ?? undefined, null)}`
      const message = `Columns ${columnLetters(first)} and ${columnLetters(place)} cannot both hold ${what}`
      faults.push({ part: place, message })
    }
    seen.set(key, first ?? place)
  })
  const isWide = columns.some(({ use }) => typeof use === 'object')
  const isLong = columns.some(({ use }) => isFigurePart(use))
  const hasKpi = columns.some(({ use }) => use === 'kpi')
  if (isWide && (isLong || hasKpi)) {
    const message =
      'Say of every column of figures which measure it holds, or of none, with a column that names it'
    faults.push({ part: 'columns', message })
  } else if (!isWide && !isLong) {
    faults.push({ part: 'columns', message: 'Select at least one column that holds figures' })
  } else if (isLong && !hasKpi) {
    faults.push({ part: 'columns', message: 'Select the column that names the measure' })
  }
  return faults
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

function sourceFaults(rules: LayoutRules, register: ExtractRegister): LayoutFault[] {
  const faults: LayoutFault[] = []
  const has = (use: ColumnUse) => rules.columns.some((column) => column.use === use)
  for (const [part, use] of [
    ['team', 'team'],
    ['period', 'period'],
  ] as const) {
    const isColumn = rules[part].from === 'column'
    const what = useWords[use]
    if (isColumn && !has(use)) faults.push({ part, message: `Select the column that holds ${what}` })
    if (!isColumn && has(use)) {
      faults.push({ part, message: `A column holds ${what}: it cannot come from elsewhere too` })
    }
  }
  if (rules.team.from === 'constant' && !register.units.has(rules.team.code)) {
    faults.push({ part: 'team', message: 'Select the team' })
  }
  return faults
}

function codeFaults(rules: LayoutRules, register: ExtractRegister): LayoutFault[] {
  return [
    ...namesFaults('teams', rules.teams, (code) => register.units.has(code)),
    ...namesFaults('kpis', rules.kpis, (code) => register.kpis.has(code)),
  ]
}

function namesFaults(
  part: 'teams' | 'kpis',
  names: readonly NamedCode[],
  isKnown: (code: string) => boolean,
): LayoutFault[] {
  const codes = new Map<string, string>()
  return names.flatMap(({ name, code }): LayoutFault[] => {
    const other = codes.get(asName(name))
    codes.set(asName(name), code)
    if (!isKnown(code)) return [{ part, message: `‘${code}’, given for ‘${name}’, is not a code` }]
    if (other !== undefined && other !== code) {
      return [{ part, message: `‘${name}’ cannot be both ${other} and ${code}` }]
    }
    return []
  })
}
