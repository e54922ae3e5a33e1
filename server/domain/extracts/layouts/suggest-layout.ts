/** Suggests how to read an unknown shape of file, for the person who confirms a layout. */

import { monthWithin } from '../../time/month-words.ts'
import { trimSpaces } from '../figure-text.ts'
import { asName, headingsKey, headingsOf } from './layout.ts'
import type { TableRow } from './layout-walk.ts'

/** The place of the headings: in `row`, or with two `rows` in it and the one above. */
export type HeadingRows = { row: number; rows: 1 | 2 }

/** Whether a text looks like a figure: "1,041", "92%". */
export function isLikeFigure(text: string): boolean {
  return /^[-–]?[0-9][0-9,.]*\s*%?$/.test(text)
}

/** The likely place of a sheet's headings: the last row with several filled cells above the first row with figures. */
export function suggestHeadings(rows: readonly TableRow[]): HeadingRows | null {
  const firstFigures = rows.findIndex(
    ({ cells }) => cells.filter((cell) => isLikeFigure(trimSpaces(cell))).length > 0 && filledOf(cells) > 1,
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

/** Beginnings of rows that are probably not a team's, as the file writes them. */
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

/** The cells above the headings that name one month, those labelled as month or period first. A cell that says when
 *  the report was made is left out: that is not the month of its figures. `column` counts from 0. */
export function monthCells(
  rows: readonly TableRow[],
  heading: number,
): { row: number; column: number; text: string; month: string }[] {
  const found = rows
    .filter(({ row }) => row < heading)
    .flatMap(({ row, cells }) =>
      cells.flatMap((text, column) => {
        const reading = monthWithin(text, 'day_first')
        const label = [cells.slice(0, column).findLast((cell) => trimSpaces(cell) !== '') ?? '', text]
        if (reading.is !== 'month' || label.some(isOfRun)) return []
        const isNamed = label.some((said) => monthLabel.test(said))
        return [{ row, column, text: trimSpaces(text), month: reading.month, isNamed }]
      }),
    )
  return [...found.filter(({ isNamed }) => isNamed), ...found.filter(({ isNamed }) => !isNamed)].map(
    ({ isNamed: _, ...cell }) => cell,
  )
}

const monthLabel = /\b(month|period)\b/i
const runWords =
  /\b(run|ran|produced|printed|exported|generated|extracted|created|refreshed|updated|downloaded|saved|prepared|published)\b/i

/** Whether a text says when a report was made, by its words or by a time of day. */
function isOfRun(text: string): boolean {
  return (
    runWords.test(text) || /(?<!\d)([01]?\d|2[0-3]):[0-5]\d(?!\d)/.test(text.replace(/ 0?0:00(:00)?$/, ''))
  )
}
