import { periodName } from '#domain/time/period.ts'
import { sourceLine } from '#domain/wording/source-line.ts'
import { assuranceWords, signalWords, statusWords, variationWords } from '#domain/wording/words.ts'
import type { Series, SeriesPoint } from '#server/reads/series.ts'
import { aboutTable, figureNotes } from '../../../exports/about.ts'
import { figureColumns } from '../../../exports/figure-columns.ts'
import { type About, type WorkbookColumn, workbookOf } from '../../../exports/workbook.ts'

/** A series as a workbook, one row a period, with the limits and flags of the chart. */
export function seriesXlsx(series: Series, asAt: string | null): Promise<Buffer> {
  const { unit, kpi, points } = series
  const columns: WorkbookColumn<SeriesPoint>[] = [
    { heading: 'Unit', width: 10, cell: () => unit.code },
    { heading: 'Code', width: 7, cell: () => kpi.code },
    { heading: 'Measure', width: 50, cell: () => kpi.name },
    { heading: 'Period', width: 10, cell: (p) => p.period },
    ...figureColumns<SeriesPoint>((point) => ({ kpi, cell: point })),
    { heading: 'Target', width: 8, cell: (p) => p.target },
    {
      heading: 'Against target',
      width: 14,
      cell: (p) => (p.status === null ? null : statusWords[p.status]),
    },
    { heading: 'Average', width: 10, cell: (p) => p.mean },
    { heading: 'Lower limit', width: 11, cell: (p) => p.lower },
    { heading: 'Upper limit', width: 11, cell: (p) => p.upper },
    { heading: 'Change', width: 14, cell: (p) => (p.meaning === null ? null : variationWords[p.meaning]) },
    { heading: 'Why', width: 46, cell: (p) => (p.signal === null ? null : signalWords[p.signal]) },
    { heading: 'New baseline', width: 12, cell: (p) => (p.rebase ? 'Yes' : null) },
    { heading: 'Restated', width: 9, cell: (p) => (p.restated ? 'Yes' : null) },
  ]
  return workbookOf(`${unit.code} ${kpi.code}`, columns, points, aboutOf(series, asAt))
}

function aboutOf(
  { unit, kpi, last, finding, variation, assurance, recast }: Series,
  asAt: string | null,
): About {
  return aboutTable({
    what: `${kpi.name} of ${unit.name} to ${periodName(last.period)}. ${finding}`,
    source: sourceLine(kpi, last, unit.name, last.publishedAt.toISOString()),
    published: last.publishedAt,
    asAt,
    page: `/units/${unit.code}/kpis/${kpi.code}?to=${last.period}`,
    notes: [
      `Really changing? ${variationWords[variation]}. Can it be relied on to meet target? ${assuranceWords[assurance]}.`,
      ...figureNotes,
      ...(recast ? ['Recast on today’s teams: not the figures as they were published.'] : []),
    ],
  })
}
