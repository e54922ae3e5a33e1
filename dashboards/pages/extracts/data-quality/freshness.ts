/** What the page shows, as its chart, its files and its sentences. */
import { completenessFinding, neverWords, stoppedOfMeasure } from '#domain/extracts/completeness.ts'
import { daysFromDue, freshnessWords, isLate } from '#domain/extracts/freshness.ts'
import { dayName, periodName } from '#domain/time/period.ts'
import type { DataQuality, KpiQuality, ReturnQuality } from '#server/reads/data-quality.ts'
import type { ReturnRow, Returns } from '../../../charts/freshness/freshness.ts'
import type { TitledChart } from '../../../charts/picture.ts'
import { specifiedChart } from '../../../charts/specified-chart.ts'
import type { ChartName } from '../../../charts/specs.ts'
import { aboutTable } from '../../../exports/about-sheet.ts'
import type { ChartFile } from '../../../exports/chart-file.ts'
import { type AnyTableFile, type TableColumn, tableFile } from '../../../exports/table-file.ts'
import type { DataQualityView } from './model.ts'

/** The returns of each month up to the latest whose due day has passed, as the charts of this page take them. */
export function returnsOf({ months, period }: DataQuality, scope: string): Returns {
  const shown = months.filter((m) => period !== null && m.period <= period).reverse()
  const codes = [...new Set(months.flatMap((m) => m.returns.map((r) => r.code)))]
  return {
    scope,
    first: periodName(shown[0]?.period ?? ''),
    last: periodName(period ?? ''),
    rows: codes.flatMap((code) =>
      shown.flatMap(({ period: of, returns }) =>
        returns.filter((r) => r.code === code).map((r) => returnRow(of, r)),
      ),
    ),
  }
}

function returnRow(period: string, given: ReturnQuality): ReturnRow {
  const { code, name, state, expected, restated } = given
  return {
    ...{ code, name, period, due: given.dueOn, received: given.completeOn, state },
    ...{ daysFromDue: daysFromDue(given), daysLate: given.daysLate },
    ...{ came: freshnessWords(given), late: isLate(given) },
    ...{ expected, rows: given.received, missing: given.missing.length, neverComing: given.never.length },
    ...{ restated, first: given.firstOn, last: given.lastOn },
  }
}

/** A chart of the returns as a file; null before the first month. */
export function returnsFile(
  chart: ChartName,
  { quality, returns }: Pick<DataQualityView, 'quality' | 'returns'>,
  titled: (returns: Returns) => TitledChart = (given) => specifiedChart(chart, given),
): ChartFile | null {
  if (quality.period === null) return null
  const source = `Extracts received, as of ${dayName(quality.day)}`
  return { name: `${chart}-${quality.day}`, titledChart: titled(returns), source, kind: 'count' }
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
