/**
 * The wide format: one row per team, with the headings `<KPI>_n`, `<KPI>_d` and `<KPI>_v` for numerators,
 * denominators and values. The period is a column, or the name of a sheet (`2019-04`). `as_at` is the day of all the
 * row's figures. `note` and the extra columns of our downloads are ignored.
 *
 * Unlike a tidy table, a wide one has a cell for every figure, so blank cells need a rule. They mean nothing for a
 * measure that the team does not carry or that is not collected for such a period, and for a closed team. For a
 * measure that the team carries they mean "not reported", as in a tidy row. To send nothing for a measure, leave its
 * columns out of the file.
 */

import { trimSpaces } from '#domain/extracts/figure-text.ts'
import { type ExtractProblem, fileProblem, problemAt } from '#domain/extracts/problem.ts'
import { type ExtractRegister, type RowText, rowInWords } from '#domain/extracts/register.ts'
import { grainOf } from '#domain/time/period.ts'
import type { Grid, GridRow } from '../../../grid.ts'
import type { ExtractFormat, Finding } from '../../tables/extract-format.ts'
import { HiddenParts } from '../../tables/hidden-parts.ts'
import { monthOfDate } from '../../tables/month-cell.ts'
import {
  childLevelRow,
  footerFault,
  formFault,
  isBlank,
  isOurs,
  type OptionalColumns,
  rowWarnings,
  secondHeadings,
  type Table,
  tableOf,
  unevenHeadings,
} from '../../tables/table.ts'
import { type Columns, measureOf, readColumns } from './columns.ts'

export const wide: ExtractFormat = { name: 'wide', layout: null, claims, read }

/** A row may not lack any cell, not even a note at its end: if a cell further left is lost, each figure would be
 *  read as the next measure's. */
const mayLack: OptionalColumns = { each: () => false, run: (name) => name === '' }

function claims(preview: Grid['preview']): boolean {
  return preview.some(({ rows }) => {
    const first = rows.find(({ row }) => row === 1)
    return first !== undefined && isWide(first.cells)
  })
}

function isWide(cells: readonly string[]): boolean {
  const measures = cells.filter((cell) => measureOf(trimSpaces(cell)) !== null).length
  const hasTeam = cells.some((cell) => cell.toLowerCase().replace(/[^a-z]/g, '') === 'teamcode')
  return measures >= 2 || (measures === 1 && hasTeam)
}

/** A sheet being read: its headings, once seen, and the period that its name is. */
type Sheet = {
  name: string | null
  period: string | null
  table: Table | null
  columns: Columns | null
  rows: number
  hidden: HiddenParts
  isInFooter: boolean
}

async function* read(grid: Grid, register: ExtractRegister): AsyncGenerator<Finding> {
  const events = grid.events()
  let sheet: Sheet = sheetOf(grid, null)
  let place = -1
  let found = false
  try {
    for (;;) {
      const next = await events.next()
      if (next.done) {
        yield* hiddenWarning(grid, place, sheet)
        if (next.value !== null) yield { problem: next.value }
        else if (!found)
          yield { problem: fileProblem('empty', 'The file has headings and no rows. Choose another file') }
        return
      }
      const event = next.value
      if (event.is === 'sheet') {
        yield* hiddenWarning(grid, place, sheet)
        place++
        sheet = sheetOf(grid, event.name)
        continue
      }
      const childLevel = childLevelRow(sheet.name, event, sheet.table?.header ?? [])
      if (childLevel !== null) {
        yield { problem: childLevel }
        return
      }
      if (sheet.table === null) {
        const rows = grid.preview[place]?.rows ?? []
        sheet.table = tableOf(grid.container, sheet.name, event, rows, mayLack)
        // A sheet without our headings is ignored, unless its name is a month.
        if (sheet.period === null && !isWide(event.cells)) continue
        const { columns, problems } = readColumns(sheet.table, sheet.period, register)
        sheet.columns = columns
        found ||= problems.length > 0
        for (const problem of problems) yield { problem }
        continue
      }
      if (sheet.columns === null || isBlank(event.cells)) continue
      found = true
      const uneven = sheet.rows === 0 ? unevenHeadings(sheet.table, grid.preview, event) : null
      if (uneven !== null) {
        sheet.columns = null
        yield { problem: uneven }
        continue
      }
      yield* rowFindings(sheet, sheet.table, sheet.columns, event)
    }
  } finally {
    await events.return(null)
  }
}

function sheetOf(grid: Grid, name: string | null): Sheet {
  const period = name !== null && grainOf(name.trim()) !== null ? name.trim() : null
  const isNamed = grid.preview.length > 1 || period !== null
  return {
    name: isNamed ? name : null,
    period,
    table: null,
    columns: null,
    rows: 0,
    hidden: new HiddenParts(),
    isInFooter: false,
  }
}

/** The warning about what was hidden in a sheet that was read. */
function* hiddenWarning(
  grid: Grid,
  place: number,
  { name, table, columns, hidden }: Sheet,
): Generator<Finding> {
  const read = grid.preview[place]
  if (read === undefined || table === null || columns === null) return
  const isRead = (column: number) => columns.read.has(column)
  const warning = hidden.warning({ name: read.name, sheet: name }, read, table.header, isRead)
  if (warning !== null) yield { warning }
}

function* rowFindings(sheet: Sheet, table: Table, columns: Columns, event: GridRow): Generator<Finding> {
  const footer = footerFault(table, event)
  if (footer !== null && sheet.isInFooter) return
  sheet.isInFooter = footer !== null
  const fault =
    footer ??
    formFault(table, event) ??
    (sheet.rows === 0 ? secondHeadings(table, event) : null) ??
    twoPeriods(sheet, table, columns, event)
  sheet.rows++
  if (fault !== null) {
    yield { problem: fault }
    return
  }
  if (event.isHidden) sheet.hidden.add(event.row)
  let last: RowText | null = null
  for (const row of rowTexts(table, columns, sheet.period, event)) {
    if (row.numerator + row.denominator + row.value !== '') last = row
    yield { row }
  }
  const read = {
    isRead: (place: number) => columns.read.has(place),
    isFree: (place: number) => table.names[place] === 'note' || isOurs(table.names[place] ?? ''),
  }
  const words = () => (last === null ? event.cells.join(', ') : rowInWords(last))
  for (const warning of rowWarnings(table, event, read, words)) yield { warning }
}

/** The cells of the ledger that a row holds, one for each measure of the table. */
function* rowTexts(
  { sheet, header }: Table,
  columns: Columns,
  named: string | null,
  event: GridRow,
): Generator<RowText> {
  const text = (place: number) => (place === -1 ? '' : (event.cells[place] ?? ''))
  const period = periodText(columns, event) ?? named ?? ''
  const own = ownHeadings(header, columns)
  for (const { kpi, numerator, denominator, value, headings } of columns.measures) {
    yield {
      sheet,
      row: event.row,
      headings: own === undefined ? headings : { ...own, ...headings },
      isPlace: true,
      ...(event.numbers === undefined
        ? {}
        : { shownAsDates: numbersOf({ numerator, denominator, value }, event) }),
      ...(event.merged?.has(columns.team) === true ? { merged: mergedTeam } : {}),
      team_code: text(columns.team),
      kpi_code: kpi,
      period,
      numerator: text(numerator),
      denominator: text(denominator),
      value: text(value),
      as_at: text(columns.asAt),
      note: '',
    }
  }
}

const mergedTeam: RowText['merged'] = new Set(['team_code'] as const)

/** The file's own headings for the columns that all measures share, where they differ. */
function ownHeadings(header: readonly string[], { team, period, asAt }: Columns): RowText['headings'] {
  const own = Object.entries({ team_code: team, period, as_at: asAt }).flatMap(([column, place]) => {
    const heading = header[place]
    return heading === undefined || heading === column ? [] : [[column, heading] as const]
  })
  return own.length === 0 ? undefined : Object.fromEntries(own)
}

function numbersOf(
  places: { numerator: number; denominator: number; value: number },
  { numbers }: GridRow,
): RowText['shownAsDates'] {
  return Object.fromEntries(
    Object.entries(places).flatMap(([column, place]) => {
      const number = numbers?.get(place)
      return number === undefined ? [] : [[column, number]]
    }),
  )
}

function periodText({ period }: Columns, { cells, dates }: GridRow): string | null {
  if (period === -1) return null
  const text = cells[period] ?? ''
  return dates?.has(period) ? monthOfDate(text) : text
}

/** The problem of a row whose period differs from the sheet's name. */
function twoPeriods(
  sheet: Sheet,
  { header }: Table,
  columns: Columns,
  event: GridRow,
): ExtractProblem | null {
  const period = trimSpaces(periodText(columns, event) ?? '')
  if (sheet.period === null || period === '' || period === sheet.period) return null
  const said = `The sheet is called ‘${sheet.period}’ and the cell says ‘${period}’. Correct one of them`
  const place = { sheet: sheet.name, row: event.row, column: header[columns.period] ?? null }
  return problemAt('bad_period', place, period, said)
}
