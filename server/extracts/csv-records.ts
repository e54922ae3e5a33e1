import { CsvError, parse } from 'csv-parse'
import { type ExtractProblem, problemAt, shown } from '#domain/extract-problem.ts'
import { asUtf8, type ConfirmedEncoding, type Undecodable } from './decode-text.ts'
import type { GridEvent } from './grid.ts'

const LONGEST_RECORD = 64 * 1024
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

type RecordEvent = Extract<GridEvent, { is: 'row' }>

/**
 * The records of a CSV file, read strictly: comma, double quotes, any mix of line ends. The header is row 1, and blank
 * lines are records of one empty cell. Returns null, or the problem that ended the reading, after yielding every
 * record before it.
 */
export async function* csvRecords(
  bytes: AsyncIterable<Buffer>,
  confirmed: ConfirmedEncoding | null,
): AsyncGenerator<GridEvent, ExtractProblem | null> {
  yield { is: 'sheet', name: null }
  let row = 0
  let ready: RecordEvent[] = []
  const parser = parse({
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: LONGEST_RECORD,
    // Taken here and kept out of the stream, whose buffer would be lost with the first fault.
    on_record: (cells: string[]) => {
      row++
      ready.push({ is: 'row', row, cells })
      return null
    },
  })
  parser.on('error', () => undefined)
  parser.resume()

  const send = (text: Buffer | null) =>
    new Promise<unknown>((resolve) => {
      if (text === null) {
        parser.once('error', resolve)
        parser.once('end', () => resolve(null))
        parser.end()
      } else parser.write(text, (fault) => resolve(fault ?? null))
    })

  const texts = asUtf8(bytes, confirmed)
  let endsRowsInTwo: boolean | null = null
  let last = 0
  try {
    for (;;) {
      const next = await texts.next()
      if (next.done && next.value !== null) {
        // A record that the parser holds back because more may follow is whole: its line ended.
        await send(null)
        for (const record of ready) yield record
        return undecodable(next.value, row + 1)
      }
      const text = next.done ? null : next.value
      if (text !== null) {
        endsRowsInTwo ??= text.includes('\r\n')
        last = text.at(-1) ?? last
      }
      const fault = await send(text)
      const end = ready.at(-1)
      if (next.done && endsRowsInTwo && end && last !== LINE_FEED && last !== CARRIAGE_RETURN) {
        end.isUnended = true
      }
      for (const record of ready) yield record
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
  const place = { sheet: null, row, column: null }
  if (fault.code === 'CSV_MAX_RECORD_SIZE' && !quoting) {
    return problemAt('too_large', place, null, 'The row is longer than 64 KB. Shorten it')
  }
  const opened = fault.code === 'CSV_QUOTE_NOT_CLOSED' || fault.code === 'CSV_MAX_RECORD_SIZE'
  const said = opened
    ? 'A double quote opens in this row and does not close. Close it or remove it'
    : 'A double quote stands where it cannot. Write it twice inside a quoted cell, or remove it'
  return problemAt('bad_quote', place, null, said)
}

/** Whether the parser stopped inside quotes: its error does not say so, its state does. */
function isQuoting(parser: object): boolean {
  return 'state' in parser && (parser.state as { quoting?: boolean }).quoting === true
}

function undecodable({ encoding, asWindows }: Undecodable, row: number): ExtractProblem {
  const cells = asWindows.map((cell) => `‘${shown(cell)}’`).join(', ')
  const remedy =
    asWindows.length === 0
      ? 'It may have been damaged on its way: save it as ‘CSV UTF-8’'
      : `It looks like Windows-1252, in which it says ${cells}. If that is right, confirm that the file is Windows-1252; if not, save it as ‘CSV UTF-8’`
  const said = `The file is not ${encoding.toUpperCase()} text from here on. ${remedy}`
  return problemAt('bad_encoding', { sheet: null, row, column: null }, null, said)
}
