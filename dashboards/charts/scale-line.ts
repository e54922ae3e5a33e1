/** What the scale of a picture shows, in words: its unit, the good direction, where it begins, and the usual range of the last
 * point. A chart with a value axis passes its input through `withScale`, and its specification uses the fragment `scale-words`. */
import type { ChartInput } from './picture.ts'
import { linesOf, textWidth } from './text-width.ts'

const fontSize = 13
const lineHeight = 17

/** The input with the words of its scale in lines above what it has, from the left of the plot on, and the room for them. Two
 * phrases share a line if they fit. What stands above these words gets its room afterwards. */
export function withScale(input: ChartInput, phrases: readonly string[]): ChartInput {
  const { padding } = input
  const room = input.width + padding.right - 4
  const together = phrases.join('. ')
  const lines =
    textWidth(together, fontSize) <= room
      ? phrases.length === 0
        ? []
        : [together]
      : phrases.flatMap((phrase) => linesOf(phrase, room, fontSize))
  const scale = lines.toReversed().map((text, i) => ({ up: padding.top + lineHeight * (i + 0.5), text }))
  return {
    ...input,
    padding: { ...padding, top: padding.top + lineHeight * lines.length },
    data: { ...input.data, scale },
  }
}
