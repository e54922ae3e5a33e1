import type { WorkbookProblem } from '../workbook-problem.ts'

/** The marks of a row, besides its number and cells: positions of dates, formulas and merged cells, the stored numbers of cells
 * shown as dates or times, and whether it is hidden. Empty lists are left out. */
export type RowMarks = {
  dates?: number[]
  formulas?: number[]
  merged?: number[]
  numbers?: [place: number, number: string][]
  isHidden?: true
}

/** The reader's messages, one line of JSON each: it has started; a sheet begins, whether it is hidden and which columns are; a
 * row with its number, cells and marks; why the reading ends; or that everything was read. */
export type ReaderMessage =
  | ['ready']
  | ['sheet', string, boolean, number[]]
  | ['row', number, string[], RowMarks?]
  | ['problem', WorkbookProblem]
  | ['end']
