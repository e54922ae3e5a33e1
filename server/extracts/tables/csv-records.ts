import { CsvError, parse } from 'csv-parse'
import { type ExtractProblem, problemAt, shortened } from '#domain/extracts/problem.ts'
import type { GridEvent } from '../../grid.ts'
import { asUtf8, type ConfirmedEncoding, type DecodingFault } from './decode-text.ts'

const LONGEST_RECORD = 64 * 1024
/** A line of at most this many characters is surely within that limit, however many bytes each takes. */
const LONGEST_PLAIN = 16 * 1024
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

export type RecordEvent = Extract<GridEvent, { is: 'row' }>

/**
 * The records of a CSV file, read strictly: comma, double quotes, any mix of line ends. The header is row 1, and blank
 * lines are records of one empty cell. Yields them by the thousand, as they come of a piece of the file. Returns null, or
 * the problem that ended the reading, after yielding every record before it.
 */
export async function* csvBatches(
  bytes: AsyncIterable<Buffer>,
  confirmed: ConfirmedEncoding | null,
): AsyncGenerator<readonly RecordEvent[], ExtractProblem | null> {
  const records = new Records()
  const texts = asUtf8(bytes, confirmed)
  let last = 0
  try {
    for (;;) {
      const next = await texts.next()
      if (next.done && next.value !== null) {
        // A record that the parser holds back because more may follow is whole: its line ended.
        await records.end()
        yield records.take()
        return undecodable(next.value, records.row + 1)
      }
      const text = next.done ? null : next.value
      last = text?.at(-1) ?? last
      const fault = await (text === null ? records.end() : records.read(text))
      const ready = records.take()
      const end = ready.at(-1)
      if (next.done && end && last !== LINE_FEED && last !== CARRIAGE_RETURN) end.isUnended = true
      yield ready
      if (fault !== null) return problemOf(fault, records.row + 1, records.isQuoting)
      if (next.done) return null
    }
  } finally {
    await texts.return(null)
    records.close()
  }
}

/** Records as they come of pieces of text. Up to the first quote a line is a record and a comma ends a cell, which takes a
 *  fifth of the parser's time; from there on the parser reads. */
class Records {
  row = 0
  #ready: RecordEvent[] = []
  /** The beginning of a line that the next piece ends. */
  #line = ''
  #parser: ReturnType<typeof parse> | null = null

  /** The records read since the last call. */
  take(): RecordEvent[] {
    const ready = this.#ready
    this.#ready = []
    return ready
  }

  /** Reads a piece; gives the parser's fault or null. */
  async read(piece: Buffer): Promise<unknown> {
    if (this.#parser !== null) return this.#send(piece)
    const text = this.#line + piece.toString()
    if (!isPlain(text)) {
      this.#line = ''
      return this.#send(text)
    }
    // A carriage return at the end may be half of a line end.
    const whole = text.endsWith('\r') ? text.length - 1 : text.length
    const lines = text.slice(0, whole).split(text.includes('\r') ? /\r\n|\n|\r/ : '\n')
    this.#line = (lines.pop() ?? '') + text.slice(whole)
    for (const line of lines) this.#ready.push({ is: 'row', row: ++this.row, cells: line.split(',') })
    return null
  }

  async end(): Promise<unknown> {
    if (this.#line !== '') {
      const fault = await this.#send(this.#line)
      if (fault !== null) return fault
    }
    const parser = this.#parser
    if (parser === null) return null
    return new Promise<unknown>((resolve) => {
      parser.once('error', resolve)
      parser.once('end', () => resolve(null))
      parser.end()
    })
  }

  close(): void {
    this.#parser?.destroy()
  }

  /** Whether the parser stopped inside quotes: its error does not say so, its state does. */
  get isQuoting(): boolean {
    const parser: object = this.#parser ?? {}
    return 'state' in parser && (parser.state as { quoting?: boolean }).quoting === true
  }

  #send(text: Buffer | string): Promise<unknown> {
    this.#parser ??= this.#open()
    const parser = this.#parser
    return new Promise((resolve) => parser.write(text, (fault) => resolve(fault ?? null)))
  }

  #open(): ReturnType<typeof parse> {
    const parser = parse({
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      max_record_size: LONGEST_RECORD,
      // Records are taken here and not from the stream, whose buffer is lost at the first fault.
      on_record: (cells: string[]) => {
        this.#ready.push({ is: 'row', row: ++this.row, cells })
        return null
      },
    })
    parser.on('error', () => undefined)
    return parser.resume()
  }
}

/** Whether a text can be cut at its line ends and commas: no quote, and no line near the longest. */
function isPlain(text: string): boolean {
  if (text.includes('"')) return false
  let start = 0
  for (let i = LONGEST_PLAIN; i < text.length; i = start + LONGEST_PLAIN) {
    start = Math.max(text.lastIndexOf('\n', i), text.lastIndexOf('\r', i)) + 1
    if (start <= i - LONGEST_PLAIN) return false
  }
  return true
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

function undecodable({ encoding, asWindows }: DecodingFault, row: number): ExtractProblem {
  const cells = asWindows.map((cell) => `‘${shortened(cell)}’`).join(', ')
  const remedy =
    asWindows.length === 0
      ? 'It may have been damaged on its way: save it as ‘CSV UTF-8’'
      : `It looks like Windows-1252, in which it says ${cells}. If that is right, confirm that the file is Windows-1252; if not, save it as ‘CSV UTF-8’`
  const said = `The file is not ${encoding.toUpperCase()} text from here on. ${remedy}`
  return problemAt('bad_encoding', { sheet: null, row, column: null }, null, said)
}
