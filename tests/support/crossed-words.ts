/** The lines and marks of a drawn chart that run through its words. */
import { contrast } from '../dashboards/colour.ts'
import { type Attributes, type DrawnElement, drawnElements, type Place } from './drawn-elements.ts'
import type { TextBox } from './text-box.ts'

type Box = Pick<TextBox, 'left' | 'right' | 'top' | 'bottom'>
type Segment = readonly [Place, Place]
/** What is drawn over or under words: the strokes of a line, or the box of a filled mark. */
type Stroke = { colour: string; segments: readonly Segment[]; half: number }
type Mark = { colour: string; box: Box }

/** Colours with less contrast than this to paper are a ground that words may lie on: the grid, a gap, a usual range. */
const ground = 1.6
/** The widths of letters are the font's only nearly. */
const allowed = 0.5

/** The texts that are so many pixels or less from a curve, or across one. A curve is a line of several pieces. */
export function wordsNearCurves(svg: string, boxes: readonly TextBox[], clear: number): string[] {
  const curves = drawnElements(svg)
    .filter(({ tag }) => tag === 'path')
    .flatMap(strokeOrMark)
    .flatMap((drawn) => ('segments' in drawn && drawn.segments.length > 1 ? [drawn.segments] : []))
  return boxes
    .filter((box) => curves.some((curve) => curve.some((piece) => runsThrough(piece, box, clear))))
    .map(({ text }) => text)
}

/** Each text that a line runs through or that a mark covers in part: a text wholly within a bar or a cell is its own. */
export function crossedWords(svg: string, boxes: readonly TextBox[]): string[] {
  const found = new Set<string>()
  for (const drawn of drawnElements(svg).flatMap(strokeOrMark))
    for (const box of boxes) {
      const isCrossed =
        'segments' in drawn
          ? drawn.segments.some((segment) => runsThrough(segment, box, drawn.half - allowed))
          : coversInPart(drawn.box, box)
      if (isCrossed)
        found.add(`a ${'segments' in drawn ? 'line' : 'mark'} of ${drawn.colour} crosses ‘${box.text}’`)
    }
  return [...found]
}

function strokeOrMark({ tag, attributes, at }: DrawnElement): (Stroke | Mark)[] {
  if (attributes.display === 'none') return []
  const [stroke, fill] = [inked(attributes.stroke), inked(attributes.fill)]
  const paths = tag === 'line' ? [lineOf(attributes)] : tag === 'path' ? segmentsOf(attributes.d ?? '') : []
  const segments = paths.map(([from, to]): Segment => [shifted(from, at), shifted(to, at)])
  if (segments.length === 0) return []
  if (fill !== null) return [{ colour: fill, box: around(segments) }]
  const half = Number(attributes['stroke-width'] ?? 1) / 2
  return stroke === null ? [] : [{ colour: stroke, segments, half }]
}

/** A colour that is not a ground; null for none. */
function inked(colour: string | undefined): string | null {
  if (colour === undefined || colour === 'none') return null
  return contrast(colour, '#FFFFFF') < ground ? null : colour
}

function lineOf({ x1 = '0', y1 = '0', x2 = '0', y2 = '0' }: Attributes): Segment {
  return [
    { x: Number(x1), y: Number(y1) },
    { x: Number(x2), y: Number(y2) },
  ]
}

/** A path as straight lines: an arc is the box around its circle, and a curve leads by the points that hold it. Throws for a command that no chart draws. */
function segmentsOf(d: string): Segment[] {
  const segments: Segment[] = []
  let [start, from]: [Place, Place] = [
    { x: 0, y: 0 },
    { x: 0, y: 0 },
  ]
  const to = (x: number, y: number) => {
    segments.push([from, { x, y }])
    from = { x, y }
  }
  for (const [, command = '', rest = ''] of d.matchAll(/([A-Za-z])([^A-Za-z]*)/g)) {
    const numbers = (rest.match(/-?\d*\.?\d+/g) ?? []).map(Number)
    const [a = 0, b = 0] = numbers
    if (command === 'M') start = from = { x: a, y: b }
    else if (command === 'L' || command === 'C')
      for (let i = 0; i < numbers.length; i += 2) to(numbers[i] ?? 0, numbers[i + 1] ?? 0)
    else if (command === 'H') to(a, from.y)
    else if (command === 'V') to(from.x, a)
    else if (command === 'h') to(from.x + a, from.y)
    else if (command === 'v') to(from.x, from.y + a)
    else if (command === 'A') {
      const [end, before] = [{ x: numbers[5] ?? 0, y: numbers[6] ?? 0 }, from]
      const middle = { x: (before.x + end.x) / 2, y: (before.y + end.y) / 2 }
      to(middle.x - a, middle.y - b)
      to(middle.x + a, middle.y + b)
      to(end.x, end.y)
    } else if (command === 'Z') to(start.x, start.y)
    else throw new Error(`A path with ‘${command}’ cannot be measured`)
  }
  return segments
}

function shifted({ x, y }: Place, by: Place): Place {
  return { x: x + by.x, y: y + by.y }
}

function around(segments: readonly Segment[]): Box {
  const [xs, ys] = [segments.flat().map(({ x }) => x), segments.flat().map(({ y }) => y)]
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) }
}

function coversInPart(mark: Box, text: Box): boolean {
  const across = Math.min(mark.right, text.right) - Math.max(mark.left, text.left)
  const down = Math.min(mark.bottom, text.bottom) - Math.max(mark.top, text.top)
  const isWhole = across > text.right - text.left - 2 && down > text.bottom - text.top - 2
  return across > allowed && down > allowed && !isWhole
}

/** Whether a segment has a part within a box that is larger by a margin (Liang and Barsky's clipping). */
function runsThrough([from, to]: Segment, box: Box, margin: number): boolean {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const edges: readonly (readonly [number, number])[] = [
    [-dx, from.x - (box.left - margin)],
    [dx, box.right + margin - from.x],
    [-dy, from.y - (box.top - margin)],
    [dy, box.bottom + margin - from.y],
  ]
  let [enter, leave] = [0, 1]
  for (const [towards, away] of edges) {
    if (towards === 0 && away <= 0) return false
    if (towards < 0) enter = Math.max(enter, away / towards)
    if (towards > 0) leave = Math.min(leave, away / towards)
  }
  return enter < leave
}
