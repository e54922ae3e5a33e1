import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Status } from '#domain/figures/figure.ts'
import {
  countedMonths,
  financialYearName,
  monthsOfFinancialYear,
  yearEndingOf,
  yearsToDate,
} from '#domain/figures/financial-year.ts'
import { isNotWhole, type ShownCell } from '#domain/figures/wholeness.ts'
import { addPeriods, periodInSentence, shortMonth } from '#domain/time/period.ts'
import { formatCell, formatFigure, formatTarget, formatValue, nothingText } from '#domain/wording/format.ts'
import { scalePhrases } from '#domain/wording/scale-words.ts'
import { goodWords } from '#domain/wording/words.ts'
import { yearOnYearFinding, yearToDateWords } from '#domain/wording/year-on-year-finding.ts'
import { altText } from '../alt-text.ts'
import { type Box, boxOfLines, firstFree, type Line, linesThrough, runsThrough } from '../label-room.ts'
import { type ChartInput, pictureOf, type TitledChart } from '../picture.ts'
import { pointAt } from '../points.ts'
import {
  axisRoom,
  chartWidths,
  type Size,
  spreadLabels,
  type ValueAxis,
  valueAxis,
  valueParams,
} from '../scale.ts'
import { withScale } from '../scale-line.ts'
import { textWidth } from '../text-width.ts'

export type YearOnYearMonth = ShownCell & { period: string; status: Status | null; target: number | null }

/** One measure's months up to the one shown, earliest first. */
export type YearOnYear = {
  kpi: Pick<Kpi, 'code' | 'name' | 'unit' | 'decimals' | 'kind' | 'basis' | 'good' | 'denominator'>
  unitName: string
  months: readonly YearOnYearMonth[]
  /** The first month of the current definition, if it changed: earlier months are not compared. */
  definedSince: string | null
  /** Where a new baseline begins, with its reason. */
  baselines: readonly { period: string; text: string }[]
}

/** A month of a year, as a row of the table that is drawn. */
type MonthOfYear = {
  year: string
  /** "Apr" */
  month: string
  value: number | null
  isCurrent: boolean
  /** How many years ago it was: 0 for this year. */
  age: number
  /** False where it lacks too much: it stands beside the line. */
  isWhole: boolean
  /** False for a small or an incomplete figure: drawn hollow. */
  isJudged: boolean
  /** The value in words. */
  text: string
  point: string
}

/** A year, and those before it that are drawn beside it. */
const mostYears = 4

/** One measure over the twelve months of each financial year: this year dark, earlier ones grey, each with a dash
 * of its own, and this year's target as it was in each month. */
export function titledYearOnYear(chart: YearOnYear): TitledChart {
  const { kpi, unitName, months, baselines } = chart
  const years = yearsOf(chart)
  const last = months.at(-1)
  const counted = countedMonths(months, chart.definedSince)
  const toDate = yearsToDate(kpi, months, chart.definedSince)
  const title = yearOnYearFinding(kpi, counted, last?.period ?? '')
  const [first = '', latest = ''] = [years[0], years.at(-1)].map((y) =>
    y === undefined ? '' : financialYearName(y),
  )
  const said = yearToDateWords(kpi, toDate)
  const earlierTargets = targetsOf(chart).slice(0, -1).map(earlierTarget)
  const hasTarget = targetsOf(chart).length > 0
  const started = baselines.map((b) => `New baseline from ${periodInSentence(b.period)}: ${b.text}`)
  return {
    picture: pictureOf('year-on-year', yearOnYearInput(chart)),
    narrow: pictureOf('year-on-year', yearOnYearInput(chart, 'narrow')),
    isEmpty: months.every(({ value }) => value === null),
    title,
    subtitle: [
      `${kpi.name}. ${unitName}, years from April to March, ${first} to ${latest}`,
      said,
      ...earlierTargets,
      ...started,
    ]
      .filter((words) => words !== null)
      .join('. '),
    key: keyOf(rowsOf(chart)),
    alt: altText({
      type: 'Line chart',
      measure: `${kpi.name} year on year`,
      scope: unitName,
      first,
      last: latest,
      finding: title,
      latest:
        last === undefined
          ? 'Latest: nothing'
          : `Latest ${last.value === null ? nothingText(kpi, last) : formatFigure(kpi, last)} in ${periodInSentence(last.period)}`,
      good: goodWords[kpi.good],
      target: last?.target == null ? null : `Target ${formatTarget(kpi, last.target)}`,
      exceptions: [said ?? [], earlierTargets].flat(),
    }),
    columns: [
      { heading: 'Month' },
      ...years.toReversed().map((year) => ({ heading: financialYearName(year), numeric: true })),
      ...(hasTarget ? [{ heading: `Target ${latest}`, numeric: true }] : []),
    ],
    rows: monthsOfFinancialYear(years.at(-1) ?? 1).map((month) => [
      monthName(month),
      ...years.toReversed().map((year) => cellWords(chart, monthIn(month, year))),
      ...(hasTarget ? [targetCell(chart, month)] : []),
    ]),
    records: years.flatMap((year) =>
      monthsOfFinancialYear(year).flatMap((period) => {
        const found = shownMonth(chart, period)
        return found === undefined
          ? []
          : [
              {
                kpi: kpi.code,
                financialYear: financialYearName(year),
                period,
                state: found.state,
                numerator: found.numerator,
                denominator: found.denominator,
                value: found.value,
                status: found.status,
                target: found.target,
              },
            ]
      }),
    ),
  }
}

/** The years that are drawn, earliest first: those with a figure of the definition in force, this year always. */
function yearsOf({ months, definedSince }: YearOnYear): number[] {
  const last = months.at(-1)
  if (last === undefined) return []
  const now = yearEndingOf(last.period)
  const known = new Set(
    countedMonths(months, definedSince)
      .map((m) => yearEndingOf(m.period))
      .filter((year) => year > now - mostYears),
  )
  return [...known.add(now)].sort((a, b) => a - b)
}

/** Whether a month of this year can be set beside the same month of an earlier one. */
export function hasYearsToCompare(chart: YearOnYear): boolean {
  const known = new Set(countedMonths(chart.months, chart.definedSince).map((m) => m.period))
  const [now, ...earlier] = yearsOf(chart).toReversed()
  return (
    now !== undefined &&
    monthsOfFinancialYear(now).some(
      (month) => known.has(month) && earlier.some((year) => known.has(monthIn(month, year))),
    )
  )
}

/** The same month in another financial year. */
function monthIn(month: string, year: number): string {
  return monthsOfFinancialYear(year).find((m) => m.slice(5) === month.slice(5)) ?? month
}

/** A month that may be shown: none before the definition in force. */
function shownMonth({ months, definedSince }: YearOnYear, period: string): YearOnYearMonth | undefined {
  return definedSince !== null && period < definedSince ? undefined : months.find((m) => m.period === period)
}

function cellWords(chart: YearOnYear, period: string): string {
  const found = shownMonth(chart, period)
  if (found === undefined) return '–'
  return found.value === null ? nothingText(chart.kpi, found) : formatFigure(chart.kpi, found)
}

function targetCell(chart: YearOnYear, period: string): string {
  const target = targetIn(chart, period)
  return target === null ? '–' : formatValue(chart.kpi, target)
}

const plotHeight = 240
const lineHeight = 17
const monthsInYear = 12
/** The parts of a month's width before the first and after the last; the specification says the same. */
const ends = 0.4

/** "Apr" */
function monthName(period: string): string {
  return shortMonth(period).split(' ')[0] ?? ''
}

export function yearOnYearInput(chart: YearOnYear, size: Size = 'wide'): ChartInput {
  const { kpi } = chart
  const rows = rowsOf(chart)
  const targets = targetsOf(chart)
  const values = [...rows, ...targets.map(({ target }) => ({ value: target }))]
    .map(({ value }) => value)
    .filter((value) => value !== null)
  const y = valueAxis(values.length === 0 ? [0, 1] : values, kpi.unit)
  const left = axisRoom(y)
  const last = targets.at(-1)
  const sample = size === 'narrow' ? 18 : 28
  const widest = Math.max(size === 'narrow' ? 52 : 64, Math.ceil(textWidth(last?.words ?? '', 14)))
  const right = 8 + sample + 6 + widest + 4
  const width = chartWidths[size] - left - right
  const plot = { width, y }
  const lines = linesOf(rows, targets, plot)
  const name = nameInside(rows, lines, plot)
  const isInside = name !== null
  const input: ChartInput = {
    width,
    height: plotHeight,
    padding: { left, right, top: 22, bottom: 30 },
    params: { ...valueParams(y, kpi.unit), size, isInside },
    data: {
      months: rows,
      targets: withSides(targets, rows, { plot, lines, name }),
      names: namesOf(rows, y, { isInside, last }),
    },
  }
  return withScale(input, rows.every(({ value }) => value === null) ? [] : scalePhrases(kpi, y.min))
}

/** The plot: its width in pixels, and its value axis. */
type YearPlot = { width: number; y: ValueAxis }

/** Where a month of the year stands in the plot, by its place from April. */
function acrossOf(at: number, { width }: YearPlot): number {
  return (at + ends) * (width / (monthsInYear - 1 + 2 * ends))
}

function heightOf(value: number, { y }: YearPlot): number {
  return (plotHeight * (y.max - value)) / (y.max - y.min)
}

/** The box of this year's name above its last point; null where it has none, and where it would leave the plot or a line would run
 * through it. It then stands at the right. */
function nameInside(rows: readonly MonthOfYear[], lines: readonly Line[], plot: YearPlot): Box | null {
  const months = rows.filter(({ isCurrent }) => isCurrent)
  const at = months.findLastIndex(({ value }) => value !== null)
  const last = months[at]
  if (last === undefined || last.value === null) return null
  const box = boxOfLines([`${last.year} ${last.text}`], {
    ...{ x: acrossOf(at, plot) + 2, y: heightOf(last.value, plot) - 15 },
    ...{ align: 'left', size: 14, isBold: true },
  })
  const isClear = box.right + 2 <= plot.width && !lines.some((line) => runsThrough(line, box, 1))
  return isClear ? box : null
}

/** The lines of the years and of the targets, as they are drawn. */
function linesOf(rows: readonly MonthOfYear[], targets: readonly TargetStep[], plot: YearPlot): Line[] {
  const years = [...Map.groupBy(rows, ({ year }) => year).values()]
  const current = rows.filter(({ isCurrent }) => isCurrent)
  const place = (month: string) => current.findIndex((row) => row.month === month)
  return [
    ...years.flatMap((months) =>
      linesThrough(
        months.map(({ value, isWhole }, i) =>
          value === null || !isWhole ? null : { x: acrossOf(i, plot), y: heightOf(value, plot) },
        ),
      ),
    ),
    ...targets.map(({ target, from, to }): Line => {
      const y = heightOf(target, plot)
      return [
        { x: acrossOf(place(from) - ends, plot), y },
        { x: acrossOf(place(to) + ends, plot), y },
      ]
    }),
  ]
}

/** The table that is drawn: each month of each year, without a value where there is none. */
function rowsOf(chart: YearOnYear): MonthOfYear[] {
  const years = yearsOf(chart)
  return years.flatMap((year, i) =>
    monthsOfFinancialYear(year).map((period, at) => {
      const found = shownMonth(chart, period)
      return {
        year: financialYearName(year),
        month: monthName(period),
        value: found?.value ?? null,
        isCurrent: i === years.length - 1,
        age: (years.at(-1) ?? year) - year,
        isWhole: found !== undefined && !isNotWhole(found),
        isJudged: found !== undefined && !isNotWhole(found) && found.status !== 'small_number',
        text: found === undefined || found.value === null ? '' : formatCell(chart.kpi, found),
        point: pointAt(at, years.length - i),
      }
    }),
  )
}

/** The names at the right, moved apart, each with a piece of its line: every earlier year and the latest target at its own height.
 * This year's stands there too where it has no room in the plot; else the specification writes it above its last point. */
function namesOf(
  rows: readonly MonthOfYear[],
  y: ValueAxis,
  { isInside, last }: { isInside: boolean; last: TargetStep | undefined },
): object[] {
  const lines = [...Map.groupBy(rows, ({ year }) => year)].flatMap(([words, months]) => {
    const end = months.findLast(({ value }) => value !== null)
    if (end === undefined || end.value === null || (end.isCurrent && isInside)) return []
    return [{ words, kind: end.isCurrent ? 'current' : 'earlier', age: end.age, value: end.value }]
  })
  const all =
    last === undefined ? lines : [...lines, { words: last.words, kind: 'target', age: 0, value: last.target }]
  const gap = lineHeight * ((y.max - y.min) / plotHeight)
  return spreadLabels(all, gap, [y.min, y.max]).map(({ value, ...name }) => ({ ...name, at: value }))
}

/** Months of this year with one target, in their order. */
type TargetStep = {
  target: number
  /** "Target 80%" */
  words: string
  /** The first and the last month: "Apr". The latest target is drawn to the end of the year. */
  from: string
  to: string
  /** The same months as periods. */
  periods: readonly [first: string, last: string]
}

/** The target of a month; the latest one for a month to come. */
function targetIn({ months }: YearOnYear, period: string): number | null {
  const last = months.at(-1)
  const found = months.find((m) => m.period === period)
  return (found ?? (last !== undefined && period > last.period ? last : null))?.target ?? null
}

/** This year's target as it was in each month. */
function targetsOf(chart: YearOnYear): TargetStep[] {
  const { kpi, months } = chart
  const last = months.at(-1)
  if (last === undefined) return []
  const steps: TargetStep[] = []
  for (const period of monthsOfFinancialYear(yearEndingOf(last.period))) {
    const target = targetIn(chart, period)
    if (target === null) continue
    const month = monthName(period)
    const before = steps.at(-1)
    const isSame = before?.target === target && addPeriods(before.periods[1], 1) === period
    const step = isSame ? before : { target, words: `Target ${formatValue(kpi, target)}`, from: month }
    if (isSame) steps.pop()
    steps.push({ ...step, to: month, periods: [isSame ? before.periods[0] : period, period] })
  }
  return steps
}

/** "Target 75% from April 2018 to September 2018" */
function earlierTarget({ words, periods: [first, last] }: TargetStep): string {
  return first === last
    ? `${words} in ${periodInSentence(first)}`
    : `${words} from ${periodInSentence(first)} to ${periodInSentence(last)}`
}

/** The steps with the side of their line on which their words have room; the latest is named at the right. */
function withSides(
  steps: readonly TargetStep[],
  rows: readonly MonthOfYear[],
  { plot, lines, name }: { plot: YearPlot; lines: readonly Line[]; name: Box | null },
): object[] {
  const current = rows.filter((row) => row.isCurrent)
  // No words over a point, nor over this year's name.
  const taken: Box[] = rows.flatMap(({ value, month }) => {
    if (value === null) return []
    const x = acrossOf(
      current.findIndex((row) => row.month === month),
      plot,
    )
    const at = heightOf(value, plot)
    return [{ left: x - 5, right: x + 5, top: at - 5, bottom: at + 5 }]
  })
  if (name !== null) taken.push(name)
  const room = { left: -4, right: plot.width + 4, top: -4, bottom: plotHeight - 3 }
  return steps.map((step, i) => {
    const { words, target, from, to } = step
    const said = { words, target, from, to }
    if (i === steps.length - 1) return { ...said, side: null }
    const first = current.findIndex(({ month }) => month === from)
    const last = current.findIndex(({ month }) => month === to)
    // Where the words would lie on a line, they move along their own.
    const places = current.slice(first, last + 1).flatMap(({ month }, along) =>
      (['above', 'below'] as const).map((side) => ({
        ...{ side, month },
        box: boxOfLines([words], {
          ...{ x: acrossOf(first + along - ends, plot) + 2 },
          ...{ y: heightOf(target, plot) + (side === 'above' ? -11 : 11) },
          ...{ align: 'left', size: 13 },
        }),
      })),
    )
    const found = firstFree(places, { taken, lines, room })
    if (found !== undefined) taken.push(found.box)
    return { ...said, side: found?.side ?? null, at: found?.month ?? from }
  })
}

/** The meaning of the lines that are drawn. */
function keyOf(rows: readonly MonthOfYear[]): string {
  const drawn = rows.filter(({ value }) => value !== null)
  const earlier = ['solid last year', 'dashed the year before', 'dotted before that'].filter((_, i) =>
    drawn.some(({ age }) => age === i + 1),
  )
  return [
    'Dark: this year.',
    earlier.length === 0 ? null : `Grey: earlier years, ${earlier.join(', ')}.`,
    drawn.some(({ isJudged }) => !isJudged) ? 'Hollow circle: not judged.' : null,
  ]
    .filter((words) => words !== null)
    .join(' ')
}
