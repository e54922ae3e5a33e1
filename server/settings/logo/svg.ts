/** Reduces an SVG to its shapes. Elements that run or fetch something are refused, because dropping them could change the
 * picture unseen; what drawing programs add for themselves is dropped. */
import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from 'saxes'

const SVG = 'http://www.w3.org/2000/svg'
const XLINK = 'http://www.w3.org/1999/xlink'
const MOST_ELEMENTS = 5_000
const DEEPEST = 50
/** Copies of copies grow without limit. */
const MOST_COPIES = 8

const shapes = new Set(
  `svg g defs symbol title desc path rect circle ellipse line polyline polygon text tspan use style
   linearGradient radialGradient stop clipPath mask pattern`.split(/\s+/),
)
const attributes = new Set(
  `id class d x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy width height points viewBox preserveAspectRatio version
   transform gradientTransform patternTransform gradientUnits patternUnits patternContentUnits clipPathUnits maskUnits
   maskContentUnits spreadMethod offset href style fill fill-opacity fill-rule stroke stroke-width stroke-opacity
   stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset stop-color stop-opacity opacity
   color clip-path clip-rule mask display visibility font-family font-size font-weight font-style letter-spacing
   text-anchor dominant-baseline paint-order mix-blend-mode`.split(/\s+/),
)

/** Elements that run or load something, and the message for each. */
const refused: Record<string, string> = {
  script: 'holds a script. Save it without, or as a PNG',
  handler: 'holds a script. Save it without, or as a PNG',
  foreignObject: 'holds a piece of a web page. Save it without, or as a PNG',
  iframe: 'holds a piece of a web page. Save it without, or as a PNG',
  image: 'holds another picture inside it. Save it as a PNG',
  a: 'holds a link. Save it without',
  animate: 'must not move. Save it without the animation',
  animateTransform: 'must not move. Save it without the animation',
  animateMotion: 'must not move. Save it without the animation',
  set: 'must not move. Save it without the animation',
}
const FETCHES = 'fetches something from elsewhere. Save it with everything inside, or as a PNG'

class SvgRefusal extends Error {}

/** The picture alone, or what is wrong with the file. */
export function rewriteSvg(text: string): { content: Buffer } | { fault: string } {
  try {
    return { content: Buffer.from(rewritten(text.replace(/^\uFEFF/, ''))) }
  } catch (error) {
    if (error instanceof SvgRefusal) return { fault: error.message }
    throw error
  }
}

function rewritten(text: string): string {
  const parser = new SaxesParser<{ xmlns: true; position: false }>({ xmlns: true, position: false })
  let written = ''
  let elements = 0
  let copies = 0
  /** For each open element, whether it is kept. */
  const open: { name: string; isKept: boolean }[] = []
  const isKept = () => open.at(-1)?.isKept ?? true
  parser.on('error', () => {
    throw new SvgRefusal('is damaged and cannot be shown. Save it again as an SVG')
  })
  parser.on('doctype', (doctype) => {
    if (doctype.includes('['))
      throw new SvgRefusal('defines words of its own (entities). Save it as plain SVG')
  })
  parser.on('opentag', (tag) => {
    elements += 1
    if (elements > MOST_ELEMENTS || open.length >= DEEPEST)
      throw new SvgRefusal('is too detailed. Save it as a PNG')
    if (open.length === 0) checkRoot(tag)
    const why = tag.uri === SVG && Object.hasOwn(refused, tag.local) ? refused[tag.local] : undefined
    if (why !== undefined) throw new SvgRefusal(why)
    if (tag.local === 'use') copies += 1
    if (copies > MOST_COPIES) throw new SvgRefusal('is made of too many copies. Save it as a PNG')
    const given = Object.values(tag.attributes)
    for (const attribute of given) checkAttribute(attribute)
    const kept = isKept() && tag.uri === SVG && shapes.has(tag.local)
    if (kept) {
      const own = given.filter(isOurs).map(({ local, value }) => ` ${local}="${escaped(value)}"`)
      written += `<${tag.local}${open.length === 0 ? ` xmlns="${SVG}"` : ''}${own.join('')}>`
    }
    open.push({ name: tag.local, isKept: kept })
  })
  const writeText = (piece: string) => {
    const at = open.at(-1)
    if (at === undefined || !at.isKept) return
    if (at.name === 'style') checkStyle(piece)
    written += escaped(piece)
  }
  parser.on('text', writeText)
  parser.on('cdata', writeText)
  parser.on('closetag', ({ local }) => {
    if (open.pop()?.isKept) written += `</${local}>`
  })
  parser.write(text).close()
  return written
}

function checkRoot(tag: SaxesTagNS): void {
  if (tag.uri !== SVG || tag.local !== 'svg') throw new SvgRefusal('must be an SVG or PNG file')
  const has = (name: string, shape: RegExp) => shape.test(tag.attributes[name]?.value ?? '')
  const number = /^\s*\d*\.?\d+(px|mm|cm|pt|in)?\s*$/
  if (!has('viewBox', /\d/) && !(has('width', number) && has('height', number))) {
    throw new SvgRefusal('does not say how large it is. Save it with a width and a height')
  }
}

function checkAttribute({ local, value, prefix }: SaxesAttributeNS): void {
  if (/^on/i.test(local)) throw new SvgRefusal(refused.script as string)
  if (/javascript:/i.test(value.replaceAll(/\s/g, ''))) throw new SvgRefusal(refused.script as string)
  if (local === 'href' && !/^\s*#/.test(value)) throw new SvgRefusal(FETCHES)
  if (prefix !== 'xmlns') checkStyle(value)
}

/** A style, or a value that may refer to another part of the picture. It may refer to nothing else. */
function checkStyle(text: string): void {
  const plain = text.replaceAll(/url\(\s*(["']?)#[\w.:-]+\1\s*\)/gi, '')
  if (/url\s*\(|@|\\|expression\s*\(|behavior\s*:|image-set|src\s*\(/i.test(plain))
    throw new SvgRefusal(FETCHES)
}

function isOurs({ uri, local }: SaxesAttributeNS): boolean {
  return (uri === '' || (uri === XLINK && local === 'href')) && attributes.has(local)
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
