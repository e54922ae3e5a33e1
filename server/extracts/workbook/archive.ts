/** The gate: a workbook is a ZIP archive, and nothing of it is read before its directory and every entry hold true. */
import { promisify } from 'node:util'
import { crc32, inflateRaw } from 'node:zlib'
import { type ExtractProblem, fileProblem } from '#domain/extract-problem.ts'
import { type DirectoryEntry, readDirectory } from './directory.ts'
import { damaged } from './refusals.ts'

/** A file within the workbook, inflated and found whole. */
export type Part = { name: string; bytes: Buffer }

export type Archive = {
  /** The parts that say what the cells hold, one at a time. Ends with null: each was found whole before. */
  parts(): AsyncGenerator<Part, ExtractProblem | null>
}

const inflate = promisify(inflateRaw)

/** Folders and files of a workbook from which no cell takes its text. */
const besideCells =
  /^(docProps|customXml|xl\/(theme|media|drawings|charts|diagrams|embeddings|externalLinks|pivotCache|pivotTables|slicers|slicerCaches|printerSettings|threadedComments|persons|activeX|ctrlProps|tables|queryTables))\/|^xl\/(calcChain|comments[0-9]*|connections|metadata)\.xml$/i

/**
 * Looks through an archive: first its directory, refusing what is too large, hostile or no workbook before a byte is
 * inflated; then every entry, inflated no further than it declares and compared with its checksum.
 */
export async function openArchive(bytes: Buffer): Promise<Archive | ExtractProblem> {
  const entries = await readDirectory(bytes)
  if ('code' in entries) return entries
  for (const entry of entries) {
    const part = await inflated(bytes, entry)
    if ('code' in part) return part
  }
  const wanted = entries.filter(({ name }) => /\.(xml|rels)$/i.test(name) && !besideCells.test(name))
  return {
    async *parts() {
      for (const entry of wanted) {
        const part = await inflated(bytes, entry)
        if ('code' in part) return part
        yield part
      }
      return null
    },
  }
}

async function inflated(archive: Buffer, entry: DirectoryEntry): Promise<Part | ExtractProblem> {
  const stored = archive.subarray(entry.start, entry.end)
  const bytes = entry.isDeflated ? await inflateUpTo(stored, entry.size) : stored
  if (bytes === 'more') {
    return fileProblem('too_large', `The workbook holds more than it says (${entry.name}). ${REMAKE}`)
  }
  if (bytes === null || bytes.length !== entry.size || crc32(bytes) !== entry.crc32) {
    return damaged(`${entry.name} does not have the content it was saved with`)
  }
  return { name: entry.name, bytes }
}

const REMAKE = 'Copy the figures into a new workbook, or save them as CSV (UTF-8), and send that'

/** The inflated bytes; null where they are no deflated stream; `more` where they would be more than declared. */
async function inflateUpTo(bytes: Buffer, size: number): Promise<Buffer | 'more' | null> {
  try {
    return await inflate(bytes, { maxOutputLength: Math.max(1, size) })
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'more' : null
  }
}
