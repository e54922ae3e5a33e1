/** A template as a file: rows to be filled in, what was sent last beside them. It comes back as a tidy extract. */
import type { CellObject } from 'write-excel-file/universal'
import type { TemplateRow } from '#domain/extract-template.ts'
import { spreadsheetText } from '#domain/spreadsheet-text.ts'
import { type CsvValue, csvRecord } from '#server/http/csv.ts'
import { cellText, workbookBytes } from '../write-workbook.ts'

type TemplateColumn = {
  name: string
  width: number
  /** Codes and names stay as they are; figures are filled in; what was sent last is for comparison alone. */
  is: 'given' | 'asked' | 'previous'
  value(row: TemplateRow): CsvValue
  /** Whether a figure is asked for in this row. */
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

const LINE = '#b1b4b6'
const GIVEN = '#f3f2f1'
const QUIET = '#6f777b'

/** The template as CSV, as UTF-8 with its mark. */
export function templateCsv(rows: readonly TemplateRow[]): string {
  const records = rows.map((row) => csvRecord(columns.map((column) => column.value(row))))
  return `\ufeff${csvRecord(columns.map(({ name }) => name))}${records.join('')}`
}

/** The template as a workbook: given cells grey, figures to fill in white, those not asked for grey too. */
export async function templateWorkbook(rows: readonly TemplateRow[]): Promise<Buffer> {
  const heading = columns.map(
    ({ name, is }): CellObject => ({
      value: name,
      type: String,
      fontWeight: 'bold',
      bottomBorderStyle: 'medium',
      ...(is === 'previous' ? { textColor: QUIET } : {}),
    }),
  )
  const body = rows.map((row) =>
    columns.map((column) => ({ ...contentOf(column, row), ...styleOf(column, row) })),
  )
  return workbookBytes([
    {
      name: 'measurements',
      rows: [heading, ...body],
      widths: columns.map(({ width }) => width),
      headings: 1,
    },
  ])
}

function contentOf(column: TemplateColumn, row: TemplateRow): CellObject {
  const value = column.value(row)
  if (value === null) return {}
  if (typeof value === 'number') return { value, type: Number }
  return { value: cellText(spreadsheetText(value)), type: String }
}

function styleOf(column: TemplateColumn, row: TemplateRow): CellObject {
  const lines: CellObject = { borderColor: LINE, borderStyle: 'thin' }
  if (column.is === 'given') return { ...lines, backgroundColor: GIVEN }
  if (column.is === 'previous') return { textColor: QUIET, fontSize: 9, align: 'right' }
  return column.asks?.(row) === false ? { ...lines, backgroundColor: GIVEN } : lines
}
