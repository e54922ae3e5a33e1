/** The tidy table that a trend, a run, its counts and a small multiple draw: one row for each period, with the API's names. The
 * specifications find in it the stretches of one target, the phases and the gaps. */
import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Meaning, Status } from '#domain/figures/figure.ts'
import type { State } from '#domain/figures/measurement.ts'
import { isNotWhole } from '#domain/figures/wholeness.ts'
import { firstDay, grainOf, lastMonth } from '#domain/time/period.ts'
import { formatValue } from '#domain/wording/format.ts'
import { stateText } from '#domain/wording/words.ts'
import { pointAt } from './points.ts'

/** A point of a series as a chart is given it. */
export type MonthPoint = {
  state: State
  symbol?: string | null | undefined
  value: number | null
  numerator?: number | null
  denominator?: number | null
  target: number | null
  mean?: number | null
  lower?: number | null
  upper?: number | null
  rebase?: boolean
  meaning: Meaning | null
  earlier?: boolean
  status?: Status | null
}

/** A row of the table. */
export type MonthRow = {
  period: string
  /** The day that stands for the period: its first, or the first of a quarter's last month. The table is in its order. */
  date: string
  /** Null for a period before the series began. */
  state: State | null
  /** Why there is no value: "not reported". */
  words: string | null
  value: number | null
  /** The value in words: "82%", in brackets if it is not whole. */
  text: string | null
  numerator: number | null
  denominator: number | null
  target: number | null
  /** "Target 90%" */
  targetText: string | null
  mean: number | null
  lower: number | null
  upper: number | null
  rebase: boolean
  meaning: Meaning | null
  /** True if the meaning is history. */
  earlier: boolean
  status: Status | null
  /** The row of the chart's table that the point belongs to. */
  point: string
}

/** The table of a series. The numbers beside a chart have the latest period first; `column` is the series' column there if it
 * has several. */
export function monthRows(
  kpi: Pick<Kpi, 'unit' | 'decimals'>,
  points: readonly (MonthPoint & { period: string })[],
  column?: number,
): MonthRow[] {
  return points.map((point, i) => {
    const { value, target, status = null } = point
    const text = value === null ? null : formatValue(kpi, value)
    return {
      period: point.period,
      date: dateOf(point.period),
      state: point.state,
      words: value === null ? stateText(point).toLowerCase() : null,
      value,
      text: isNotWhole({ status }) && text !== null ? `(${text})` : text,
      numerator: point.numerator ?? null,
      denominator: point.denominator ?? null,
      target,
      targetText: target === null ? null : `Target ${formatValue(kpi, target)}`,
      mean: point.mean ?? null,
      lower: point.lower ?? null,
      upper: point.upper ?? null,
      rebase: point.rebase ?? false,
      meaning: point.meaning,
      earlier: point.earlier ?? false,
      status,
      point: pointAt(points.length - 1 - i, column),
    }
  })
}

/** A row for a period before a series began: it keeps the period's place on the axis. */
export function emptyMonth(period: string): MonthRow {
  return {
    ...{ period, date: dateOf(period), state: null, words: null, value: null, text: null },
    ...{ numerator: null, denominator: null, target: null, targetText: null },
    ...{ mean: null, lower: null, upper: null, rebase: false },
    ...{ meaning: null, earlier: false, status: null, point: '' },
  }
}

/** The day that stands for a period: the Monday of a week, the first of a month, the first of a quarter's last month. */
export function dateOf(period: string): string {
  return grainOf(period) === 'weekly' ? firstDay(period) : `${lastMonth(period)}-01`
}

/** The parameters of an axis of periods: its grain, and the periods that are labelled, evenly spaced back from the latest, as
 * many as fit in `width` pixels. Vega-Lite can keep labels from overlapping only from the first on, and by steps of its own. */
export function monthsParams(periods: readonly string[], width: number): { grain: string; ticks: string[] } {
  const grain = grainOf(periods[0] ?? '') ?? 'monthly'
  const every = Math.max(1, Math.ceil(((grain === 'weekly' ? 100 : 76) * periods.length) / width))
  return { grain, ticks: periods.filter((_, i) => (periods.length - 1 - i) % every === 0).map(dateOf) }
}
