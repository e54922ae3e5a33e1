/** Which words in a trend's plot have room, and on which side of their line: the value on a phone, the steps of the target, the median,
 * the gaps, and the names of earlier teams. The specification draws them. */
import { type Box, boxOfLines, firstFree } from './label-room.ts'
import type { MonthRow } from './months.ts'
import type { Size, ValueAxis } from './scale.ts'

type Side = 'above' | 'below'

/** Where the words of a month are: null where there is no room for them, or nothing to say. */
type PlacedWords = {
  valueSide: Side | null
  targetSide: Side | null
  medianSide: Side | null
  /** True for the months of a gap that is named. */
  isGapNamed: boolean
}

/** The plot, in pixels. `right` is the room beside it. */
export type Plot = { width: number; height: number; right: number; y: ValueAxis; size: Size }

type Month = MonthRow & { median?: number | null; medianText?: string | null }

const sides: readonly Side[] = ['above', 'below']
const [remarkSize, valueSize] = [13, 14]

/** The months with the places of their words. The value of the last month comes first, then the latest step of the target, and so on
 * back, then gaps; what has no room is left to the table. */
export function withPlacedWords<Row extends Month>(
  months: readonly Row[],
  plot: Plot,
): (Row & PlacedWords)[] {
  const placed = months.map((row): Row & PlacedWords => ({
    ...{ ...row, valueSide: null, targetSide: null, medianSide: null },
    isGapNamed: false,
  }))
  const taken: Box[] = []
  const narrow = plot.size === 'narrow'
  if (narrow) placeValue(placed, plot, taken)
  placeMedian(placed, plot, taken)
  placeTargets(placed, plot, taken)
  placeGaps(placed, plot, taken)
  return placed
}

function roomOf({ width, height, right, size }: Plot): Box {
  // The words of the value axis end 8 pixels left of the plot.
  return { left: -6, right: size === 'narrow' ? width + right - 2 : width + 4, top: -3, bottom: height - 3 }
}

function heightOf(value: number, { height, y }: Plot): number {
  return (height * (y.max - value)) / (y.max - y.min)
}

/** The two places of words beside a line or a point. */
function besideLine(
  text: string,
  { x, y, align, size, away }: { x: number; y: number; align: 'left' | 'center'; size: number; away: number },
) {
  return sides.map((side) => ({
    side,
    box: boxOfLines([text], {
      ...{ x, align, size, isBold: align === 'center' },
      y: side === 'above' ? y - away : y + away,
    }),
  }))
}

function placeValue(months: (Month & PlacedWords)[], plot: Plot, taken: Box[]): void {
  const last = months.at(-1)
  if (last === undefined || last.value === null || last.text === null) return
  const x = plot.width - plot.width / months.length / 2
  const at = { x, y: heightOf(last.value, plot), align: 'center' as const, size: valueSize, away: 16 }
  const places = besideLine(last.text, at)
  const found = firstFree(places, taken, { ...roomOf(plot), left: -plot.width }) ?? places[0]
  if (found === undefined) return
  taken.push(found.box)
  last.valueSide = found.side
}

function placeMedian(months: (Month & PlacedWords)[], plot: Plot, taken: Box[]): void {
  if (plot.size !== 'narrow') return
  const first = months.findIndex((row) => row.median != null)
  const { median = null, medianText = null } = months[first] ?? {}
  if (median === null || medianText === null) return
  const x = (first / months.length) * plot.width + 2
  const at = { x, y: heightOf(median, plot), align: 'left' as const, size: remarkSize, away: 10 }
  const found = firstFree(besideLine(medianText, at), taken, roomOf(plot))
  if (found === undefined) return
  taken.push(found.box)
  for (const row of months) if (row.median != null) row.medianSide = found.side
}

/** The steps of the target, the latest first. On a wide screen the last is named at the end of its line. */
function placeTargets(months: (Month & PlacedWords)[], plot: Plot, taken: Box[]): void {
  const steps = months
    .map((row, i) => ({ row, i }))
    .filter(({ row, i }) => row.target !== null && row.target !== months[i - 1]?.target)
  const named = plot.size === 'narrow' || months.at(-1)?.target === null ? steps : steps.slice(0, -1)
  const values = heightsOf(months, plot)
  for (const { row, i } of named.toReversed()) {
    const { target, targetText } = row
    if (target === null || targetText === null) continue
    const end = months.findIndex((month, at) => at > i && month.target !== target)
    // Where the words would lie on the values, they move along their line.
    const places = months.slice(i, end < 0 ? months.length : end).flatMap((month, along) => {
      const x = ((i + along) / months.length) * plot.width + 2
      const at = { x, y: heightOf(target, plot), align: 'left' as const, size: remarkSize, away: 11 }
      return besideLine(targetText, at).map((place) => ({ ...place, month }))
    })
    const clear = places.filter(({ box }) => !isCrossed(box, values))
    const found = firstFree(clear, taken, roomOf(plot))
    if (found === undefined) continue
    taken.push(found.box)
    found.month.targetSide = found.side
  }
}

/** The words of the target that holds last, where the plot of a phone has no room for them: they are then said above it. */
export function targetWithoutRoom(months: readonly Month[], plot: Plot): string | null {
  const step = months.findLastIndex((row, i) => row.target !== null && row.target !== months[i - 1]?.target)
  const { targetText = null } = months[step] ?? {}
  if (plot.size !== 'narrow' || months.at(-1)?.target === null || targetText === null) return null
  return withPlacedWords(months, plot).some((row, i) => i >= step && row.targetSide !== null)
    ? null
    : targetText
}

type Place = { x: number; y: number }

/** Where the value of each month is drawn; null where it has none. */
function heightsOf(months: readonly Month[], plot: Plot): (Place | null)[] {
  return months.map(({ value }, i) =>
    value === null ? null : { x: ((i + 0.5) / months.length) * plot.width, y: heightOf(value, plot) },
  )
}

/** Whether the line through the values, or a point on it, runs through a box. */
function isCrossed({ left, right, top, bottom }: Box, values: readonly (Place | null)[]): boolean {
  const mark = 4
  return values.some((from, i) => {
    const to = values[i + 1] ?? from
    if (from === null || to === null || to.x < left - mark || from.x > right + mark) return false
    const yAt = (x: number) =>
      to.x === from.x ? from.y : from.y + ((to.y - from.y) * (x - from.x)) / (to.x - from.x)
    const ends = [yAt(Math.max(from.x, left - mark)), yAt(Math.min(to.x, right + mark))]
    return Math.max(...ends) > top - mark && Math.min(...ends) < bottom + mark
  })
}

/** Gaps, the latest first: their words stand at the foot of the plot, in the middle of the gap or beginning at an end of the plot. */
function placeGaps(months: (Month & PlacedWords)[], plot: Plot, taken: Box[]): void {
  const band = plot.width / months.length
  let to = months.length - 1
  while (to >= 0) {
    const { state, value, words } = months[to] as Month
    let from = to
    if (value === null && state !== null)
      while (months[from - 1]?.value === null && months[from - 1]?.state === state) from--
    // On a phone only a gap of three months or more is wide enough to be named.
    const isWide = plot.size === 'wide' || to - from >= 2
    if (value === null && state !== null && words !== null && isWide) {
      const align = from === 0 ? 'left' : to === months.length - 1 ? 'right' : 'center'
      const x = align === 'left' ? 4 : align === 'right' ? plot.width - 4 : ((from + to + 1) / 2) * band
      const box = boxOfLines([words], { x, y: plot.height - 11, align, size: remarkSize })
      const found = firstFree([{ box }], taken, roomOf(plot))
      if (found !== undefined) {
        taken.push(box)
        for (const row of months.slice(from, to + 1)) row.isGapNamed = true
      }
    }
    to = from - 1
  }
}
