/** The rows with problems, as they are in the file. */
import { shortened } from '#domain/extracts/problem.ts'
import type { ReadSource } from '#server/db/database.ts'
import { councilId } from '../../db/council-id.ts'
import type { Grid, GridRow } from '../../grid.ts'
import { loadBytes } from '../record/stored-bytes.ts'
import { isBlank } from '../tables/table.ts'
import { loadGrid } from './load-grid.ts'

export type FaultRow = { sheet: string | null; row: number; cells: readonly string[] }

/** Rows with a problem and those that they repeat. `headings` are the cells of the row that names the columns. */
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
    .select('byte_count')
    .where('council_id', '=', councilId)
    .where('id', '=', extractId)
    .executeTakeFirst()
  if (extract === undefined || extract.byte_count > LARGEST) return null
  const { places, columns } = await loadWanted(db, extractId)
  const grid = places.length === 0 ? null : await loadGrid(db, extractId)
  if (grid === null || 'code' in grid) return null
  const headings = headingsOf(grid, places[0]?.sheet ?? null, columns)
  if (headings === undefined) return null
  const rows = await rowsOf(grid, places)
  return rows.length === 0 ? null : { headings: headings.cells, rows }
}

type Place = { sheet: string | null; row: number }

async function rowsOf(grid: Grid, places: readonly Place[]): Promise<FaultRow[]> {
  const wanted = new Set(places.map(({ sheet, row }) => placeKey(sheet, row)))
  const only = onlySheet(grid)
  const rows: FaultRow[] = []
  let sheet: string | null = null
  let isRead = true
  const events = grid.events()
  try {
    for await (const event of events) {
      if (event.is === 'sheet') {
        sheet = event.name
        isRead = event.name === only
        continue
      }
      const isNamed = wanted.delete(placeKey(sheet, event.row))
      const isFound = isNamed || (isRead && wanted.delete(placeKey(null, event.row)))
      if (isFound) rows.push({ sheet: isNamed ? sheet : null, row: event.row, cells: event.cells })
      if (wanted.size === 0) break
    }
  } finally {
    await events.return(null)
  }
  return rows
}

/** The sheet of a problem without a sheet name: `measurements`, or the first. */
function onlySheet(grid: Grid): string | null {
  const named = grid.preview.find(({ name }) => name?.toLowerCase() === 'measurements')
  return (named ?? grid.preview[0])?.name ?? null
}

/** The row that names the columns: the first that holds the name of a column with a problem, else the first that is not
 *  blank. */
function headingsOf(grid: Grid, sheet: string | null, columns: ReadonlySet<string>): GridRow | undefined {
  const rows = grid.preview.find(({ name }) => name === (sheet ?? onlySheet(grid)))?.rows ?? []
  return (
    rows.find(({ cells }) => cells.some((cell) => columns.has(cell.trim()))) ??
    rows.find(({ cells }) => !isBlank(cells))
  )
}

async function loadWanted(
  db: ReadSource,
  extractId: number,
): Promise<{ places: Place[]; columns: Set<string> }> {
  const found = await db
    .selectFrom('extract_problem')
    .select(['sheet', 'row_number as row', 'first_row as firstRow', 'column_name as column'])
    .distinct()
    .where('council_id', '=', councilId)
    .where('extract_id', '=', extractId)
    .where('level', '=', 'problem')
    .where('row_number', '>', 1)
    .orderBy('sheet', (order) => order.asc().nullsFirst())
    .orderBy('row_number')
    .limit(SHOWN * 4)
    .execute()
  const rows = [...new Set(found.map(({ sheet, row }) => placeKey(sheet, row ?? 0)))].slice(0, SHOWN)
  const shownRows = found.filter(({ sheet, row }) => rows.includes(placeKey(sheet, row ?? 0)))
  return {
    // A repeated row is shown with the row that it repeats.
    places: shownRows.flatMap(({ sheet, row, firstRow }) =>
      [row, firstRow].flatMap((place) => (place === null ? [] : [{ sheet, row: place }])),
    ),
    columns: new Set(shownRows.flatMap(({ column }) => (column === null ? [] : [column]))),
  }
}

function placeKey(sheet: string | null, row: number): string {
  return `${row} ${sheet ?? ''}`
}

/** Text whose characters depend on the encoding, and its row. */
export type ForeignCell = { row: number; text: string }

const FOREIGN_SHOWN = 3
/** The longest row, in characters. */
const LONGEST_ROW = 64 * 1024

/** The first cells with characters beyond ASCII, read as Windows-1252. A person then confirms whether that is right. */
export async function loadForeignCells(db: ReadSource, extractId: number): Promise<ForeignCell[]> {
  const decoder = new TextDecoder('windows-1252')
  const found: ForeignCell[] = []
  let row = 1
  let line = ''
  for await (const bytes of loadBytes(db, extractId)) {
    const lines = (line + decoder.decode(bytes, { stream: true })).split(/\r\n|\n|\r(?!$)/)
    // A line without an end is cut at the longest length of a row.
    line = (lines.pop() ?? '').slice(0, LONGEST_ROW)
    for (const text of lines) {
      found.push(...foreignIn(text, row++))
      if (found.length >= FOREIGN_SHOWN) return found.slice(0, FOREIGN_SHOWN)
    }
  }
  return [...found, ...foreignIn(line, row)].slice(0, FOREIGN_SHOWN)
}

function foreignIn(line: string, row: number): ForeignCell[] {
  return (
    line
      .split(/[,;\t|]/)
      // With a NUL in it the text is of no encoding of single bytes.
      .filter((cell) => /[^\p{ASCII}]/u.test(cell) && !cell.includes('\u0000'))
      .map((cell) => ({ row, text: shortened(cell.replace(/^\s*"|"\s*$/g, '')) }))
  )
}
