import { stringify } from 'csv-stringify/sync'
import { spreadsheetText } from '#domain/spreadsheet-text.ts'

/** Records as CSV under one heading: numbers as they are, and no text that a spreadsheet would take for a formula. */
export function csvOf(records: readonly Record<string, string | number | null | undefined>[]): string {
  return stringify([...records], {
    header: true,
    cast: { string: (text) => spreadsheetText(text) },
    record_delimiter: '\r\n',
  })
}
