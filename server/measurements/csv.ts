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
  'bandFrom',
  'bandTo',
] as const satisfies readonly (keyof MeasurementRow | 'bandFrom' | 'bandTo')[]

/** The rows as CSV under one heading, page by page. */
export async function* csvLines(pages: AsyncIterable<MeasurementRow[]>): AsyncGenerator<string> {
  yield csvRecord(headings)
  for await (const rows of pages) yield rows.map(lineOf).join('')
}

function lineOf(row: MeasurementRow): string {
  const { band, ...given } = row
  const cells = {
    ...given,
    publishedAt: row.publishedAt.toISOString(),
    bandFrom: band?.from ?? null,
    bandTo: band?.to ?? null,
  }
  return csvRecord(headings.map((name) => cells[name]))
}
