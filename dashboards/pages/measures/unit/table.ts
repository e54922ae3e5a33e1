/** What a unit's page shows, as a file: what goes well and what needs a conversation, for the unit and each unit beneath it,
 * with the figure and the commentary. */

import type { Unit } from '#domain/catalogue/unit.ts'
import type { Matter } from '#domain/scorecard/scorecard.ts'
import { nothingCameWords } from '#domain/scorecard/silent-months.ts'
import { periodName } from '#domain/time/period.ts'
import type { Commentary } from '#server/reads/commentary.ts'
import type { CurrentMatters } from '#server/reads/current-matters.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import { unitAddress } from '../../../addresses.ts'
import { aboutTable, figureNotes } from '../../../exports/about-sheet.ts'
import { type FigureRow, figureTableColumns } from '../../../exports/figure-table.ts'
import { type AnyTableFile, type TableColumn, tableFile } from '../../../exports/table-file.ts'

type MatterRow = FigureRow & { list: 'needs_conversation' | 'going_well'; why: string; said: string | null }

export function unitTable(
  unit: Unit,
  period: string,
  scorecards: readonly Scorecard[],
  commentary: readonly Commentary[],
  { lastKnown, day }: { lastKnown: readonly CurrentMatters[]; day: string },
): AnyTableFile {
  const published = scorecards.flatMap((s) => s.publishedAt?.getTime() ?? [])
  return tableFile({
    name: `${unit.code}-${period}-matters`,
    about: aboutTable({
      what: `What goes well and what needs a conversation in ${unit.name}, ${periodName(period)}`,
      source: 'Extracts published by the data team',
      published: published.length === 0 ? null : new Date(Math.max(...published)),
      page: unitAddress(unit.code),
      notes: [
        ...figureNotes,
        ...scorecards
          .filter((s) => s.silent.length > 0)
          .map(
            (s) =>
              `${nothingCameWords(s.silent, day, s.unit.name)}. What was last known stands in its place.`,
          ),
      ],
    }),
    columns,
    rows: scorecards.flatMap((scorecard) => [
      ...rowsOf(scorecard, commentary),
      ...lastKnown
        .filter(({ unit: own }) => own.code === scorecard.unit.code)
        .flatMap((known) => rowsOf({ ...known, goingWell: [] }, [])),
    ]),
  })
}

const columns: readonly TableColumn<MatterRow>[] = [
  {
    key: 'list',
    heading: 'List',
    width: 20,
    value: (row) => row.list,
    cell: (row) => (row.list === 'going_well' ? 'Going well' : 'Needs a conversation'),
  },
  ...figureTableColumns,
  { key: 'why', heading: 'Why', width: 44, value: (row) => row.why },
  { key: 'commentary', heading: 'Commentary', width: 60, value: (row) => row.said },
]

type Matters = Pick<Scorecard, 'unit' | 'needsConversation' | 'goingWell' | 'lines'>

function rowsOf(scorecard: Matters, commentary: readonly Commentary[]): MatterRow[] {
  const { unit, needsConversation, goingWell, lines } = scorecard
  const rows = (list: MatterRow['list'], matters: readonly Matter[]) =>
    matters.flatMap((matter): MatterRow[] => {
      const line = lines.find((l) => l.kpi.code === matter.kpi)
      if (line === undefined) return []
      const { kpi, figure, period, publishedAt, restated } = line
      const said = commentary.find((c) => c.unit === unit.code && c.kpi === kpi.code)?.body ?? null
      return [
        { unit, kpi, period, figure: { ...figure, publishedAt, restated }, list, why: matter.why, said },
      ]
    })
  return [...rows('needs_conversation', needsConversation), ...rows('going_well', goingWell)]
}
