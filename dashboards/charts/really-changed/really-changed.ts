import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Signal, Variation } from '#domain/figures/figure.ts'
import type { ShownCell } from '#domain/figures/wholeness.ts'
import { steppedWords } from '#domain/scorecard/movement.ts'
import { addPeriods, periodInSentence, periodName } from '#domain/time/period.ts'
import { changedFinding } from '#domain/wording/chart-finding.ts'
import { formatFigure, formatValue } from '#domain/wording/format.ts'
import { variationWords } from '#domain/wording/words.ts'
import { variationColours } from '../../palette.ts'
import { altText } from '../alt-text.ts'
import { partsColumns } from '../parts-columns.ts'
import { type ChartInput, pictureOf, type TitledChart } from '../picture.ts'
import { pointAt } from '../points.ts'
import {
  endLabel,
  type Label,
  middleOf,
  nameLabel,
  nothingLabel,
  type RowFrame,
  rowFrame,
  rowLines,
  rowPlot,
} from '../rows.ts'
import { acrossParams, type Size, valueAxis } from '../scale.ts'

export type ChangedRow = {
  unit: { code: string; name: string }
  kpi: Pick<Kpi, 'code' | 'name' | 'unit' | 'decimals' | 'kind' | 'denominator'>
  now: ShownCell
  before: ShownCell | null
  variation: Extract<Variation, 'improving' | 'concerning' | 'unusual'>
  signal: Signal | null
  /** Why it is news this month, in words. */
  why: string
}

/** What changed beyond normal variation in a period, the strongest signal first. */
export type ReallyChanged = { scope: string; period: string; rows: readonly ChangedRow[] }

/** Percentages are drawn, on one scale; other measures are only in the table. */
export function titledChanges(given: ReallyChanged): TitledChart {
  const { scope, period, rows } = given
  const count = (variation: Variation) => rows.filter((r) => r.variation === variation).length
  const title = changedFinding(count('improving'), count('concerning'), count('unusual'))
  const [before, now] = [periodName(addPeriods(period, -1)), periodName(period)]
  const first = rows[0]
  return {
    picture: pictureOf('really-changed', reallyChangedInput(given)),
    narrow: pictureOf('really-changed', reallyChangedInput(given, 'narrow')),
    title,
    subtitle: `Measures that changed beyond normal variation. ${scope}, ${before} to ${now}`,
    key: 'Hollow circle: the month before. Arrow: this month.',
    alt: altText({
      type: 'Dumbbell chart',
      measure: 'measures that really changed',
      scope,
      first: before,
      last: now,
      finding: title,
      latest:
        first === undefined
          ? `Latest nothing in ${periodInSentence(period)}`
          : `Latest ${first.unit.name}, ${first.kpi.name}: ${formatFigure(first.kpi, first.now)} in ${periodInSentence(period)}`,
    }),
    columns: [
      { heading: 'Team and measure' },
      { heading: 'Change' },
      { heading: before, numeric: true },
      { heading: now, numeric: true },
      { heading: 'Why' },
    ],
    rows: rows.map((r) => [
      `${r.unit.name}: ${r.kpi.name}`,
      variationWords[r.variation],
      r.before === null ? '–' : formatFigure(r.kpi, r.before),
      formatFigure(r.kpi, r.now),
      r.why,
    ]),
    records: rows.map((r) => ({
      unit: r.unit.code,
      name: r.unit.name,
      kpi: r.kpi.code,
      measure: r.kpi.name,
      period,
      numerator: r.now.numerator,
      denominator: r.now.denominator,
      value: r.now.value,
      ...partsColumns(r.now),
      previous: r.before?.value ?? null,
      variation: r.variation,
      signal: r.signal,
    })),
  }
}

const groups = [
  { variation: 'improving', words: 'Better than usual' },
  { variation: 'concerning', words: 'Worse than usual' },
  { variation: 'unusual', words: 'Unusual' },
] as const

type Line = { heading: string; colour: string } | ChangedRow

export function reallyChangedInput({ rows }: ReallyChanged, size: Size = 'wide'): ChartInput {
  const drawn = rows.filter((r) => r.kpi.unit === 'percent' && r.now.value !== null)
  const lines = groups.flatMap(({ variation, words }): Line[] => {
    const found = drawn.filter((r) => r.variation === variation)
    return found.length === 0 ? [] : [{ heading: words, colour: variationColours[variation] }, ...found]
  })
  const narrow = size === 'narrow'
  const values = drawn.flatMap((r) => [r.now.value, r.before?.value ?? null].filter((v) => v !== null))
  const x = valueAxis(values.length === 0 ? [0, 100] : values, 'percent')
  const named = lines.map((line) => ('heading' in line ? '' : nameOf(line)))
  const frame = rowFrame(named, size, { top: 10, bottom: 30, right: 140 })
  const placed = lines.flatMap((line, i) => ('heading' in line ? [] : [{ line, down: middleOf(i), row: i }]))
  return {
    ...rowPlot(frame, lines.length, acrossParams(x, size)),
    data: {
      rows: rowLines(lines.length, x.min, x.max),
      moves: placed.flatMap(({ line, down }) =>
        line.before?.value == null
          ? []
          : [{ from: line.before.value, to: line.now.value, down, variation: line.variation }],
      ),
      befores: placed.flatMap(({ line, down }) =>
        line.before?.value == null ? [] : [{ at: line.before.value, down, kind: 'before', area: 60 }],
      ),
      nows: placed.map(({ line, down }) => ({
        point: pointAt(rows.indexOf(line)),
        at: line.now.value,
        down,
        variation: line.variation,
        direction: directionOf(line),
        area: 150,
      })),
      labels: [
        ...lines.flatMap((line, i): Label[] =>
          'heading' in line
            ? [headingLabel(frame, i, x.min, line)]
            : [nameLabel(frame, i, x.min, nameOf(line)), endLabel(frame, i, x.max, moved(line, narrow))],
        ),
        ...(drawn.length === 0 ? [nothingLabel(x.min)] : []),
      ],
    },
  }
}

/** The heading of the rows of one kind of change. */
function headingLabel(
  { size }: RowFrame,
  row: number,
  xMin: number,
  { heading, colour }: { heading: string; colour: string },
): Label {
  const narrow = size === 'narrow'
  return {
    ...{ at: xMin, down: middleOf(row), text: heading, colour, weight: 'bold' },
    ...{ align: narrow ? 'left' : 'right', dx: narrow ? -6 : -12, dy: narrow ? 0 : 4 },
  }
}

function nameOf({ unit, kpi }: ChangedRow): string {
  return `${unit.code} ${kpi.name}`
}

function moved({ kpi, before, now }: ChangedRow, narrow: boolean): string {
  const value = formatValue(kpi, now.value ?? 0)
  return before?.value == null || narrow ? value : steppedWords(formatValue(kpi, before.value), value)
}

function directionOf({ before, now }: ChangedRow): 'up' | 'down' | 'level' {
  if (before?.value == null || now.value === null || before.value === now.value) return 'level'
  return now.value > before.value ? 'up' : 'down'
}
