/** Charts of rows that each have a name and some words: where these break into lines, and how high a row is. Nothing is cut. */
import { chartWidths, type Size } from './scale.ts'
import { linesOf, textWidth } from './text-width.ts'

/** A row's words: its name and a remark under it, and what is said of its bar, a number and a remark under that. */
export type RowWords = {
  name: string
  under: string | null
  text: string
  words: string | null
  /** True for the row of the reader's own, whose name is bold. */
  own?: boolean
}

/** The sizes of words and remarks, and of their lines; a specification uses the same. */
const [nameSize, remarkSize, nameLine, remarkLine] = [14, 13, 17, 16]
/** The most pixels that names take on the left, and words on the right. */
const [nameRoom, wordsRoom] = [200, 195]
const barHeight = 26

/** The layout of some rows: on paper and on a wide screen the name is left of its bar and the words right of it, on a phone both
 * are above it. Words are returned in lines. */
export function namedRows(rows: readonly RowWords[], size: Size) {
  return size === 'wide' ? wideRows(rows) : narrowRows(rows)
}

function wideRows(rows: readonly RowWords[]) {
  const written = rows.map(({ name, under, text, words, own = false }) => ({
    name: linesOf(name, nameRoom, nameSize, own),
    under: remarkLines(under, nameRoom),
    ...{ text, own },
    words: remarkLines(words, wordsRoom),
  }))
  const left = widest(written, ({ name, under, own }) => [
    ...name.map((line) => textWidth(line, nameSize, own)),
    ...wide(under, remarkSize),
  ])
  const right = widest(written, ({ text, words }) => [
    textWidth(text, nameSize, true),
    ...wide(words, remarkSize),
  ])
  const heights = written.map(
    ({ name, under, words }) =>
      14 +
      Math.max(
        nameLine * name.length + remarkLine * under.length,
        nameLine + remarkLine * words.length,
        barHeight,
      ),
  )
  return laidOut('wide', written.map(joined), { heights, left: left + 20, right: right + 20 })
}

function narrowRows(rows: readonly RowWords[]) {
  const room = chartWidths.narrow - 23
  const numbers = widest(
    rows.map(({ text }) => text),
    (text) => [textWidth(text, nameSize, true)],
  )
  const written = rows.map(({ name, under, text, words, own = false }) => ({
    name: linesOf(name, room - numbers - 10, nameSize, own),
    under: [...remarkLines(under, room), ...remarkLines(words, room)],
    text,
    words: [],
  }))
  const heights = written.map(
    ({ name, under }) => 8 + nameLine * name.length + remarkLine * under.length + barHeight + 12,
  )
  return laidOut('narrow', written.map(joined), { heights, left: 15, right: 20 })
}

type Layout = { heights: readonly number[]; left: number; right: number }

/** The plot of the rows, each as high as its words need, and of one where there is none. */
function laidOut(size: Size, words: readonly RowWords[], { heights, left, right }: Layout) {
  return {
    words: words.map((row, i) => ({ ...row, rowHeight: heights[i] ?? 0 })),
    width: chartWidths[size] - left - right,
    height: words.length === 0 ? barHeight + 14 : heights.reduce((sum, height) => sum + height, 0),
    sides: { left, right },
    params: { size },
  }
}

/** Words in lines as a specification takes them. */
function joined({
  name,
  under,
  text,
  words,
}: {
  name: readonly string[]
  under: readonly string[]
  text: string
  words: readonly string[]
}): RowWords {
  const lines = (of: readonly string[]) => (of.length === 0 ? null : of.join('\n'))
  return { name: name.join('\n'), under: lines(under), text, words: lines(words) }
}

function remarkLines(remark: string | null, room: number): string[] {
  return remark === null ? [] : linesOf(remark, room, remarkSize)
}

function wide(lines: readonly string[], size: number): number[] {
  return lines.map((line) => textWidth(line, size))
}

function widest<Item>(items: readonly Item[], widths: (item: Item) => number[]): number {
  return Math.ceil(Math.max(0, ...items.flatMap(widths)))
}
