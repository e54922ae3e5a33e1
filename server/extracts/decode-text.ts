import { TextDecoder } from 'node:util'
import { type ExtractProblem, rowProblem } from '#domain/extract-problem.ts'

const PIECE = 64 * 1024
const BYTE_ORDER_MARK = 2

/** How a file's bytes are to be read, by its byte order mark; UTF-8 where it has none. */
export function encodingOf(head: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  return 'utf-8'
}

/**
 * Decodes a file strictly, in pieces of at most 64 KB so that other work gets its turn; the byte order mark is
 * removed. Returns null, or the problem at the first byte that is not text, after yielding all that comes before.
 */
export async function* decodeText(
  bytes: AsyncIterable<Buffer>,
): AsyncGenerator<string, ExtractProblem | null> {
  let decoder: TextDecoder | null = null
  let row = 1
  let held: Buffer = Buffer.alloc(0)
  for await (const received of bytes) {
    const chunk: Buffer = held.length > 0 ? Buffer.concat([held, received]) : received
    held = Buffer.alloc(0)
    if (decoder === null && chunk.length < BYTE_ORDER_MARK) {
      held = chunk
      continue
    }
    decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true })
    for (let start = 0; start < chunk.length; start += PIECE) {
      const piece = chunk.subarray(start, start + PIECE)
      const text = decode(decoder, piece)
      if (text === null) return badEncoding(row + linesBeforeFault(piece), decoder.encoding)
      row += lineEnds(text)
      yield text
    }
  }
  decoder ??= new TextDecoder('utf-8', { fatal: true })
  const rest = decode(decoder, held)
  if (rest === null || decode(decoder, null) === null) return badEncoding(row, decoder.encoding)
  if (rest !== '') yield rest
  return null
}

function decode(decoder: TextDecoder, piece: Buffer | null): string | null {
  try {
    return piece === null ? decoder.decode() : decoder.decode(piece, { stream: true })
  } catch {
    return null
  }
}

/** How many lines end before the first line that does not decode by itself. */
function linesBeforeFault(piece: Buffer): number {
  const lines = piece.toString('latin1').split('\n')
  const fault = lines.findIndex((line, index) => {
    // A character may have begun in the piece before: its continuation bytes are no fault of the first line.
    const bytes = Buffer.from(line, 'latin1')
    const whole = index === 0 ? bytes.subarray(bytes.findIndex((byte) => (byte & 0xc0) !== 0x80)) : bytes
    return decode(new TextDecoder('utf-8', { fatal: true }), whole) === null
  })
  return fault === -1 ? 0 : fault
}

function lineEnds(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++
  return count
}

function badEncoding(row: number, encoding: string): ExtractProblem {
  const name = encoding.toUpperCase()
  const message = `Row ${row}: The file is not ${name} text from here on. It may be in an older Windows encoding: save it as ‘CSV UTF-8’`
  return rowProblem('bad_encoding', row, null, null, message)
}
