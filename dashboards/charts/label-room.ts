/** Room for words in a picture: the boxes that words take, the lines that are drawn, and the first place where words hide nothing and
 * no line runs through them. */
import { textWidth } from './text-width.ts'

/** In pixels, from the top left corner of the plot. */
export type Box = { left: number; right: number; top: number; bottom: number }

export type Align = 'left' | 'right' | 'center'

/** The parts of a font's size that letters reach above the middle of their line, and below it. */
const half = 0.5
/** Pixels that stay free between two boxes. */
const between = 2

/** The box of a text in lines, of which the first has its middle at `y`. */
export function boxOfLines(
  lines: readonly string[],
  { x, y, align, size, lineHeight = 16, isBold = false }: WordsAt,
): Box {
  const width = Math.max(0, ...lines.map((line) => textWidth(line, size, isBold)))
  const left = align === 'left' ? x : align === 'right' ? x - width : x - width / 2
  return {
    ...{ left, right: left + width },
    ...{ top: y - half * size, bottom: y + half * size + (lines.length - 1) * lineHeight },
  }
}

/** Where a text stands: its anchor, and how large it is. */
export type WordsAt = {
  x: number
  y: number
  align: Align
  size: number
  lineHeight?: number
  isBold?: boolean
}

/** True if two boxes are closer together than words may be. */
export function touches(one: Box, other: Box): boolean {
  return (
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > -between &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > -between
  )
}

/** True if a box lies whole within another. */
export function isWithin(box: Box, { left, right, top, bottom }: Box): boolean {
  return box.left >= left && box.right <= right && box.top >= top && box.bottom <= bottom
}

/** A point of a picture, in pixels from the top left corner of the plot. */
export type Place = { x: number; y: number }
/** A straight piece of a line; a single point is one that begins and ends at the same place. */
export type Line = readonly [from: Place, to: Place]

/** The pieces of a line through places, broken where there is none. */
export function linesThrough(places: readonly (Place | null)[]): Line[] {
  return places.flatMap((from, i) => {
    const [before, to] = [places[i - 1] ?? null, places[i + 1] ?? null]
    if (from === null) return []
    return to !== null ? [[from, to]] : before === null ? [[from, from]] : []
  })
}

/** True if a line runs through a box or within `clear` pixels of it (Liang and Barsky's clipping of a line to a box). */
export function runsThrough([from, to]: Line, { left, right, top, bottom }: Box, clear: number): boolean {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const edges: readonly (readonly [towards: number, away: number])[] = [
    [-dx, from.x - left + clear],
    [dx, right + clear - from.x],
    [-dy, from.y - top + clear],
    [dy, bottom + clear - from.y],
  ]
  let [enter, leave] = [0, 1]
  for (const [towards, away] of edges) {
    if (towards === 0 && away < 0) return false
    if (towards < 0) enter = Math.max(enter, away / towards)
    if (towards > 0) leave = Math.min(leave, away / towards)
  }
  return enter <= leave
}

/** Pixels that stay free between words and a line, unless a chart asks for more. */
const fromLine = 2

/** The first of several places whose box is within the room, touches nothing that is taken and has no line within `clear` pixels;
 * undefined if there is none. */
export function firstFree<Item extends { box: Box }>(
  places: Iterable<Item>,
  {
    taken,
    lines = [],
    room,
    clear = fromLine,
  }: { taken: readonly Box[]; lines?: readonly Line[]; room: Box; clear?: number },
): Item | undefined {
  for (const place of places)
    if (
      isWithin(place.box, room) &&
      !taken.some((box) => touches(place.box, box)) &&
      !lines.some((line) => runsThrough(line, place.box, clear))
    )
      return place
  return undefined
}
