import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Status } from '#domain/figures/figure.ts'
import type { ShownCell } from '#domain/figures/wholeness.ts'
import { addPeriods, periodInSentence, periodName } from '#domain/time/period.ts'
import { targetFinding } from '#domain/wording/chart-finding.ts'
import { formatCell, formatFigure, formatTarget, formatValue, nothingText } from '#domain/wording/format.ts'
import { statusWords } from '#domain/wording/words.ts'
import { altText } from '../alt-text.ts'
import { partsColumns } from '../parts-columns.ts'
import { type ChartInput, pictureOf, type TitledChart } from '../picture.ts'
import { pointAt } from '../points.ts'
import { endLabel, middleOf, nameLabel, nothingLabel, rowFrame, rowPlot } from '../rows.ts'
import { acrossParams, type Size } from '../scale.ts'

export type TargetBar = {
  kpi: Pick<Kpi, 'code' | 'name' | 'unit' | 'decimals' | 'kind' | 'good' | 'denominator'>
  cell: ShownCell
  /** Last month's value. */
  previous: number | null
  target: number
  floor: number | null
  status: Status | null
}

/** One unit's percentages in one period, each beside its target, in the catalogue's order. */
export type TargetBars = {
  scope: string
  period: string
  rows: readonly TargetBar[]
  /** All measures with a target, of which the rows may be some; the rows' own if not given. */
  among?: readonly (Status | null)[]
}

/** How far each measure is from its target now: always from 0, with the number beside it. */
export function titledTargetBars(bars: TargetBars): TitledChart {
  const { scope, period, rows } = bars
  const when = periodInSentence(period)
  const before = periodName(addPeriods(period, -1))
  const title = targetFinding(bars.among ?? rows.map((r) => r.status), period)
  const first = rows[0]
  return {
    picture: pictureOf('target-bar', targetBarInput(bars)),
    narrow: pictureOf('target-bar', targetBarInput(bars, 'narrow')),
    title,
    subtitle: `Core measures against target. ${scope}, ${when}`,
    key: 'Dark bar: this month. Upright line: target. Grey: between target and floor. Diamond: last month.',
    alt: altText({
      type: 'Target bars',
      measure: 'core measures',
      scope,
      first: when,
      last: when,
      finding: title,
      latest:
        first === undefined
          ? `Latest nothing in ${when}`
          : `Latest ${first.kpi.name}: ${valueWords(first)} in ${when}`,
      target: first === undefined ? null : `Target ${formatTarget(first.kpi, first.target)}`,
    }),
    columns: [
      { heading: 'Measure' },
      { heading: periodName(period), numeric: true },
      { heading: 'Target', numeric: true },
      { heading: 'Floor', numeric: true },
      { heading: 'Against target' },
      { heading: before, numeric: true },
    ],
    rows: rows.map((r) => [
      r.kpi.name,
      valueWords(r),
      formatTarget(r.kpi, r.target),
      r.floor === null ? '–' : formatValue(r.kpi, r.floor),
      r.status === null ? '–' : statusWords[r.status],
      r.previous === null ? '–' : formatValue(r.kpi, r.previous),
    ]),
    records: rows.map((r) => ({
      kpi: r.kpi.code,
      measure: r.kpi.name,
      period,
      state: r.cell.state,
      numerator: r.cell.numerator,
      denominator: r.cell.denominator,
      value: r.cell.value,
      ...partsColumns(r.cell),
      target: r.target,
      floor: r.floor,
      status: r.status,
      previous: r.previous,
    })),
  }
}

function valueWords({ kpi, cell }: TargetBar): string {
  return cell.value === null ? nothingText(kpi, cell) : formatFigure(kpi, cell)
}

const axis = {
  min: 0,
  max: 100,
  ticks: [0, 20, 40, 60, 80, 100],
  labels: ['0%', '20%', '40%', '60%', '80%', '100%'],
}
/** Half the height of a row that a bar takes, from its middle. */
const half = { ground: 0.36, value: 0.13 }

export function targetBarInput({ rows }: TargetBars, size: Size = 'wide'): ChartInput {
  const narrow = size === 'narrow'
  const words = rows.map((r) => endWords(r, narrow))
  const frame = rowFrame(
    rows.map((r) => r.kpi.name),
    size,
    { top: 10, bottom: 30, right: Math.ceil(Math.max(8, ...words.map((w) => w.length)) * 7.2) + 26 },
  )
  const { min, max } = axis
  // On a phone the name stands in the upper half of its row.
  const bar = (row: number, reach: number) =>
    narrow
      ? { top: middleOf(row) + reach * 0.6, bottom: middleOf(row) - reach * 0.6 }
      : { top: middleOf(row) + reach, bottom: middleOf(row) - reach }
  const within = (value: number) => Math.min(max, Math.max(min, value))
  return {
    ...rowPlot(frame, rows.length, acrossParams(axis, size)),
    data: {
      grounds: rows.map((_, i) => ({ from: min, to: max, ...bar(i, half.ground) })),
      tolerances: rows.flatMap((r, i) =>
        r.floor === null
          ? []
          : [
              {
                from: Math.min(within(r.floor), within(r.target)),
                to: Math.max(within(r.floor), within(r.target)),
                ...bar(i, half.ground),
              },
            ],
      ),
      values: rows.flatMap((r, i) =>
        r.cell.value === null
          ? []
          : [{ from: min, to: within(r.cell.value), point: pointAt(i), ...bar(i, half.value) }],
      ),
      targets: rows.map((r, i) => ({ value: within(r.target), ...bar(i, half.ground + 0.06) })),
      befores: rows.flatMap((r, i) =>
        r.previous === null ? [] : [{ value: within(r.previous), down: middleOf(i) }],
      ),
      labels: [
        ...rows.map((r, i) => nameLabel(frame, i, min, r.kpi.name)),
        ...rows.map((_, i) => endLabel(frame, i, max, words[i] ?? '')),
        ...(rows.length === 0 ? [nothingLabel(min)] : []),
      ],
    },
  }
}

function endWords({ kpi, cell, status }: TargetBar, narrow: boolean): string {
  if (cell.value === null) return nothingText(kpi, cell).toLowerCase()
  if (narrow) return formatCell(kpi, cell)
  return status === null
    ? formatFigure(kpi, cell)
    : `${formatFigure(kpi, cell)}, ${statusWords[status].toLowerCase()}`
}
