/** Drawings put together as SVG text: one above another, or alone with their title and source. */
import { palette } from '../layout/palette.ts'
import type { Drawing } from './render.ts'

/** Drawings one above another, as one. */
export function stacked(drawings: readonly Drawing[]): Drawing {
  const width = Math.max(...drawings.map((drawing) => drawing.width))
  let top = 0
  const parts = drawings.map((drawing) => {
    const part = nested(drawing.svg, 0, top)
    top += drawing.height
    return part
  })
  return { svg: root(width, top, parts.join('')), width, height: top }
}

/** A drawing to be kept apart from its page: it carries its own finding, subtitle, description and source. */
export function standalone(
  drawing: Drawing,
  words: { title: string; subtitle: string; description: string; source: string },
): string {
  const [top, bottom, margin] = [64, 34, 12]
  const titleLines = wrapped(words.title, Math.floor((drawing.width - 2 * margin) / 9.5))
  const above = top + (titleLines.length - 1) * 24
  const height = above + drawing.height + bottom
  const text = (y: number, size: number, weight: string, colour: string, content: string) =>
    `<text x="${margin}" y="${y}" font-family="Arial, &quot;Helvetica Neue&quot;, sans-serif" font-size="${size}" font-weight="${weight}" fill="${colour}">${escaped(content)}</text>`
  const body = [
    `<title>${escaped(words.title)}</title><desc>${escaped(words.description)}</desc>`,
    `<rect width="${drawing.width}" height="${height}" fill="#FFFFFF"/>`,
    ...titleLines.map((line, i) => text(26 + i * 24, 19, 'bold', palette.ink, line)),
    text(above - 16, 14, 'normal', palette.inkSecondary, words.subtitle),
    nested(drawing.svg, 0, above),
    text(height - 12, 13, 'normal', palette.inkSecondary, `Source: ${words.source}`),
  ]
  return root(drawing.width, height, body.join(''))
}

/** Text in lines of at most `length` characters, broken between words. */
function wrapped(text: string, length: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= length)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

function nested(svg: string, x: number, y: number): string {
  return svg.replace(/^<svg xmlns="[^"]*"/, `<svg x="${x}" y="${y}"`)
}

function root(width: number, height: number, body: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${body}</svg>`
}

/** Text for SVG, with what XML forbids left out. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
}
