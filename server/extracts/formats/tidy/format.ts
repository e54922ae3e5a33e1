/** The tidy format: one row per team, KPI and period. Of a workbook the sheet `measurements` is read, else the first. */
import { type ExtractProblem, fileProblem, shown } from '#domain/extract-problem.ts'
import { type ExtractColumn, extractColumns, type RowText } from '#domain/extract-register.ts'
import { trimSpaces } from '#domain/figure-text.ts'
import { nearest } from '#domain/nearest.ts'
import type { ExtractFormat, Finding } from '../../reading/extract-format.ts'
import { type Grid, type GridEvent, type GridRow, gridBatches } from '../../reading/grid.ts'
import { monthOfDate } from '../../reading/month-cell.ts'
import {
  childLevelRow,
  duplicateColumn,
  formFault,
  isBlank,
  isOurs,
  missingColumn,
  rowWarnings,
  secondHeadings,
  type Table,
  tableOf,
  tooManyColumns,
  unevenHeadings,
  unknownColumn,
  unseenHeading,
} from '../../reading/table.ts'

const required: readonly ExtractColumn[] = ['team_code', 'kpi_code', 'period', 'numerator', 'denominator']
const SHEET = 'measurements'

export const tidy: ExtractFormat = { name: 'tidy', layout: null, claims, read, readBatches }

function claims(preview: Grid['preview']): boolean {
  const first = preview[sheetOf(preview)]?.rows.find(({ row }) => row === 1)
  return first !== undefined && isTidy(first.cells)
}

/** Renamed headings (Team Code, KPI) are still claimed, so that each can be named. */
function isTidy(cells: readonly string[]): boolean {
  const reduced = cells.map((cell) => cell.toLowerCase().replace(/[^a-z]/g, ''))
  const ours = extractColumns.filter((column) => reduced.includes(column.replace('_', '')))
  return (
    ours.length >= 2 &&
    ['kpi_code', 'numerator', 'denominator'].some((column) => ours.includes(column as ExtractColumn))
  )
}

/** The place of the sheet that is read. */
function sheetOf(preview: Grid['preview']): number {
  return Math.max(
    0,
    preview.findIndex(({ name }) => name !== null && name.trim().toLowerCase() === SHEET),
  )
}

async function* read(grid: Grid): AsyncGenerator<Finding> {
  for await (const findings of readBatches(grid)) yield* findings
}

async function* readBatches(grid: Grid): AsyncGenerator<readonly Finding[]> {
  const reading = new TidyReading(grid)
  const batches = gridBatches(grid)
  try {
    for (;;) {
      const next = await batches.next()
      const found: Finding[] = []
      if (next.done) reading.end(next.value, found)
      else for (const event of next.value) if (!reading.isOver) reading.read(event, found)
      yield found
      if (next.done || reading.isOver) return
    }
  } finally {
    await batches.return(null)
  }
}

/** A file on its way through: which sheet and table it has come to. */
class TidyReading {
  /** True once child-level data was found: nothing follows it. */
  isOver = false
  readonly #grid: Grid
  readonly #chosen: number
  readonly #named: string | null
  #sheet = -1
  #name: string | null = null
  #table: Table | null = null
  #places: Places = noPlaces
  #refused = false
  #rows = 0

  constructor(grid: Grid) {
    this.#grid = grid
    this.#chosen = sheetOf(grid.preview)
    this.#named = grid.preview.length > 1 ? (grid.preview[this.#chosen]?.name ?? null) : null
  }

  read(event: GridEvent, found: Finding[]): void {
    if (event.is === 'sheet') {
      this.#sheet++
      this.#name = this.#grid.preview.length > 1 ? event.name : null
      return
    }
    if (this.#table === null && this.#sheet === this.#chosen) {
      this.#table = tableOf(this.#grid.container, this.#named, event)
      this.#places = placesOf(this.#table.header)
      for (const problem of headerProblems(this.#table)) {
        this.#refused = true
        found.push({ problem })
      }
      return
    }
    if (this.#isSecondTable(event)) {
      this.#refused = true
      found.push({ problem: secondTable(this.#grid.preview[this.#chosen]?.name ?? '', this.#name ?? '') })
      return
    }
    const table = this.#table
    const childLevel = childLevelRow(this.#name, event, table?.header ?? [])
    if (childLevel !== null) {
      found.push({ problem: childLevel })
      this.isOver = true
      return
    }
    if (this.#sheet !== this.#chosen || table === null || this.#refused || isBlank(event.cells)) return
    this.#readRow(table, event, found)
  }

  /** Only a sheet that says it is the one leaves the others unread: half a month must not pass for a whole one. */
  #isSecondTable({ row, cells }: GridRow): boolean {
    const isSaid = this.#named?.trim().toLowerCase() === SHEET
    return this.#sheet !== this.#chosen && row === 1 && !isSaid && isTidy(cells)
  }

  #readRow(table: Table, event: GridRow, found: Finding[]): void {
    const isFirst = this.#rows === 0
    const uneven = isFirst ? unevenHeadings(table, this.#grid.preview, event) : null
    if (uneven !== null) {
      this.#refused = true
      found.push({ problem: uneven })
      return
    }
    const fault = formFault(table, event) ?? (isFirst ? secondHeadings(table, event) : null)
    this.#rows++
    if (fault !== null) {
      found.push({ problem: fault })
      return
    }
    found.push({ row: rowText(table, event, this.#places) })
    if (!event.formulas && !event.isUnended) return
    const { header } = table
    for (const warning of rowWarnings(table, event, (place) => !isOurs(header[place] ?? '')))
      found.push({ warning })
  }

  /** What is said at the end of a file: why the reading ended early, or that it holds no row. */
  end(problem: ExtractProblem | null, found: Finding[]): void {
    if (problem !== null) found.push({ problem })
    else if (this.#rows === 0 && !this.#refused) found.push({ problem: noRows(this.#table) })
  }
}

/** Where each column stands; -1 is nowhere. */
type Places = Record<ExtractColumn, number>

function placesOf(header: readonly string[]): Places {
  const place = (column: ExtractColumn) => [column, header.indexOf(column)] as const
  return Object.fromEntries(extractColumns.map(place)) as Places
}
const noPlaces = placesOf([])

function rowText({ sheet }: Table, { row, cells, dates }: GridRow, places: Places): RowText {
  const text = (place: number) => (place === -1 ? '' : (cells[place] ?? ''))
  return {
    sheet,
    row,
    team_code: text(places.team_code),
    kpi_code: text(places.kpi_code),
    period: dates?.has(places.period) ? monthOfDate(text(places.period)) : text(places.period),
    numerator: text(places.numerator),
    denominator: text(places.denominator),
    value: text(places.value),
    as_at: text(places.as_at),
    note: text(places.note),
  }
}

function secondTable(read: string, other: string): ExtractProblem {
  const message = `Sheets ‘${shown(read)}’ and ‘${shown(other)}’ both hold a table of ours, and only one is read. Put all rows on one sheet, send each as a file, or name the one to read ‘${SHEET}’`
  return { ...fileProblem('not_a_table', message), sheet: other }
}

function noRows(table: Table | null): ExtractProblem {
  const found = table === null ? 'The file is empty' : 'The file has headings and no rows'
  return fileProblem('empty', `${found}. Choose another file`)
}

function headerProblems(table: Table): ExtractProblem[] {
  const tooMany = tooManyColumns(table)
  if (tooMany !== null) return [tooMany]
  const { header, container } = table
  const free = extractColumns.filter((column) => !header.includes(column))
  const problems = header.flatMap((name, place) => {
    const unseen = unseenHeading(table, name)
    if (unseen !== null) return [unseen]
    const isKnown = (extractColumns as readonly string[]).includes(name) || isOurs(name)
    if (isKnown) return header.indexOf(name) === place ? [] : [duplicateColumn(table, name)]
    // A column of a workbook without a heading is looked at where it holds something.
    if (name === '' && container === 'xlsx') return []
    const near = nearest(
      trimSpaces(name)
        .toLowerCase()
        .replace(/[^a-z]+/g, '_'),
      free,
    )
    return [unknownColumn(table, place, name, near)]
  })
  const missing = required.filter((column) => !header.includes(column))
  return [...problems, ...missing.map((column) => missingColumn(table, column))]
}
