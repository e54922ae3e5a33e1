import { type ExtractProblem, fileProblem } from '#domain/extracts/problem.ts'

/** Why a workbook cannot be read: the problem that the extract, or the file sent, gets for it. */
export type WorkbookProblem = ExtractProblem

export const SAVE_AS = 'Save it as an Excel workbook (.xlsx) or as CSV (UTF-8) and send that'

/** The problem of a damaged workbook; `how` continues the sentence "The workbook is damaged:". */
export function damagedWorkbook(how: string): WorkbookProblem {
  const message = `The workbook is damaged: ${how}. Open it in Excel, save it again as .xlsx and send that`
  return fileProblem('wrong_type', message)
}
