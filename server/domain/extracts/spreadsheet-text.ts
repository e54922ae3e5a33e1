/** The media type of a workbook. */
export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** What Excel, LibreOffice and Google Sheets take for the beginning of a formula, full-width forms included. */
const formulaStart = /^[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]/
/** Signs by which tables say that there is nothing; alone they begin no formula. */
const nothing = /^-{1,3}$/

/** Text as a spreadsheet may be given it: what would be read as a formula has an apostrophe before it. Numbers are given
 *  as numbers, never through here. */
export function spreadsheetText(text: string): string {
  return formulaStart.test(text) && !nothing.test(text) ? `'${text}` : text
}

/** The name of a sheet: at most 31 characters, none of those that a spreadsheet refuses. */
export function sheetName(text: string): string {
  const name = text
    .replaceAll(/[[\]/\\:*?]/g, ' ')
    .slice(0, 31)
    .replaceAll(/^'+|'+$/g, '')
    .trim()
  return name === '' ? 'Sheet' : name
}
