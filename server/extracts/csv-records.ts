import { CsvError, parse } from 'csv-parse'
import { type ExtractProblem, rowProblem } from '#domain/extract-problem.ts'
import { decodeText } from './decode-text.ts'

/** A record and the row at which a spreadsheet shows it: the header is 1, and blank lines are rows too. */
export type CsvRecord = { row: number; cells: string[] }

const LONGEST_RECORD = 64 * 1024

/**
 * The records of a CSV file, read strictly: comma, double quotes, any mix of line ends. Blank lines are records of
 * one empty cell. Returns null, or the problem that ended the reading, after yielding every record before it.
 */
export async function* csvRecords(
  bytes: AsyncIterable<Buffer>,
): AsyncGenerator<CsvRecord, ExtractProblem | null> {
  let row = 0
  let ready: CsvRecord[] = []
  const parser = parse({
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: LONGEST_RECORD,
    // Taken here and kept out of the stream, whose buffer would be lost with the first fault.
    on_record: (cells: string[]) => {
      row++
      ready.push({ row, cells })
      return null
    },
  })
  parser.on('error', () => undefined)
  parser.resume()

  const send = (text: string | null) =>
    new Promise<unknown>((resolve) => {
      if (text === null) {
        parser.once('error', resolve)
        parser.once('end', () => resolve(null))
        parser.end()
      } else parser.write(text, (fault) => resolve(fault ?? null))
    })

  const texts = decodeText(bytes)
  try {
    for (;;) {
      const next = await texts.next()
      if (next.done && next.value !== null) return next.value
      const fault = await send(next.done ? null : next.value)
      yield* ready
      ready = []
      if (fault !== null) return problemOf(fault, row + 1, isQuoting(parser))
      if (next.done) return null
    }
  } finally {
    await texts.return(null)
    parser.destroy()
  }
}

function problemOf(fault: unknown, row: number, quoting: boolean): ExtractProblem {
  if (!(fault instanceof CsvError)) throw fault
  if (fault.code === 'CSV_MAX_RECORD_SIZE' && !quoting) {
    return rowProblem('too_large', row, null, null, `Row ${row}: The row is longer than 64 KB. Shorten it`)
  }
  const opened = fault.code === 'CSV_QUOTE_NOT_CLOSED' || fault.code === 'CSV_MAX_RECORD_SIZE'
  const message = opened
    ? `Row ${row}: A double quote opens in this row and does not close. Close it or remove it`
    : `Row ${row}: A double quote stands where it cannot. Write it twice inside a quoted cell, or remove it`
  return rowProblem('bad_quote', row, null, null, message)
}

/** Whether the parser stopped inside quotes: its error does not say so, its state does. */
function isQuoting(parser: object): boolean {
  return 'state' in parser && (parser.state as { quoting?: boolean }).quoting === true
}
