/** The list of files as a table for a spreadsheet. */
import { extractChannelWords, extractStatusWords } from '#domain/extract-status.ts'
import type { ExtractLine } from '#server/reads/extracts.ts'
import { aboutTable } from '../../exports/about.ts'
import { csvOf } from '../../exports/csv.ts'
import { type WorkbookColumn, workbookOf } from '../../exports/workbook.ts'

const columns: readonly (WorkbookColumn<ExtractLine> & { name: string })[] = [
  { name: 'id', heading: 'Extract', width: 9, cell: (x) => x.id },
  { name: 'file', heading: 'File', width: 44, cell: (x) => x.filename },
  { name: 'received_at', heading: 'Received', width: 26, cell: (x) => x.receivedAt.toISOString() },
  { name: 'received_by', heading: 'By', width: 20, cell: (x) => x.receivedBy },
  { name: 'channel', heading: 'How', width: 24, cell: (x) => extractChannelWords[x.channel] },
  { name: 'rows', heading: 'Rows', width: 9, cell: (x) => x.rows },
  { name: 'problems', heading: 'Problems', width: 9, cell: (x) => x.problems },
  { name: 'warnings', heading: 'Warnings', width: 9, cell: (x) => x.warnings },
  { name: 'status', heading: 'Status', width: 20, cell: (x) => extractStatusWords[x.status] },
  {
    name: 'published_at',
    heading: 'Published',
    width: 26,
    cell: (x) => x.publishedAt?.toISOString() ?? null,
  },
  { name: 'published_by', heading: 'Published by', width: 20, cell: (x) => x.publishedBy },
]

export function extractsCsv(lines: readonly ExtractLine[]): string {
  return csvOf(
    lines.map((line) =>
      Object.fromEntries(
        columns.map(({ name, cell }) => [name, cell(line, String) as string | number | null]),
      ),
    ),
  )
}

export function extractsXlsx(lines: readonly ExtractLine[]): Promise<Buffer> {
  return workbookOf(
    'Extracts',
    columns,
    lines,
    aboutTable({
      what: 'Every file that was received, latest first',
      source: 'The register of extracts',
      page: '/extracts',
    }),
  )
}
