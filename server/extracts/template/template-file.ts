/** A template as a file: rows to be filled in, what was sent last beside them. It comes back as a tidy extract. */

import { type CsvValue, csvRecord } from '#domain/extracts/csv-record.ts'
import { spreadsheetText } from '#domain/extracts/spreadsheet-text.ts'
import type { TemplateRow } from '#domain/extracts/template.ts'
import type { StyleName } from '../../xlsx/write/styles.ts'
import { type CellToWrite, writeWorkbook } from '../../xlsx/write/write-workbook.ts'

type TemplateColumn = {
  name: string
  width: number
  /**
   * The kinds of columns: codes and names, which stay unchanged; figures to fill in; and figures last sent, for
   * comparison only.
   */
  is: 'given' | 'asked' | 'previous'
  value(row: TemplateRow): CsvValue
  /** Whether the row needs this figure. */
  asks?(row: TemplateRow): boolean
}

const columns: readonly TemplateColumn[] = [
  { name: 'team_code', width: 12, is: 'given', value: (row) => row.teamCode },
  { name: 'team_name', width: 30, is: 'given', value: (row) => row.teamName },
  { name: 'kpi_code', width: 10, is: 'given', value: (row) => row.kpiCode },
  { name: 'kpi_name', width: 46, is: 'given', value: (row) => row.kpiName },
  { name: 'period', width: 10, is: 'given', value: (row) => row.period },
  { name: 'numerator', width: 12, is: 'asked', value: () => null, asks: ({ asks }) => asks.numerator },
  { name: 'denominator', width: 12, is: 'asked', value: () => null, asks: ({ asks }) => asks.denominator },
  { name: 'value', width: 10, is: 'asked', value: () => null, asks: ({ asks }) => asks.value },
  { name: 'note', width: 30, is: 'asked', value: () => null },
  { name: 'previous_numerator', width: 18, is: 'previous', value: (row) => row.previous.numerator },
  { name: 'previous_denominator', width: 20, is: 'previous', value: (row) => row.previous.denominator },
  { name: 'previous_value', width: 14, is: 'previous', value: (row) => row.previous.value },
]

/** The template as CSV, as UTF-8 with its mark. */
export function templateCsv(rows: readonly TemplateRow[]): string {
  const records = rows.map((row) => csvRecord(columns.map((column) => column.value(row))))
  return `\ufeff${csvRecord(columns.map(({ name }) => name))}${records.join('')}`
}

/** The template as a workbook: given cells and figures that are not needed are grey, figures to fill in are white. */
export function templateWorkbook(rows: readonly TemplateRow[]): AsyncGenerator<Buffer> {
  const heading = columns.map(({ name, is }): CellToWrite => {
    return { value: name, style: is === 'previous' ? 'quietHeading' : 'heading' }
  })
  const body = rows.map((row) => columns.map((column) => cellOf(column, row)))
  return writeWorkbook([
    {
      name: 'measurements',
      widths: columns.map(({ width }) => width),
      rows: [heading, ...body].map((cells, i) => ({ row: i + 1, cells })),
    },
  ])
}

function cellOf(column: TemplateColumn, row: TemplateRow): CellToWrite {
  const value = column.value(row)
  return {
    value: typeof value === 'string' ? spreadsheetText(value) : value,
    style: styleOf(column, row),
  }
}

function styleOf({ is, asks }: TemplateColumn, row: TemplateRow): StyleName {
  if (is === 'previous') return 'quiet'
  return is === 'given' || asks?.(row) === false ? 'given' : 'asked'
}
