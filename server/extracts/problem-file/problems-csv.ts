import { csvRecord } from '#domain/extracts/csv-record.ts'
import type { ReadSource } from '#server/db/database.ts'
import { councilId } from '../../db/council-id.ts'
import type { Grid } from '../../grid.ts'
import { isBlank } from '../tables/table.ts'
import { loadGrid } from './load-grid.ts'
import { ProblemsByRow, type StoredProblem, storedProblems } from './problems-by-row.ts'

/**
 * Every problem of an extract as CSV, each with the original cells of its row, and with the sheet's name if the file
 * has several. The original cells are left out if the file is not a table or is not kept.
 */
export async function* problemsCsv(db: ReadSource, extractId: number): AsyncGenerator<string> {
  const grid = await loadGrid(db, extractId)
  const first = await loadFirstPlace(db, extractId)
  const isSheeted = first !== null && first.sheet !== null
  const record = ({ sheet, row, column, code, value, message }: StoredProblem, cells: readonly string[]) =>
    csvRecord([...(isSheeted ? [sheet, row] : [row]), column, code, value, message, ...cells])
  const heading = (headings: readonly string[]) =>
    csvRecord([
      ...(isSheeted ? ['sheet', 'row'] : ['row']),
      'column',
      'code',
      'value',
      'problem',
      ...headings,
    ])
  if (grid === null || 'code' in grid) {
    yield heading([])
    for await (const problem of storedProblems(db, extractId)) yield record(problem, [])
    return
  }
  const sheet = grid.preview.find(({ name }) => name === first?.sheet) ?? grid.preview[0]
  yield heading(sheet?.rows.find(({ cells }) => !isBlank(cells))?.cells ?? [])
  for await (const { problem, cells } of withOriginals(grid, storedProblems(db, extractId))) {
    yield record(problem, cells)
  }
}

/** The first problem that has a row, for its sheet. */
async function loadFirstPlace(db: ReadSource, extractId: number): Promise<{ sheet: string | null } | null> {
  const first = await db
    .selectFrom('extract_problem')
    .select('sheet')
    .where('council_id', '=', councilId)
    .where('extract_id', '=', extractId)
    .where('level', '=', 'problem')
    .where('row_number', 'is not', null)
    .orderBy('position')
    .limit(1)
    .executeTakeFirst()
  return first ?? null
}

type BesideOriginal = { problem: StoredProblem; cells: readonly string[] }

/** Each problem with the cells of its row; those of headings and of the file as a whole have none. */
async function* withOriginals(
  grid: Grid,
  found: AsyncIterator<StoredProblem>,
): AsyncGenerator<BesideOriginal> {
  const problems = new ProblemsByRow(found, grid.preview)
  let sheet = -1
  let isHeaded = false
  for await (const event of grid.events()) {
    if (event.is === 'sheet') {
      sheet++
      isHeaded = false
      continue
    }
    for (const problem of await problems.upTo(sheet, event.row)) {
      yield { problem, cells: isHeaded && problem.row === event.row ? event.cells : [] }
    }
    isHeaded ||= !isBlank(event.cells)
  }
  for (const problem of await problems.upTo(Number.POSITIVE_INFINITY, 0)) yield { problem, cells: [] }
}
