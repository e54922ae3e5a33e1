/** Judges an analyst's series from a file, without a database. */
import { createReadStream } from 'node:fs'
import { csvRecord } from '#domain/extracts/csv-record.ts'
import type { ExtractProblem } from '#domain/extracts/problem.ts'
import { type JudgeOptions, judgeSeries, type SeriesVerdict } from './judge/judge-series.ts'
import { readSeriesFile } from './judge/read-file.ts'

/** Every fault of a file is found. This many are listed and the others counted. */
const LISTED = 10_000

export const verdictColumns = [
  'series',
  'period',
  'state',
  'value',
  'status',
  'mean',
  'lower',
  'upper',
  'signal',
  'variation',
  'assurance',
  'phrase',
] as const satisfies readonly (keyof SeriesVerdict)[]

/** The verdicts on the series of a file; none where the file has a problem. */
export type Judged = {
  problems: Pick<ExtractProblem, 'row' | 'column' | 'value' | 'message'>[]
  problemsTotal: number
  verdicts: Iterable<SeriesVerdict>
}

/** Reads and judges a file. Throws if it cannot be opened. */
export async function judgeFile(path: string, options: JudgeOptions): Promise<Judged> {
  const { series, problems } = await readSeriesFile(createReadStream(path))
  const verdicts = problems.length > 0 ? [] : judgeSeries(series, options)
  const listed = problems
    .slice(0, LISTED)
    .map(({ row, column, value, message }) => ({ row, column, value, message }))
  return { problems: listed, problemsTotal: problems.length, verdicts }
}

/** The verdicts as CSV, a record at a time, beginning with the headings. */
export function* verdictRecords(verdicts: Iterable<SeriesVerdict>): Generator<string> {
  yield csvRecord(verdictColumns)
  for (const verdict of verdicts) yield csvRecord(verdictColumns.map((column) => verdict[column]))
}
