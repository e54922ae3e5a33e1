/** Reads workbooks (.xlsx) that may be broken or hostile. This process checks the archive, and a process with limits reads the
 * XML. */
import { fileProblem } from '#domain/extracts/problem.ts'
import type { Grid, GridEvent, GridRow, SheetPreview } from '../../grid.ts'
import { type Archive, openArchive } from './archive.ts'
import { compoundFileProblem } from './ole.ts'
import { type ReaderLimits, readInChild, usualLimits } from './read-in-child.ts'
import { SAVE_AS, type WorkbookProblem } from './workbook-problem.ts'

/** The largest accepted workbook, in bytes as sent. */
export const LARGEST_WORKBOOK = 25 * 1024 * 1024

/** Whether a file begins like a workbook, of the current or an older kind. */
export function beginsAsWorkbook(head: Buffer): boolean {
  return head.subarray(0, 2).equals(Buffer.from('PK')) || compoundFileProblem(head) !== null
}

/** A workbook as a grid, or why it is refused. Sheets are in the workbook's order, hidden ones included. Empty rows are left out
 * and the others keep their numbers. `events` may be called more than once. */
export async function openWorkbook(
  bytes: Buffer,
  limits: ReaderLimits = usualLimits,
): Promise<Grid | WorkbookProblem> {
  const compound = compoundFileProblem(bytes)
  if (compound !== null) return compound
  if (!bytes.subarray(0, 2).equals(Buffer.from('PK'))) {
    return fileProblem('wrong_type', `The file is not a workbook. ${SAVE_AS}`)
  }
  if (bytes.length > LARGEST_WORKBOOK) {
    const megabytes = LARGEST_WORKBOOK / 1024 / 1024
    const message = `The workbook must be smaller than ${megabytes} MB. Save only the sheets that hold the figures, or save them as CSV (UTF-8)`
    return fileProblem('too_large', message)
  }
  const archive = await openArchive(bytes)
  if ('code' in archive) return archive
  const preview = await readPreview(archive, limits)
  if ('code' in preview) return preview
  return { container: 'xlsx', preview, events: () => readInChild(archive, 'all', limits) }
}

async function readPreview(
  archive: Archive,
  limits: ReaderLimits,
): Promise<readonly SheetPreview[] | WorkbookProblem> {
  const sheets: (Omit<SheetPreview, 'rows'> & { rows: GridRow[] })[] = []
  const events: AsyncGenerator<GridEvent, WorkbookProblem | null> = readInChild(archive, 'preview', limits)
  for (;;) {
    const next = await events.next()
    if (next.done) return next.value ?? sheets
    if (next.value.is === 'sheet') {
      const { is: _, ...sheet } = next.value
      sheets.push({ ...sheet, rows: [] })
    } else {
      const { is: _, ...row } = next.value
      sheets.at(-1)?.rows.push(row)
    }
  }
}
