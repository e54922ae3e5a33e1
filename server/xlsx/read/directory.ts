/** Checks the directory of a workbook's archive before anything is inflated. */
import { type Entry, fromBufferPromise, type LocalFileHeader, type ZipFile } from 'yauzl'
import { fileProblem } from '#domain/extracts/problem.ts'
import { damagedWorkbook, SAVE_AS, type WorkbookProblem } from './workbook-problem.ts'

/** An entry whose bytes are where the directory says and overlap no other's. */
export type DirectoryEntry = {
  name: string
  start: number
  end: number
  /** The inflated size, as declared. */
  size: number
  crc32: number
  isDeflated: boolean
}

const MOST_ENTRIES = 1000
const MOST_INFLATED = 100 * 1024 * 1024
const MOST_RATIO = 200
/** Below this size a high ratio is not unusual: a short part may repeat one thing many times. */
const RATIO_COUNTS_FROM = 1024 * 1024
const DIRECTORY_ENDS = [0x06054b50, 0x06064b50]
const STORED = 0
const DEFLATED = 8

const TOO_MUCH = 'Save only the sheets that hold the figures, or save them as CSV (UTF-8), and send that'

/** The entries of a workbook in their order, or why it is refused. Nothing is inflated and no path is ever used. */
export async function readDirectory(bytes: Buffer): Promise<DirectoryEntry[] | WorkbookProblem> {
  let zip: ZipFile
  try {
    zip = await fromBufferPromise(bytes, { lazyEntries: true })
  } catch {
    return damagedWorkbook('its end is missing or does not fit, as when it was cut short on its way')
  }
  if (zip.entryCount > MOST_ENTRIES) {
    const message = `The workbook consists of ${zip.entryCount} files; ${MOST_ENTRIES} is the most. ${TOO_MUCH}`
    return fileProblem('too_large', message)
  }
  try {
    const listed: Entry[] = []
    for await (const entry of zip.eachEntry()) listed.push(entry)
    const refusal = kindProblem(listed, bytes) ?? sizeProblem(listed)
    if (refusal !== null) return refusal
    // The bytes after the last counted entry must be the end of the directory: another entry would have been missed.
    const after = bytes.readUInt32LE(Number(zip.readEntryCursor))
    if (!DIRECTORY_ENDS.includes(after))
      return damagedWorkbook('its directory does not list all that is in it')
    return await locate(zip, listed)
  } catch {
    // yauzl also throws for names that lead out of the archive.
    return damagedWorkbook('its directory does not hold together')
  }
}

function sizeProblem(entries: readonly Entry[]): WorkbookProblem | null {
  const total = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0)
  if (total > MOST_INFLATED) {
    const megabytes = Math.ceil(total / 1024 / 1024)
    const message = `The workbook would unfold to ${megabytes} MB; ${MOST_INFLATED / 1024 / 1024} MB is the most. ${TOO_MUCH}`
    return fileProblem('too_large', message)
  }
  const dense = entries.find(
    ({ uncompressedSize, compressedSize }) =>
      uncompressedSize > RATIO_COUNTS_FROM && uncompressedSize > MOST_RATIO * compressedSize,
  )
  if (dense) {
    const message = `The workbook is packed ${MOST_RATIO} times smaller than what it holds (${dense.fileName}). ${TOO_MUCH}`
    return fileProblem('too_large', message)
  }
  return null
}

/** Each kind of archive that is sent by mistake, and the file that identifies it. */
function kindProblem(entries: readonly Entry[], bytes: Buffer): WorkbookProblem | null {
  const names = new Set(entries.map(({ fileName }) => fileName.toLowerCase()))
  if (entries.some((entry) => entry.isEncrypted())) {
    const message =
      'The file is protected with a password. Save the workbook without one, as .xlsx, and send that'
    return fileProblem('password_protected', message)
  }
  if ([...names].some((name) => name.endsWith('vbaproject.bin') || name.startsWith('xl/macrosheets/'))) {
    return fileProblem('wrong_type', `The workbook holds macros. ${SAVE_AS}`)
  }
  const refused = (what: string) => fileProblem('wrong_type', `The file is ${what}. ${SAVE_AS}`)
  if (names.has('xl/workbook.bin')) return refused('a binary workbook (.xlsb)')
  if (names.has('word/document.xml')) return refused('a Word document')
  if (names.has('ppt/presentation.xml')) return refused('a PowerPoint presentation')
  const openDocument = entries.find(({ fileName }) => fileName === 'mimetype')
  if (openDocument || names.has('content.xml')) {
    const isSpreadsheet = bytes.subarray(0, 200).includes('opendocument.spreadsheet')
    return refused(isSpreadsheet ? 'an OpenDocument spreadsheet (.ods)' : 'not an Excel workbook')
  }
  if (names.size === 0) return refused('an empty zip file')
  if (!names.has('[content_types].xml')) return refused('a zip file and not a workbook')
  if (names.size !== entries.length) return damagedWorkbook('two of its files have the same name')
  return null
}

/** The position of each entry's bytes, once its own header agrees with the directory and no two entries share a byte. */
async function locate(zip: ZipFile, entries: readonly Entry[]): Promise<DirectoryEntry[] | WorkbookProblem> {
  const located: DirectoryEntry[] = []
  for (const entry of entries) {
    if (entry.fileName.endsWith('/') && entry.uncompressedSize === 0) continue
    const header: LocalFileHeader = await zip.readLocalFileHeaderPromise(entry)
    const agrees =
      header.fileName.equals(entry.fileNameRaw) &&
      header.compressionMethod === entry.compressionMethod &&
      [STORED, DEFLATED].includes(entry.compressionMethod)
    if (!agrees) return damagedWorkbook(`${entry.fileName} is not as the directory lists it`)
    located.push({
      name: entry.fileName,
      start: header.fileDataStart,
      end: header.fileDataStart + entry.compressedSize,
      size: entry.uncompressedSize,
      crc32: entry.crc32,
      isDeflated: entry.compressionMethod === DEFLATED,
    })
  }
  const inPlace = [...located].sort((a, b) => a.start - b.start || a.end - b.end)
  const shared = inPlace.find((entry, i) => entry.start < (inPlace[i - 1]?.end ?? 0))
  return shared ? damagedWorkbook(`${shared.name} shares its bytes with another file`) : located
}
