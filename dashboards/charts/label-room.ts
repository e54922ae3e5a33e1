/** Room for words in a picture: the boxes that words take, and the first place where they hide nothing. */
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

/** The first of several places whose box is within the room and touches nothing that is taken; undefined if there is none. */
export function firstFree<Place extends { box: Box }>(
  places: Iterable<Place>,
  taken: readonly Box[],
  room: Box,
): Place | undefined {
  for (const place of places)
    if (isWithin(place.box, room) && !taken.some((box) => touches(place.box, box))) return place
  return undefined
}
