import { parse } from 'csv-parse/sync'
import { type ExtractProblem, fileProblem } from '#domain/extracts/problem.ts'
import type { Grid, GridEvent, GridRow } from '../../grid.ts'
import { csvBatches } from './csv-records.ts'
import { type ConfirmedEncoding, encodingOf, unmarkedUtf16, wholeLength } from './decode-text.ts'

const PREVIEW_ROWS = 40

/** A text file as a grid. `head` is its beginning, all of it where `isWhole`; `bytes` the file, read once. */
export async function openCsv(
  { head, isWhole }: { head: Buffer; isWhole: boolean },
  bytes: AsyncIterable<Buffer>,
  confirmed: ConfirmedEncoding | null,
): Promise<Grid> {
  const batches = () => csvBatches(bytes, confirmed)
  return {
    container: 'csv',
    preview: [{ name: null, rows: firstRows(headText(head, confirmed)) }],
    undecodable: await undecodableHead(head, isWhole, confirmed),
    batches,
    async *events(): AsyncGenerator<GridEvent, ExtractProblem | null> {
      yield { is: 'sheet', name: null }
      const read = batches()
      try {
        for (;;) {
          const next = await read.next()
          if (next.done) return next.value
          for (const record of next.value) yield record
        }
      } finally {
        await read.return(null)
      }
    },
  }
}

/** The beginning of a text file, with marks in the place of what cannot be decoded. */
export function headText(head: Buffer, confirmed: ConfirmedEncoding | null = null): string {
  const encoding = unmarkedUtf16(head) ?? encodingOf(head, confirmed)
  return new TextDecoder(encoding).decode(head).replace(/^\ufeff+/, '')
}

/** The problem of a beginning that cannot be decoded. It takes precedence over any problem of the headings. */
async function undecodableHead(
  head: Buffer,
  isWhole: boolean,
  confirmed: ConfirmedEncoding | null,
): Promise<ExtractProblem | null> {
  if (unmarkedUtf16(head) !== null) {
    const message =
      'The file is UTF-16 text and lacks the mark at its beginning that says so. Save it as .xlsx or as ‘CSV UTF-8’'
    return fileProblem('bad_encoding', message)
  }
  const encoding = encodingOf(head, confirmed)
  const read = csvBatches(piecesOf(isWhole ? head : head.subarray(0, wholeLength(head, encoding))), confirmed)
  for (;;) {
    const next = await read.next()
    if (next.done) return next.value?.code === 'bad_encoding' ? next.value : null
  }
}

async function* piecesOf(head: Buffer): AsyncGenerator<Buffer> {
  yield head
}

/** The first rows of a text, its faults passed over. */
function firstRows(text: string): GridRow[] {
  let rows: string[][]
  try {
    rows = parse(text, {
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      to: PREVIEW_ROWS,
    })
  } catch {
    // A quote is misplaced, or does not close within the head: the lines are split at commas.
    rows = text
      .split(/\r\n|\n|\r/, PREVIEW_ROWS)
      .map((line) => line.split(',').map((cell) => cell.replace(/^\s*"|"\s*$/g, '')))
  }
  return rows.map((cells, index) => ({ row: index + 1, cells }))
}
