import { type Comparator, nation, neighboursMedian, region } from '#domain/catalogue/benchmark.ts'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { ShownCell } from '#domain/figures/wholeness.ts'
import { periodInSentence } from '#domain/time/period.ts'
import { benchmarkFinding } from '#domain/wording/chart-finding.ts'
import { formatFigure, formatValue } from '#domain/wording/format.ts'
import { lineColours, palette } from '../../palette.ts'
import { altText } from '../alt-text.ts'
import { type ChartInput, pictureOf, type TitledChart } from '../picture.ts'
import { pointAt } from '../points.ts'
import {
  axisRoom,
  chartWidths,
  planeParams,
  type Size,
  shortPeriod,
  spreadLabels,
  valueAxis,
} from '../scale.ts'

/** Published years of other places, and the council's own latest period. */
export type BenchmarkChart = {
  kpi: Pick<Kpi, 'code' | 'name' | 'unit' | 'decimals' | 'kind' | 'denominator'>
  /** "Ridgeshire County Council" */
  council: string
  /** Null if it has no figure of its own. */
  own: (ShownCell & { period: string }) | null
  /** England, the region and the neighbours' median, year by year, in any order. */
  years: readonly Comparator[]
}

const seriesOf = {
  [neighboursMedian]: { key: 'neighbours', words: 'Neighbours’ median', colour: lineColours.neighbours },
  [region]: { key: 'region', words: region, colour: lineColours.region },
  [nation]: { key: 'england', words: nation, colour: lineColours.england },
} as const

type Geography = keyof typeof seriesOf
const geographies: readonly Geography[] = [neighboursMedian, region, nation]

/** Benchmark lines: each place's years on a yearly axis, and our own month set apart from them. */
export function titledBenchmark(chart: BenchmarkChart): TitledChart {
  const { kpi, council, own, years } = chart
  const listed = yearsOf(chart)
  const latest = latestOf(years)
  const title = benchmarkFinding(kpi, own, latest)
  const [first, last] = [listed[0], listed.at(-1)]
  const at = (geography: string, year: number) =>
    years.find((c) => c.geography === geography && c.year === year) ?? null
  const drawn = drawnOf(chart)
  return {
    picture: pictureOf('benchmark', benchmarkInput(chart)),
    narrow: pictureOf('benchmark', benchmarkInput(chart, 'narrow')),
    title,
    subtitle: `${kpi.name}. Published years ${first} to ${last}, and ${council}${own === null ? '' : `, ${periodInSentence(own.period)}`}`,
    alt: altText({
      type: 'Line chart',
      measure: kpi.name,
      scope: 'other places by year',
      first: String(first),
      last: String(last),
      finding: title,
      latest:
        own === null
          ? `Latest ${latest === null ? 'nothing' : formatValue(kpi, latest.value)} in ${last}`
          : `Latest ${formatFigure(kpi, own)} in ${periodInSentence(own.period)} for ${council}`,
    }),
    columns: [
      { heading: 'Year ending in March' },
      ...drawn.map((g) => ({ heading: g, numeric: true })),
      ...(isShown(own) ? [{ heading: council, numeric: true }] : []),
    ],
    rows: listed
      .map((year) => [
        String(year),
        ...drawn.map((g) => {
          const found = at(g, year)
          return found === null ? '–' : yearValue(kpi, found)
        }),
        ...(isShown(own) ? ['–'] : []),
      ])
      .concat(
        isShown(own)
          ? [[`${periodInSentence(own.period)} alone`, ...drawn.map(() => '–'), formatFigure(kpi, own)]]
          : [],
      )
      .reverse(),
    records: years.map(({ geography, year, value, published, among }) => ({
      kpi: kpi.code,
      geography,
      year,
      value,
      published,
      among,
    })),
  }
}

/** "82% (of 8)" if fewer neighbours published a value than there are. */
function yearValue(kpi: BenchmarkChart['kpi'], { value, published, among }: Comparator): string {
  const said = formatValue(kpi, value)
  return published === null || published === among ? said : `${said} (of ${published})`
}

/** True if the council has a value of its own, which is drawn and is the first row of the table. */
function isShown(own: BenchmarkChart['own']): own is NonNullable<BenchmarkChart['own']> {
  return own !== null && own.value !== null
}

/** The places that published something. */
function drawnOf({ years }: BenchmarkChart): Geography[] {
  return geographies.filter((g) => years.some((c) => c.geography === g))
}

function yearsOf({ years }: BenchmarkChart): number[] {
  const known = years.map((c) => c.year)
  if (known.length === 0) return []
  const [first, last] = [Math.min(...known), Math.max(...known)]
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

/** The latest year of the neighbours' median, else of England. */
function latestOf(years: readonly Comparator[]): { words: string; year: number; value: number } | null {
  for (const geography of [neighboursMedian, nation, region] as const) {
    const found = years.filter((c) => c.geography === geography).sort((a, b) => b.year - a.year)[0]
    if (found !== undefined) return { ...found, words: seriesOf[geography].words.replace(/^N/, 'n') }
  }
  return null
}

const plotHeight = 240
const lineHeight = 17

export function benchmarkInput(chart: BenchmarkChart, size: Size = 'wide'): ChartInput {
  const { kpi, own, years } = chart
  const listed = yearsOf(chart)
  const values = [...years.map((c) => c.value), own?.value ?? null].filter((v) => v !== null)
  const y = valueAxis(values.length === 0 ? [0, 1] : values, kpi.unit)
  const narrow = size === 'narrow'
  const left = axisRoom(y)
  const right = narrow ? 20 : 110
  const lastYear = listed.length - 1
  const marks = yearMarks(chart)
  const months = isShown(own) ? [ownMonth(own, chart, narrow)] : []
  const ticks = listed.map((_, i) => i).filter((i) => !narrow || (lastYear - i) % 2 === 0)
  const x = {
    min: -0.3,
    max: months[0]?.to ?? lastYear + (narrow ? 5 : 1.6),
    ticks: [...ticks, ...months.map((m) => m.at)],
    labels: [...ticks.map((i) => String(listed[i])), ...months.map((m) => shortPeriod(m.period))],
  }
  const gap = lineHeight * ((y.max - y.min) / plotHeight)
  return {
    width: chartWidths[size] - left - right,
    height: plotHeight,
    padding: { left, right, top: 14, bottom: 30 },
    params: planeParams(x, y),
    data: {
      apart: months.map(({ from, to }) => ({ from, to, low: y.min, high: y.max })),
      lines: runsOf(marks),
      points: [
        ...marks.map(({ at, value, series, point }) => ({ at, value, kind: series, area: 60, point })),
        ...months.map(({ at, value, point }) => ({ at, value, kind: 'own', area: 140, point })),
      ],
      labels: [
        ...spreadLabels(nameLabels(kpi, marks, narrow), gap, [y.min, y.max]),
        ...months.flatMap((month) => monthLabels(kpi, month, y.min, narrow)),
      ],
    },
  }
}

type YearMark = { at: number; value: number; series: string; geography: Geography; point: string }

/** Each place's published years as marks. The council's own figure is the first row of the table. */
function yearMarks(chart: BenchmarkChart): YearMark[] {
  const { years, own } = chart
  const listed = yearsOf(chart)
  const rowsBefore = isShown(own) ? 1 : 0
  const drawn = drawnOf(chart)
  return drawn.flatMap((geography, column) =>
    listed.flatMap((year, at) => {
      const found = years.find((c) => c.geography === geography && c.year === year)
      if (found === undefined) return []
      const point = pointAt(listed.length - 1 - at + rowsBefore, column + 1)
      return [{ at, value: found.value, series: seriesOf[geography].key, geography, point }]
    }),
  )
}

type OwnMonth = { at: number; from: number; to: number; period: string; value: number; point: string }

/** The council's own month, separated from the years because it is none. The lines' names go in the space before it. */
function ownMonth(
  { period, value }: NonNullable<BenchmarkChart['own']>,
  chart: BenchmarkChart,
  narrow: boolean,
): OwnMonth {
  const at = yearsOf(chart).length - 1 + (narrow ? 6.4 : 2.5)
  const half = narrow ? 1 : 0.5
  const point = pointAt(0, drawnOf(chart).length + 1)
  return { at, from: at - half, to: at + half, period, value: value ?? 0, point }
}

const plain = { align: 'left', dx: 10, dy: 0, colour: palette.ink, weight: 'normal' }

/** The name and the last value of each place, at the end of its line. */
function nameLabels(kpi: BenchmarkChart['kpi'], marks: readonly YearMark[], narrow: boolean) {
  return geographies.flatMap((geography) => {
    const end = marks.findLast((m) => m.geography === geography)
    if (end === undefined) return []
    const { words } = seriesOf[geography]
    const short = narrow ? words.replace('Neighbours’ median', 'Neighbours') : words
    return [{ ...plain, at: end.at, value: end.value, text: `${short} ${formatValue(kpi, end.value)}` }]
  })
}

/** The council's own figure beside its mark, and beneath it that it covers one month. */
function monthLabels(
  kpi: BenchmarkChart['kpi'],
  { at, value }: OwnMonth,
  foot: number,
  narrow: boolean,
): object[] {
  const place = narrow ? { align: 'center', dx: 0, dy: -18 } : { align: 'left', dx: 12, dy: 0 }
  return [
    { ...plain, at, value, text: formatValue(kpi, value), ...place, weight: 'bold' },
    { ...plain, at, value: foot, text: 'one month', align: 'center', dx: 0, dy: -10 },
  ]
}

/** A line has a gap where a year was not published. */
function runsOf(rows: readonly { at: number; value: number; series: string }[]): object[] {
  let run = 0
  return rows.map((row, i) => {
    const before = rows[i - 1]
    if (before === undefined || before.series !== row.series || before.at !== row.at - 1) run++
    return { ...row, run }
  })
}
