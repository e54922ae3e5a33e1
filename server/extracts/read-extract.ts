/** Reads a file against the catalogue and the units, without a database. */
import type { ExtractProblem, ExtractWarning } from '#domain/extract-problem.ts'
import type { ExtractRegister } from '#domain/extract-register.ts'
import { duplicateRow, type ExtractRow, readRow } from '#domain/extract-row.ts'
import { childLevelHead, detectFormat, HEAD_SIZE } from './detect-format.ts'

/** What a file says, in its order: `row` once per row that is not blank, then what was found in it. */
export type Checked =
  | { is: 'row' }
  | { is: 'accepted'; row: ExtractRow }
  | { is: 'problem'; problem: ExtractProblem }
  | { is: 'warning'; warning: ExtractWarning }

/**
 * Every row, problem and warning of a file. A cell that two rows name is a problem of the later ones. Nothing
 * follows `child_level_data`. Holds one row and the cells seen so far.
 */
export async function* readExtract(
  bytes: AsyncIterable<Buffer>,
  register: ExtractRegister,
): AsyncGenerator<Checked> {
  const { head, all } = await startOf(bytes)
  const childLevel = childLevelHead(head)
  const format = childLevel ?? detectFormat(head)
  if ('code' in format) {
    yield { is: 'problem', problem: format }
    return
  }
  const rowOf = new Map<string, number>()
  for await (const finding of format.read(all)) {
    if ('problem' in finding) {
      if (finding.problem.code === 'ragged_row' || finding.problem.code === 'control_character')
        yield { is: 'row' }
      yield { is: 'problem', problem: finding.problem }
      continue
    }
    yield { is: 'row' }
    const { accepted, problems, warnings, cell } = readRow(finding.row, register)
    const firstRow = cell === null ? undefined : rowOf.get(cell)
    if (cell !== null && firstRow === undefined) rowOf.set(cell, finding.row.row)
    for (const problem of problems) yield { is: 'problem', problem }
    if (cell !== null && firstRow !== undefined) {
      yield { is: 'problem', problem: duplicateRow(finding.row.row, firstRow, cell, register) }
    } else if (accepted !== null) {
      yield { is: 'accepted', row: accepted }
      for (const warning of warnings) yield { is: 'warning', warning }
    }
  }
}

/** The first 64 KB of a file, and the whole of it to be read after. */
export async function startOf(
  bytes: AsyncIterable<Buffer>,
): Promise<{ head: Buffer; all: AsyncGenerator<Buffer> }> {
  const source = bytes[Symbol.asyncIterator]()
  const pieces: Buffer[] = []
  let size = 0
  while (size < HEAD_SIZE) {
    const next = await source.next()
    if (next.done) break
    pieces.push(next.value)
    size += next.value.length
  }
  const begun = Buffer.concat(pieces)
  async function* all(): AsyncGenerator<Buffer> {
    try {
      if (begun.length > 0) yield begun
      for (;;) {
        const next = await source.next()
        if (next.done) return
        yield next.value
      }
    } finally {
      await source.return?.()
    }
  }
  return { head: begun.subarray(0, HEAD_SIZE), all: all() }
}
