/** The overview's figures as a file. By month: the chosen measure of every part. By measure: every part's measures of the month.
 * The unit's own figures come first. */
import { periodName } from '#domain/time/period.ts'
import { aboutTable, figureNotes, lastPublished } from '../../../exports/about-sheet.ts'
import { type FigureRow, figureTableColumns } from '../../../exports/figure-table.ts'
import { type AnyTableFile, tableFile } from '../../../exports/table-file.ts'
import { answers, type OverviewModel } from '../kit/overview-model.ts'

/** `publishedAt` is when the numbers behind a part's figure were published. */
export function overviewTable(
  shown: OverviewModel,
  page: string,
  publishedAt: (unit: string, kpi: string, period: string) => Date | null,
): AnyTableFile {
  const { overview, question } = shown
  const { unit, period, kpi } = overview
  const byMeasure = question.view === 'measures'
  const rows = byMeasure ? monthRows(shown, publishedAt) : measureRows(shown)
  const what = byMeasure
    ? `The measures of ${unit.name} in ${periodName(period)}, by ${overview.parts}`
    : `${kpi.name} of ${unit.name} to ${periodName(period)}, by ${overview.parts}`
  return tableFile({
    name: byMeasure ? `overview-${unit.code}-${period}` : `overview-${unit.code}-${kpi.code}-${period}`,
    about: aboutTable({
      what,
      source: 'Extracts published by the data team',
      published: lastPublished(rows.map((row) => row.figure)),
      page,
      notes: figureNotes,
    }),
    columns: figureTableColumns,
    rows,
  })
}

function measureRows({ overview }: OverviewModel): FigureRow[] {
  const { kpi, unit, own, months, period } = overview
  return [
    { unit, kpi, period, figure: own },
    ...overview.rows.flatMap((row) =>
      months.map((month, i) => ({ unit: row.unit, kpi, period: month, figure: row.figures[i] ?? null })),
    ),
  ]
}

function monthRows(shown: OverviewModel, publishedOf: Parameters<typeof overviewTable>[2]): FigureRow[] {
  const { overview, kpis, question, scorecard } = shown
  const { period, units, unit } = overview
  const wanted = kpis.filter((kpi) => answers(kpi, question))
  const own = wanted.flatMap((kpi): FigureRow[] => {
    const line = scorecard?.lines.find((l) => l.kpi.code === kpi.code && l.period === period)
    if (line === undefined) return []
    const { publishedAt, restated } = line
    return [{ unit, kpi, period, figure: { ...line.figure, publishedAt, restated } }]
  })
  const figures = Map.groupBy(overview.movers.month, (f) => f.unit)
  return [
    ...own,
    ...units.flatMap((part) =>
      wanted.flatMap((kpi): FigureRow[] => {
        const figure = figures.get(part.code)?.find((f) => f.kpi === kpi.code)
        if (figure === undefined) return []
        const publishedAt = publishedOf(part.code, kpi.code, period) ?? figure.publishedAt
        return [{ unit: part, kpi, period, figure: { ...figure, publishedAt } }]
      }),
    ),
  ]
}
