/** What the page shows, as its chart, its files and its sentences. */
import { completenessFinding, neverWords, stoppedOfMeasure } from '#domain/extracts/completeness.ts'
import { dayName, periodName } from '#domain/time/period.ts'
import type { DataQuality, KpiQuality } from '#server/reads/data-quality.ts'
import { titledFreshnessGrid } from '../../../charts/freshness/freshness.ts'
import type { TitledChart } from '../../../charts/picture.ts'
import { aboutTable } from '../../../exports/about-sheet.ts'
import type { ChartFile } from '../../../exports/chart-file.ts'
import { type AnyTableFile, type TableColumn, tableFile } from '../../../exports/table-file.ts'

/** Each data set by month, earliest first, up to the latest month whose due day has passed. */
export function titledFreshness({ months, period }: DataQuality, scope: string): TitledChart {
  const shown = months.filter((m) => period !== null && m.period <= period).reverse()
  const names = [...new Map(months.flatMap((m) => m.returns.map((r) => [r.code, r.name])))]
  return titledFreshnessGrid({
    scope,
    months: shown.map((m) => m.period),
    returns: names.map(([code, name]) => ({
      name,
      cells: shown.map((m) => m.returns.find((r) => r.code === code) ?? null),
    })),
  })
}

/** The grid as a separate file. */
export function gridFile(quality: DataQuality, scope: string): ChartFile {
  return {
    name: `data-freshness-${quality.day}`,
    titledChart: titledFreshness(quality, scope),
    source: `Extracts received, as of ${dayName(quality.day)}`,
    kind: 'count',
  }
}

/** "April 2019: all 12 data sets are complete", for the latest month whose due day has passed. */
export function completenessSentence({ months, period }: DataQuality): string {
  if (period === null) return 'No data set has been due yet'
  return completenessFinding(months.find((m) => m.period === period)?.returns ?? [], period)
}

const columns: readonly TableColumn<KpiQuality>[] = [
  { key: 'kpi', heading: 'KPI', width: 8, value: (k) => k.kpi.code },
  { key: 'measure', heading: 'Measure', width: 44, value: (k) => k.kpi.name },
  { key: 'data_set', heading: 'Data set', width: 32, value: (k) => k.returnName },
  { key: 'owner', heading: 'Owner', width: 28, value: (k) => k.ownerRole },
  { key: 'expected', heading: 'Teams due', width: 10, value: (k) => k.expected },
  {
    key: 'received',
    heading: 'Teams in',
    width: 10,
    value: (k) => k.expected - k.missing.length - k.never.length,
  },
  { key: 'missing', heading: 'Without a figure', width: 40, value: (k) => k.missing.join('; ') },
  { key: 'defined_since', heading: 'Definition since', width: 16, value: (k) => k.definedSince },
  {
    key: 'known_issues',
    heading: 'Known issues',
    width: 60,
    value: (k) => k.issues.map((i) => `${i.note} (since ${periodName(i.from)})`).join('; '),
  },
  {
    key: 'will_not_come',
    heading: 'Will not come',
    width: 60,
    value: (k) => k.never.map((n) => `${n.unit}: ${neverWords(n)}`).join('; '),
  },
  {
    key: 'weekly_stopped',
    heading: 'Weekly figures that have stopped',
    width: 60,
    value: (k) => stoppedOfMeasure(k.stopped),
  },
]

/** The measures as a table, one row each. */
export function qualityTable({ kpis, period, day }: DataQuality): AnyTableFile {
  const of = period === null ? `on ${dayName(day)}, before any data was due` : `in ${periodName(period)}`
  return tableFile({
    name: 'data-quality',
    about: aboutTable({
      what: `What each measure lacks ${of}`,
      source: 'Extracts received from the data team, and the known issues that are recorded',
      page: '/data-quality',
    }),
    columns,
    rows: kpis,
  })
}
