/** The list of files as a table for a spreadsheet. */
import { extractChannelWords, extractStatusWords } from '#domain/extracts/status.ts'
import type { ExtractLine } from '#server/reads/extracts.ts'
import { aboutTable } from '../../../exports/about-sheet.ts'
import { type AnyTableFile, type TableColumn, tableFile } from '../../../exports/table-file.ts'

const columns: readonly TableColumn<ExtractLine>[] = [
  { key: 'id', heading: 'Extract', width: 9, value: (x) => x.id },
  { key: 'file', heading: 'File', width: 44, value: (x) => x.filename },
  { key: 'received_at', heading: 'Received', width: 26, value: (x) => x.receivedAt.toISOString() },
  { key: 'received_by', heading: 'By', width: 20, value: (x) => x.receivedBy },
  { key: 'channel', heading: 'How', width: 24, value: (x) => extractChannelWords[x.channel] },
  { key: 'rows', heading: 'Rows', width: 9, value: (x) => x.rows },
  { key: 'problems', heading: 'Problems', width: 9, value: (x) => x.problems },
  { key: 'warnings', heading: 'Warnings', width: 9, value: (x) => x.warnings },
  { key: 'status', heading: 'Status', width: 20, value: (x) => extractStatusWords[x.status] },
  {
    key: 'published_at',
    heading: 'Published',
    width: 26,
    value: (x) => x.publishedAt?.toISOString() ?? null,
  },
  { key: 'published_by', heading: 'Published by', width: 20, value: (x) => x.publishedBy },
]

export function extractsTable(lines: readonly ExtractLine[]): AnyTableFile {
  return tableFile({
    name: 'extracts',
    about: aboutTable({
      what: 'Every file that was received, latest first',
      source: 'The register of extracts',
      page: '/extracts',
    }),
    columns,
    rows: lines,
  })
}
