/** The size of a chart of named rows, wide and on a phone. */
import type { ChartInput } from './picture.ts'
import { chartWidths, type Size } from './scale.ts'

const letter = 7.2

/** The frame for a number of rows. The name is to the left of its row; on a phone it is above it. `right` is the room for words
 * at the right of a wide chart. */
export function rowFrame(
  names: readonly string[],
  size: Size,
  { top, bottom, right }: { top: number; bottom: number; right: number },
): Pick<ChartInput, 'width' | 'height' | 'padding'> {
  const narrow = size === 'narrow'
  const longest = Math.max(0, ...names.map((name) => name.length))
  const padding = {
    left: narrow ? 14 : Math.min(360, Math.ceil(longest * letter) + 20),
    right: narrow ? 18 : right,
    top,
    bottom,
  }
  return {
    width: chartWidths[size] - padding.left - padding.right,
    height: Math.max(1, names.length) * (narrow ? 52 : 34),
    padding,
  }
}
