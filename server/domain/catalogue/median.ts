/** Digits that a figure may have: beyond them is the dust of binary fractions. */
const DIGITS = 15

/** The middle of some values: the mean of the two middle ones where their number is even; null of none. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const [below, above] = [sorted[half - 1], sorted[half]]
  if (above === undefined) return null
  return sorted.length % 2 === 1 || below === undefined
    ? above
    : Number(((below + above) / 2).toPrecision(DIGITS))
}
