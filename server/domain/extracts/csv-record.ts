/** Writes CSV that a spreadsheet opens safely: numbers are numbers, and text that looks like a formula is not run. */
import { spreadsheetText } from './spreadsheet-text.ts'

export type CsvValue = string | number | null

/** One record with its line end. Text that begins like a formula gets a leading apostrophe. */
export function csvRecord(values: readonly CsvValue[]): string {
  return `${values.map(csvField).join(',')}\r\n`
}

/** The text in quotes, unchanged. */
export function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}

function csvField(value: CsvValue): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = spreadsheetText(value)
  return /[",\r\n']/.test(text) ? quoted(text) : text
}
