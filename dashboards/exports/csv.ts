import { type CsvValue, csvRecord } from '#domain/extracts/csv-record.ts'

/** Records as CSV under one heading: the columns given, or each that some record has, in the order in which they come. */
export function csvOf(
  records: readonly Record<string, CsvValue | undefined>[],
  columns: readonly string[] = [...new Set(records.flatMap((record) => Object.keys(record)))],
): string {
  if (columns.length === 0) return ''
  return [columns, ...records.map((record) => columns.map((column) => record[column] ?? null))]
    .map(csvRecord)
    .join('')
}
