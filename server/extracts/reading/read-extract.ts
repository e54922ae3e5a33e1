/** Reads a file against the catalogue and the units, without a database. */
import { setImmediate } from 'node:timers/promises'
import type { FractionCell } from '#domain/extracts/fraction.ts'
import { rationedNearest } from '#domain/extracts/nearest-text.ts'
import type { ExtractProblem, ExtractWarning } from '#domain/extracts/problem.ts'
import { type CodeMap, type ExtractRegister, withCodes } from '#domain/extracts/register.ts'
import { duplicateRow, type ExtractRow, readRow } from '#domain/extracts/row.ts'
import type { Grid } from '../../grid.ts'
import { FigureIndex } from '../record/figure-index.ts'
import type { ConfirmedEncoding } from '../tables/decode-text.ts'
import type { ExtractFormat, Finding } from '../tables/extract-format.ts'
import { openGrid } from '../tables/open-grid.ts'
import { isBlank } from '../tables/table.ts'
import { CellIndex } from './cell-index.ts'
import { detectFormat, type Layouts } from './detect-format.ts'

/** What is found in a file, in order: its format, then for each ledger cell a `row` and the findings for it; at the
 *  end all cells that the file names, and the figures of which rules across measures speak. */
export type CheckedBatch =
  /** `headings` are the cells of the first row that holds something. */
  | { is: 'format'; format: ExtractFormat; headings: readonly string[] }
  | { is: 'row' }
  | { is: 'accepted'; row: ExtractRow; fraction: FractionCell | null }
  | { is: 'problem'; problem: ExtractProblem }
  | { is: 'warning'; warning: ExtractWarning }
  | { is: 'cells'; cells: CellIndex; figures: FigureIndex }

/** One shared value, since there may be a million rows. */
const ROW: CheckedBatch = { is: 'row' }

/** Milliseconds of reading before other work gets its turn. A row full of faults takes as long as a hundred clean ones. */
const TURN_MS = 10
/** The nearest known code is searched for at most this many unknown codes of a file. */
const MOST_OFFERED = 1_000

/** What people confirmed about a file: its encoding, its layout, the meaning of its own codes. */
export type ReadOptions = Layouts & {
  encoding?: ConfirmedEncoding | null
  codes?: CodeMap
}

/**
 * Every row, problem and warning of a file, in batches: waiting for each of a million rows would take longer than
 * reading them. If two rows name the same cell, the later one is a problem. Nothing follows `child_level_data`. Keeps
 * in memory some thousand rows and the places of the cells named so far, and of a workbook its bytes.
 */
export async function* readExtractBatches(
  bytes: AsyncIterable<Buffer>,
  register: ExtractRegister,
  { encoding = null, codes = {}, ...layouts }: ReadOptions = {},
): AsyncGenerator<readonly CheckedBatch[]> {
  const source = bytes[Symbol.asyncIterator]()
  try {
    const grid = await openGrid({ [Symbol.asyncIterator]: () => source }, { encoding })
    const format = 'code' in grid ? grid : (grid.undecodable ?? detectFormat(grid, layouts))
    if ('code' in grid || 'code' in format) {
      yield [{ is: 'problem', problem: format as ExtractProblem }]
      return
    }
    const headings = grid.preview[0]?.rows.find(({ cells }) => !isBlank(cells))?.cells ?? []
    yield [{ is: 'format', format, headings }]
    const known = {
      ...withCodes(register, codes),
      nearest: { unit: rationedNearest(MOST_OFFERED), kpi: rationedNearest(MOST_OFFERED) },
    }
    const seen = { cells: new CellIndex(known), figures: figureIndexOf(register) }
    const said = new SaidBefore()
    let turn = performance.now()
    for await (const findings of findingsOf(format, grid, known)) {
      let checked: CheckedBatch[] = []
      for (const finding of findings) {
        check(finding, known, seen, said, checked)
        if (performance.now() - turn < TURN_MS) continue
        yield checked
        checked = []
        await setImmediate()
        turn = performance.now()
      }
      yield checked
    }
    yield [{ is: 'cells', ...seen }]
  } finally {
    // A file that is refused is not read to its end.
    await source.return?.()
  }
}

async function* findingsOf(
  format: ExtractFormat,
  grid: Grid,
  register: ExtractRegister,
): AsyncGenerator<readonly Finding[]> {
  if (format.readBatches !== undefined) yield* format.readBatches(grid)
  else for await (const finding of format.read(grid, register)) yield [finding]
}

/** Adds the findings for one row, or a finding on the file's form. */
function check(
  finding: Finding,
  register: ExtractRegister,
  seen: { cells: CellIndex; figures: FigureIndex },
  said: SaidBefore,
  checked: CheckedBatch[],
): void {
  if ('warning' in finding) {
    checked.push({ is: 'warning', warning: finding.warning })
    return
  }
  if ('problem' in finding) {
    const { problem } = finding
    if (problem.code === 'ragged_row' || problem.code === 'control_character') checked.push(ROW)
    checked.push({ is: 'problem', problem })
    return
  }
  const { accepted, problems, ofFile, warnings, cell, fraction } = readRow(finding.row, register)
  // A place of a wide table that is rightly blank.
  if (accepted === null && problems.length === 0) return
  checked.push(ROW)
  const first = cell === null ? null : seen.cells.seenAt(cell, finding.row)
  for (const problem of problems) {
    const isNew = ofFile?.has(problem) === true ? said.isNewOfFile(problem) : said.isNew(problem)
    if (isNew) checked.push({ is: 'problem', problem })
  }
  if (cell !== null && first !== null) {
    const problem = duplicateRow(finding.row, first, cell, register)
    if (said.isNew(problem)) checked.push({ is: 'problem', problem })
  } else if (accepted !== null) {
    seen.figures.keep(accepted)
    checked.push({ is: 'accepted', row: accepted, fraction })
    for (const warning of warnings) checked.push({ is: 'warning', warning })
  }
}

/** Rules compare the figures of a file before it is published if it has at most so many places for them, a place being a unit
 *  in a period of a measure. They take 13 MB. */
const MOST_COMPARED = 1_000_000

/** An empty index of the figures of which the rules of a register speak. */
export function figureIndexOf({ units, rules = [] }: ExtractRegister): FigureIndex {
  return new FigureIndex(
    [...units.values()].map(({ code }) => code),
    rules,
    MOST_COMPARED,
  )
}

/** Filters repeated problems. A wide row with many cells has one team and one period, so a fault in these is
 *  reported once. A problem that many rows share for one reason is reported once for the file. */
class SaidBefore {
  #row = ''
  readonly #said = new Set<string>()
  readonly #ofFile = new Set<string>()

  /** At most once for a code and a column of a sheet. */
  isNewOfFile({ sheet, column, code }: ExtractProblem): boolean {
    const key = `${code} ${column} ${sheet}`
    if (this.#ofFile.has(key)) return false
    this.#ofFile.add(key)
    return true
  }

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
