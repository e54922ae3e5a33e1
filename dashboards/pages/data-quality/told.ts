/** What the page tells, as its chart, its files and its sentences. */
import { freshnessFinding } from '#domain/freshness.ts'
import { dayName, periodName } from '#domain/period.ts'
import type { DataQuality, KpiQuality } from '#server/reads/data-quality.ts'
import { freshnessTold } from '../../charts/freshness/freshness.ts'
import type { Told } from '../../charts/picture.ts'
import type { ChartFile } from '../../exports/chart-file.ts'
import { csvOf } from '../../exports/csv.ts'
import { type WorkbookColumn, workbookOf } from '../../exports/workbook.ts'

/** Each data set by month, earliest first, up to the latest month whose day has passed. */
export function gridTold({ months, period }: DataQuality, scope: string): Told {
  const shown = months.filter((m) => period !== null && m.period <= period).reverse()
  const names = [...new Map(months.flatMap((m) => m.returns.map((r) => [r.code, r.name])))]
  return freshnessTold({
    scope,
    months: shown.map((m) => m.period),
    returns: names.map(([code, name]) => ({
      name,
      cells: shown.map((m) => m.returns.find((r) => r.code === code) ?? null),
    })),
  })
}

/** The grid as a file that stands alone. */
export function gridFile(quality: DataQuality, scope: string): ChartFile {
  return {
    name: `data-freshness-${quality.day}`,
    told: gridTold(quality, scope),
    source: `Extracts received, as of ${dayName(quality.day)}`,
    kind: 'count',
  }
}

/** "April 2019: all 12 data sets are on time", of the latest month whose day has passed. */
export function freshnessSentence({ months, period }: DataQuality): string {
  if (period === null) return 'No data set has been due yet'
  return freshnessFinding(months.find((m) => m.period === period)?.returns ?? [], period)
}

const columns: readonly (WorkbookColumn<KpiQuality> & { name: string })[] = [
  { name: 'kpi', heading: 'KPI', width: 8, cell: (k) => k.kpi.code },
  { name: 'measure', heading: 'Measure', width: 44, cell: (k) => k.kpi.name },
  { name: 'data_set', heading: 'Data set', width: 32, cell: (k) => k.returnName },
  { name: 'owner', heading: 'Owner', width: 28, cell: (k) => k.ownerRole },
  { name: 'expected', heading: 'Teams due', width: 10, cell: (k) => k.expected },
  { name: 'received', heading: 'Teams in', width: 10, cell: (k) => k.expected - k.missing.length },
  { name: 'missing', heading: 'Without a figure', width: 40, cell: (k) => k.missing.join('; ') },
  { name: 'defined_since', heading: 'Definition since', width: 16, cell: (k) => k.definedSince },
  {
    name: 'known_issues',
    heading: 'Known issues',
    width: 60,
    cell: (k) => k.issues.map((i) => `${i.note} (since ${periodName(i.from)})`).join('; '),
  },
]

/** The measures as CSV, one row each. */
export function qualityCsv({ kpis }: DataQuality): string {
  return csvOf(
    kpis.map((kpi) =>
      Object.fromEntries(
        columns.map(({ name, cell }) => [name, cell(kpi, String) as string | number | null]),
      ),
    ),
  )
}

export function qualityXlsx({ kpis }: DataQuality): Promise<Buffer> {
  return workbookOf('Data quality', columns, kpis)
}
