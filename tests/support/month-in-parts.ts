/** May 2019 of the demonstration as it may come in: April's figures of every team repeated, in any number of files. */
import { parse } from 'csv-parse/sync'
import type { Db } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { thousandRows } from '../bench/thousand-rows.ts'
import { testNow } from './app.ts'
import { named } from './named.ts'

type Row = Record<'team_code' | 'kpi_code' | 'period' | 'numerator' | 'denominator' | 'value', string>

const may = (parse(thousandRows(), { columns: true }) as Row[]).filter((row) => row.period === '2019-05')

/** May's rows of the teams chosen by a test. */
export function mayOf(isWanted: (team: string) => boolean): Row[] {
  return may.filter((row) => isWanted(row.team_code))
}

/** The rows as a file. */
export function mayFile(rows: readonly Row[]): string {
  const lines = rows.map((r) =>
    [r.team_code, r.kpi_code, r.period, r.numerator, r.denominator, r.value].join(','),
  )
  return ['team_code,kpi_code,period,numerator,denominator,value', ...lines].join('\n')
}

/** Publishes rows as one file and returns the extract's number. Throws if the file has a problem. */
export async function publishMay(
  db: Db,
  filename: string,
  rows: readonly Row[],
  now = testNow,
): Promise<number> {
  const report = await ingestFile(db, {
    filename,
    mediaType: 'text/csv',
    bytes: [Buffer.from(mayFile(rows))],
    channel: 'command_line',
    receivedBy: named('Data team'),
    now,
    publish: { now, by: named('Data team'), reason: 'Monthly return', acceptWarnings: true },
  })
  if (report.status !== 'published' || report.id === null) throw new Error(JSON.stringify(report))
  return report.id
}
