/** The tidy format: one row per team, KPI and period. Of a workbook the sheet `measurements` is read, else the first. */
import { type ExtractProblem, fileProblem } from '#domain/extract-problem.ts'
import { type ExtractColumn, extractColumns, type RowText } from '#domain/extract-register.ts'
import { trimSpaces } from '#domain/figure-text.ts'
import { nearest } from '#domain/nearest.ts'
import type { ExtractFormat, Finding } from '../../extract-format.ts'
import type { Grid, GridRow } from '../../grid.ts'
import { monthOfDate } from '../../month-cell.ts'
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
} from '../../table.ts'

const required: readonly ExtractColumn[] = ['team_code', 'kpi_code', 'period', 'numerator', 'denominator']
const SHEET = 'measurements'

export const tidy: ExtractFormat = { name: 'tidy', layout: null, claims, read }

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
  const chosen = sheetOf(grid.preview)
  const named = grid.preview.length > 1 ? (grid.preview[chosen]?.name ?? null) : null
  const events = grid.events()
  let sheet = -1
  let name: string | null = null
  let table: Table | null = null
  let places: Places = noPlaces
  let refused = false
  let rows = 0
  try {
    for (;;) {
      const next = await events.next()
      if (next.done) {
        if (next.value !== null) yield { problem: next.value }
        else if (rows === 0 && !refused) yield { problem: noRows(table) }
        return
      }
      const event = next.value
      if (event.is === 'sheet') {
        sheet++
        name = grid.preview.length > 1 ? event.name : null
        continue
      }
      if (table === null && sheet === chosen) {
        table = tableOf(grid.container, named, event)
        places = placesOf(table.header)
        for (const problem of headerProblems(table)) {
          refused = true
          yield { problem }
        }
        continue
      }
      const childLevel = childLevelRow(name, event, table?.header ?? [])
      if (childLevel !== null) {
        yield { problem: childLevel }
        return
      }
      if (sheet !== chosen || table === null || refused || isBlank(event.cells)) continue
      const uneven = rows === 0 ? unevenHeadings(table, grid.preview, event) : null
      if (uneven !== null) {
        refused = true
        yield { problem: uneven }
        continue
      }
      const fault = formFault(table, event) ?? (rows === 0 ? secondHeadings(table, event) : null)
      rows++
      if (fault !== null) {
        yield { problem: fault }
        continue
      }
      yield { row: rowText(table, event, places) }
      if (event.formulas || event.isUnended) {
        const { header } = table
        for (const warning of rowWarnings(table, event, (place) => !isOurs(header[place] ?? '')))
          yield { warning }
      }
    }
  } finally {
    await events.return(null)
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
