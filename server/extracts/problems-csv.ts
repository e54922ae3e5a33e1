import type { ReadSource } from '#server/db/database.ts'
import { csvRecord } from '#server/http/csv.ts'
import type { Grid } from './grid.ts'
import { loadGrid } from './problem-file/load-grid.ts'
import { isOfSheet } from './problem-file/marked-rows.ts'
import { loadFound, type ReportedProblem } from './queries.ts'
import { isBlank } from './table.ts'

/**
 * Every problem of an extract as CSV, each beside its row as it stands in the file; of a workbook of several sheets with
 * the name of its own. The originals are left out where the file could not be read as a table or is not kept.
 */
export async function* problemsCsv(db: ReadSource, extractId: number): AsyncGenerator<string> {
  const problems = await loadFound(db, extractId, 'problem')
  const grid = await loadGrid(db, extractId)
  const { headings, rowOf } =
    grid === null || 'code' in grid ? { headings: [], rowOf: new Map() } : await originalsOf(grid, problems)
  const isSheeted = problems.some(({ sheet }) => sheet !== null)
  const place = isSheeted ? ['sheet', 'row'] : ['row']
  yield csvRecord([...place, 'column', 'code', 'value', 'problem', ...headings])
  for (const problem of problems) {
    const { sheet, row, column, code, value, message } = problem
    const cells = rowOf.get(problem) ?? []
    yield csvRecord([...(isSheeted ? [sheet, row] : [row]), column, code, value, message, ...cells])
  }
}

type Originals = { headings: readonly string[]; rowOf: Map<ReportedProblem, readonly string[]> }

/** The headings of the first sheet with problems, and the cells of each problem's row beneath its sheet's headings. */
async function originalsOf(grid: Grid, problems: readonly ReportedProblem[]): Promise<Originals> {
  const originals: Originals = { headings: [], rowOf: new Map() }
  let sheet = -1
  let isHeaded = false
  let wanted = new Map<number, ReportedProblem[]>()
  for await (const event of grid.events()) {
    if (event.is === 'sheet') {
      sheet++
      isHeaded = false
      const own = problems.filter((problem) => isOfSheet(problem, sheet, grid.preview))
      wanted = Map.groupBy(own, ({ row }) => row ?? 0)
    } else if (!isHeaded) {
      isHeaded = !isBlank(event.cells)
      if (isHeaded && wanted.size > 0 && originals.headings.length === 0) originals.headings = event.cells
    } else {
      for (const problem of wanted.get(event.row) ?? []) originals.rowOf.set(problem, event.cells)
    }
  }
  return originals
}
