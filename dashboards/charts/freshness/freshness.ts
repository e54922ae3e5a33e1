import { dateOf } from '../months.ts'
import type { ChartInput, TitledChart } from '../picture.ts'
import { pointAt } from '../points.ts'
import { chartWidths, type Size } from '../scale.ts'
import { specifiedChart } from '../specified-chart.ts'
import { textWidth } from '../text-width.ts'

/** A return of one month, in plain values, for every chart of returns. Days are `YYYY-MM-DD`, months `YYYY-MM`. */
export type ReturnRow = {
  code: string
  name: string
  period: string
  due: string
  /** The day on which it was complete; null while something is missing. */
  received: string | null
  /** Whether it is in: `in`, `part`, `late`, `due`, `not_due`. */
  state: string
  /** Days from the day due to the day received: below 0 early, above 0 late. Null while incomplete, and for the council's history. */
  daysFromDue: number | null
  /** Days late, so far if it is still incomplete; 0 if it is not late. */
  daysLate: number
  /** The same in words: "2 late", "3 early", "on time", "not in, 4 late". */
  came: string
  /** True if it came after its day, or is incomplete and the day has passed. */
  late: boolean
  /** Figures that are due, those of them that came, that are missing, and that will never come. */
  expected: number
  rows: number
  missing: number
  neverComing: number
  /** Figures that were changed since they were first published. */
  restated: number
  /** The days on which the first and the last of it came. */
  first: string | null
  last: string | null
}

/** The returns of some months, as a chart takes them: one row for each return and month, each return's earliest month first. */
export type Returns = {
  /** "Ridgeshire County Council" */
  scope: string
  /** "April 2018", "April 2019" */
  first: string
  last: string
  rows: readonly ReturnRow[]
}

/** The most months drawn: the latest. */
const mostMonths = 7
const [cellHeight, leastCell, mostCell, nameSize] = [26, 100, 110, 13]

/** When data came, compared with the day it was due. In a page the table comes first. */
export function titledFreshness(returns: Returns): TitledChart {
  return specifiedChart('freshness', { ...returns, drawn: (size) => freshnessInput(returns, size) })
}

/** As many of the latest months as have room beside the names. */
export function freshnessInput({ rows }: Returns, size: Size = 'wide'): ChartInput {
  const names = [...new Map(rows.map(({ code, name }) => [code, name])).values()]
  const left = Math.ceil(Math.max(0, ...names.map((name) => textWidth(name, nameSize)))) + 16
  const room = chartWidths[size] - left - 8
  const months = [...new Set(rows.map(({ period }) => period))].sort()
  const drawn = months.slice(-Math.max(1, Math.min(mostMonths, Math.floor(room / leastCell))))
  return {
    width:
      Math.max(1, drawn.length) * Math.min(mostCell, Math.max(leastCell, room / Math.max(1, drawn.length))),
    height: Math.max(1, names.length) * cellHeight,
    padding: { left, right: 8, top: 30, bottom: 8 },
    params: { names, ticks: drawn.map(dateOf) },
    data: {
      cells: rows
        .map((row, i) => ({ ...row, point: pointAt(i) }))
        .filter(({ period }) => drawn.includes(period)),
    },
  }
}
