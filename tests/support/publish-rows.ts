import type { Db } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { testNow } from './app.ts'
import { named } from './named.ts'

/** Publishes rows of team, measure, period, numerator and denominator as one file, and returns the extract's number. */
export async function publishRows(db: Db, rows: readonly string[], now = testNow): Promise<number> {
  const content = ['team_code,kpi_code,period,numerator,denominator', ...rows].join('\n')
  const report = await ingestFile(db, {
    filename: `rows-${now.toISOString()}.csv`,
    mediaType: 'text/csv',
    bytes: [Buffer.from(content)],
    channel: 'command_line',
    receivedBy: named('Data team'),
    now,
    publish: { now, by: named('Data team'), reason: 'Monthly return', acceptWarnings: true },
  })
  if (report.status !== 'published' || report.id === null) throw new Error(JSON.stringify(report))
  return report.id
}
