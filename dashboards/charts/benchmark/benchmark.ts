import { type Comparator, nation, neighboursMedian, region } from '#domain/catalogue/benchmark.ts'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { ShownCell } from '#domain/figures/whole.ts'
import { periodInSentence } from '#domain/time/period.ts'
import { benchmarkFinding } from '#domain/wording/chart-finding.ts'
import { formatFigure, formatValue } from '#domain/wording/format.ts'
import { lineColours, palette } from '../../palette.ts'
import { altText } from '../alt-text.ts'
import { type ChartInput, pictureOf, type TitledChart } from '../picture.ts'
import { pointAt } from '../points.ts'
import { chartWidths, type Size, shortPeriod, spreadLabels, valueAxis } from '../scale.ts'

/** Other places' published years, and the council's own latest period. */
export type BenchmarkChart = {
  kpi: Pick<Kpi, 'code' | 'name' | 'unit' | 'decimals' | 'kind' | 'denominator'>
  /** "Ridgeshire County Council" */
  council: string
  /** Null where it has no figure of its own. */
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
  const drawn = geographies.filter((g) => years.some((c) => c.geography === g))
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

/** "82% (of 8)" for a median of fewer neighbours than there are. */
function yearValue(kpi: BenchmarkChart['kpi'], { value, published, among }: Comparator): string {
  const said = formatValue(kpi, value)
  return published === null || published === among ? said : `${said} (of ${published})`
}

/** True where the council has a value of its own, which is drawn and stands in the table above the years. */
function isShown(own: BenchmarkChart['own']): own is NonNullable<BenchmarkChart['own']> {
  return own !== null && own.value !== null
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
  const left = Math.max(...y.labels.map((l) => l.length)) * 8 + 14
  const right = narrow ? 20 : 110
  const width = chartWidths[size] - left - right
  const lastYear = listed.length - 1
  // Room for the lines' names between the last year and our own month, which is no year.
  const ownAt = lastYear + (narrow ? 6.4 : 2.5)
  const hasOwn = isShown(own)
  const xMax = hasOwn ? ownAt + (narrow ? 1 : 0.5) : lastYear + (narrow ? 5 : 1.6)
  const perPixel = (y.max - y.min) / plotHeight
  const drawn = geographies.filter((g) => years.some((c) => c.geography === g))
  const rows = geographies.flatMap((geography) =>
    listed.flatMap((year, at) => {
      const found = years.find((c) => c.geography === geography && c.year === year)
      return found === undefined
        ? []
        : [
            {
              at,
              value: found.value,
              series: seriesOf[geography].key,
              geography,
              point: pointAt(lastYear - at + (isShown(own) ? 1 : 0), drawn.indexOf(geography) + 1),
            },
          ]
    }),
  )
  const plain = { align: 'left', dx: 10, dy: 0, colour: palette.ink as string, weight: 'normal' }
  const names = geographies.flatMap((geography) => {
    const end = rows.filter((r) => r.geography === geography).at(-1)
    if (end === undefined) return []
    const { words } = seriesOf[geography]
    const short = narrow ? words.replace('Neighbours’ median', 'Neighbours') : words
    return [{ ...plain, at: end.at, value: end.value, text: `${short} ${formatValue(kpi, end.value)}` }]
  })
  const ticks = listed.map((_, i) => i).filter((i) => !narrow || (lastYear - i) % 2 === 0)
  return {
    width,
    height: plotHeight,
    padding: { left, right, top: 14, bottom: 30 },
    params: {
      xMin: -0.3,
      xMax,
      xTicks: [...ticks, ...(hasOwn ? [ownAt] : [])],
      xLabels: [...ticks.map((i) => String(listed[i])), ...(hasOwn ? [shortPeriod(own.period)] : [])],
      yMin: y.min,
      yMax: y.max,
      yTicks: y.ticks,
      yLabels: y.labels,
    },
    data: {
      apart: hasOwn
        ? [{ from: ownAt - (narrow ? 1 : 0.5), to: ownAt + (narrow ? 1 : 0.5), low: y.min, high: y.max }]
        : [],
      lines: runsOf(rows),
      points: [
        ...rows.map((r) => ({ at: r.at, value: r.value, kind: r.series, area: 60, point: r.point })),
        ...(hasOwn
          ? [{ at: ownAt, value: own.value, kind: 'own', area: 140, point: pointAt(0, drawn.length + 1) }]
          : []),
      ],
      labels: [
        ...spreadLabels(names, lineHeight * perPixel, [y.min, y.max]),
        ...(hasOwn
          ? [
              {
                ...plain,
                at: ownAt,
                value: own.value ?? 0,
                text: formatValue(kpi, own.value ?? 0),
                align: narrow ? 'center' : 'left',
                dx: narrow ? 0 : 12,
                dy: narrow ? -18 : 0,
                weight: 'bold',
              },
              { ...plain, at: ownAt, value: y.min, text: 'one month', align: 'center', dx: 0, dy: -10 },
            ]
          : []),
      ],
    },
  }
}

/** A line breaks where a year was not published. */
function runsOf(rows: readonly { at: number; value: number; series: string }[]): object[] {
  let run = 0
  return rows.map((row, i) => {
    const before = rows[i - 1]
    if (before === undefined || before.series !== row.series || before.at !== row.at - 1) run++
    return { ...row, run }
  })
}
