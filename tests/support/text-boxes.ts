/** The boxes of the texts of a drawn chart, to assert that none overlaps another, none leaves the picture and no line runs through
 * one. The widths are those of Arial, so that a test needs no browser. */
import { textWidth } from '#dashboards/charts/text-width.ts'
import { crossedWords } from './crossed-words.ts'
import { type Attributes, drawnElements, type Place } from './drawn-elements.ts'
import type { TextBox } from './text-box.ts'

/** The parts of the font's size that letters reach above their line, and below it. */
const [above, below] = [0.74, 0.21]
/** Letters touch before they hide each other, and the widths are the font's only nearly. */
const allowed = 1

/** The box of every line of text of an SVG, in pixels from its top left corner. A text that is drawn twice at one place, once as
 * its own halo, counts once. Throws for a transformation other than a shift. */
export function textBoxes(svg: string): TextBox[] {
  const found = new Map<string, TextBox>()
  let at: Place = { x: 0, y: 0 }
  for (const element of drawnElements(svg)) {
    const { tag, attributes, content, within } = element
    if (tag === 'text') at = element.at
    else if (tag === 'tspan') {
      // A line of several begins again at the left of its text, so much further down.
      at = { ...at, y: at.y + Number(attributes.dy ?? 0) }
    } else continue
    if (content.trim() === '') continue
    const box = boxOf(content, at, tag === 'text' ? attributes : (within?.attributes ?? {}))
    found.set(JSON.stringify(box), box)
  }
  return [...found.values()]
}

/** Where each mark with a row of the table stands: the middle of a point, or the top left corner of a bar and its width. */
export function placesOf(svg: string): { point: string; x: number; y: number; width: number }[] {
  const [, left = 0, top = 0] = (
    /<g [^>]*transform="translate\((-?[\d.]+),(-?[\d.]+)\)"/.exec(svg) ?? []
  ).map(Number)
  return [...svg.matchAll(/<path data-point="([^"]*)"([^>]*)>/g)].map(([, point = '', rest = '']) => {
    const at = /transform="translate\((-?[\d.]+),(-?[\d.]+)\)"/.exec(rest)
    const [, x = 0, y = 0, width = 0] = (at ?? / d="M(-?[\d.]+),(-?[\d.]+)h(-?[\d.]+)/.exec(rest) ?? []).map(
      Number,
    )
    return { point, x: left + x, y: top + y, width: at === null ? width : 0 }
  })
}

/** The smallest size that words are drawn in. A page shows no picture at less than 12/13 of its size, which
 * `tests/browser/chart-sizes.test.ts` measures, so that no words are under 12 pixels on a screen or on paper. */
const least = 13

/** What is wrong with the texts of a picture: each pair that overlaps, each text that leaves it, each that is too small, each that a
 * line or a mark crosses. Empty if all can be read. */
export function textFaults(svg: string): string[] {
  const boxes = textBoxes(svg)
  const [, width = 0, height = 0] = (/^<svg [^>]*width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? []).map(
    Number,
  )
  const outside = boxes.filter(
    (b) => b.left < -allowed || b.top < -allowed || b.right > width + allowed || b.bottom > height + allowed,
  )
  const overlapping = boxes.flatMap((one, i) =>
    boxes.slice(i + 1).flatMap((two) => (overlaps(one, two) ? [`‘${one.text}’ overlaps ‘${two.text}’`] : [])),
  )
  return [
    ...outside.map(({ text, left, right, top, bottom }) => {
      const box = [left, top, right, bottom].map(Math.round).join(' ')
      return `‘${text}’ (${box}) leaves the picture of ${width} × ${height}`
    }),
    ...overlapping,
    ...boxes.filter((b) => b.size < least).map((b) => `‘${b.text}’ is ${b.size} px, under ${least} px`),
    ...crossedWords(svg, boxes),
  ]
}

function overlaps(one: TextBox, two: TextBox): boolean {
  const across = Math.min(one.right, two.right) - Math.max(one.left, two.left)
  const down = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top)
  return across > allowed && down > allowed
}

function boxOf(text: string, { x, y }: Place, attributes: Attributes): TextBox {
  const size = Number.parseFloat(attributes['font-size'] ?? '')
  const width = textWidth(text, size, attributes['font-weight'] === 'bold')
  const left = { start: x, middle: x - width / 2, end: x - width }[attributes['text-anchor'] ?? 'start']
  if (Number.isNaN(size) || left === undefined) throw new Error(`The text ‘${text}’ has no size or no anchor`)
  return { text, left, right: left + width, top: y - above * size, bottom: y + below * size, size }
}
