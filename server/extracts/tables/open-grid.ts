/** Opens a file by what it holds, never by its name: a text table or a workbook. */
import { childLevelHeading } from '#domain/extracts/child-level.ts'
import { trimSpaces } from '#domain/extracts/figure-text.ts'
import { type ExtractProblem, fileProblem, rowProblem } from '#domain/extracts/problem.ts'
import type { Grid, SheetPreview } from '../../grid.ts'
import { beginsAsWorkbook, LARGEST_WORKBOOK, openWorkbook } from '../../xlsx/read/open-workbook.ts'
import { headText, openCsv } from './csv-grid.ts'
import { type ConfirmedEncoding, encodingOf, unmarkedUtf16 } from './decode-text.ts'

/** The number of bytes inspected before anything is stored. */
export const HEAD_SIZE = 64 * 1024

const SAVE_AS = 'Save it as CSV (UTF-8) or as .xlsx and send that'

/** Content that is not a table, by its first bytes. */
const otherTypes: readonly { begins: string; what: string }[] = [
  { begins: '\x1f\x8b', what: 'compressed (gzip)' },
  { begins: '7z\xbc\xaf', what: 'compressed (7-Zip)' },
  { begins: 'Rar!', what: 'compressed (RAR)' },
  { begins: 'BZh', what: 'compressed (bzip2)' },
  { begins: '%PDF', what: 'a PDF' },
  { begins: '{\\rtf', what: 'a text document' },
  { begins: '<', what: 'a web page or XML' },
  { begins: '{', what: 'JSON' },
  { begins: '[', what: 'JSON' },
  { begins: '\x89PNG', what: 'a picture' },
  { begins: '\xff\xd8\xff', what: 'a picture' },
  { begins: 'GIF8', what: 'a picture' },
  { begins: 'RIFF', what: 'a picture or a recording' },
  { begins: 'II*\x00', what: 'a picture' },
  { begins: 'MM\x00*', what: 'a picture' },
  { begins: 'SQLite format', what: 'a database' },
  { begins: 'PAR1', what: 'a Parquet file' },
  { begins: 'ARROW1', what: 'an Arrow file' },
]

/**
 * A file as a grid, or a problem. Holds the first 64 KB of a text file, and all of a workbook. A list of children is
 * not opened: its problem names the heading that shows it.
 */
export async function openGrid(
  bytes: AsyncIterable<Buffer>,
  { encoding }: { encoding: ConfirmedEncoding | null },
): Promise<Grid | ExtractProblem> {
  const { head, all, isWhole } = await startOf(bytes)
  const refusal = childLevelHead(head) ?? otherType(head)
  if (refusal !== null) {
    await all.return(undefined)
    return refusal
  }
  if (!beginsAsWorkbook(head)) return openCsv({ head, isWhole }, all, encoding)
  const grid = await openWorkbook(await whole(all))
  return 'code' in grid ? grid : (childLevelSheet(grid.preview) ?? grid)
}

/** The first 64 KB of a file, whether that is the whole of it, and the whole to be read after. */
export async function startOf(
  bytes: AsyncIterable<Buffer>,
): Promise<{ head: Buffer; isWhole: boolean; all: AsyncGenerator<Buffer> }> {
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
  return { head: begun.subarray(0, HEAD_SIZE), isWhole: size < HEAD_SIZE, all: all() }
}

/** A workbook's bytes, and no more of them than show that it is too large. */
async function whole(bytes: AsyncGenerator<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of bytes) {
    pieces.push(piece)
    size += piece.length
    if (size > LARGEST_WORKBOOK) break
  }
  return Buffer.concat(pieces)
}

function otherType(head: Buffer): ExtractProblem | null {
  const start = head
    .subarray(0, 64)
    .toString('latin1')
    .replace(/^(\xef\xbb\xbf)+/, '')
    .trimStart()
  const other = otherTypes.find(({ begins }) => start.startsWith(begins))
  return other ? fileProblem('wrong_type', `The file is ${other.what}. ${SAVE_AS}`) : null
}

/** The problem of a text file whose headings are those of a list of children, seen before anything of it is written. */
export function childLevelHead(head: Buffer): ExtractProblem | null {
  if (head.includes(0) && encodingOf(head) === 'utf-8' && unmarkedUtf16(head) === null) return null
  for (const [index, line] of headText(head)
    .split(/\r\n|\n|\r/)
    .entries()) {
    const cells = line.split(/[,;\t|]/).map((cell) => trimSpaces(cell.replace(/^\s*"|"\s*$/g, '')))
    const heading = childLevelHeading(cells, index === 0)
    if (heading !== null) return childLevelData(null, index + 1, heading)
  }
  return null
}

function childLevelSheet(sheets: readonly SheetPreview[]): ExtractProblem | null {
  for (const { name, rows } of sheets) {
    for (const [index, { row, cells }] of rows.entries()) {
      const heading = childLevelHeading(cells, index === 0)
      if (heading !== null) return childLevelData(sheets.length > 1 ? name : null, row, heading)
    }
  }
  return null
}

/** The problem of a file about children. It says where, and quotes nothing from the file. */
export function childLevelData(sheet: string | null, row: number, column: string | null): ExtractProblem {
  const found = column === null ? `Row ${row}` : `Column ‘${column}’`
  const message = `${found} looks like child-level data. Team scorecards only take team totals. The file has not been kept`
  return { ...rowProblem('child_level_data', row, column, null, message), sheet }
}
