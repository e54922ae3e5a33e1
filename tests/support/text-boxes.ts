/** The boxes of the texts of a drawn chart, to assert that none overlaps another and none leaves the picture. The widths are
 * those of Arial, so that a test needs no browser. */
import { textWidth } from '#dashboards/charts/text-width.ts'

export type TextBox = { text: string; left: number; right: number; top: number; bottom: number; size: number }

/** The parts of the font's size that letters reach above their line, and below it. */
const [above, below] = [0.74, 0.21]
/** Letters touch before they hide each other, and the widths are the font's only nearly. */
const allowed = 1

type Place = { x: number; y: number }
type Attributes = Readonly<Record<string, string>>

/** The box of every line of text of an SVG, in pixels from its top left corner. A text that is drawn twice at one place, once as
 * its own halo, counts once. Throws for a transformation other than a shift. */
export function textBoxes(svg: string): TextBox[] {
  const found = new Map<string, TextBox>()
  const places: Place[] = [{ x: 0, y: 0 }]
  let text: { attributes: Attributes; at: Place; lines: number } | null = null
  for (const [whole, slash, tag = '', rest = '', self, content = ''] of svg.matchAll(
    /<(\/?)(\w+)((?:\s[^<>]*?)?)(\/?)>([^<]*)/g,
  )) {
    if (slash === '/') {
      places.pop()
      if (tag === 'text') text = null
      continue
    }
    const attributes = attributesOf(rest)
    const place = moved(places.at(-1) ?? { x: 0, y: 0 }, tag, attributes)
    if (self !== '/') places.push(place)
    if (tag === 'text') text = { attributes, at: place, lines: 0 }
    if (text === null || (tag !== 'text' && tag !== 'tspan')) continue
    if (tag === 'tspan') {
      // A line of several begins again at the left of its text, so much further down.
      const dy = Number(attributes.dy ?? 0)
      text = { ...text, at: { ...text.at, y: text.at.y + dy }, lines: text.lines + 1 }
    }
    if (unescaped(content).trim() === '') continue
    const box = boxOf(unescaped(content), text.at, text.attributes)
    if (!whole.includes('NaN')) found.set(JSON.stringify(box), box)
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

/** What is wrong with the texts of a picture: each pair that overlaps, each text that leaves it, each that is too small. Empty if
 * all can be read. */
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

/** Where the inside of an element begins. */
function moved({ x, y }: Place, tag: string, attributes: Attributes): Place {
  const transform = attributes.transform ?? ''
  const shift = /^translate\((-?[\d.]+)(?:,\s*(-?[\d.]+))?\)$/.exec(transform)
  if (transform !== '' && shift === null && tag !== 'path')
    throw new Error(`A text within ‘${transform}’ cannot be measured`)
  const [dx, dy] = [Number(shift?.[1] ?? 0), Number(shift?.[2] ?? 0)]
  const own = tag === 'svg' || tag === 'text'
  return {
    x: x + dx + (own ? Number(attributes.x ?? 0) : 0),
    y: y + dy + (own ? Number(attributes.y ?? 0) : 0),
  }
}

function attributesOf(text: string): Attributes {
  return Object.fromEntries(
    [...text.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  )
}

function unescaped(text: string): string {
  const characters: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'" }
  return text.replaceAll(/&(amp|lt|gt|quot|apos|#39);/g, (_, name: string) => characters[name] ?? '')
}
