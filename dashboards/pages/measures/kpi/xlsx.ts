import { periodName } from '#domain/time/period.ts'
import { assuranceText } from '#domain/wording/phrase.ts'
import { sourceLine } from '#domain/wording/source-line.ts'
import { stepWords } from '#domain/wording/step-words.ts'
import { nhsMethodWords, signalWords, statusWords, variationWords } from '#domain/wording/words.ts'
import type { Series } from '#server/reads/series.ts'
import { measureAddress } from '../../../addresses.ts'
import { aboutTable, figureNotes } from '../../../exports/about-sheet.ts'
import { figureColumns } from '../../../exports/figure-columns.ts'
import { type About, type Workbook, type WorkbookColumn, workbookOf } from '../../../exports/workbook.ts'
import { yearSoFarColumns } from '../../../exports/year-so-far-columns.ts'
import { type SeriesRow, seriesRows } from './series-rows.ts'

/** A series as a workbook, one row for each period, with the limits and flags of the chart. As in the chart, the rows of the
 * teams that it took over from come first. */
export function seriesXlsx(series: Series, asAt: string | null): Workbook {
  const { unit, kpi } = series
  const columns: WorkbookColumn<SeriesRow>[] = [
    { heading: 'Team or service', width: 10, cell: (row) => row.unit },
    { heading: 'Code', width: 7, cell: () => kpi.code },
    { heading: 'Measure', width: 50, cell: () => kpi.name },
    { heading: 'Period', width: 10, cell: ({ point }) => point.period },
    ...figureColumns<SeriesRow>(({ point }) => ({ kpi, cell: point })),
    ...yearSoFarColumns<SeriesRow>(({ year }) => year),
    { heading: 'Target', width: 8, cell: ({ point }) => point.target },
    {
      heading: 'Against target',
      width: 14,
      cell: ({ point: p }) => (p.status === null ? null : statusWords[p.status]),
    },
    { heading: 'Average', width: 10, cell: ({ point }) => point.mean },
    { heading: 'Lower limit', width: 11, cell: ({ point }) => point.lower },
    { heading: 'Upper limit', width: 11, cell: ({ point }) => point.upper },
    {
      heading: 'Change',
      width: 14,
      cell: ({ point: p }) =>
        p.meaning === null ? null : p.earlier ? 'Earlier signal' : variationWords[p.meaning],
    },
    { heading: 'Why', width: 46, cell: ({ point: p }) => (p.signal === null ? null : signalWords[p.signal]) },
    { heading: 'New baseline', width: 12, cell: ({ point }) => (point.rebase ? 'Yes' : null) },
    { heading: 'Restated', width: 9, cell: ({ point }) => (point.restated ? 'Yes' : null) },
  ]
  return workbookOf(`${unit.code} ${kpi.code}`, columns, seriesRows(series), aboutOf(series, asAt))
}

function aboutOf(
  { unit, kpi, last, before, finding, targetRecord, step, variation, assurance, recast, method }: Series,
  asAt: string | null,
): About {
  return aboutTable({
    what: `${kpi.name} of ${unit.name} to ${periodName(last.period)}. ${finding}`,
    source: sourceLine(kpi, last, unit.name, last.publishedAt.toISOString()),
    published: last.publishedAt,
    asAt,
    page: measureAddress(unit.code, kpi.code, last.period),
    notes: [
      `Really changing? ${variationWords[variation]}. Can it meet target? ${assuranceText({ ...last, assurance }, targetRecord)}.`,
      ...(step === null ? [] : [`${stepWords(kpi, step)}.`]),
      ...(method === null ? [] : [`${nhsMethodWords}.`]),
      ...figureNotes,
      ...before.map(
        (team) =>
          `Rows of ${team.unit} are those of ${team.name}, from which it took over: they enter no limit and are not judged.`,
      ),
      ...(recast ? ['Recast on today’s teams: not the figures as they were published.'] : []),
    ],
  })
}
