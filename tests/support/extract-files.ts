/** Small extracts for tests, written as a data team would send them. */
import type { IncomingFile } from '#server/extracts/ingest.ts'
import { named } from './named.ts'

export const HEADER = 'team_code,kpi_code,period,numerator,denominator'

/** The day on which tests receive and publish, after every month that they send. */
export const NOW = new Date('2019-06-10T09:00:00Z')

/** A tidy extract with these rows beneath the usual header. */
export function csvOf(rows: readonly string[], header = HEADER): string {
  return `${[header, ...rows].join('\r\n')}\r\n`
}

/** The file as ingest receives it, with the values of `change` in place of the usual ones. */
export function fileOf(content: string | Buffer, change: Partial<IncomingFile> = {}): IncomingFile {
  return {
    filename: 'april.csv',
    mediaType: 'text/csv',
    bytes: [Buffer.from(content)],
    channel: 'command_line',
    receivedBy: named('Data team'),
    now: NOW,
    publish: null,
    ...change,
  }
}

/** How to publish a file that is to be published. */
export const PUBLISH = { now: NOW, by: named('Data team'), reason: null, acceptWarnings: false }
