/** Writes a ZIP archive as a stream: one entry after another, none held in memory. */
import { pipeline } from 'node:stream/promises'
import { crc32, createDeflateRaw } from 'node:zlib'

export type ZipPart = { name: string; text: AsyncIterable<string> | Iterable<string> }

/** Sizes and checksum follow the bytes, because they are unknown before; names are UTF-8. */
const FLAGS = 0x0808
const DEFLATED = 8
const VERSION = 20
/** 1 January 1980, the first day of the format, so that the same content makes the same file. */
const DATE = 0x21

type Written = { name: Buffer; crc32: number; stored: number; size: number; offset: number }

/** The bytes of an archive with these parts, each read to its end before the next. */
export async function* zipStream(parts: AsyncIterable<ZipPart> | Iterable<ZipPart>): AsyncGenerator<Buffer> {
  const written: Written[] = []
  let offset = 0
  for await (const { name, text } of parts) {
    const entry: Written = { name: Buffer.from(name), crc32: 0, stored: 0, size: 0, offset }
    const header = localHeader(entry)
    yield header
    const deflate = createDeflateRaw()
    const fed = pipeline(counted(text, entry), deflate)
    // The error is handled below; until then a reader that goes away must not end the process.
    fed.catch(() => undefined)
    for await (const bytes of deflate as AsyncIterable<Buffer>) {
      entry.stored += bytes.length
      yield bytes
    }
    await fed
    const trailer = fields(16, [4, 0x08074b50], [4, entry.crc32], [4, entry.stored], [4, entry.size])
    yield trailer
    offset += header.length + entry.stored + trailer.length
    written.push(entry)
  }
  const directory = Buffer.concat(written.map(centralHeader))
  yield directory
  yield fields(
    22,
    ...([
      [4, 0x06054b50],
      [4, 0],
      [2, written.length],
      [2, written.length],
      [4, directory.length],
      [4, offset],
    ] as const),
  )
}

async function* counted(
  text: AsyncIterable<string> | Iterable<string>,
  entry: Written,
): AsyncGenerator<Buffer> {
  for await (const piece of text) {
    const bytes = Buffer.from(piece)
    entry.crc32 = crc32(bytes, entry.crc32)
    entry.size += bytes.length
    yield bytes
  }
}

function localHeader({ name }: Written): Buffer {
  const header = fields(
    30,
    [4, 0x04034b50],
    [2, VERSION],
    [2, FLAGS],
    [2, DEFLATED],
    [2, 0],
    [2, DATE],
    [4, 0],
    [4, 0],
    [4, 0],
    [2, name.length],
  )
  return Buffer.concat([header, name])
}

function centralHeader({ name, crc32: sum, stored, size, offset }: Written): Buffer {
  const header = fields(
    46,
    [4, 0x02014b50],
    [2, VERSION],
    [2, VERSION],
    [2, FLAGS],
    [2, DEFLATED],
    [2, 0],
    [2, DATE],
    [4, sum],
    [4, stored],
    [4, size],
    [2, name.length],
  )
  header.writeUInt32LE(offset, 42)
  return Buffer.concat([header, name])
}

/** Numbers one after another, each in a given number of bytes; the rest of the length is 0. */
function fields(length: number, ...numbers: (readonly [bytes: 2 | 4, value: number])[]): Buffer {
  const buffer = Buffer.alloc(length)
  let at = 0
  for (const [bytes, value] of numbers) {
    buffer.writeUIntLE(value, at, bytes)
    at += bytes
  }
  return buffer
}
