/** Reads a file against the catalogue and the units, without a database. */
import type { ExtractProblem, ExtractWarning } from '#domain/extract-problem.ts'
import { type CodeMap, type ExtractRegister, withCodes } from '#domain/extract-register.ts'
import { duplicateRow, type ExtractRow, readRow } from '#domain/extract-row.ts'
import type { ConfirmedEncoding } from './decode-text.ts'
import { detectFormat, type Layouts } from './detect-format.ts'
import type { ExtractFormat } from './extract-format.ts'
import { openGrid } from './open-grid.ts'

/** What a file says, in its order: its format, then `row` once per cell of the ledger that it names, and what was found
 *  in it. */
export type Checked =
  | { is: 'format'; format: ExtractFormat }
  | { is: 'row' }
  | { is: 'accepted'; row: ExtractRow }
  | { is: 'problem'; problem: ExtractProblem }
  | { is: 'warning'; warning: ExtractWarning }

/** What people have said of a file: its encoding, its layout, what its own codes mean. */
export type ReadOptions = Layouts & {
  encoding?: ConfirmedEncoding | null
  codes?: CodeMap
}

/**
 * Every row, problem and warning of a file. A cell that two rows name is a problem of the later ones. Nothing
 * follows `child_level_data`. Holds one row and the cells seen so far, of a workbook also its bytes.
 */
export async function* readExtract(
  bytes: AsyncIterable<Buffer>,
  register: ExtractRegister,
  { encoding = null, codes = {}, ...layouts }: ReadOptions = {},
): AsyncGenerator<Checked> {
  const source = bytes[Symbol.asyncIterator]()
  try {
    const grid = await openGrid({ [Symbol.asyncIterator]: () => source }, { encoding })
    const format = 'code' in grid ? grid : detectFormat(grid, layouts)
    if ('code' in grid || 'code' in format) {
      yield { is: 'problem', problem: format as ExtractProblem }
      return
    }
    yield { is: 'format', format }
    const known = withCodes(register, codes)
    const rowOf = new Map<string, number>()
    const said = new SaidOfRow()
    for await (const finding of format.read(grid, known)) {
      if ('warning' in finding) {
        yield { is: 'warning', warning: finding.warning }
        continue
      }
      if ('problem' in finding) {
        if (finding.problem.code === 'ragged_row' || finding.problem.code === 'control_character')
          yield { is: 'row' }
        yield { is: 'problem', problem: finding.problem }
        continue
      }
      const { accepted, problems, warnings, cell } = readRow(finding.row, known)
      // A place of a wide table that says nothing.
      if (accepted === null && problems.length === 0) continue
      yield { is: 'row' }
      const firstRow = cell === null ? undefined : rowOf.get(cell)
      if (cell !== null && firstRow === undefined) rowOf.set(cell, finding.row.row)
      for (const problem of problems) if (said.isNew(problem)) yield { is: 'problem', problem }
      if (cell !== null && firstRow !== undefined) {
        const problem = duplicateRow(finding.row, firstRow, cell, known)
        if (said.isNew(problem)) yield { is: 'problem', problem }
      } else if (accepted !== null) {
        yield { is: 'accepted', row: accepted }
        for (const warning of warnings) yield { is: 'warning', warning }
      }
    }
  } finally {
    // A file that is refused is not read to its end.
    await source.return?.()
  }
}

/** What was said of a row: one that names many cells of the ledger has one team and one period, wrong once. */
class SaidOfRow {
  #row = ''
  readonly #said = new Set<string>()

  isNew({ sheet, row, column, code }: ExtractProblem): boolean {
    if (this.#row !== `${row} ${sheet}`) {
      this.#row = `${row} ${sheet}`
      this.#said.clear()
    }
    const key = `${code} ${column}`
    if (this.#said.has(key)) return false
    this.#said.add(key)
    return true
  }
}
