import { parse } from 'csv-parse/sync'
import type { ExtractProblem } from '#domain/extract-problem.ts'
import { csvBatches } from './csv-records.ts'
import { type ConfirmedEncoding, encodingOf } from './decode-text.ts'
import type { Grid, GridEvent, GridRow } from './grid.ts'

const PREVIEW_ROWS = 40

/** A text file as a grid. `head` is its beginning; `bytes` all of it, and read once. */
export function openCsv(
  head: Buffer,
  bytes: AsyncIterable<Buffer>,
  confirmed: ConfirmedEncoding | null,
): Grid {
  const batches = () => csvBatches(bytes, confirmed)
  return {
    container: 'csv',
    preview: [{ name: null, rows: firstRows(headText(head, confirmed)) }],
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
  return new TextDecoder(encodingOf(head, confirmed)).decode(head)
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
    // A quote that stands where it cannot, or does not close within the head: the lines as they stand.
    rows = text
      .split(/\r\n|\n|\r/, PREVIEW_ROWS)
      .map((line) => line.split(',').map((cell) => cell.replace(/^\s*"|"\s*$/g, '')))
  }
  return rows.map((cells, index) => ({ row: index + 1, cells }))
}
