/** The faults and warnings an extract can have, by code. Users' scripts rely on the codes; words may improve. */

export const problemCodes = [
  'unknown_team',
  'closed_team',
  'unknown_kpi',
  'kpi_not_for_team',
  'bad_period',
  'future_period',
  'bad_number',
  'numerator_exceeds_denominator',
  'negative',
  'missing_value',
  'duplicate_row',
  'unknown_column',
  'missing_column',
  'duplicate_column',
  'ragged_row',
  'bad_quote',
  'bad_encoding',
  'control_character',
  'formula',
  'error_value',
  'symbol_unknown',
  'too_large',
  'empty',
  'not_a_table',
  'wrong_type',
  'password_protected',
  'child_level_data',
  'looks_like_fraction',
] as const
export type ExtractProblemCode = (typeof problemCodes)[number]

/** `looks_like_fraction` is a problem where one reading is far likelier, and a warning where neither is. */
export const warningCodes = [
  'looks_like_fraction',
  'cut_short',
  'formula_value_used',
  'outside_usual_range',
  'team_missing',
  'fewer_rows',
  'retired_measure',
  'restates_published',
  'restates_signed_off',
  'value_without_denominator',
  'hidden_rows',
  'measures_disagree',
] as const
export type ExtractWarningCode = (typeof warningCodes)[number]

/** Whether a warning only informs: nobody has to accept it, and it holds no file up. */
export function isInforming(code: string): boolean {
  return code === 'measures_disagree'
}

/** What is wrong, where, and what to do. `row` is the row a spreadsheet shows; null is the file as a whole. */
export type ExtractProblem = {
  code: ExtractProblemCode
  /** The workbook's sheet; null for a text file and for the only sheet that is read. */
  sheet: string | null
  row: number | null
  column: string | null
  /** The text found, at most 80 characters; null where there is none or it must not be repeated. */
  value: string | null
  message: string
  /** For a row that repeats another: the earlier of the two. */
  firstRow: number | null
}

/** Something that a person must see before the extract is published, unless it only informs. */
export type ExtractWarning = {
  code: ExtractWarningCode
  sheet: string | null
  row: number | null
  column: string | null
  message: string
  /** Whether publishing also needs a reason. */
  needsReason: boolean
}

const LONGEST_VALUE = 80

/** The text of a cell, shortened for a message. */
export function shortened(text: string): string {
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 1)}…` : text
}

/** A place in a file, in words: "Row 5", "Row 5, numerator", "Sheet ‘May’, row 5, AS01_n". */
export function placeName(sheet: string | null, row: number, column: string | null = null): string {
  const place = sheet === null ? `Row ${row}` : `Sheet ‘${shortened(sheet)}’, row ${row}`
  return column === null || column === '' ? place : `${place}, ${shortened(column)}`
}

/** A problem of a place in a file, which its message begins with. */
export function problemAt(
  code: ExtractProblemCode,
  { sheet, row, column }: { sheet: string | null; row: number; column: string | null },
  value: string | null,
  said: string,
): ExtractProblem {
  return { ...rowProblem(code, row, column, value, `${placeName(sheet, row, column)}: ${said}`), sheet }
}

/** A problem of one cell, or of one row where `column` is null. */
export function rowProblem(
  code: ExtractProblemCode,
  row: number,
  column: string | null,
  value: string | null,
  message: string,
  firstRow: number | null = null,
): ExtractProblem {
  return {
    code,
    sheet: null,
    row,
    column,
    value: value === null ? null : shortened(value),
    message,
    firstRow,
  }
}

/** A problem of the file as a whole, or of a column where one is given. */
export function fileProblem(
  code: ExtractProblemCode,
  message: string,
  column: string | null = null,
): ExtractProblem {
  return { code, sheet: null, row: null, column, value: null, message, firstRow: null }
}
