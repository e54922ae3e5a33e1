/** The rows in which faults were found, as they stand in the file. */
import { shown } from '#domain/extract-problem.ts'
import type { ReadSource } from '#server/db/database.ts'
import { councilId } from './council-id.ts'
import { loadGrid } from './problem-file/load-grid.ts'
import { loadBytes } from './stored-bytes.ts'

export type FaultRow = { sheet: string | null; row: number; cells: readonly string[] }

/** Rows with a problem and those that they repeat. `headings` are the cells of the file's first row that is not blank. */
export type FaultTable = { headings: readonly string[]; rows: readonly FaultRow[] }

const SHOWN = 100
/** A larger file is not read again to show a page. */
const LARGEST = 16 * 1024 * 1024

/**
 * The first hundred rows with a problem, with their cells as text. Null where the file is not kept, too large to be read
 * for a page, or cannot be read as a table.
 */
export async function loadFaultRows(db: ReadSource, extractId: number): Promise<FaultTable | null> {
  const extract = await db
    .selectFrom('extract')
    .select(['byte_count', 'format'])
    .where('council_id', '=', councilId)
    .where('id', '=', extractId)
    .executeTakeFirst()
  if (extract === undefined || extract.byte_count > LARGEST) return null
  const wanted = await loadWanted(db, extractId)
  if (wanted.size === 0) return null
  const grid = await loadGrid(db, extractId)
  if (grid === null || 'code' in grid) return null
  const rows: FaultRow[] = []
  let headings: readonly string[] | null = null
  let sheet: string | null = null
  for await (const event of grid.events()) {
    if (event.is === 'sheet') {
      sheet = event.name
      continue
    }
    const { row, cells } = event
    headings ??= cells.some((cell) => cell.trim() !== '') ? cells : null
    // A workbook read from one sheet does not name it.
    const isNamed = wanted.delete(key(sheet, row))
    if (isNamed || wanted.delete(key(null, row))) rows.push({ sheet: isNamed ? sheet : null, row, cells })
    if (wanted.size === 0) break
  }
  return headings === null || rows.length === 0 ? null : { headings, rows }
}

async function loadWanted(db: ReadSource, extractId: number): Promise<Set<string>> {
  const places = await db
    .selectFrom('extract_problem')
    .select(['sheet', 'row_number', 'first_row'])
    .distinct()
    .where('council_id', '=', councilId)
    .where('extract_id', '=', extractId)
    .where('level', '=', 'problem')
    .where('row_number', '>', 1)
    .orderBy('sheet')
    .orderBy('row_number')
    .limit(SHOWN)
    .execute()
  // The row that another repeats is shown with it.
  return new Set(
    places.flatMap(({ sheet, row_number, first_row }) =>
      [row_number, first_row].flatMap((row) => (row === null ? [] : [key(sheet, row)])),
    ),
  )
}

function key(sheet: string | null, row: number): string {
  return `${row} ${sheet ?? ''}`
}

/** Text that stands differently in two encodings, and the row it is in. */
export type ForeignCell = { row: number; text: string }

const FOREIGN_SHOWN = 3

/** The first cells that hold more than plain letters, read as Windows-1252, for a person to say whether that is right. */
export async function loadForeignCells(db: ReadSource, extractId: number): Promise<ForeignCell[]> {
  const decoder = new TextDecoder('windows-1252')
  const found: ForeignCell[] = []
  let row = 1
  let line = ''
  for await (const bytes of loadBytes(db, extractId)) {
    const lines = (line + decoder.decode(bytes, { stream: true })).split(/\r\n|\n|\r(?!$)/)
    line = lines.pop() ?? ''
    for (const text of lines) {
      found.push(...foreignIn(text, row++))
      if (found.length >= FOREIGN_SHOWN) return found.slice(0, FOREIGN_SHOWN)
    }
  }
  return [...found, ...foreignIn(line, row)].slice(0, FOREIGN_SHOWN)
}

function foreignIn(line: string, row: number): ForeignCell[] {
  return line
    .split(/[,;\t|]/)
    .filter((cell) => /[^\p{ASCII}]/u.test(cell))
    .map((cell) => ({ row, text: shown(cell.replace(/^\s*"|"\s*$/g, '')) }))
}
