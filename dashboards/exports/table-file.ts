/** A page's table as a file: CSV and JSON with the API's column names, a workbook with headings for people. */

import { xlsxType } from '#domain/extracts/spreadsheet-text.ts'
import { csvOf } from './csv.ts'
import { type About, type Workbook, type WorkbookCell, type WorkbookColumn, workbookOf } from './workbook.ts'

export const tableFileTypes = ['csv', 'xlsx', 'json'] as const
export type TableFileType = (typeof tableFileTypes)[number]

export type TableValue = string | number | boolean | null

export type TableColumn<Row> = {
  /** The API's name. */
  key: string
  heading: string
  /** In characters. */
  width?: number
  value: (row: Row) => TableValue
  /** The cell in a workbook, if it differs from the value: a formula, or a word instead of a code. */
  cell?: (row: Row, at: (heading: string) => string) => WorkbookCell
}

export type TableFile<Row> = {
  /** Without its ending. */
  name: string
  /** What the table is, where its figures come from and when. */
  about: About
  columns: readonly TableColumn<Row>[]
  rows: readonly Row[]
}

/** The addresses of a page's files: `/plan.csv?status=overdue` and the others. */
export function tableLinks(page: string, query = ''): { text: string; href: string }[] {
  return tableFileTypes.map((type) => ({ text: type.toUpperCase(), href: `${page}.${type}${query}` }))
}

/** Any table, whatever its rows are. */
export type AnyTableFile = { made: (type: TableFileType) => MadeFile }
export type MadeFile = { body: string | Workbook; type: string; filename: string }

/** Ties a table's columns to its rows. */
export function tableFile<Row>(file: TableFile<Row>): AnyTableFile {
  return { made: (type) => ({ ...made(file, type), filename: `${file.name}.${type}` }) }
}

function made<Row>(file: TableFile<Row>, type: TableFileType): Omit<MadeFile, 'filename'> {
  switch (type) {
    case 'csv':
      return {
        body: csvOf(
          recordsOf(file).map(asText),
          file.columns.map(({ key }) => key),
        ),
        type: 'text/csv; charset=utf-8',
      }
    case 'json':
      return { body: jsonOf(file), type: 'application/json; charset=utf-8' }
    case 'xlsx':
      return { body: xlsxOf(file), type: xlsxType }
  }
}

function recordsOf<Row>({ columns, rows }: TableFile<Row>): Record<string, TableValue>[] {
  return rows.map((row) => Object.fromEntries(columns.map(({ key, value }) => [key, value(row)])))
}

function asText(record: Record<string, TableValue>): Record<string, string | number | null> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, typeof value === 'boolean' ? String(value) : value]),
  )
}

function jsonOf<Row>(file: TableFile<Row>): string {
  return JSON.stringify({ about: Object.fromEntries(file.about), rows: recordsOf(file) })
}

function xlsxOf<Row>({ name, about, columns, rows }: TableFile<Row>): Workbook {
  const inWorkbook = columns.map(
    ({ heading, width, value, cell }): WorkbookColumn<Row> => ({
      heading,
      ...(width === undefined ? {} : { width }),
      cell: cell ?? ((row) => plain(value(row))),
    }),
  )
  return workbookOf(name, inWorkbook, rows, about)
}

function plain(value: TableValue): WorkbookCell {
  return typeof value === 'boolean' ? (value ? 'Yes' : 'No') : value
}
