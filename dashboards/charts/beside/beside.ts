import type { ShownCell } from '#domain/figures/wholeness.ts'
import { periodInSentence, periodName } from '#domain/time/period.ts'
import { besideFinding } from '#domain/wording/chart-finding.ts'
import { formatFigure, formatTarget, formatValue, nothingText } from '#domain/wording/format.ts'
import { scalePhrases } from '#domain/wording/scale-words.ts'
import { goodWords } from '#domain/wording/words.ts'
import { altText } from '../alt-text.ts'
import { dateOf, monthsParams } from '../months.ts'
import { partsColumns } from '../parts-columns.ts'
import { type ChartInput, type ChartRecord, pictureOf, type TitledChart } from '../picture.ts'
import { pointAt } from '../points.ts'
import { axisRoom, chartWidths, type Size, valueAxis, valueParams } from '../scale.ts'
import { withScale } from '../scale-line.ts'
import { endLabels, lineHeight, pieceLength, plotHeight, spreadOnPlot } from './end-labels.ts'
import { type Beside, knownIn, latestOf, type MonthlyLine, shortWords } from './lines.ts'

/** The lines with their words and numbers. A yearly figure is level over its year, and the last one continues. */
export function titledBeside(beside: Beside): TitledChart {
  const { kpi, unitName, yearly } = beside
  const own = ownOf(beside)
  const [first, last] = [own.points[0], own.points.at(-1)]
  const others = [
    ...beside.lines.slice(1).flatMap((line) => {
      const point = line.points.at(-1)
      if (point === undefined || point.value === null) return []
      const { value, origin, coverage, leftOut } = point
      return [{ words: `the ${line.name}`, value, year: null, origin, coverage, leftOut }]
    }),
    ...yearly.flatMap((line) => {
      const known = latestOf(line)
      const words = line.name === 'neighbours' ? 'neighbours’ median' : shortWords[line.name]
      return known === null ? [] : [{ words, ...known }]
    }),
  ]
  const title = besideFinding(kpi, last ?? { period: '', value: null }, others)
  const span = `${periodName(first?.period ?? '')} to ${periodInSentence(last?.period ?? '')}`
  return {
    picture: pictureOf('beside', besideInput(beside)),
    narrow: pictureOf('beside', besideInput(beside, 'narrow')),
    isEmpty: isEmpty(beside),
    title,
    subtitle: `${kpi.name}${kpi.unit === 'percent' ? ', %' : ''}. ${[
      unitName,
      ...beside.lines.slice(1).map((l) => l.words),
      ...yearly.map((l) => l.words),
    ].join('; ')}. ${span}`,
    key: yearly.length === 0 ? null : 'Level lines: figures of a year, the last published carried on.',
    alt: altText({
      type: 'Line chart',
      measure: kpi.name,
      scope: `${unitName} beside ${beside.lines.length - 1 + yearly.length} others`,
      first: periodInSentence(first?.period ?? ''),
      last: periodInSentence(last?.period ?? ''),
      finding: title,
      latest:
        last === undefined
          ? 'No months'
          : `Latest ${last.value === null ? nothingText(kpi, last) : formatFigure(kpi, last)} in ${periodInSentence(last.period)}`,
      good: goodWords[kpi.good],
      target: targetSentence(beside),
    }),
    columns: [
      { heading: 'Period' },
      ...beside.lines.map((line) => ({ heading: line.words, numeric: true })),
      ...yearly.map((line) => ({ heading: `${line.words}, by year`, numeric: true })),
    ],
    rows: own.points
      .map((point, i) => [
        periodName(point.period),
        ...beside.lines.map((line) => cellWords(kpi, line.points[i])),
        ...yearly.map((line) => {
          const known = knownIn(line, point.period)
          return known === null ? '–' : `${formatValue(kpi, known.value)} (${known.year})`
        }),
      ])
      .reverse(),
    records: recordsOf(beside),
  }
}

function targetSentence({ kpi, targets }: Beside): string | null {
  const target = targets.at(-1) ?? null
  return target === null ? null : `Target ${formatTarget(kpi, target)}`
}

function recordsOf({ kpi, lines, yearly }: Beside): ChartRecord[] {
  return [
    ...lines.flatMap((line) =>
      line.points.map(({ period, state, value, numerator, denominator, origin, coverage }) => ({
        kpi: kpi.code,
        place: line.words,
        period,
        state,
        numerator,
        denominator,
        ...partsColumns({ origin, coverage }),
        value,
      })),
    ),
    ...yearly.flatMap((line) =>
      line.years.map(({ year, value }) => ({
        kpi: kpi.code,
        place: line.words,
        period: `year ending March ${year}`,
        state: 'reported',
        numerator: null,
        denominator: null,
        added: null,
        expected: null,
        value,
      })),
    ),
  ]
}

function ownOf({ lines }: Beside): MonthlyLine {
  const [own] = lines
  if (own === undefined) throw new Error('The first line is the team’s own')
  return own
}

function cellWords(kpi: Beside['kpi'], cell: ShownCell | undefined): string {
  if (cell === undefined) return '–'
  return cell.value === null ? nothingText(kpi, cell) : formatFigure(kpi, cell)
}

/** True if there is neither a month nor a year to draw. */
function isEmpty({ lines, yearly }: Beside): boolean {
  return yearly.length === 0 && lines.every(({ points }) => points.every(({ value }) => value === null))
}

export function besideInput(beside: Beside, size: Size = 'wide'): ChartInput {
  const { kpi, lines, yearly, targets } = beside
  const own = ownOf(beside)
  const periods = own.points.map((p) => p.period)
  const narrow = size === 'narrow'
  const years = yearly.flatMap((line) =>
    periods.map((period) => ({
      ...{ line: line.name, period, date: dateOf(period) },
      value: knownIn(line, period)?.value ?? null,
    })),
  )
  const values = [
    ...lines.flatMap((line) => line.points.map((p) => p.value)),
    ...years.map((year) => year.value),
    ...targets,
  ].filter((v) => v !== null)
  const y = valueAxis(values.length === 0 ? [0, 1] : values, kpi.unit)
  const labels = endLabels(beside)
  const left = axisRoom(y)
  const right = narrow
    ? 34
    : Math.max(0, ...labels.map((label) => label.text.length)) * 7.2 + pieceLength + 24
  const width = Math.round(chartWidths[size] - left - right)
  const input: ChartInput = {
    width,
    height: plotHeight,
    padding: {
      ...{ left, right: Math.round(right), bottom: 30 },
      top: 14 + (narrow ? labels.length * lineHeight : 0),
    },
    params: {
      size,
      namesLeft: narrow ? 8 - left : width + 8,
      ...monthsParams(periods, width),
      ...valueParams(y, kpi.unit),
    },
    data: {
      months: lines.flatMap((line, i) =>
        line.points.map(({ period, state, value, numerator, denominator }, at) => ({
          ...{ line: line.name, period, date: dateOf(period), state, value, numerator, denominator },
          target: i === 0 ? (targets[at] ?? null) : null,
          point: pointAt(periods.length - 1 - at, 1),
        })),
      ),
      years,
      labels: narrow ? labels : spreadOnPlot(labels, y),
    },
  }
  return withScale(input, isEmpty(beside) ? [] : scalePhrases(kpi, y.min))
}
