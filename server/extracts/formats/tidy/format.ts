/** The tidy format: one row per team, KPI and period. In a workbook, the sheet `measurements` is read, or without
 *  it the only sheet with our headings. */

import { nearestText } from '#domain/extracts/nearest-text.ts'
import { type ExtractProblem, fileProblem, shortened } from '#domain/extracts/problem.ts'
import { type ExtractColumn, extractColumns, type RowText, rowInWords } from '#domain/extracts/register.ts'
import { type Grid, type GridEvent, type GridRow, gridBatches, type SheetPreview } from '../../../grid.ts'
import type { ExtractFormat, Finding } from '../../tables/extract-format.ts'
import { HiddenParts } from '../../tables/hidden-parts.ts'
import { monthOfDate } from '../../tables/month-cell.ts'
import {
  asHeading,
  childLevelRow,
  duplicateColumn,
  footerFault,
  formFault,
  isBlank,
  isOurs,
  missingColumn,
  type OptionalColumns,
  type ReadColumns,
  rowWarnings,
  secondHeadings,
  type Table,
  tableOf,
  tooManyColumns,
  unevenHeadings,
  unknownColumn,
  unseenHeading,
} from '../../tables/table.ts'

const required: readonly ExtractColumn[] = ['team_code', 'kpi_code', 'period', 'numerator', 'denominator']
const SHEET = 'measurements'
/** Spreadsheets leave out the last cells of a row that are blank. */
const mayLack: OptionalColumns = {
  each: (name) => ['value', 'as_at', 'note', ''].includes(name),
  run: (name) => name.startsWith('previous_'),
}

export const tidy: ExtractFormat = { name: 'tidy', layout: null, claims, read, readBatches }

function claims(preview: Grid['preview']): boolean {
  const first = preview[sheetOf(preview)]?.rows.find(({ row }) => row === 1)
  return first !== undefined && isTidy(first.cells)
}

/** A file with renamed headings (Team Code, KPI) is claimed too, so that each heading gets its own message. */
function isTidy(cells: readonly string[]): boolean {
  const reduced = cells.map((cell) => cell.toLowerCase().replace(/[^a-z]/g, ''))
  const ours = extractColumns.filter((column) => reduced.includes(column.replace('_', '')))
  return (
    ours.length >= 2 &&
    ['kpi_code', 'numerator', 'denominator'].some((column) => ours.includes(column as ExtractColumn))
  )
}

/** The place of the sheet to read: the one named `measurements`, else the first with our headings, else the first. */
function sheetOf(preview: Grid['preview']): number {
  const named = preview.findIndex(isSaid)
  const headed = preview.findIndex(({ rows }) => {
    const first = rows.find(({ row }) => row === 1)
    return first !== undefined && isTidy(first.cells)
  })
  return Math.max(0, named === -1 ? headed : named)
}

/** Whether a sheet's name marks it as the one to read. */
function isSaid({ name }: Pick<SheetPreview, 'name'>): boolean {
  return name !== null && name.trim().toLowerCase() === SHEET
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

/** The state of reading one file: the current sheet and table. */
class TidyReading {
  /** True once child-level data was found: nothing follows it. */
  isOver = false
  readonly #grid: Grid
  readonly #chosen: number
  /** The name of the read sheet for messages; null if it is the only sheet. */
  readonly #named: string | null
  readonly #hidden = new HiddenParts()
  #sheet = -1
  #name: string | null = null
  #table: Table | null = null
  #places: Places = noPlaces
  #headings: RowText['headings']
  #refused = false
  #rows = 0
  #isInFooter = false
  /** The last row that had both codes. */
  #above: RowText | null = null

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
      const { container, preview } = this.#grid
      this.#table = tableOf(container, this.#named, event, preview[this.#chosen]?.rows ?? [], mayLack)
      this.#places = placesOf(this.#table.names)
      this.#headings = headingsOf(this.#table, this.#places)
      for (const problem of headerProblems(this.#table)) {
        this.#refused = true
        found.push({ problem })
      }
      return
    }
    if (this.#isSecondTable(event)) {
      this.#refused = true
      const [read, other] = [this.#grid.preview[this.#chosen], this.#grid.preview[this.#sheet]]
      if (read && other) found.push({ problem: secondTable(read, other) })
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

  /**
   * Another sheet with our headings is a problem, unless the read sheet is named `measurements`: otherwise half a
   * month could pass for a whole one.
   */
  #isSecondTable({ row, cells }: GridRow): boolean {
    if (this.#sheet === this.#chosen || row !== 1 || !isTidy(cells)) return false
    return !isSaid({ name: this.#named })
  }

  #readRow(table: Table, event: GridRow, found: Finding[]): void {
    const isFirst = this.#rows === 0
    const uneven = isFirst ? unevenHeadings(table, this.#grid.preview, event) : null
    if (uneven !== null) {
      this.#refused = true
      found.push({ problem: uneven })
      return
    }
    const footer = footerFault(table, event)
    // A footer of many lines is one thing to remove.
    if (footer !== null && this.#isInFooter) return
    this.#isInFooter = footer !== null
    const fault = footer ?? formFault(table, event) ?? (isFirst ? secondHeadings(table, event) : null)
    this.#rows++
    if (fault !== null) {
      found.push({ problem: fault })
      return
    }
    const row = this.#rowText(table, event)
    found.push({ row })
    if (event.isHidden) this.#hidden.add(event.row)
    if (!event.formulas && !event.isUnended) return
    for (const warning of rowWarnings(table, event, columnsOf(table), () => rowInWords(row)))
      found.push({ warning })
  }

  #rowText(table: Table, event: GridRow): RowText {
    const row = rowText(table, event, this.#places)
    if (this.#headings !== undefined) row.headings = this.#headings
    const numbers = event.numbers === undefined ? undefined : numbersOf(event.numbers, this.#places)
    if (numbers !== undefined) row.shownAsDates = numbers
    if (event.merged !== undefined) row.merged = mergedOf(event.merged, this.#places)
    if (row.team_code !== '' && row.kpi_code !== '') this.#above = row
    else if (this.#above !== null) {
      const { team_code, kpi_code } = this.#above
      row.above = { team_code, kpi_code }
    }
    return row
  }

  /** The findings at the end of a file: why the reading ended early, that there is no row, or what was hidden. */
  end(problem: ExtractProblem | null, found: Finding[]): void {
    if (problem !== null) found.push({ problem })
    else if (this.#rows === 0 && !this.#refused) found.push({ problem: noRows(this.#table) })
    const read = this.#grid.preview[this.#chosen]
    if (this.#table === null || read === undefined || this.#refused) return
    const [table, place] = [this.#table, { name: read.name, sheet: this.#named }]
    const warning = this.#hidden.warning(place, read, table.header, columnsOf(table).isRead)
    if (warning !== null) found.push({ warning })
  }
}

function columnsOf({ names }: Table): ReadColumns {
  return {
    isRead: (place) => (names[place] ?? '') !== '' && !isOurs(names[place] ?? ''),
    isFree: (place) => names[place] === 'note' || isOurs(names[place] ?? ''),
  }
}

/** The file's own headings for our columns, where they differ; undefined if none does. */
function headingsOf({ header }: Table, places: Places): RowText['headings'] {
  const own = extractColumns.flatMap((column) => {
    const heading = header[places[column]]
    return heading === undefined || heading === column ? [] : [[column, heading] as const]
  })
  return own.length === 0 ? undefined : Object.fromEntries(own)
}

function numbersOf(numbers: ReadonlyMap<number, string>, places: Places): RowText['shownAsDates'] {
  const figures = (['numerator', 'denominator', 'value'] as const).flatMap((column) => {
    const number = numbers.get(places[column])
    return number === undefined ? [] : [[column, number] as const]
  })
  return figures.length === 0 ? undefined : Object.fromEntries(figures)
}

function mergedOf(merged: ReadonlySet<number>, places: Places): ReadonlySet<ExtractColumn> {
  return new Set(extractColumns.filter((column) => merged.has(places[column])))
}

/** The place of each column; -1 if the table has none. */
type Places = Record<ExtractColumn, number>

function placesOf(names: readonly string[]): Places {
  const place = (column: ExtractColumn) => [column, names.indexOf(column)] as const
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

function secondTable(read: SheetPreview, other: SheetPreview): ExtractProblem {
  const names = [read, other].map(
    ({ name, isHidden }) => `‘${shortened(name ?? '')}’${isHidden ? ', which is hidden,' : ''}`,
  )
  const remedy = other.isHidden
    ? `Delete the hidden sheet if it does not belong to the file (right-click on a sheet’s name, Unhide), or put all rows on one sheet`
    : `Put all rows on one sheet, send each as a file, or name the one to read ‘${SHEET}’`
  const message = `Sheets ${names.join(' and ')} both hold a table of ours, and only one is read. ${remedy}`
  return { ...fileProblem('not_a_table', message), sheet: other.name }
}

function noRows(table: Table | null): ExtractProblem {
  const found = table === null ? 'The file is empty' : 'The file has headings and no rows'
  return fileProblem('empty', `${found}. Choose another file`)
}

function headerProblems(table: Table): ExtractProblem[] {
  const tooMany = tooManyColumns(table)
  if (tooMany !== null) return [tooMany]
  const { header, names } = table
  const free = extractColumns.filter((column) => !names.includes(column))
  const problems = header.flatMap((heading, place) => {
    const unseen = unseenHeading(table, heading)
    if (unseen !== null) return [unseen]
    const name = names[place] ?? ''
    const isKnown = (extractColumns as readonly string[]).includes(name) || isOurs(name)
    if (isKnown) return names.indexOf(name) === place ? [] : [duplicateColumn(table, heading)]
    // A blank heading is a problem only if its column has a cell.
    if (name === '') return []
    const near = nearestText(asHeading(heading).replace(/[^a-z]+/g, '_'), free)
    return [unknownColumn(table, heading, near)]
  })
  const missing = required.filter((column) => !names.includes(column))
  return [...problems, ...missing.map((column) => missingColumn(table, column))]
}
