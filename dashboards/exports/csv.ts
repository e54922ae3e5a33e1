import { stringify } from 'csv-stringify/sync'
import { spreadsheetText } from '#domain/extracts/spreadsheet-text.ts'

/** Records as CSV under one heading: numbers as they are, and no text that a spreadsheet would take for a formula. Without
 *  a record the heading is that of `columns`, if they are given. */
export function csvOf(
  records: readonly Record<string, string | number | null | undefined>[],
  columns?: readonly string[],
): string {
  return stringify([...records], {
    header: true,
    ...(columns === undefined ? {} : { columns: [...columns] }),
    cast: { string: (text) => spreadsheetText(text) },
    record_delimiter: '\r\n',
  })
}
