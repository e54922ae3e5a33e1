/** The media type of a workbook. */
export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** What Excel, LibreOffice and Google Sheets take for the beginning of a formula, full-width forms included. */
const formulaStart = /^[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]/
/** Dashes that a table uses for "nothing". Alone in a cell they do not begin a formula. */
const nothing = /^-{1,3}$/

/** Text that is safe in a spreadsheet: an apostrophe is put before text that would be read as a formula. For text
 *  only; numbers are written as numbers. */
export function spreadsheetText(text: string): string {
  return formulaStart.test(text) && !nothing.test(text) ? `'${text}` : text
}

/** The name of a sheet: at most 31 characters, without the characters that a spreadsheet refuses. */
export function sheetName(text: string): string {
  const name = text
    .replaceAll(/[[\]/\\:*?]/g, ' ')
    .slice(0, 31)
    .replaceAll(/^'+|'+$/g, '')
    .trim()
  return name === '' ? 'Sheet' : name
}
