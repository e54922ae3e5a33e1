import type { ExtractProblemCode } from '#domain/extracts/problem.ts'

/** Why a workbook cannot be read further. Without a code the workbook is damaged, and `message` says how. */
export class WorkbookFault extends Error {
  readonly code: ExtractProblemCode | null
  readonly row: number | null

  constructor(message: string, code: ExtractProblemCode | null = null, row: number | null = null) {
    super(message)
    this.name = 'WorkbookFault'
    this.code = code
    this.row = row
  }
}
