/** The names of a funnel's points: beside them where there is room, else moved, with a line that leads to the point. */
import { type Align, type Box, boxOfLines, firstFree, type Line, runsThrough } from '../label-room.ts'
import { linesOf } from '../text-width.ts'

/** A point of the plot, in pixels from its top left corner. */
export type NamedPoint = { name: string; x: number; y: number; isBeyond: boolean }

/** A name in the plot: `x` and `y` are the middle of its first line at its anchor. It leads from its point if it was moved. */
export type PlacedName = { x: number; y: number; text: string; align: Align; isBeyond: boolean }
export type Leader = { x: number; y: number; x2: number; y2: number }

/** Points nearer than this are one to the eye, and have one label with the name of each. */
const sameSpot = 5
const [size, lineHeight] = [13, 16]
/** Half of a mark's width, with what stays free around it. */
const mark = 7
/** How far from its point a name may be, and from where on it needs a line. */
const distances = [12, 18, 26, 33, 40, 48, 56, 65, 74, 84, 94, 108, 124]
const led = 20
/** Pixels between a name and a curve: a name that nearly touches one looks as if it named the curve. */
const fromCurve = 5
/** The most pixels of one line of a name. */
const nameRoom = 170

/** Places names so that they hide neither each other nor a point, and keep clear of every line. Those beyond chance come first; a name
 * that has no room anywhere is left out, and its point is named by the table. */
export function placedNames(
  points: readonly NamedPoint[],
  {
    others = [],
    lines: drawn = [],
    room,
  }: { others?: readonly Pick<NamedPoint, 'x' | 'y'>[]; lines?: readonly Line[]; room: Box },
): { names: PlacedName[]; leaders: Leader[] } {
  const taken = [...points, ...others].map(({ x, y }) => ({
    ...{ left: x - mark, right: x + mark, top: y - mark, bottom: y + mark },
  }))
  const spots = groupedBySpot(points).sort((a, b) => Number(b.isBeyond) - Number(a.isBeyond) || a.y - b.y)
  const names: PlacedName[] = []
  const leaders: Leader[] = []
  const named: Box[] = []
  const lines = [...drawn]
  for (const spot of spots) {
    const places = placesOf(spot, Math.min(nameRoom, room.right - room.left))
    const clear = [...places].filter(
      ({ leader }) => leader === null || !named.some((box) => isLedThrough(leader, box)),
    )
    const found = firstFree(clear, { taken, lines, room, clear: fromCurve })
    if (found === undefined) continue
    taken.push(found.box)
    named.push(found.box)
    names.push(found.name)
    if (found.leader === null) continue
    leaders.push(found.leader)
    lines.push(pieceOf(found.leader))
  }
  return { names, leaders }
}

type Spot = NamedPoint & { text: string }

/** Points on one spot as one, with all their names. */
function groupedBySpot(points: readonly NamedPoint[]): Spot[] {
  const spots: (Spot & { names: string[] })[] = []
  for (const point of points) {
    const known = spots.find((spot) => Math.hypot(spot.x - point.x, spot.y - point.y) < sameSpot)
    if (known === undefined) spots.push({ ...point, text: '', names: [point.name] })
    else {
      known.names.push(point.name)
      known.isBeyond ||= point.isBeyond
    }
  }
  return spots.map(({ names, ...spot }) => ({ ...spot, text: names.join(', ') }))
}

/** Places around a spot, the nearest first: right, left, above, below, and between them. One that is led to has its line. */
function* placesOf({ x, y, text, isBeyond }: Spot, width: number) {
  const lines = linesOf(text, width, size, isBeyond)
  const tall = (lines.length - 1) * lineHeight
  const directions: readonly [number, number, Align][] = [
    ...([[1, 0, 'left'] as const, [-1, 0, 'right'] as const] satisfies [number, number, Align][]),
    ...([[0, -1, 'center'] as const, [0, 1, 'center'] as const] satisfies [number, number, Align][]),
    ...([[1, -0.6, 'left'] as const, [1, 0.6, 'left'] as const] satisfies [number, number, Align][]),
    ...([[-1, -0.6, 'right'] as const, [-1, 0.6, 'right'] as const] satisfies [number, number, Align][]),
    ...([[0.7, -0.7, 'left'] as const, [0.7, 0.7, 'left'] as const] satisfies [number, number, Align][]),
    ...([[-0.7, -0.7, 'right'] as const, [-0.7, 0.7, 'right'] as const] satisfies [number, number, Align][]),
  ]
  for (const distance of distances) {
    for (const [across, down, align] of directions) {
      const middle = y + down * (distance + (down === 0 ? 0 : 4))
      // The lines grow away from their point: upwards above it, downwards below it, both ways beside it.
      const top = down < 0 ? middle - tall : down > 0 ? middle : middle - tall / 2
      const name = { x: x + across * distance, y: top, text: lines.join('\n'), align, isBeyond }
      const box = boxOfLines(lines, { ...name, size, lineHeight, isBold: isBeyond })
      yield { name, box, leader: distance > led ? leaderTo({ x, y }, box) : null }
    }
  }
}

/** From the edge of a point's mark to the nearest edge of its name. */
function leaderTo({ x, y }: Pick<Spot, 'x' | 'y'>, box: Box): Leader {
  const [x2, y2] = [
    Math.max(box.left - 2, Math.min(box.right + 2, x)),
    Math.max(box.top - 2, Math.min(box.bottom + 2, y)),
  ]
  const long = Math.hypot(x2 - x, y2 - y) || 1
  return { x: x + ((x2 - x) / long) * mark, y: y + ((y2 - y) / long) * mark, x2, y2 }
}

function pieceOf({ x, y, x2, y2 }: Leader): Line {
  return [
    { x, y },
    { x: x2, y: y2 },
  ]
}

function isLedThrough(leader: Leader, box: Box): boolean {
  return runsThrough(pieceOf(leader), box, 1)
}

/** Names without the words that all of them begin with, which the picture's subtitle says: "North 1" of "Assessment North 1". */
export function withoutShared(names: readonly string[]): string[] {
  const words = names.map((name) => name.split(' '))
  const least = Math.min(...words.map((each) => each.length))
  let shared = 0
  while (shared < least - 1 && new Set(words.map((each) => each[shared])).size === 1) shared++
  return names.length < 2 ? [...names] : words.map((each) => each.slice(shared).join(' '))
}
