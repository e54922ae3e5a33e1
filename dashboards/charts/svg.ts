/** Joins drawings as SVG text: one above another, or a single one with its title and source. */
import { palette } from '../palette.ts'
import type { Drawing } from './picture.ts'
import { linesOf } from './text-width.ts'

const [titleHeight, titleSize, titleLine] = [26, 15, 18]
const [columnGap, rowGap] = [24, 12]

/** Joins drawings: in columns, each row as high as its highest, each with its title above it. */
export function arranged(
  drawings: readonly { drawing: Drawing; title?: string | undefined }[],
  columns = 1,
): Drawing {
  const gaps = columns > 1 ? { column: columnGap, row: rowGap } : { column: 0, row: 0 }
  const across = Math.min(columns, drawings.length)
  const columnWidth = Math.max(...drawings.map(({ drawing }) => drawing.width))
  const width = across * columnWidth + (across - 1) * gaps.column
  const parts: string[] = []
  let top = 0
  for (let first = 0; first < drawings.length; first += columns) {
    const row = drawings.slice(first, first + columns)
    const titles = row.map(({ title }) =>
      title === undefined ? [] : linesOf(title, columnWidth, titleSize, true),
    )
    const most = Math.max(...titles.map((lines) => lines.length))
    const above = most === 0 ? 0 : titleHeight + (most - 1) * titleLine
    row.forEach(({ drawing }, i) => {
      const left = i * (columnWidth + gaps.column)
      titles[i]?.forEach((line, at) => {
        parts.push(text({ x: left, y: top + 17 + at * titleLine, size: titleSize, weight: 'bold' }, line))
      })
      parts.push(nested(drawing.svg, left, top + above))
    })
    top += above + Math.max(...row.map(({ drawing }) => drawing.height)) + gaps.row
  }
  return { svg: root(width, top, parts.join('')), width, height: top }
}

/** The words of a drawing outside its page. */
export type StandaloneWords = {
  title: string
  subtitle: string
  description: string
  /** The meaning of shapes and colours. */
  key?: string | null
  source: string
}

/** A drawing outside its page: it includes its own finding, subtitle, description and source. */
export function standalone(drawing: Drawing, words: StandaloneWords): string {
  const margin = 12
  const width = Math.max(drawing.width + 2 * margin, 480)
  const fitting = (letter: number) => Math.floor((width - 2 * margin) / letter)
  const title = wrapped(words.title, fitting(9.5))
  const subtitle = wrapped(words.subtitle, fitting(6.6))
  const foot = [words.key ?? null, `Source: ${words.source}`].flatMap((said) =>
    said === null ? [] : wrapped(said, fitting(6.2)),
  )
  const subtitleTop = 26 + title.length * 24
  const above = subtitleTop + (subtitle.length - 1) * 19 + 14
  const below = above + drawing.height + 22
  const height = below + (foot.length - 1) * 18 + 12
  const quiet = palette.inkSecondary
  const body = [
    `<title>${escaped(words.title)}</title><desc>${escaped(words.description)}</desc>`,
    `<rect width="${width}" height="${height}" fill="${palette.paper}"/>`,
    ...title.map((line, i) => text({ x: margin, y: 26 + i * 24, size: 19, weight: 'bold' }, line)),
    ...subtitle.map((line, i) => text({ x: margin, y: subtitleTop + i * 19, size: 14, colour: quiet }, line)),
    // The table row of a mark has no meaning without the table.
    nested(drawing.svg.replaceAll(/ data-point="[^"]*"/g, ''), margin, above),
    ...foot.map((line, i) => text({ x: margin, y: below + i * 18, size: 13, colour: quiet }, line)),
  ]
  return root(width, height, body.join(''))
}

type TextStyle = { x: number; y: number; size: number; weight?: string; colour?: string }

function text({ x, y, size, weight = 'normal', colour = palette.ink }: TextStyle, content: string): string {
  return (
    `<text x="${x}" y="${y}" font-family="Arial, &quot;Helvetica Neue&quot;, ` +
    `sans-serif" font-size="${size}" font-weight="${weight}" fill="${colour}">${escaped(content)}</text>`
  )
}

/** Text in lines of at most `length` characters, broken between words. */
export function wrapped(text: string, length: number): string[] {
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

/** Text for SVG, without characters that XML forbids. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
}
