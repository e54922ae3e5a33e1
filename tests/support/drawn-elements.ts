/** The elements of a drawn chart, each with where it stands, so that a test needs no browser. */

export type Place = { x: number; y: number }
export type Attributes = Readonly<Record<string, string>>

/** An element of an SVG: where its inside begins, in pixels from the picture's top left corner, and the words before its first child. */
export type DrawnElement = {
  tag: string
  attributes: Attributes
  at: Place
  content: string
  within: DrawnElement | null
}

/** Every element of an SVG, in the order in which they are drawn. Throws for a transformation other than a shift. */
export function drawnElements(svg: string): DrawnElement[] {
  const found: DrawnElement[] = []
  const open: DrawnElement[] = []
  for (const [, slash, tag = '', rest = '', self, content = ''] of svg.matchAll(
    /<(\/?)(\w+)((?:\s[^<>]*?)?)(\/?)>([^<]*)/g,
  )) {
    if (slash === '/') {
      open.pop()
      continue
    }
    const within = open.at(-1) ?? null
    const attributes = attributesOf(rest)
    const at = moved(within?.at ?? { x: 0, y: 0 }, tag, attributes)
    const element = { tag, attributes, at, content: unescaped(content), within }
    found.push(element)
    if (self !== '/') open.push(element)
  }
  return found
}

/** Where the inside of an element begins. */
function moved({ x, y }: Place, tag: string, attributes: Attributes): Place {
  const transform = attributes.transform ?? ''
  const shift = /^translate\((-?[\d.]+)(?:,\s*(-?[\d.]+))?\)(.*)$/.exec(transform)
  // A mark may be turned or stretched about its own middle.
  if (transform !== '' && (shift === null || (shift[3] !== '' && tag !== 'path')))
    throw new Error(`What is within ‘${transform}’ cannot be measured`)
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
