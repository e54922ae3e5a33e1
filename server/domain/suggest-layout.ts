/** Suggestions for reading a shape of file that is not ours. They are offered to the person who confirms a layout. */
import type { ExtractRegister } from './extract-register.ts'
import { trimSpaces } from './figure-text.ts'
import { asName, type ColumnUse, type FigurePart, headingsKey, headingsOf, type NamedCode } from './layout.ts'
import { nameListOf, nearestCode } from './layout-problems.ts'
import type { TableRow } from './layout-walk.ts'
import { monthOnly, monthWithin } from './month-words.ts'

/** Where headings stand: in `row`, or in it and the one above. */
export type HeadingRows = { row: number; rows: 1 | 2 }

const figure = /^[-–]?[0-9][0-9,.]*\s*%?$/

/** Where a sheet's headings are likely to stand: the last row of several words above the first row with figures. */
export function suggestHeadings(rows: readonly TableRow[]): HeadingRows | null {
  const firstFigures = rows.findIndex(
    ({ cells }) => cells.filter((cell) => figure.test(trimSpaces(cell))).length > 0 && filledOf(cells) > 1,
  )
  const above = rows.slice(0, firstFigures === -1 ? rows.length : firstFigures)
  const place = above.findLastIndex(({ cells }) => filledOf(cells) > 1)
  const row = above[place]
  if (row === undefined) return null
  const over = above[place - 1]
  const isMerged = over !== undefined && over.row === row.row - 1 && filledOf(over.cells) > 1
  return { row: row.row, rows: isMerged ? 2 : 1 }
}

function filledOf(cells: readonly string[]): number {
  return cells.filter((cell) => trimSpaces(cell) !== '').length
}

/** The headings of a sheet, from the rows that a person chose; null where it has no such rows. */
export function headingsAt(rows: readonly TableRow[], { row, rows: count }: HeadingRows): string[] | null {
  const at = (number: number) => rows.find((each) => each.row === number)?.cells
  const [upper, lower] = [at(row - 1), at(row)]
  if (lower === undefined || (count === 2 && upper === undefined)) return null
  return headingsOf(count === 2 && upper !== undefined ? [upper, lower] : [lower])
}

/** Whether a sheet holds these headings somewhere among its first rows. */
export function holdsHeadings(rows: readonly TableRow[], headings: readonly string[], count: 1 | 2): boolean {
  const key = headingsKey(headings)
  return rows.some(({ row }) => {
    const found = headingsAt(rows, { row, rows: count })
    return found !== null && headingsKey(found) === key
  })
}

/** Beginnings of rows that are likely to be none of the teams', as they stand in the file. */
export function suggestSkips(
  rows: readonly TableRow[],
  heading: number,
): { begins: string[]; ends: string[] } {
  const firsts = rows
    .filter(({ row }) => row > heading)
    .map(({ cells }) => trimSpaces(cells.find((cell) => trimSpaces(cell) !== '') ?? ''))
  const foundOf = (pattern: RegExp) => {
    const found = firsts.flatMap((text) => pattern.exec(text)?.[0] ?? [])
    return [...new Map(found.map((text) => [asName(text), text])).values()]
  }
  return {
    begins: foundOf(/^(grand total|sub-?\s?totals?|totals?|all teams|average)(?![\p{L}\p{N}])/iu),
    ends: foundOf(
      /^(produced|printed|exported|generated|report run|source|notes?)( by| on| at)?(?![\p{L}\p{N}])/iu,
    ),
  }
}

/** What a column is likely to hold: only what its cells or its very name say. Null where that is nothing. */
export function suggestUse(
  heading: string,
  samples: readonly string[],
  register: ExtractRegister,
): ColumnUse | null {
  const filled = samples.map(trimSpaces).filter((text) => text !== '')
  if (filled.length > 0) {
    if (filled.some((text) => exactCode('team', text, register) !== null)) return 'team'
    if (filled.every((text) => monthOnly(text, 'day_first').is === 'month')) return 'period'
    if (filled.every((text) => exactCode('kpi', text, register) !== null)) return 'kpi'
  }
  const kpi = exactCode('kpi', heading.replace(/\s*(\(%\)|%)\s*$/, ''), register)
  if (kpi !== null) return { kpi, part: partOf(kpi, filled, register) }
  return null
}

/** A column named for a measure and no more holds its number, or its percentage. */
function partOf(code: string, samples: readonly string[], { kpis }: ExtractRegister): FigurePart {
  const kind = kpis.get(code)?.kind
  if (kind === 'count' || kind === 'stock') return 'numerator'
  return samples.every((text) => !figure.test(text) || kind !== 'ratio' || Number.parseFloat(text) <= 100)
    ? 'value'
    : 'numerator'
}

/** The code that a text is, letter for letter but for case and spaces, or by its name. A service's name may head the rows
 *  of its teams: it is the name of no team. */
export function exactCode(what: 'team' | 'kpi', text: string, register: ExtractRegister): string | null {
  const name = asName(text)
  const found = namesOf(what, register).filter(
    (each) => asName(each.code) === name || asName(each.name) === name,
  )
  return found.length === 1 ? (found[0]?.code ?? null) : null
}

/** The nearest of our measures, or of our teams, to a name that is not ours, or of the names already said to be ours. */
export function nearestName(
  what: 'team' | 'kpi',
  text: string,
  register: ExtractRegister,
  said: readonly NamedCode[] = [],
): NamedCode | null {
  return nearestCode(text, said, namesOf(what, register))
}

function namesOf(what: 'team' | 'kpi', register: ExtractRegister): NamedCode[] {
  return nameListOf(what, register).filter(
    ({ code }) => what === 'kpi' || register.units.get(code)?.kind === 'team',
  )
}

/** The cells above the headings that name one month, in the file's order: `column` counts from 0. */
export function monthCells(
  rows: readonly TableRow[],
  heading: number,
): { row: number; column: number; text: string; month: string }[] {
  return rows
    .filter(({ row }) => row < heading)
    .flatMap(({ row, cells }) =>
      cells.flatMap((text, column) => {
        const reading = monthWithin(text, 'day_first')
        return reading.is === 'month' ? [{ row, column, text: trimSpaces(text), month: reading.month }] : []
      }),
    )
}

/** What a word in place of a figure often means. */
export function usualMeaning(word: string): 'x' | 'z' | 'c' | null {
  const name = asName(word)
  if (['-', '--', '–', '—', '..', ':', 'unknown', 'not available', 'no data'].includes(name)) return 'x'
  if (['n/a', 'na', 'not applicable', '.'].includes(name)) return 'z'
  return ['*', 'suppressed', '<5', '<6'].includes(name) ? 'c' : null
}
