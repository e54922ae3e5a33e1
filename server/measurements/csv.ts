import { csvRecord } from '#domain/extracts/csv-record.ts'
import type { MeasurementRow } from './rows.ts'

const headings = [
  'unit',
  'kpi',
  'period',
  'grain',
  'origin',
  'state',
  'numerator',
  'denominator',
  'value',
  'symbol',
  'added',
  'expected',
  'dataAsAt',
  'note',
  'version',
  'publishedAt',
  'extract',
  'row',
  'neverComing',
] as const satisfies readonly (keyof MeasurementRow)[]

/** The rows as CSV under one heading, page by page. */
export async function* csvLines(pages: AsyncIterable<MeasurementRow[]>): AsyncGenerator<string> {
  yield csvRecord(headings)
  for await (const rows of pages) yield rows.map(lineOf).join('')
}

function lineOf(row: MeasurementRow): string {
  return csvRecord(
    headings.map((name) => (name === 'publishedAt' ? row.publishedAt.toISOString() : row[name])),
  )
}
