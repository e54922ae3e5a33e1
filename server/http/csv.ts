/** CSV as a spreadsheet opens it safely: numbers are numbers, and text that would be read as a formula is not. */

export type CsvValue = string | number | null

/** One record with its line end. Text that begins like a formula is given a leading apostrophe. */
export function csvRecord(values: readonly CsvValue[]): string {
  return `${values.map(csvField).join(',')}\r\n`
}

// What Excel, LibreOffice and Google Sheets take for the beginning of a formula, full-width forms included.
const FORMULA = /^[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]/

function csvField(value: CsvValue): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
