import { type ExtractProblem, fileProblem } from '#domain/extracts/problem.ts'

export const SAVE_AS = 'Save it as an Excel workbook (.xlsx) or as CSV (UTF-8) and send that'

/** The problem of a damaged workbook; `how` continues the sentence "The workbook is damaged:". */
export function damaged(how: string): ExtractProblem {
  const message = `The workbook is damaged: ${how}. Open it in Excel, save it again as .xlsx and send that`
  return fileProblem('wrong_type', message)
}
