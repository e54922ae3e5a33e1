/** What Excel, LibreOffice and Google Sheets take for the beginning of a formula, full-width forms included. */
const formulaStart = /^[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]/

/** Text as a spreadsheet may be given it: what would be read as a formula has an apostrophe before it. Numbers are given
 *  as numbers, never through here. */
export function spreadsheetText(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text
}
