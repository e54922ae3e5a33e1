/** Writes a small PNG: pictures of pages have few colours, and are kept in the repository. */
import { crc32, deflateSync } from 'node:zlib'

/** The number of steps to which each colour channel is rounded: sixteen, or six if sixteen still give too many colours. */
export const STEPS = { many: 17, few: 51 } as const

/** Writes pixels of red, green, blue and opacity as a PNG with at most 256 colours. */
export function palettePng(pixels: Uint8Array, width: number, height: number): Buffer {
  const few = reduced(pixels, STEPS.many) ?? reduced(pixels, STEPS.few)
  if (few === null) throw new Error('six steps in three channels are fewer than 256 colours')
  const { palette, indexed } = few
  // Every row begins with the number of its filter, which is none, because neighbouring indices are unrelated.
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++) rows.set(indexed.subarray(y * width, (y + 1) * width), y * (width + 1) + 1)
  const size = Buffer.alloc(13)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  size.set([8, 3, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', size),
    chunk(
      'PLTE',
      Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255])),
    ),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function reduced(pixels: Uint8Array, step: number): { palette: number[]; indexed: Uint8Array } | null {
  const places = new Map<number, number>()
  const indexed = new Uint8Array(pixels.length / 4)
  const near = (at: number) => Math.round((pixels[at] ?? 0) / step) * step
  for (let i = 0; i < indexed.length; i++) {
    const colour = (near(4 * i) << 16) | (near(4 * i + 1) << 8) | near(4 * i + 2)
    const place = places.get(colour) ?? places.size
    if (place === 256) return null
    places.set(colour, place)
    indexed[i] = place
  }
  return { palette: [...places.keys()], indexed }
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const ends = Buffer.alloc(4)
  const begins = Buffer.alloc(4)
  begins.writeUInt32BE(data.length)
  ends.writeUInt32BE(crc32(body))
  return Buffer.concat([begins, body, ends])
}
