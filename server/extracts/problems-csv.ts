import type { ReadSource } from '#server/db/database.ts'
import { csvRecord } from '#server/http/csv.ts'
import { formats } from './formats/index.ts'
import { loadFound } from './queries.ts'
import { loadBytes } from './stored-bytes.ts'

/**
 * Every problem of an extract as CSV, each beside its row as it stands in the file. The originals are left out where
 * the file could not be read as a table or its bytes are not kept.
 */
export async function* problemsCsv(db: ReadSource, extractId: number): AsyncGenerator<string> {
  const problems = await loadFound(db, extractId, 'problem')
  const wanted = new Set(problems.map(({ row }) => row))
  const originals = new Map<number, string[]>()
  const format = formats.find(({ container }) => container === 'text')
  if (format && !problems.some(({ code }) => code === 'wrong_type')) {
    for await (const { row, cells } of format.cells(loadBytes(db, extractId))) {
      if (row === 1 || wanted.has(row)) originals.set(row, cells)
    }
  }
  yield csvRecord(['row', 'column', 'code', 'value', 'problem', ...(originals.get(1) ?? [])])
  for (const { row, column, code, value, message } of problems) {
    const cells = row === null || row === 1 ? [] : (originals.get(row) ?? [])
    yield csvRecord([row, column, code, value, message, ...cells])
  }
}
