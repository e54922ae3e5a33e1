import { sql } from 'kysely'
import { csvRecord } from '#domain/extracts/csv-record.ts'
import { type ExtractProblemCode, problemCodes } from '#domain/extracts/problem.ts'
import { problemRules } from '#domain/extracts/rules.ts'
import type { ReadSource } from '#server/db/database.ts'
import { councilId } from '../../db/council-id.ts'

type Counted = {
  code: string
  column: string | null
  count: number
  sheet: string | null
  row: number | null
  message: string
}

/** The problems of an extract by code and column as CSV, most frequent first: how many, what to do, and the first. */
export async function* errorSummary(db: ReadSource, extractId: number): AsyncGenerator<string> {
  const rows: Counted[] = await db
    .selectFrom('extract_problem')
    .where('council_id', '=', councilId)
    .where('extract_id', '=', extractId)
    .where('level', '=', 'problem')
    .groupBy(['code', 'column_name'])
    .select([
      'code',
      'column_name as column',
      sql<number>`count(*)::integer`.as('count'),
      sql<string | null>`(array_agg(sheet order by position))[1]`.as('sheet'),
      sql<number | null>`(array_agg(row_number order by position))[1]`.as('row'),
      sql<string>`(array_agg(message order by position))[1]`.as('message'),
    ])
    .orderBy('count', 'desc')
    .orderBy(sql`min(position)`)
    .execute()
  yield `\ufeff${csvRecord(['code', 'column', 'problems', 'what_to_do', 'first_sheet', 'first_row', 'first_problem'])}`
  for (const { code, column, count, sheet, row, message } of rows) {
    yield csvRecord([code, column, count, remedyOf(code), sheet, row, message])
  }
}

function remedyOf(code: string): string | null {
  const known = problemCodes.find((problemCode): problemCode is ExtractProblemCode => problemCode === code)
  return known === undefined ? null : problemRules[known].remedy
}
