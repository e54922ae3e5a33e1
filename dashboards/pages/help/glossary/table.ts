/** The catalogue of measures as a file: what each is, with its target. */
import { type Kpi, type Target, targetFor } from '#domain/catalogue/kpi.ts'
import { dimensionQuestions } from '#domain/wording/words.ts'
import { aboutTable } from '../../../exports/about-sheet.ts'
import { type AnyTableFile, type TableColumn, tableFile } from '../../../exports/table-file.ts'

type Row = { kpi: Kpi; target: Target | null }

export function glossaryTable(kpis: readonly Kpi[], targets: readonly Target[], month: string): AnyTableFile {
  return tableFile({
    name: `measures-${month}`,
    about: aboutTable({
      what: `The measures of the catalogue, as they are in ${month}`,
      source: 'The catalogue of measures',
      page: '/help/kpis',
    }),
    columns,
    rows: kpis.map((kpi) => ({ kpi, target: targetFor(targets, kpi.code, month) ?? null })),
  })
}

const columns: readonly TableColumn<Row>[] = [
  { key: 'kpi', heading: 'Code', width: 7, value: ({ kpi }) => kpi.code },
  { key: 'name', heading: 'Measure', width: 44, value: ({ kpi }) => kpi.name },
  {
    key: 'dimension',
    heading: 'Question',
    width: 28,
    value: ({ kpi }) => kpi.dimension,
    cell: ({ kpi }) => dimensionQuestions[kpi.dimension],
  },
  { key: 'subject', heading: 'Subject', width: 20, value: ({ kpi }) => kpi.subject },
  { key: 'core', heading: 'Core', width: 7, value: ({ kpi }) => kpi.core },
  { key: 'kind', heading: 'Kind', width: 10, value: ({ kpi }) => kpi.kind },
  { key: 'unit', heading: 'In', width: 12, value: ({ kpi }) => kpi.unit },
  { key: 'good', heading: 'Good is', width: 10, value: ({ kpi }) => kpi.good },
  { key: 'numerator', heading: 'Numerator counts', width: 60, value: ({ kpi }) => kpi.numerator },
  { key: 'denominator', heading: 'Denominator counts', width: 60, value: ({ kpi }) => kpi.denominator },
  { key: 'clock', heading: 'Clock', width: 40, value: ({ kpi }) => kpi.clock },
  { key: 'target', heading: 'Target', width: 8, value: ({ target }) => target?.target ?? null },
  { key: 'floor', heading: 'Floor', width: 8, value: ({ target }) => target?.floor ?? null },
  { key: 'minimum', heading: 'Smallest base judged', width: 12, value: ({ kpi }) => kpi.minimum },
  { key: 'teamTypes', heading: 'Carried by', width: 24, value: ({ kpi }) => kpi.teamTypes.join(' ') },
  { key: 'countedBy', heading: 'Added up from', width: 24, value: ({ kpi }) => kpi.countedBy.join(' ') },
  { key: 'source', heading: 'Source', width: 40, value: ({ kpi }) => kpi.source },
]
