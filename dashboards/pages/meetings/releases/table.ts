/** The texts as a file: which are released, by whom and when. */
import { smallNumberAdvice } from '#domain/suppression/small-number-advice.ts'
import type { ReleasableText } from '#server/reads/written-texts.ts'
import { aboutTable } from '../../../exports/about-sheet.ts'
import { type AnyTableFile, type TableColumn, tableFile } from '../../../exports/table-file.ts'
import { kindWords } from './kind-words.ts'

export function releasesTable(
  texts: readonly ReleasableText[],
  unitNames: ReadonlyMap<string, string>,
  { day, page }: { day: string; page: string },
): AnyTableFile {
  const columns: TableColumn<ReleasableText>[] = [
    {
      key: 'kind',
      heading: 'Kind',
      width: 24,
      value: (t) => t.release.kind,
      cell: (t) => kindWords[t.release.kind],
    },
    { key: 'id', heading: 'Number', width: 26, value: (t) => t.release.id },
    { key: 'unit', heading: 'Team or service', width: 10, value: (t) => t.unit },
    { key: 'name', heading: 'Name', width: 34, value: (t) => unitNames.get(t.unit ?? '') ?? null },
    { key: 'kpi', heading: 'Code', width: 7, value: (t) => t.kpi },
    { key: 'action', heading: 'Action', width: 8, value: (t) => t.action },
    { key: 'text', heading: 'Text', width: 80, value: (t) => t.text },
    { key: 'by', heading: 'Written by', width: 34, value: (t) => t.by },
    { key: 'at', heading: 'Written at', width: 24, value: (t) => t.at.toISOString() },
    {
      key: 'released',
      heading: 'Released to the board',
      width: 20,
      value: (t) => t.release.released !== null,
      cell: (t) => (t.release.released === null ? 'No' : 'Yes'),
    },
    { key: 'releasedBy', heading: 'Released by', width: 34, value: (t) => t.release.released?.by ?? null },
    { key: 'releasedAt', heading: 'Released at', width: 24, value: (t) => t.release.released?.at ?? null },
    { key: 'advice', heading: 'Before releasing', width: 60, value: (t) => smallNumberAdvice(t.text) },
  ]
  return tableFile({
    name: `releases-${day}`,
    about: aboutTable({
      what: `What people wrote, and which of it the board may read on ${day}`,
      source: 'Scorecards, meetings and the improvement plan',
      page,
      notes: ['A corrected text is another text, which nobody has released yet.'],
    }),
    columns,
    rows: texts,
  })
}
