/** The first check of a workbook, which is a ZIP archive. Nothing is read before its directory and every entry are found to be
 * valid. */
import { crc32, createInflateRaw } from 'node:zlib'
import { fileProblem } from '#domain/extracts/problem.ts'
import { type DirectoryEntry, readDirectory } from './directory.ts'
import { damagedWorkbook, type WorkbookProblem } from './workbook-problem.ts'

/** A file within the workbook. Its bytes end with null once their checksum has been verified. */
export type Part = { name: string; size: number; bytes(): AsyncGenerator<Buffer, WorkbookProblem | null> }

/** The parts that contain the cells' values. */
export type Archive = { parts: readonly Part[] }

/** Folders and files of a workbook that contain no cell's text. */
const foldersBeside = [
  ...['theme', 'media', 'drawings', 'charts', 'diagrams', 'embeddings', 'externalLinks', 'pivotCache'],
  ...['pivotTables', 'slicers', 'slicerCaches', 'printerSettings', 'threadedComments', 'persons', 'activeX'],
  ...['ctrlProps', 'tables', 'queryTables'],
]
const besideCells = new RegExp(
  `^(docProps|customXml|xl/(${foldersBeside.join('|')}))/` +
    '|^xl/(calcChain|comments[0-9]*|connections|metadata)\\.xml$',
  'i',
)

/** Checks an archive. First its directory: an archive that is too large, hostile or not a workbook is refused before a byte is
 * inflated. Then every entry, which is inflated no further than it declares and compared with its checksum. */
export async function openArchive(bytes: Buffer): Promise<Archive | WorkbookProblem> {
  const entries = await readDirectory(bytes)
  if ('code' in entries) return entries
  for (const entry of entries) {
    const reading = inflated(bytes, entry)
    for (let next = await reading.next(); ; next = await reading.next()) {
      if (!next.done) continue
      if (next.value !== null) return next.value
      break
    }
  }
  const wanted = entries.filter(({ name }) => /\.(xml|rels)$/i.test(name) && !besideCells.test(name))
  return {
    parts: wanted.map((entry) => ({
      name: entry.name,
      size: entry.size,
      bytes: () => inflated(bytes, entry),
    })),
  }
}

const REMAKE = 'Copy the figures into a new workbook, or save them as CSV (UTF-8), and send that'
const PIECE = 64 * 1024

async function* inflated(
  archive: Buffer,
  entry: DirectoryEntry,
): AsyncGenerator<Buffer, WorkbookProblem | null> {
  const stored = archive.subarray(entry.start, entry.end)
  const sum = { size: 0, crc32: 0 }
  try {
    for await (const piece of entry.isDeflated ? inflatedPieces(stored) : storedPieces(stored)) {
      sum.size += piece.length
      sum.crc32 = crc32(piece, sum.crc32)
      if (sum.size > entry.size) {
        return fileProblem('too_large', `The workbook holds more than it says (${entry.name}). ${REMAKE}`)
      }
      yield piece
    }
  } catch {
    // An entry that cannot be inflated is damaged.
    sum.size = -1
  }
  const isWhole = sum.size === entry.size && sum.crc32 === entry.crc32
  return isWhole ? null : damagedWorkbook(`${entry.name} does not have the content it was saved with`)
}

function inflatedPieces(stored: Buffer): AsyncIterable<Buffer> {
  const inflate = createInflateRaw({ chunkSize: PIECE })
  inflate.end(stored)
  return inflate
}

async function* storedPieces(stored: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < stored.length; at += PIECE) yield stored.subarray(at, at + PIECE)
}
