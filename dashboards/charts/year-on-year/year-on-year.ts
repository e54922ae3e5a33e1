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
import { periodInSentence, shortMonth } from '#domain/time/period.ts'
import { formatCell, formatFigure, formatTarget, formatValue, nothingText } from '#domain/wording/format.ts'
import { scalePhrases } from '#domain/wording/scale-words.ts'
import { goodWords } from '#domain/wording/words.ts'
import { yearOnYearFinding, yearToDateWords } from '#domain/wording/year-on-year-finding.ts'
import { altText } from '../alt-text.ts'
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

/** One measure over the twelve months of each financial year: this year dark, earlier ones grey. */
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
  const started = baselines.map((b) => `New baseline from ${periodInSentence(b.period)}: ${b.text}`)
  return {
    picture: pictureOf('year-on-year', yearOnYearInput(chart)),
    narrow: pictureOf('year-on-year', yearOnYearInput(chart, 'narrow')),
    isEmpty: months.every(({ value }) => value === null),
    title,
    subtitle: [`${kpi.name}. ${unitName}, years from April to March, ${first} to ${latest}`, said, ...started]
      .filter((words) => words !== null)
      .join('. '),
    key: 'Dark: this year. Grey: earlier years. Hollow circle: not judged.',
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
      exceptions: said === null ? [] : [said],
    }),
    columns: [
      { heading: 'Month' },
      ...years.toReversed().map((year) => ({ heading: financialYearName(year), numeric: true })),
    ],
    rows: monthsOfFinancialYear(years.at(-1) ?? 1).map((month) => [
      shortMonth(month).split(' ')[0] ?? '',
      ...years.toReversed().map((year) => cellWords(chart, monthIn(month, year))),
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

const plotHeight = 240
const lineHeight = 17

export function yearOnYearInput(chart: YearOnYear, size: Size = 'wide'): ChartInput {
  const { kpi } = chart
  const rows = rowsOf(chart)
  const target = chart.months.at(-1)?.target ?? null
  const values = [...rows.map(({ value }) => value), target].filter((value) => value !== null)
  const y = valueAxis(values.length === 0 ? [0, 1] : values, kpi.unit)
  const left = axisRoom(y)
  const targetWords = target === null ? '' : `Target ${formatValue(kpi, target)}`
  const right = Math.max(size === 'narrow' ? 68 : 80, Math.ceil(textWidth(targetWords, 14)) + 12)
  const width = chartWidths[size] - left - right
  const isInside = isNamedInside(rows, width)
  const input: ChartInput = {
    width,
    height: plotHeight,
    padding: { left, right, top: 22, bottom: 30 },
    params: { ...valueParams(y, kpi.unit), size, isInside },
    data: {
      months: rows,
      targets: target === null ? [] : [{ target }],
      names: namesOf(rows, y, {
        isInside,
        target: target === null ? null : { value: target, words: targetWords },
      }),
    },
  }
  return withScale(input, rows.every(({ value }) => value === null) ? [] : scalePhrases(kpi, y.min))
}

/** True while this year's name, written above its last point, ends within the plot. */
function isNamedInside(rows: readonly MonthOfYear[], width: number): boolean {
  const months = rows.filter(({ isCurrent }) => isCurrent)
  const at = months.findLastIndex(({ value }) => value !== null)
  const last = months[at]
  if (last === undefined) return false
  const step = width / (months.length - 1 + 0.8)
  return (at + 0.4) * step + textWidth(`${last.year} ${last.text}`, 14, true) + 4 <= width
}

/** The table that is drawn: each month of each year, without a value where there is none. */
function rowsOf(chart: YearOnYear): MonthOfYear[] {
  const years = yearsOf(chart)
  return years.flatMap((year, i) =>
    monthsOfFinancialYear(year).map((period, at) => {
      const found = shownMonth(chart, period)
      return {
        year: financialYearName(year),
        month: shortMonth(period).split(' ')[0] ?? '',
        value: found?.value ?? null,
        isCurrent: i === years.length - 1,
        isWhole: found !== undefined && !isNotWhole(found),
        isJudged: found !== undefined && !isNotWhole(found) && found.status !== 'small_number',
        text: found === undefined || found.value === null ? '' : formatCell(chart.kpi, found),
        point: pointAt(at, years.length - i),
      }
    }),
  )
}

/** The names at the right, moved apart: each earlier year and the target at its own height. This year's stands there too where it
 * has no room in the plot; else the specification writes it above its last point. */
function namesOf(
  rows: readonly MonthOfYear[],
  y: ValueAxis,
  { isInside, target }: { isInside: boolean; target: { value: number; words: string } | null },
): object[] {
  const ends = [...Map.groupBy(rows, ({ year }) => year)].flatMap(([words, months]) => {
    const end = months.findLast(({ value }) => value !== null)
    if (end === undefined || end.value === null) return []
    return end.isCurrent && isInside
      ? []
      : [{ words, isCurrent: end.isCurrent, isTarget: false, value: end.value }]
  })
  const all = target === null ? ends : [...ends, { ...target, isCurrent: false, isTarget: true }]
  const gap = lineHeight * ((y.max - y.min) / plotHeight)
  return spreadLabels(all, gap, [y.min, y.max]).map(({ value, ...name }) => ({ ...name, at: value }))
}
