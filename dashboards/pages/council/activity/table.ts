/** The activity record as a file. */
import type { ActivityLine } from '#server/reads/activity.ts'
import { aboutTable } from '../../../exports/about-sheet.ts'
import { type AnyTableFile, type TableColumn, tableFile } from '../../../exports/table-file.ts'

const columns: readonly TableColumn<ActivityLine>[] = [
  { key: 'at', heading: 'When (UTC)', width: 24, value: ({ at }) => at.toISOString() },
  { key: 'who', heading: 'Who', width: 30, value: ({ who }) => who.name },
  { key: 'who_kind', heading: 'Kind of author', width: 14, value: ({ who }) => who.kind },
  { key: 'who_id', heading: 'Author', width: 8, value: ({ who }) => who.id },
  { key: 'what', heading: 'Code', width: 22, value: ({ what }) => what },
  { key: 'deed', heading: 'What', width: 36, value: ({ deed }) => deed },
  { key: 'on', heading: 'About', width: 36, value: ({ on }) => on },
  { key: 'unit', heading: 'Team or service', width: 12, value: ({ unit }) => unit },
  { key: 'times', heading: 'Times', width: 7, value: ({ times }) => times },
  { key: 'channel', heading: 'By way of', width: 14, value: ({ channel }) => channel },
  { key: 'network', heading: 'Network', width: 18, value: ({ network }) => network },
  { key: 'why', heading: 'Reason', width: 50, value: ({ why }) => why },
]

export function activityTable(lines: readonly ActivityLine[], page: string, day: string): AnyTableFile {
  return tableFile({
    name: `activity-${day}`,
    about: aboutTable({ what: 'Who did what, newest first', source: 'The activity record', page }),
    columns,
    rows: lines,
  })
}
