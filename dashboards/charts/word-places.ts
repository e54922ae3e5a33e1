/** Which words in a trend's plot have room, and where: the names of earlier teams, the value on a phone, the median, the steps of the
 * target and the gaps. No line runs through them. The specification draws them. */
import {
  type Align,
  type Box,
  boxOfLines,
  firstFree,
  type Line,
  linesThrough,
  type Place,
} from './label-room.ts'
import type { MonthRow } from './months.ts'
import type { Size, ValueAxis } from './scale.ts'

type Side = 'above' | 'below'

/** Where the words of a month are: null where there is no room for them, or nothing to say. Pixels, to the right and down. */
type PlacedWords = {
  /** From the value's point; to its right the words begin there, else they have their middle there. */
  valueAcross: number | null
  valueDown: number | null
  targetSide: Side | null
  medianSide: Side | null
  /** True for the months of a gap that is named, and how far its words are moved from the middle of its foot. */
  isGapNamed: boolean
  gapAcross: number
  gapDown: number
}

/** The plot, in pixels. `right` is the room beside it. */
export type Plot = { width: number; height: number; right: number; y: ValueAxis; size: Size }

/** A month with what a chart draws of it besides. */
export type DrawnMonth = MonthRow & { median?: number | null; medianText?: string | null }

/** A month of an earlier team's line. */
export type EarlierMonth = { series: string; period: string; date: string; value: number | null }
/** The one month of a line that its name stands at, and how far the name's middle is from the value. */
export type NamedMonth = EarlierMonth & { isNamed: boolean; nameDown: number }

/** What else is drawn in the plot: a rule at the start of each event's month, and the lines of earlier teams. */
export type Around = {
  annotations: readonly { date: string }[]
  before: readonly (EarlierMonth & Partial<NamedMonth>)[]
}

/** The words of a plot while they are placed. */
type Words = { plot: Plot; taken: Box[]; lines: readonly Line[] }

const sides: readonly Side[] = ['above', 'below']
const [remarkSize, valueSize] = [13, 14]
/** Half of a point's mark. */
const mark = 4

/** The months with the places of their words. The value of the last month comes first, then the latest step of the target, and so on
 * back, then gaps; what has no room is left to the table. */
export function withPlacedWords<Row extends DrawnMonth>(
  months: readonly Row[],
  plot: Plot,
  around: Around = { annotations: [], before: [] },
): (Row & PlacedWords)[] {
  const placed = months.map((row): Row & PlacedWords => ({
    ...{ ...row, valueAcross: null, valueDown: null, targetSide: null, medianSide: null },
    ...{ isGapNamed: false, gapAcross: 0, gapDown: 0 },
  }))
  const words = {
    plot,
    lines: linesOf(months, plot, around),
    taken: [...pointsOf(months, plot), ...namesTaken(months, plot, around)],
  }
  if (plot.size === 'narrow') placeValue(placed, words)
  placeMedian(placed, words)
  placeTargets(placed, words)
  placeGaps(placed, words)
  return placed
}

/** The lines of earlier teams, each with its name above or below one of its months, the first where there is room. Without any room,
 * and on a phone, the table names them. */
export function withPlacedNames(
  months: readonly DrawnMonth[],
  plot: Plot,
  { annotations, before }: Around,
): NamedMonth[] {
  const named = before.map((row): NamedMonth => ({ ...row, isNamed: false, nameDown: 0 }))
  if (plot.size === 'narrow') return named
  const lines = linesOf(months, plot, { annotations, before })
  const taken = pointsOf(months, plot)
  for (const rows of Map.groupBy(named, (row) => row.series).values()) {
    const places = [14, 20, 28, 36, 48, 60, 80, 100].flatMap((away) =>
      rows.flatMap((row) =>
        [-away, away].flatMap((nameDown) => {
          const box = nameBox({ ...row, nameDown }, months, plot)
          return box === null ? [] : [{ row, nameDown, box }]
        }),
      ),
    )
    const found = firstFree(places, { taken, lines, room: roomOf(plot) })
    if (found === undefined) continue
    taken.push(found.box)
    Object.assign(found.row, { isNamed: true, nameDown: found.nameDown })
  }
  return named
}

/** The box of an earlier team's name, which begins at the middle of its month; null where its line has no value. */
function nameBox(
  { series, period, value, nameDown }: Omit<NamedMonth, 'isNamed'>,
  months: readonly DrawnMonth[],
  plot: Plot,
): Box | null {
  const at = months.findIndex((month) => month.period === period)
  if (value === null || at < 0) return null
  return boxOfLines([series], {
    ...{ x: bandsAcross(at + 0.5, months, plot), y: heightOf(value, plot) + nameDown },
    ...{ align: 'left', size: remarkSize },
  })
}

function namesTaken(months: readonly DrawnMonth[], plot: Plot, { before }: Around): Box[] {
  return before.flatMap(({ isNamed = false, nameDown = 0, ...row }) => {
    const box = isNamed ? nameBox({ ...row, nameDown }, months, plot) : null
    return box === null ? [] : [box]
  })
}

function roomOf({ width, height, right, size }: Plot): Box {
  // The words of the value axis end 8 pixels left of the plot.
  return { left: -6, right: size === 'narrow' ? width + right - 2 : width + 4, top: -3, bottom: height - 3 }
}

function heightOf(value: number, { height, y }: Plot): number {
  return (height * (y.max - value)) / (y.max - y.min)
}

/** How far along the plot so many months are. */
function bandsAcross(bands: number, months: readonly DrawnMonth[], { width }: Plot): number {
  return (bands / months.length) * width
}

/** Every line that is drawn in the plot: the values, the usual range and its average, the median, the target, the events, and the
 * values of earlier teams. */
function linesOf(months: readonly DrawnMonth[], plot: Plot, { annotations, before }: Around): Line[] {
  const across = (bands: number) => bandsAcross(bands, months, plot)
  // A usual range that reaches beyond 0 or 100% is drawn to there, which is where the axis ends.
  const within = (value: number) => Math.min(plot.y.max, Math.max(plot.y.min, value))
  const level = ({ target, mean, lower, upper, median = null }: DrawnMonth, i: number): Line[] =>
    [target, mean, median, lower, upper].flatMap((value) => {
      if (value === null) return []
      const y = heightOf(within(value), plot)
      return [
        [
          { x: across(i), y },
          { x: across(i + 1), y },
        ],
      ]
    })
  const through = (values: readonly (number | null)[]) =>
    linesThrough(
      values.map((value, i) => (value === null ? null : { x: across(i + 0.5), y: heightOf(value, plot) })),
    )
  const events = annotations.map(({ date }): Line => {
    const x = across(months.findIndex((month) => month.date === date))
    return [
      { x, y: 0 },
      { x, y: plot.height },
    ]
  })
  const earlier = Map.groupBy(before, (row) => row.series).values()
  return [
    ...months.flatMap(level),
    ...through(months.map((month) => (month.status === 'not_whole' ? null : month.value))),
    ...[...earlier].flatMap((rows) => {
      const values = new Map(rows.map((row) => [row.period, row.value]))
      return through(months.map((month) => values.get(month.period) ?? null))
    }),
    ...events,
  ]
}

/** The marks of the values. */
function pointsOf(months: readonly DrawnMonth[], plot: Plot): Box[] {
  return months.flatMap(({ value }, i) => {
    if (value === null) return []
    const [x, y] = [bandsAcross(i + 0.5, months, plot), heightOf(value, plot)]
    return [{ left: x - mark, right: x + mark, top: y - mark, bottom: y + mark }]
  })
}

/** The two places of words beside a line. */
function besideLine(text: string, { x, y }: Place, away: number) {
  return sides.map((side) => ({
    side,
    box: boxOfLines([text], {
      ...{ x, align: 'left' as const, size: remarkSize },
      y: side === 'above' ? y - away : y + away,
    }),
  }))
}

function placeValue(months: (DrawnMonth & PlacedWords)[], { plot, taken, lines }: Words): void {
  const last = months.at(-1)
  if (last === undefined || last.value === null || last.text === null) return
  const { text } = last
  const [x, y] = [bandsAcross(months.length - 0.5, months, plot), heightOf(last.value, plot)]
  const places = [
    [0, 16],
    [8, 0],
    [0, 24],
    [0, 32],
    [8, 20],
    [0, 44],
    [8, 32],
    [0, 60],
  ].flatMap(([across = 0, away = 0]) =>
    [...new Set([-away, away])].map((down) => ({
      ...{ across, down },
      box: boxOfLines([text], {
        ...{ x: x + across, y: y + down },
        ...{ align: across > 0 ? ('left' as const) : ('center' as const), size: valueSize, isBold: true },
      }),
    })),
  )
  const found = firstFree(places, { taken, lines, room: { ...roomOf(plot), left: -plot.width } }) ?? places[0]
  if (found === undefined) return
  taken.push(found.box)
  Object.assign(last, { valueAcross: found.across, valueDown: found.down })
}

function placeMedian(months: (DrawnMonth & PlacedWords)[], { plot, taken, lines }: Words): void {
  if (plot.size !== 'narrow') return
  const first = months.findIndex((row) => row.median != null)
  const { median = null, medianText = null } = months[first] ?? {}
  if (median === null || medianText === null) return
  const at = { x: bandsAcross(first, months, plot) + 2, y: heightOf(median, plot) }
  const found = firstFree(besideLine(medianText, at, 10), { taken, lines, room: roomOf(plot) })
  if (found === undefined) return
  taken.push(found.box)
  for (const row of months) if (row.median != null) row.medianSide = found.side
}

/** The steps of the target, the latest first. On a wide screen the last is named at the end of its line. */
function placeTargets(months: (DrawnMonth & PlacedWords)[], { plot, taken, lines }: Words): void {
  const steps = months
    .map((row, i) => ({ row, i }))
    .filter(({ row, i }) => row.target !== null && row.target !== months[i - 1]?.target)
  const named = plot.size === 'narrow' || months.at(-1)?.target === null ? steps : steps.slice(0, -1)
  for (const { row, i } of named.toReversed()) {
    const { target, targetText } = row
    if (target === null || targetText === null) continue
    const end = months.findIndex((month, at) => at > i && month.target !== target)
    // Where the words would lie on another line, they move along their own.
    const places = months.slice(i, end < 0 ? months.length : end).flatMap((month, along) => {
      const at = { x: bandsAcross(i + along, months, plot) + 2, y: heightOf(target, plot) }
      return besideLine(targetText, at, 11).map((place) => ({ ...place, month }))
    })
    const found = firstFree(places, { taken, lines, room: roomOf(plot) })
    if (found === undefined) continue
    taken.push(found.box)
    found.month.targetSide = found.side
  }
}

/** The words of the target that holds last, where the plot of a phone has no room for them: they are then said above it. */
export function targetWithoutRoom(months: readonly DrawnMonth[], plot: Plot, around?: Around): string | null {
  const step = months.findLastIndex((row, i) => row.target !== null && row.target !== months[i - 1]?.target)
  const { targetText = null } = months[step] ?? {}
  if (plot.size !== 'narrow' || months.at(-1)?.target === null || targetText === null) return null
  return withPlacedWords(months, plot, around).some((row, i) => i >= step && row.targetSide !== null)
    ? null
    : targetText
}

/** Gaps, the latest first: their words stand at the foot of the plot, in the middle of the gap or beginning at an end of the plot,
 * and move aside or up where a line would run through them. */
function placeGaps(months: (DrawnMonth & PlacedWords)[], words: Words): void {
  let to = months.length - 1
  while (to >= 0) {
    const { state, value } = months[to] as DrawnMonth
    let from = to
    if (value === null && state !== null)
      while (months[from - 1]?.value === null && months[from - 1]?.state === state) from--
    // On a phone only a gap of three months or more is wide enough to be named.
    const isWide = words.plot.size === 'wide' || to - from >= 2
    if (value === null && state !== null && isWide) placeGap(months, [from, to], words)
    to = from - 1
  }
}

function placeGap(
  months: (DrawnMonth & PlacedWords)[],
  [from, to]: readonly [from: number, to: number],
  { plot, taken, lines }: Words,
): void {
  const said = months[to]?.words ?? null
  if (said === null) return
  const align: Align = from === 0 ? 'left' : to === months.length - 1 ? 'right' : 'center'
  const x =
    align === 'left' ? 4 : align === 'right' ? plot.width - 4 : bandsAcross((from + to + 1) / 2, months, plot)
  const usual = boxOfLines([said], { x, y: plot.height - 11, align, size: remarkSize })
  const moved = ([across, up]: readonly [number, number]) => ({
    ...{ across, up },
    box: {
      ...{ left: usual.left + across, right: usual.right + across },
      ...{ top: usual.top - up, bottom: usual.bottom - up },
    },
  })
  const reach = (usual.right - usual.left) / 2 + 6
  const acrosses = [0, 4, -4, 8, -8, 12, -12, 16, -16, 20, -20, 26, -26, 34, -34].filter(
    (across) => Math.abs(across) <= reach,
  )
  const ups = Array.from({ length: Math.max(1, Math.floor((plot.height - 20) / 4)) }, (_, i) => 4 * i)
  const places = acrosses
    .flatMap((across) => ups.map((up) => [across, up] as const))
    .sort(([a, b], [c, d]) => Math.abs(a) + b - Math.abs(c) - d)
    .map(moved)
  const found = firstFree(places, { taken, lines, room: roomOf(plot) })
  if (found === undefined) return
  taken.push(found.box)
  for (const row of months.slice(from, to + 1))
    Object.assign(row, { isGapNamed: true, gapAcross: found.across, gapDown: -found.up })
}
