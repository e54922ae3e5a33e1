/** A chart as a stand-alone file: a picture with its words and source, or its numbers. */
import type { Kpi } from '#domain/catalogue/kpi.ts'
import { xlsxType } from '#domain/extracts/spreadsheet-text.ts'
import { capital } from '#domain/wording/format.ts'
import type { ChartFileType } from '../charts/chart-file-types.ts'
import type { Charts } from '../charts/charts.ts'
import type { ChartRecord, TitledChart } from '../charts/picture.ts'
import { stockSpec } from '../charts/stock-spec.ts'
import { standalone } from '../charts/svg.ts'
import { csvOf } from './csv.ts'
import { valueCell } from './value-cell.ts'
import { type Workbook, type WorkbookCell, type WorkbookColumn, workbookOf } from './workbook.ts'

export type ChartFile = {
  /** Without its ending. */
  name: string
  titledChart: Pick<TitledChart, 'picture' | 'title' | 'subtitle' | 'key' | 'alt' | 'records'>
  /** "93% (112 of 120), visits to children in care, South, April 2019, published 10 May 2019" */
  source: string
  /** The figures that it draws, so that the file can say which return they came with and whether their month is final. Left out for
   * a chart without monthly figures. */
  of?: FiguresDrawn
  /** How a value is computed from its counts, for the formulas of a workbook. */
  kind: Kpi['kind']
}

/** The units of a chart, the period it is about, the return of its one measure, and the moment it is read at. */
export type FiguresDrawn = {
  units: readonly string[]
  period: string
  returnCode?: string
  asAt?: Date | undefined
}

const contentTypes: Record<ChartFileType, string> = {
  svg: 'image/svg+xml; charset=utf-8',
  png: 'image/png',
  csv: 'text/csv; charset=utf-8',
  xlsx: xlsxType,
  'vl.json': 'application/json; charset=utf-8',
}

/** The bytes of a file with their type and name; null if the picture could not be drawn. */
export async function chartFile(
  file: ChartFile,
  type: ChartFileType,
  charts: Charts,
): Promise<{ body: string | Buffer | Workbook; type: string; filename: string } | null> {
  const body = await bodyOf(file, type, charts)
  return body === null ? null : { body, type: contentTypes[type], filename: `${file.name}.${type}` }
}

async function bodyOf(
  file: ChartFile,
  type: ChartFileType,
  charts: Charts,
): Promise<string | Buffer | Workbook | null> {
  const { titledChart, source } = file
  if (type === 'csv') return csvOf(titledChart.records)
  if (type === 'xlsx') return recordsXlsx(file)
  const words = {
    title: titledChart.title.replace(/\.$/, ''),
    subtitle: titledChart.subtitle,
    description: titledChart.alt,
    key: titledChart.key ?? null,
    source,
  }
  if (type === 'vl.json') return `${JSON.stringify(stockSpec(titledChart.picture, words), null, 2)}\n`
  const drawing = await charts.draw(titledChart.picture)
  if (drawing === null) return null
  const svg = standalone(drawing, words)
  return type === 'svg' ? svg : charts.png(svg)
}

/** Numbers as numbers; the value of a ratio or a mean as a formula over its counts. */
function recordsXlsx({ name, titledChart, source, kind }: ChartFile): Workbook {
  const { records } = titledChart
  const keys = [...new Set(records.flatMap((record) => Object.keys(record)))]
  const columns = keys.map(
    (key): WorkbookColumn<ChartRecord> => ({
      heading: headingOf(key),
      width: key === 'name' || key === 'measure' ? 36 : Math.max(10, headingOf(key).length + 2),
      cell: (record, at) => (key === 'value' ? quotient(record, kind, at) : (record[key] ?? null)),
    }),
  )
  const about: [string, string][] = [
    ['What this is', [titledChart.title, titledChart.subtitle].filter((words) => words !== '').join(' ')],
    ['Source', source],
    ['In words', titledChart.alt],
  ]
  return workbookOf(
    name,
    columns,
    records,
    about.filter(([, text]) => text !== ''),
  )
}

function quotient(record: ChartRecord, kind: Kpi['kind'], at: (heading: string) => string): WorkbookCell {
  const { numerator, denominator, value } = record
  if (typeof numerator !== 'number' || typeof denominator !== 'number' || typeof value !== 'number')
    return value ?? null
  const cell = { state: 'reported', numerator, denominator, value } as const
  return valueCell({ kpi: { kind }, cell }, at('Numerator'), at('Denominator'))
}

/** "rangeLow" is headed "Range low". */
function headingOf(key: string): string {
  const words = key.replaceAll(/([A-Z]|\d+)/g, ' $1').toLowerCase()
  return capital(words)
}
