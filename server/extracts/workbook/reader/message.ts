import type { ExtractProblem } from '#domain/extract-problem.ts'

/** What the reader says, a line of JSON each: it has started; a sheet begins; a row with its number, its cells and the places of its
 *  dates and formulas; why the reading ends; or that all was read. */
export type ReaderMessage =
  | ['ready']
  | ['sheet', string]
  | ['row', number, string[], (number[] | null)?, (number[] | null)?]
  | ['problem', ExtractProblem]
  | ['end']
