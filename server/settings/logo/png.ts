/** Reduces a PNG to its picture (W3C PNG, third edition): texts, profiles and anything after its end are dropped. */
import { crc32, inflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const KEPT = ['IHDR', 'PLTE', 'tRNS', 'gAMA', 'sRGB', 'pHYs', 'IDAT', 'IEND']
const LARGEST_SIDE = 2_000
/** At most eight bytes a pixel, and one byte for each row of each pass. The seven passes of an interlaced picture have fewer than twice
 *  its rows; fourteen times leaves room. */
const LARGEST_PICTURE = LARGEST_SIDE * LARGEST_SIDE * 8 + LARGEST_SIDE * 14

type Chunk = { name: string; data: Buffer; whole: Buffer }

const damaged = { fault: 'is damaged and cannot be shown. Save it again as a PNG' }

/** The picture alone, or what is wrong with the file. */
export function rewritePng(bytes: Buffer): { content: Buffer } | { fault: string } {
  if (!bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return { fault: 'must be an SVG or PNG file' }
  const chunks = chunksOf(bytes)
  if (chunks === null || chunks[0]?.name !== 'IHDR' || chunks[0].data.length !== 13) return damaged
  const [width, height] = [chunks[0].data.readUInt32BE(0), chunks[0].data.readUInt32BE(4)]
  if (width === 0 || height === 0) return damaged
  if (width > LARGEST_SIDE || height > LARGEST_SIDE) {
    return { fault: 'must be no more than 2,000 pixels wide and 2,000 high' }
  }
  if (chunks.some(({ name }) => name === 'acTL')) return { fault: 'must not move. Save one picture of it' }
  if (!isPicture(chunks)) return damaged
  const kept = chunks.filter(({ name }) => KEPT.includes(name)).map(({ whole }) => whole)
  return { content: Buffer.concat([SIGNATURE, ...kept]) }
}

/** The chunks up to the end of the picture, each with a correct checksum; null if the file is not made of such chunks. */
function chunksOf(bytes: Buffer): Chunk[] | null {
  const chunks: Chunk[] = []
  for (let at = SIGNATURE.length; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    const end = at + 12 + length
    if (end > bytes.length) return null
    const name = bytes.toString('latin1', at + 4, at + 8)
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return null
    chunks.push({ name, data: bytes.subarray(at + 8, end - 4), whole: bytes.subarray(at, end) })
    if (name === 'IEND') return chunks
    at = end
  }
  return null
}

function isPicture(chunks: readonly Chunk[]): boolean {
  const data = chunks.filter(({ name }) => name === 'IDAT').map((chunk) => chunk.data)
  try {
    return inflateSync(Buffer.concat(data), { maxOutputLength: LARGEST_PICTURE }).length > 0
  } catch {
    return false
  }
}
