import type { Db } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import type { ExtractReport } from '#server/extracts/record/report.ts'
import { named } from '../../support/named.ts'

const heading = 'team_code,kpi_code,period,numerator,denominator'

/** Sends rows such as `HP-S1,CP04,2019-04,41,50` as a file at a moment, to be published if possible with its warnings accepted.
 * */
export function sendFile(
  db: Db,
  rows: readonly string[],
  at: string,
  reason: string | null = null,
): Promise<ExtractReport> {
  const now = new Date(at)
  return ingestFile(db, {
    filename: 'extract.csv',
    mediaType: 'text/csv',
    bytes: [Buffer.from([heading, ...rows, ''].join('\n'))],
    channel: 'seed',
    receivedBy: named('Data team'),
    now,
    publish: { now, by: named('Data team'), reason, acceptWarnings: true },
  })
}
