import type { ExtractProblem } from '#domain/extracts/problem.ts'

/** What is said of a row beside its number and cells: places of dates, of formulas and of cells merged with another, what
 *  cells shown as dates or times hold as numbers, and whether it is hidden. Empty lists are left out. */
export type RowMarks = {
  dates?: number[]
  formulas?: number[]
  merged?: number[]
  numbers?: [place: number, number: string][]
  isHidden?: true
}

/** What the reader says, a line of JSON each: it has started; a sheet begins, whether it is hidden and the places of its
 *  hidden columns; a row with its number, its cells and its marks; why the reading ends; or that all was read. */
export type ReaderMessage =
  | ['ready']
  | ['sheet', string, boolean, number[]]
  | ['row', number, string[], RowMarks?]
  | ['problem', ExtractProblem]
  | ['end']
