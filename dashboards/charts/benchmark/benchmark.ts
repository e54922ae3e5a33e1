import { type Comparator, nation, neighboursMedian, region } from '#domain/catalogue/benchmark.ts'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import { isShareOfCases } from '#domain/figures/chance.ts'
import type { OwnYear } from '#domain/figures/financial-year.ts'
import { notAdded } from '#domain/figures/wholeness.ts'
import { periodInSentence } from '#domain/time/period.ts'
import { yearFinding } from '#domain/wording/benchmark-finding.ts'
import { formatFigure, formatValue } from '#domain/wording/format.ts'
import { scalePhrases } from '#domain/wording/scale-words.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import { goodWords } from '#domain/wording/words.ts'
import { altText } from '../alt-text.ts'
import { type ChartInput, type ChartRecord, pictureOf, type TitledChart } from '../picture.ts'
import { pointAt } from '../points.ts'
import { axisRoom, chartWidths, type Size, type ValueAxis, valueAxis, valueParams } from '../scale.ts'
import { withScale } from '../scale-line.ts'
import { linesOf, textWidth } from '../text-width.ts'

/** Years that other places published, and the council's own. */
export type BenchmarkChart = {
  kpi: Pick<
    Kpi,
    'code' | 'name' | 'unit' | 'decimals' | 'kind' | 'denominator' | 'basis' | 'mayExceed' | 'good'
  >
  /** "Ridgeshire County Council" */
  council: string
  /** The council's financial years, earliest first; empty if it has none of its own. */
  own: readonly OwnYear[]
  /** England, the region and the neighbours' median, year by year, in any order. */
  years: readonly Comparator[]
}

/** A place's figure of one year, as a row of the table that is drawn. */
type YearRow = {
  place: keyof typeof placeNames
  year: number
  /** Null where the place published none: its line breaks there. */
  value: number | null
  /** False for a year of our own that is not complete: drawn hollow, beside the line. */
  isWhole: boolean
  point: string
}

const placeNames = {
  own: '',
  neighbours: 'Neighbours’ median',
  region,
  england: nation,
} as const
const geographyOf = { neighbours: neighboursMedian, region, england: nation } as const
type Other = keyof typeof geographyOf
const others: readonly Other[] = ['neighbours', 'region', 'england']

/** Each place's years and the council's own on one axis of years, so that like stands beside like. */
export function titledBenchmark(chart: BenchmarkChart): TitledChart {
  const { kpi, council, own, years } = chart
  const listed = yearsOf(chart)
  const title = yearFinding(kpi, own, othersToSay(years))
  const [first, last] = [listed[0], listed.at(-1)]
  const drawn = drawnOf(chart)
  const latest = own.findLast((y) => y.isWhole) ?? own.at(-1)
  return {
    picture: pictureOf('benchmark', benchmarkInput(chart)),
    narrow: pictureOf('benchmark', benchmarkInput(chart, 'narrow')),
    title,
    subtitle: `${kpi.name}. Years ending in March, ${first} to ${last}. ${council}${own.length === 0 ? ' has no year of its own' : `: ${madeWords(chart)}`}`,
    key: own.some((y) => !y.isWhole) ? 'Hollow circle: a year that is not complete.' : null,
    alt: altText({
      type: 'Line chart',
      measure: kpi.name,
      scope: `${council} and other places by year`,
      first: String(first),
      last: String(last),
      finding: title,
      good: goodWords[kpi.good],
      latest:
        latest === undefined
          ? `Latest: nothing of ${council}'s own`
          : `Latest ${ownYearWords(kpi, latest)} in the year ending in ${latest.year}`,
    }),
    columns: [
      { heading: 'Year ending in March' },
      ...drawn.map((place) => ({ heading: geographyOf[place], numeric: true })),
      ...(own.length === 0 ? [] : [{ heading: council, numeric: true }]),
    ],
    rows: listed
      .map((year) => [
        String(year),
        ...drawn.map((place) => {
          const value = publishedIn(years, place, year)
          return value === null ? '–' : formatValue(kpi, value)
        }),
        ...(own.length === 0 ? [] : [ownCell(kpi, own, year)]),
      ])
      .reverse(),
    records: [
      ...own.map(
        (y): ChartRecord => ({
          geography: council,
          kpi: kpi.code,
          yearEnding: y.year,
          value: y.value,
          numerator: y.numerator,
          denominator: y.denominator,
          months: y.months,
          to: y.to,
          whole: String(y.isWhole),
          published: null,
          among: null,
        }),
      ),
      ...years.map(
        (c): ChartRecord => ({
          geography: c.geography,
          kpi: kpi.code,
          yearEnding: c.year,
          value: c.value,
          numerator: null,
          denominator: null,
          months: null,
          to: null,
          whole: null,
          published: c.published,
          among: c.among,
        }),
      ),
    ],
  }
}

/** How our own years came about. */
function madeWords({ kpi }: BenchmarkChart): string {
  if (kpi.basis === 'rolling_12_months') return 'the twelve months to March'
  if (kpi.basis === 'snapshot') return 'as on 31 March'
  return isShareOfCases(kpi) || kpi.kind === 'mean' ? 'the year’s cases added up' : 'the year added up'
}

/** "82% (4,321 of 5,270)", and how far it has come if it is not complete. */
export function ownYearWords(kpi: BenchmarkChart['kpi'], year: OwnYear): string {
  const figure = formatFigure(kpi, { state: 'reported', symbol: null, ...notAdded, ...year })
  return year.isWhole ? figure : `${figure}, ${partWords(kpi, year)}`
}

/** "1 month so far"; "11 of 12 months"; "at April 2019". */
function partWords({ basis }: Pick<Kpi, 'basis'>, { months, to }: OwnYear): string {
  if (basis !== 'flow') return `at ${periodInSentence(to)}`
  return to.endsWith('-03') ? `${months} of 12 months` : `${months} ${wordFor(months, 'month')} so far`
}

function ownCell(kpi: BenchmarkChart['kpi'], own: readonly OwnYear[], year: number): string {
  const found = own.find((y) => y.year === year)
  return found === undefined ? '–' : ownYearWords(kpi, found)
}

function publishedIn(years: readonly Comparator[], place: Other, year: number): number | null {
  return years.find((c) => c.geography === geographyOf[place] && c.year === year)?.value ?? null
}

function drawnOf({ years }: BenchmarkChart): Other[] {
  return others.filter((place) => years.some((c) => c.geography === geographyOf[place]))
}

/** Every year from the first of any place to the last. */
function yearsOf({ own, years }: BenchmarkChart): number[] {
  const known = [...years, ...own].map((c) => c.year)
  if (known.length === 0) return []
  const [first, last] = [Math.min(...known), Math.max(...known)]
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

/** The neighbours' median, else England, else the region: what a title sets beside ours. */
function othersToSay(years: readonly Comparator[]): { words: string; years: readonly Comparator[] } | null {
  for (const place of ['neighbours', 'england', 'region'] as const) {
    const found = years.filter((c) => c.geography === geographyOf[place])
    if (found.length > 0) return { words: placeNames[place].replace(/^N/, 'n'), years: found }
  }
  return null
}

const plotHeight = 240
const lineHeight = 17
/** The most pixels of a name beside the plot. */
const nameRoom = 200

export function benchmarkInput(chart: BenchmarkChart, size: Size = 'wide'): ChartInput {
  const { kpi } = chart
  const narrow = size === 'narrow'
  const rows = yearRows(chart)
  const values = rows.flatMap(({ value }) => value ?? [])
  const y = valueAxis(values.length === 0 ? [0, 1] : values, kpi.unit)
  const listed = yearsOf(chart)
  const left = axisRoom(y)
  const labels = endNames(chart, rows, narrow ? chartWidths.narrow - 28 : nameRoom)
  const longest = Math.max(
    60,
    ...labels.flatMap(({ lines, place }) => lines.map((line) => textWidth(line, 14, place === 'own'))),
  )
  const right = narrow ? 14 : Math.ceil(longest) + 32
  const width = chartWidths[size] - left - right
  const beneath = 30 + labels.reduce((sum, { lines }) => sum + lines.length * lineHeight + 4, 0)
  const input: ChartInput = {
    width,
    height: plotHeight,
    padding: { left, right, top: 14, bottom: narrow ? beneath : 30 },
    params: {
      ...valueParams(y, kpi.unit),
      firstYear: listed[0] ?? 0,
      lastYear: listed.at(-1) ?? -1,
      every: Math.max(1, Math.ceil((44 * listed.length) / width)),
    },
    data: { years: rows, names: narrow ? listedBeneath(labels, left) : spreadBeside(labels, y, width) },
  }
  return withScale(input, values.length === 0 ? [] : scalePhrases(kpi, y.min))
}

/** The table that is drawn: each place's years, and a row without a value where one is missing between two of them. */
function yearRows(chart: BenchmarkChart): YearRow[] {
  const { own, years } = chart
  const listed = yearsOf(chart)
  const drawn = drawnOf(chart)
  const at = (i: number, column: number) => pointAt(listed.length - 1 - i, column)
  return [
    ...drawn.flatMap((place, column) =>
      listed.map((year, i) => ({
        ...{ place, year, value: publishedIn(years, place, year), isWhole: true },
        point: at(i, column + 1),
      })),
    ),
    ...listed.map((year, i) => {
      const found = own.find((y) => y.year === year)
      return {
        ...{ place: 'own' as const, year, value: found?.value ?? null, isWhole: found?.isWhole ?? true },
        point: at(i, drawn.length + 1),
      }
    }),
  ]
}

/** What is said of a line's end, with its own mark before it: lines end in different years. */
type EndName = { place: YearRow['place']; isWhole: boolean; value: number; lines: string[] }

/** The name and the last value of each line, and our year so far. */
function endNames({ kpi, own, council }: BenchmarkChart, rows: readonly YearRow[], room: number): EndName[] {
  const named = (['own', ...others] as const).flatMap((place): EndName[] => {
    const end = rows.findLast((row) => row.place === place && row.value !== null && row.isWhole)
    if (end === undefined || end.value === null) return []
    const name = place === 'own' ? council : placeNames[place]
    const lines = linesOf(`${name} ${formatValue(kpi, end.value)} in ${end.year}`, room, 14, place === 'own')
    return [{ place, isWhole: true, value: end.value, lines }]
  })
  const latest = own.at(-1)
  if (latest === undefined || latest.isWhole) return named
  const lines = linesOf(
    `${formatValue(kpi, latest.value)} in ${latest.year}, ${partWords(kpi, latest)}`,
    room,
    14,
    true,
  )
  return [{ place: 'own', isWhole: false, value: latest.value, lines }, ...named]
}

/** Beneath the plot, one after another, on a phone. */
function listedBeneath(labels: readonly EndName[], left: number): object[] {
  let y = plotHeight + 30 + lineHeight / 2
  return labels.map(({ lines, ...label }) => {
    const row = { ...label, x: 8 - left, y, rise: 0, text: lines.join('\n') }
    y += lines.length * lineHeight + 4
    return row
  })
}

/** To the right of the plot, each as near to its line's end as the others leave room. */
function spreadBeside(labels: readonly EndName[], y: ValueAxis, width: number): object[] {
  const placed = labels
    .map(({ lines, ...label }) => ({
      ...label,
      tall: lines.length * lineHeight + 4,
      middle: (plotHeight * (y.max - label.value)) / (y.max - y.min),
      text: lines.join('\n'),
    }))
    .sort((a, b) => a.middle - b.middle)
  let above = 0
  for (const label of placed) {
    label.middle = Math.max(label.middle, above + label.tall / 2)
    above = label.middle + label.tall / 2
  }
  let below = plotHeight + 24
  for (const label of placed.toReversed()) {
    label.middle = Math.min(label.middle, below - label.tall / 2)
    below = label.middle - label.tall / 2
  }
  return placed.map(({ tall, middle, ...label }) => ({
    ...label,
    ...{ x: width + 14, y: middle, rise: (tall - 4 - lineHeight) / 2 },
  }))
}
