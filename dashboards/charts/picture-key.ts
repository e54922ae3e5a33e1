/** The key of a picture: each mark beside its word, in lines above the plot. */
import type { ChartInput } from './picture.ts'
import { textWidth } from './text-width.ts'

/** The size of the words, the room for a mark, and the room after a word, in pixels. */
const [size, mark, gap] = [14, 18, 18]
const keyLine = 22

/** Where each mark and its word stand: `left` is the middle of the mark, in pixels from the left of the plot, and `line` counts
 * from the top. A word that does not fit on a line begins the next. The lines begin `plotLeft` pixels left of the plot. */
export function keyPlaces<Item extends { text: string }>(
  items: readonly Item[],
  room: number,
  plotLeft = 0,
): { rows: (Item & { left: number; line: number })[]; height: number } {
  const start = mark / 2 + 4 - plotLeft
  let [left, line] = [0, 0]
  const rows = items.map((item) => {
    const width = mark + textWidth(item.text, size)
    if (left > 0 && left + width > room) [left, line] = [0, line + 1]
    const placed = { ...item, left: left + start, line }
    left += width + gap
    return placed
  })
  return { rows, height: (line + 1) * keyLine }
}

/** The input with its key above everything else it has, and the room for it; the specification places the key's lines by
 * `keyHeight`, which is measured from just above the plot. */
export function withKey(input: ChartInput, { rows, height }: ReturnType<typeof keyPlaces>): ChartInput {
  if (rows.length === 0) return { ...input, data: { ...input.data, key: rows } }
  const { top } = input.padding
  return {
    ...input,
    padding: { ...input.padding, top: top + height },
    params: { ...input.params, keyHeight: top - 12 + height },
    data: { ...input.data, key: rows },
  }
}
